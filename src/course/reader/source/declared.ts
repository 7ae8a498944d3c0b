// Where the names of a source file are declared.

import { posix } from 'node:path'
import { declarationsOf, type Declaration, type SourceFile } from '../../quotes/declarations.ts'

export type Declared = {
  /** `Router`, `Router.#place`, `links`. */
  name: string
  /** The line that declares it, below its comments. */
  line: number
  isMember: boolean
}

/** Lists the declarations of a file in TypeScript, JavaScript or SQL, with members of classes. */
export function declaredIn(file: SourceFile): readonly Declared[] {
  if (!/^\.(?:ts|js|sql)$/.test(posix.extname(file.path))) return []
  const lines = file.text.split('\n')
  return declarationsOf(file)
    .filter(({ name }) => name !== 'head' && !/(?:^|\.)run$/.test(name))
    .map((declaration) => ({
      name: declaration.name,
      line: lineOf(lines, declaration),
      isMember: declaration.name.includes('.'),
    }))
}

/** Finds the line of a quoted piece: `find`, `Router.add`, or the file itself without a name. */
export function findDeclared(file: SourceFile, name: string | undefined): number | undefined {
  if (name === undefined) return undefined
  const declared = declaredIn(file).find((each) => each.name === name)
  return declared?.line ?? declarationsOf(file).find((each) => each.name === name)?.first
}

// Comments above belong to a declaration, and may have its name.
function lineOf(lines: readonly string[], { name, first, last }: Declaration): number {
  const own = name.slice(name.indexOf('.') + 1)
  for (let line = first; line <= last; line += 1) {
    const text = (lines[line - 1] ?? '').trim()
    if (/^(?:\/\/|\/\*|\*|--)/.test(text)) continue
    if (text.split(/[^\w$#]+/).includes(own)) return line
  }
  return first
}
