import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import {
  circles, contentProblems, importProblems, importsOf, longFunctions, namesakes, ownerProblems,
  sqlProblems, tablesOf, wideLines, type SourceFile,
} from './sourceRules.ts'

const root = join(import.meta.dirname, '..')

function readFiles(pattern: string): SourceFile[] {
  const paths = globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return paths.sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

const source = readFiles('src/**/*.ts')
const upper = source.filter(({ path }) => /^src\/(?:auth|features)\//.test(path))

// Functions with more than 40 lines that somebody still has to shorten: take them out then.
const stillLong: readonly string[] = []

test('imports only ever point down', () => {
  assert.ok(source.length > 50)
  assert.deepEqual(source.flatMap(importProblems), [])
})

test('every import is there', () => {
  const paths = new Set(source.map(({ path }) => path))
  const missing = source.flatMap((file) => importsOf(file).filter((path) => !paths.has(path)))
  assert.deepEqual(missing, [])
})

test('no import leads back to where it began', () => {
  assert.deepEqual(circles(source), [])
})

test('no file breaks a rule by what it contains', () => {
  assert.deepEqual(source.flatMap(contentProblems), [])
})

test('each table is written by one file, and users by one of auth', () => {
  const tables = tablesOf(readFileSync(join(root, 'schema.sql'), 'utf8'))
  assert.ok(tables.length > 20)
  assert.deepEqual(ownerProblems(source, tables), [])
})

test('rules have no SQL', () => {
  assert.ok(source.some(({ path }) => path.endsWith('/rules.ts')))
  assert.deepEqual(source.flatMap(sqlProblems), [])
})

test('a request runs a function in no more files than it did', () => {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'test/shape.ts')], {
    encoding: 'utf8', timeout: 60_000,
  })
  assert.equal(status, 0, stdout)
  assert.match(stdout, /"create by API"/)
})

test('no line of the source, the lessons or the tests is wider than 100 columns', () => {
  const files = ['lessons/**/*.ts', 'test/**/*.ts'].flatMap(readFiles)
  const measured = files.filter(({ path }) => !path.startsWith('test/bench/'))
  assert.ok(measured.length > 200)
  assert.deepEqual([...source, ...measured].flatMap(wideLines), [])
})

test('no function of auth or a feature has more than 40 lines', () => {
  assert.ok(upper.length > 100)
  assert.deepEqual(upper.flatMap(longFunctions), stillLong)
})

test('names of files in auth and the features say more than their folders', () => {
  assert.deepEqual(namesakes(upper), [])
})

