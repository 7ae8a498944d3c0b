import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { quotedPaths, repeatedQuotes } from '../../../src/course/quotes/coverage.ts'
import { findFences, syncText } from '../../../src/course/quotes/fences.ts'
import { syncLessons } from '../../../src/course/quotes/sync.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const text = '// A file.\n\nconst a = 1\n\nfunction f() {\n\n  return 1\n}\n'
const readSource = (path: string) => {
  if (path !== 'src/a.ts') throw new Error(`There is no file ${path}`)
  return { path, text }
}

test('fences are found with what they quote', () => {
  const page = [
    '```ts', 'own', '```', '````md', '```ts src/a.ts', '```', '````', '```ts src/a.ts#C.#m', '```',
    '- ~~~sql schema.sql', '  ~~~sql schema.sql#links', '  old', '  ~~~', '`inline` ```',
  ].join('\n')
  const found = findFences(page).map(({ language, path, name, line, lastLine, body }) =>
    [language, path, name, line, lastLine, body])
  assert.deepEqual(found, [
    ['ts', undefined, undefined, 1, 3, 'own'],
    ['md', undefined, undefined, 4, 7, '```ts src/a.ts\n```'],
    ['ts', 'src/a.ts', 'C.#m', 8, 9, ''],
    ['sql', 'schema.sql', 'links', 11, 13, 'old'],
  ])
  assert.throws(() => findFences('a\n```ts\nb\n````x'), /The fence in line 2 is never closed/)
})

test('a quote is filled with what the project says', () => {
  const rows: [page: string, expected: string][] = [
    ['A\n```ts src/a.ts#a\nold\nolder\n```\nB', 'A\n```ts src/a.ts#a\nconst a = 1\n```\nB'],
    ['```ts src/a.ts#a\n```', '```ts src/a.ts#a\nconst a = 1\n```'],
    ['```ts src/a.ts\n```', `\`\`\`ts src/a.ts\n${text}\`\`\``],
    ['1. A\n   ```ts src/a.ts#f\n   ```',
      '1. A\n   ```ts src/a.ts#f\n   function f() {\n\n     return 1\n   }\n   ```'],
    ['```ts src/a.ts#a\n```\n```ts src/a.ts#head\n```',
      '```ts src/a.ts#a\nconst a = 1\n```\n```ts src/a.ts#head\n// A file.\n```'],
    ['```ts\nown\n```', '```ts\nown\n```'],
  ]
  for (const [page, expected] of rows) {
    assert.equal(syncText(page, readSource), expected)
    assert.equal(syncText(expected, readSource), expected)
  }
})

test('a quote that names nothing is told with its line', () => {
  const rows: [page: string, message: RegExp][] = [
    ['A\n\n```ts src/a.ts#b\n```', /^Line 3: src\/a\.ts has no b; it has head, a, f$/],
    ['```ts src/b.ts\n```', /^Line 1: There is no file src\/b\.ts$/],
  ]
  for (const [page, message] of rows) {
    assert.throws(() => syncText(page, readSource), { message })
  }
  const fenced = (path: string) => ({ path, text: 'a\n```\nb' })
  assert.throws(() => syncText('```md a.md\n```', fenced), /write a longer fence/)
  assert.equal(syncText('````md a.md\n````', fenced), '````md a.md\na\n```\nb\n````')
})

test('lines that two quotes have are named; examples of lessons may be alike', () => {
  const lesson = (name: string, ...quotes: readonly string[]) => ({
    name, readSource, body: quotes.map((quote) => `\`\`\`ts ${quote}\n\`\`\``).join('\n'),
  })
  const rows: [texts: Parameters<typeof repeatedQuotes>[0], problems: readonly string[]][] = [
    [[lesson('00-a', 'src/a.ts#a', 'src/a.ts#f'), lesson('01-b', 'src/a.ts#head')], []],
    [[lesson('00-a', 'src/a.ts#a'), lesson('01-b', 'src/a.ts#a')],
      ['01-b: quotes src/a.ts#a, lines of which are in 00-a']],
    [[lesson('00-a', 'src/a.ts#f'), lesson('01-b', 'src/a.ts')],
      ['01-b: quotes src/a.ts, lines of which are in 00-a']],
    [[lesson('00-a', 'src/a.ts#f', 'src/a.ts#f')],
      ['00-a: quotes src/a.ts#f, lines of which are in 00-a']],
    [[lesson('00-a', 'examples/a.ts'), lesson('01-b', 'examples/a.ts')], []],
  ]
  for (const [texts, problems] of rows) assert.deepEqual(repeatedQuotes(texts), problems)
  assert.deepEqual([...quotedPaths('```ts src/a.ts#a\n```\n```console examples/a.ts\n```')],
    ['src/a.ts'])
})

test('a sync writes what is out of date, and nothing the second time', (t) => {
  const root = temporaryFolder(t)
  const put = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  put('src/a.ts', text)
  put('schema.sql', 'create table b (\n  id integer\n);\n')
  put('lessons/00-a/README.md', '```ts src/a.ts#a\nold\n```\n')
  put('lessons/01-b/README.md', 'Text\r\n```sql schema.sql#b\r\n```\r\n')
  const all = ['lessons/00-a/README.md', 'lessons/01-b/README.md']
  assert.deepEqual(syncLessons(root, { write: false }), all)
  assert.match(read('lessons/00-a/README.md'), /old/)
  assert.deepEqual(syncLessons(root, { write: true }), all)
  assert.equal(read('lessons/00-a/README.md'), '```ts src/a.ts#a\nconst a = 1\n```\n')
  assert.deepEqual(syncLessons(root, { write: true }), [])
  put('lessons/01-b/examples/server.ts', 'listen()\n')
  const console = '```console examples/server.ts\n$ curl\n```\n'
  put('lessons/01-b/README.md', `\`\`\`ts examples/server.ts\nold\n\`\`\`\n${console}`)
  assert.deepEqual(syncLessons(root, { write: true }), ['lessons/01-b/README.md'])
  assert.equal(read('lessons/01-b/README.md'),
    `\`\`\`ts examples/server.ts\nlisten()\n\`\`\`\n${console}`)
  put('lessons/01-b/README.md', 'Text\n```ts src/../a.ts\n```\n')
  assert.throws(() => syncLessons(root, { write: true }), {
    message: 'lessons/01-b/README.md: Line 2: There is no file src/../a.ts in the project',
  })
})
