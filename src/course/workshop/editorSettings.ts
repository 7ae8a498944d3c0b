// The tsconfig.json of the learner's folder, so that an editor knows the types of Node. Node itself
// doesn't read it.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const typesFolder = join(import.meta.dirname, '../../../node_modules/@types')

/** Makes the file, unless it's there: a learner may have changed it. */
export function writeEditorSettings(root: string): void {
  const path = join(root, 'tsconfig.json')
  if (existsSync(path)) return
  mkdirSync(root, { recursive: true })
  writeFileSync(path, `// For your editor: which types there are. Node runs your files without it.
${JSON.stringify(settings(root), null, 2)}
`)
}

function settings(root: string) {
  // A path from another disk of Windows stays as it is.
  const typeRoots = [relative(root, typesFolder).replaceAll('\\', '/')]
  return {
    compilerOptions: {
      target: 'esnext', module: 'esnext', moduleResolution: 'bundler', moduleDetection: 'force',
      lib: ['esnext'], types: ['node'], typeRoots, noEmit: true, strict: true, skipLibCheck: true,
      // Node removes types and changes nothing else.
      erasableSyntaxOnly: true, verbatimModuleSyntax: true, allowImportingTsExtensions: true,
    },
    exclude: ['**/*.backup-*', '**/node_modules'],
  }
}