test('the scan knows which way an import points', () => {
  const apart = 'pages and the API never call each other'
  const rows: [path: string, line: string, reason: string | undefined][] = [
    ['src/basics/a.ts', "import { b } from './b.ts'", undefined],
    ['src/basics/qr/a.ts', "import { b } from '../b.ts'", undefined],
    ['src/basics/a.ts', "import { b } from '../http/b.ts'", 'it points up'],
    ['src/basics/a.ts', "import type { B } from '../http/b.ts'", 'it points up'],
    ['src/basics/a.ts', "import {\n  a,\n  b,\n} from '../main.ts'", 'it points up'],
    ['src/basics/a.ts', "export { b } from '../auth/b.ts'", 'it points up'],
    ['src/basics/a.ts', "export * from '../course/b.ts'", 'it points up'],
    ['src/basics/a.ts', "import '../tools/b.ts'", 'it points up'],
    ['src/basics/a.ts', "const b = await import('../services/b.ts')", 'it points up'],
    ['src/http/a.ts', "import { b } from '../basics/b.ts'", undefined],
    ['src/http/a.ts', "import { b } from '../database/b.ts'", 'it points at a sibling'],
    ['src/database/a.ts', "import { b } from '../http/b.ts'", 'it points at a sibling'],
    ['src/services/a.ts', "import { b } from '../database/b.ts'", undefined],
    ['src/services/a.ts', "import { b } from '../auth/b.ts'", 'it points up'],
    ['src/auth/a.ts', "import { b } from '../features/b.ts'", 'it points up'],
    ['src/features/links/a.ts', "import { b } from '../../auth/b.ts'", undefined],
    ['src/features/links/make/a.ts', "import { b } from '../b.ts'", undefined],
    ['src/features/links/make/a.ts', "import { b } from '../follow/b.ts'", undefined],
    ['src/features/links/make/a.ts', "import { b } from '../../site/b.ts'", undefined],
    ['src/features/links/a.ts', "import { b } from '../hello/b.ts'", 'it is another feature'],
    ['src/features/site/a.ts', "import { b } from '../links/b.ts'", 'it is another feature'],
    ['src/features/a/b/routes.ts', "import { b } from './api.ts'", apart],
    ['src/features/a/b/cRoutes.ts', "import { b } from '../d/cApi.ts'", apart],
    ['src/features/a/b/c/pages.ts', "import type { B } from '../api.ts'", apart],
    ['src/features/a/b/api.ts', "import { b } from './routes.ts'", apart],
    ['src/features/a/b/api.ts', "import { b } from './cPages.ts'", apart],
    ['src/features/a/b/api.ts', "import { b } from '../c/api.ts'", undefined],
    ['src/features/a/b/routes.ts', "import { b } from '../c/routes.ts'", undefined],
    ['src/features/a/b/routes.ts', "import { b } from './rules.ts'", undefined],
    ['src/features/a/routes.ts', "import { b } from './b/api.ts'", undefined],
    ['src/tools/a.ts', "import { b } from '../features/links/b.ts'", undefined],
    ['src/tools/a.ts', "import { b } from '../app.ts'", 'it points up'],
    ['src/course/a.ts', "import { b } from '../tools/b.ts'", undefined],
    ['src/tools/a.ts', "import { b } from '../course/b.ts'", 'it points up'],
    ['src/app.ts', "import { b } from './course/b.ts'", undefined],
    ['src/main.ts', "import { b } from './app.ts'", undefined],
    ['src/app.ts', "import { b } from '../test/b.ts'", 'it is outside of src/'],
    ['src/app.ts', "import { b } from 'express'", 'it is a package'],
    ['src/app.ts', "import b from '@scope/b'", 'it is a package'],
    ['src/app.ts', "import fs from 'fs'", 'it is a package'],
    ['src/app.ts', "const b = require('express')", 'it is a package'],
    ['src/app.ts', "import { b } from 'node:fs'", undefined],
    ['src/app.ts', "import { b } from './b'", 'it has no .ts at its end'],
  ]
  for (const [path, line, reason] of rows) {
    const [problem] = importProblems({ path, text: `// A file.\n\n${line}\n` })
    assert.equal(problem?.split(': ')[1], reason, `${path} ${line}`)
  }
})

test('the scan finds a circle of any length', () => {
  const file = (name: string, ...others: string[]): SourceFile => ({
    path: `src/basics/${name}.ts`,
    text: others.map((other) => `import { x } from './${other}.ts'\n`).join(''),
  })
  assert.deepEqual(circles([file('a', 'b', 'c'), file('b', 'c'), file('c')]), [])
  assert.deepEqual(circles([file('a', 'a')]), ['src/basics/a.ts → src/basics/a.ts'])
  assert.equal(circles([file('x', 'a'), file('a', 'b'), file('b', 'c'), file('c', 'a')]).length, 1)
})

test('the scan knows how wide a line may be', () => {
  const rows: [text: string, problems: string[]][] = [
    ['x'.repeat(100), []],
    ['x'.repeat(101), ['src/a.ts:1 has 101 columns']],
    [`x\r\n${'x'.repeat(100)}\r\n`, []],
    [`x\n${'€'.repeat(102)}\nx`, ['src/a.ts:2 has 102 columns']],
    [`${'x'.repeat(99)}😀`, ['src/a.ts:1 has 101 columns']],
  ]
  for (const [text, problems] of rows) {
    assert.deepEqual(wideLines({ path: 'src/a.ts', text }), problems)
  }
})

