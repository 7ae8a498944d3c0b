import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { refuseReturning } from '../../src/database/sql.ts'

const root = join(import.meta.dirname, '..', '..')

test('a statement with a returning is refused', () => {
  const rows: [text: string, isRefused: boolean][] = [
    ["insert into tags values ('a', 1) returning name", true],
    ['update tags set size = 1\nRETURNING\n*', true],
    ['delete from tags returning(name)', true],
    ['select returned from tags', false],
    ['select 1 as not_returning', false],
    ['insert into tags values (?, 1)', false],
  ]
  for (const [text, isRefused] of rows) {
    const check = () => refuseReturning(text)
    if (isRefused) assert.throws(check, /^Error: Can't run this: read what it changed/)
    else assert.doesNotThrow(check, text)
  }
})

test('none of our statements has one', () => {
  const paths = globSync('src/{database,services,auth,features,tools}/**/*.ts', { cwd: root })
  assert.ok(paths.length > 100)
  const found = paths.filter((path) => hasReturning(readFileSync(join(root, path), 'utf8')))
  assert.deepEqual(found, [])
})

test('the scan finds one in a statement', () => {
  const rows: [source: string, isFound: boolean][] = [
    ['sql`delete from tags returning name`', true],
    ['sql<{ name: string }>`\n  delete from tags ${condition}\n  RETURNING name`', true],
    ['// No returning\nsql`delete from tags`', false],
    ['sql`delete from tags` // returning', false],
  ]
  for (const [source, isFound] of rows) assert.equal(hasReturning(source), isFound, source)
})

function hasReturning(source: string): boolean {
  return [...source.matchAll(/\bsql(?:<[^`]*>)?`([^]*?)`/g)]
    .some(([, statement = '']) => /\breturning\b/i.test(statement))
}
