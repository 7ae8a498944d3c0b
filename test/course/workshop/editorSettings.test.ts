import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { writeEditorSettings } from '../../../src/course/workshop/editorSettings.ts'
import { temporaryFolder } from './testLessons.ts'

const compiler = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc')

test('an editor knows the types of Node, and finds what Node would not run', (context) => {
  const root = join(temporaryFolder(context), 'my')
  writeEditorSettings(root)
  const rows: [text: string, error: RegExp][] = [
    [`import { createServer } from 'node:http'
import { twice } from './twice.ts'
const unused = 1
createServer((_, response) => response.end(twice('a'))).listen(process.env.PORT)
await fetch(import.meta.url)
export {}\n`, /^$/],
    ["import { Server } from 'node:http'\nnew Server().listn(1)\n", /'listn' does not exist/],
    ['enum Colour { Red }\n', /erasableSyntaxOnly/],
    ["import { Server } from 'node:http'\nlet a: Server\n", /^$/],
  ]
  for (const [index, [text, error]] of rows.entries()) {
    const folder = join(root, '01-methods')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'twice.ts'), 'export const twice = (text: string) => text + text\n')
    writeFileSync(join(folder, 'exercise.ts'), text)
    const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', root])
    assert.match(String(stdout), error, `${index}`)
    assert.equal(status === 0, error.source === '^$')
  }
})

test('settings that a learner changed stay', (context) => {
  const root = temporaryFolder(context)
  writeFileSync(join(root, 'tsconfig.json'), '{}')
  writeEditorSettings(root)
  assert.equal(readFileSync(join(root, 'tsconfig.json'), 'utf8'), '{}')
})