test('the scan knows what a file must not contain', () => {
  const rows: [text: string, message: string | undefined, path?: string][] = [
    ['x\n'.repeat(250), undefined],
    ['x\n'.repeat(251), 'is longer than 250 lines'],
    ['const a = process.env', 'reads process.env'],
    ['const a = process.env.PORT', 'reads process.env'],
    ['const a = process?.env', 'reads process.env'],
    ["const a = process['env']", 'hides what it reads of process'],
    ['const { env } = process', 'hides what it reads of process'],
    ["import { env } from 'node:process'", 'hides what it reads of process'],
    ['// process.env\n/* process.env */\nconst a = 1', undefined],
    ['const a = process.pid', undefined],
    ['const a = process.env', undefined, 'src/basics/config.ts'],
    ['const a = process.argv', 'reads process.argv'],
    ['const a = process.argv', undefined, 'src/main.ts'],
    ['const a = process.argv', undefined, 'src/tools/a.ts'],
    ['const a = process.argv', undefined, 'src/course/a.ts'],
    ['const a = eval("1")', 'makes code out of text'],
    ["const a = new Function('b', 'c')", 'makes code out of text'],
    ['const a = /b/', undefined],
    ['const a = /b/', 'has a regular expression', 'src/http/router.ts'],
    ["const a = b.split('/').map((c) => `/${c}`) // a/b", undefined, 'src/http/router.ts'],
    ['const a = new RegExp(b)', 'has a regular expression', 'src/http/router.ts'],
    ["const a = b.match('c')", 'has a regular expression', 'src/http/router.ts'],
    ['const a: any = 1', 'has an any'],
    ['function a(b: any[]): void {}', 'has an any'],
    ['const a = new Map<string, any>()', 'has an any'],
    ['type A = { b: any }', 'has an any'],
    ["type A = 'any' | { many: string } // any", undefined],
    ['/** Any of any. */\nconst any = 1', undefined],
    ['const a = b as Foo', 'has an as'],
    ['const a = b as unknown as Foo', 'has an as'],
    ['const a = (b as Foo).c', 'has an as'],
    ['const a = [1] as const', undefined],
    ["import { a as b } from './a.ts'", undefined],
    ["import { type A as B } from './a.ts'", undefined],
    ["const a = 'b as c' // as any", undefined],
    ['const a = b!', 'has a non-null !'],
    ['const a = b!.c', 'has a non-null !'],
    ['const a = b[0]!', 'has a non-null !'],
    ['const a = !b && c !== d', undefined],
    ['// @ts-expect-error because\nconst a = 1', 'switches the type checker off'],
    ['export default 1', 'has a default export'],
  ]
  for (const [text, message, path = 'src/http/a.ts'] of rows) {
    const expected = message === undefined ? [] : [`${path} ${message}`]
    assert.deepEqual(contentProblems({ path, text }), expected, text.slice(0, 80))
  }
})

test('the scan knows the tables of a schema', () => {
  const rows: [line: string, tables: string[]][] = [
    ['create table links (', ['links']],
    ['create table if not exists links (', ['links']],
    ['create virtual table link_search using fts5(', ['link_search']],
    ['create table links (id);\ncreate table owners (id);', ['links', 'owners']],
    ['-- create table links (', []],
    ['create index links_by_owner on links (owner);', []],
    ['alter table links add column user integer;', []],
  ]
  for (const [schema, tables] of rows) assert.deepEqual(tablesOf(schema), tables)
})

test('the scan finds out which file writes a table', () => {
  const both = ['links is written by src/features/a.ts and src/features/b.ts']
  const unnamed = ['src/features/b.ts writes a table whose name is a value']
  const rows: [other: string, problems: string[]][] = [
    ['sql`insert into links (id) values (1)`', both],
    ['sql`insert or ignore into links (id) values (1)`', both],
    ['sql`replace into links (id) values (1)`', both],
    ['sql`update links set id = 1`', both],
    ['sql`update or ignore links set id = 1`', both],
    ['sql`delete from links`', both],
    ['sql<Link>`\n    delete\n    from links where id = ${id} returning id`', both],
    ['database.run("DELETE FROM links")', both],
    ['sql`delete from "links"`', both],
    ['sql`delete from ${table}`', unnamed],
    ['sql`update ${table} set id = 1`', unnamed],
    ['sql`select id from links`', []],
    ['sql`insert into owners (id) select id from links`', []],
    ['sql`update owners set link = (select id from links)`', []],
    ['sql`delete from links_of_today`', []],
    ['// delete from links\n/* update links set id = 1 */', []],
  ]
  const owner = { path: 'src/features/a.ts', text: 'sql`update links set id = 1`' }
  for (const [text, problems] of rows) {
    const files = [owner, { path: 'src/features/b.ts', text }]
    assert.deepEqual(ownerProblems(files, ['links', 'owners']), problems, text)
  }
})

