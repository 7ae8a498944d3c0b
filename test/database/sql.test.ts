import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { sql, type Sql } from '../../src/database/sql.ts'

test('values become question marks and travel beside the text', () => {
  const bytes = new Uint8Array([1, 2])
  const rows: [statement: Sql, text: string, values: unknown[]][] = [
    [sql`select 1`, 'select 1', []],
    [sql`select ${1}`, 'select ?', [1]],
    [sql`select ${'a'}, ${null}, ${2n}, ${bytes}`, 'select ?, ?, ?, ?', ['a', null, 2n, bytes]],
    [sql`${0}`, '?', [0]],
    [sql`select '\\' escape ${''}`, "select '\\' escape ?", ['']],
  ]
  for (const [statement, text, values] of rows) assert.deepEqual(statement, { text, values })
})

test('what looks like SQL in a value stays a value', () => {
  const database = new DatabaseSync(':memory:')
  for (const attack of ["' or 1 = 1 --", "'; drop table users; --", '?', '? ? ?', '\0', '%']) {
    const { text, values } = sql`select ${attack} as found, ${1} as one`
    assert.equal(text, 'select ? as found, ? as one')
    assert.deepEqual({ ...database.prepare(text).get(...values) }, { found: attack, one: 1 })
  }
})

test('a statement inside a statement becomes part of its text, values in order', () => {
  const column = sql`created_at`
  const beyond = sql`and (${column}, id) > (${10}, ${20})`
  const nothing = sql``
  const rows: [statement: Sql, text: string, values: unknown[]][] = [
    [sql`order by ${column} desc`, 'order by created_at desc', []],
    [
      sql`a = ${1} ${beyond} b = ${30}`,
      'a = ? and (created_at, id) > (?, ?) b = ?',
      [1, 10, 20, 30],
    ],
    [sql`a ${nothing} b ${null}`, 'a  b ?', [null]],
    [sql`${sql`${sql`${1}`}, ${2}`}, ${3}`, '?, ?, ?', [1, 2, 3]],
    [sql`${new Uint8Array(1)} ${column}`, '? created_at', [new Uint8Array(1)]],
  ]
  for (const [statement, text, values] of rows) assert.deepEqual(statement, { text, values })
})

test('one place in the source has one text, whatever its values', () => {
  const find = (slug: string, part: Sql) => [sql`slug = ${slug}`, sql`slug = ${slug} ${part}`]
  assert.deepEqual(find('a', sql`limit 1`), [
    { text: 'slug = ?', values: ['a'] },
    { text: 'slug = ? limit 1', values: ['a'] },
  ])
  assert.deepEqual(find('b', sql`limit 2`), [
    { text: 'slug = ?', values: ['b'] },
    { text: 'slug = ? limit 2', values: ['b'] },
  ])
})

