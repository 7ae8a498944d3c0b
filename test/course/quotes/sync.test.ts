import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { formatUncovered, uncoveredRanges } from '../../../src/course/quotes/coverage.ts'
import { findFences, syncText } from '../../../src/course/quotes/fences.ts'
import { syncLessons, taughtPaths } from '../../../src/course/quotes/sync.ts'
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

test('lines that stand in no lesson are stretches over blank lines', () => {
  const rows: [quoted: readonly number[], ranges: readonly (readonly number[])[]][] = [
    [[], [[1, 8]]],
    [[3], [[1, 1], [5, 8]]],
    [[1, 3, 5, 7, 8], []],
    [[1, 2, 3], [[5, 8]]],
    [[7], [[1, 5], [8, 8]]],
  ]
  for (const [quoted, ranges] of rows) {
    assert.deepEqual(uncoveredRanges(text, new Set(quoted)), ranges)
  }
})

test('the list is JSON with a line for each file', () => {
  const files = new Map([['a.ts', [[1, 2], [4, 4]] as const], ['b.ts', [[1, 1]] as const]])
  assert.equal(
    formatUncovered({ lines: 4, files }),
    '{\n  "lines": 4,\n  "files": {\n    "a.ts": "1-2, 4",\n    "b.ts": "1"\n  }\n}\n',
  )
  assert.deepEqual(JSON.parse(formatUncovered({ lines: 0, files: new Map() })), {
    lines: 0, files: {},
  })
})

test('a sync writes what is out of date, and nothing the second time', (t) => {
  const root = temporaryFolder(t)
  const put = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  put('src/a.ts', text)
  put('src/features/assets/c.ts', 'c()\n')
  put('src/course/d.ts', 'd()\n')
  put('schema.sql', 'create table b (\n  id integer\n);\n')
  put('lessons/00-a/README.md', '```ts src/a.ts#a\nold\n```\n')
  put('lessons/01-b/README.md', 'Text\r\n```sql schema.sql#b\r\n```\r\n')
  assert.deepEqual(taughtPaths(root), ['schema.sql', 'src/a.ts'])
  const all = ['lessons/00-a/README.md', 'lessons/01-b/README.md', 'lessons/uncovered.json']
  assert.deepEqual(syncLessons(root, { write: false }).changed, all)
  assert.match(read('lessons/00-a/README.md'), /old/)
  const { changed, uncovered } = syncLessons(root, { write: true })
  assert.deepEqual(changed, all)
  assert.equal(uncovered.lines, 4)
  assert.equal(read('lessons/00-a/README.md'), '```ts src/a.ts#a\nconst a = 1\n```\n')
  assert.deepEqual(JSON.parse(read('lessons/uncovered.json')), {
    lines: 4, files: { 'src/a.ts': '1, 5-8' },
  })
  assert.deepEqual(syncLessons(root, { write: true }).changed, [])
  put('lessons/01-b/README.md', 'Text\n```ts src/../a.ts\n```\n')
  assert.throws(() => syncLessons(root, { write: true }), {
    message: 'lessons/01-b/README.md: Line 2: There is no file src/../a.ts in the project',
  })
})