test('the scan knows that users belong to auth', () => {
  const rows: [path: string, text: string, problems: string[]][] = [
    ['src/auth/a.ts', 'sql`delete from users`', []],
    ['src/features/a.ts', 'sql`select id from users`', []],
    ['src/features/a.ts', 'sql`delete from users`', [
      'users is written by src/features/a.ts, outside of src/auth/',
    ]],
  ]
  for (const [path, text, problems] of rows) {
    assert.deepEqual(ownerProblems([{ path, text }], ['users']), problems, `${path} ${text}`)
  }
})

test('the scan finds SQL in rules', () => {
  const rows: [text: string, hasSql: boolean, path?: string][] = [
    ['const a = sql`select 1`', true],
    ['const a = sql<Row>`select 1`', true],
    ["import { sql } from '../../database/sql.ts'", true],
    ["import { sql, type Sql } from '../../database/sql.ts'", true],
    ["import { sql as query } from '../../database/sql.ts'", true],
    ["import type { Sql } from '../../database/sql.ts'", false],
    ['// sql`select 1`', false],
    ["const a = readLink(database, 'sql')", false],
    ['const a = sql`select 1`', false, 'src/features/links/store.ts'],
  ]
  for (const [text, hasSql, path = 'src/features/links/make/rules.ts'] of rows) {
    assert.deepEqual(sqlProblems({ path, text }), hasSql ? [`${path} has SQL`] : [], text)
  }
})

test('the scan finds functions with more than 40 lines', () => {
  const rows: [first: string, last: string, name: string | undefined][] = [
    ['function a() {', '}', 'a'],
    ['export async function a(b: B): Promise<void> {', '}', 'a'],
    ['function* a() {', '}', 'a'],
    ['function a(\n  b: B,\n): Promise<void> {', '}', 'a'],
    ['function a({\n  b,\n}: Options) {', '}', 'a'],
    ['const a = () => {', '}', 'a'],
    ['export const a = async (b: B): Promise<C> => {', '}', 'a'],
    ['const a: Handler = (context) => {', '}', 'a'],
    ['const a = (\n  b: B,\n) => {', '}', 'a'],
    ['const a = b => {', '}', 'a'],
    ['  a() {', '  }', 'a'],
    ['  async a(\n    b: B,\n  ) {', '  },', 'a'],
    ['  static a<Row>(b: Row) {', '  }', 'a'],
    ['  #a(b: B): C {', '  }', 'a'],
    ['  get a() {', '  }', 'a'],
    ['  a: (b) => {', '  },', 'a'],
    ['  a: async (b) => {', '  },', 'a'],
    ['  #a = (b: B) => {', '  }', 'a'],
    ['const a = {', '}', undefined],
    ['const a = new Map([', '])', undefined],
    ['class A {', '}', undefined],
    ['type A = {', '}', undefined],
    ['  if (a) {', '  }', undefined],
    ['  for (const a of b) {', '  }', undefined],
    ['  while (a) {', '  }', undefined],
    ['  a({', '  })', undefined],
    ['  a(', '  )', undefined],
    ['  return a(() => {', '  })', undefined],
    ["app.get('/a', () => {", '})', undefined],
    ['  a: (b: B) => c(b),\n  d: {', '  },', undefined],
  ]
  const path = 'src/auth/a.ts'
  for (const [first, last, name] of rows) {
    const body = first.startsWith(' ') ? '    b\n' : '  b\n'
    const linesOf = (count: number) =>
      `${first}\n${body.repeat(count - first.split('\n').length - 1)}${last}\n`
    const expected = name === undefined ? [] : [`${path} ${name}`]
    assert.deepEqual(longFunctions({ path, text: linesOf(41) }), expected, first)
    assert.deepEqual(longFunctions({ path, text: linesOf(40) }), [], first)
  }
})

test('the scan finds a name that five files share', () => {
  const rows: [name: string, count: number, problems: string[]][] = [
    ['fields.ts', 4, []],
    ['fields.ts', 5, ['5 files are called fields.ts']],
    ['fields.ts', 6, ['6 files are called fields.ts']],
    ['rules.ts', 5, []],
    ['routes.ts', 20, []],
    ['api.ts', 5, []],
    ['pages.ts', 5, []],
    ['store.ts', 5, []],
    ['dependencies.ts', 5, []],
    ['linkRules.ts', 5, ['5 files are called linkRules.ts']],
  ]
  for (const [name, count, problems] of rows) {
    const files = Array.from({ length: count }, (_, at) => ({ path: `src/auth/${at}/${name}` }))
    assert.deepEqual(namesakes([...files, { path: 'src/auth/a.ts' }]), problems, name)
  }
})
