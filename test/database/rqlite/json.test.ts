import assert from 'node:assert/strict'
import test from 'node:test'
import { readResults, writeStatements } from '../../../src/database/rqlite/json.ts'
import { sql, type Sql } from '../../../src/database/sql.ts'

const written: [title: string, statement: Sql, json: string][] = [
  ['a number is a real, as node:sqlite has it', sql`select ${7} / ${2}`, '"select ? / ?",7.0,2.0'],
  ['a fraction stays', sql`select ${0.5}`, '"select ?",0.5'],
  ['a large number keeps its exponent', sql`select ${1e21}`, '"select ?",1e+21'],
  ['minus zero is zero', sql`select ${-0}`, '"select ?",0.0'],
  ['a bigint is an integer', sql`select ${2n ** 60n}`, '"select ?",1152921504606846976'],
  ['text and null', sql`select ${'a"b'}, ${null}`, '"select ?, ?","a\\"b",null'],
  ['infinity is cast', sql`select ${Infinity}, ${-Infinity}, ${1}`,
    '"select cast(? as real), cast(? as real), ?","9e999","-9e999",1.0'],
  ['NaN becomes null, as in node:sqlite', sql`select ${NaN}`, '"select ?",null'],
  ['bytes travel in hex', sql`select ${new Uint8Array([0, 255])}`, '"select unhex(?)","00ff"'],
  ['no bytes', sql`select ${new Uint8Array()}`, '"select unhex(?)",""'],
  ['only the bytes do', sql`values (${1}, ${new Uint8Array([1])}, ${'x'})`,
    '"values (?, unhex(?), ?)",1.0,"01","x"'],
  ['a question mark in quotes is no parameter',
    sql`select '?', "?", ${new Uint8Array([1])} -- ?`,
    '"select \'?\', \\"?\\", unhex(?) -- ?","01"'],
  ['a quote within quotes', sql`select 'it''s ?', ${new Uint8Array([1])}`,
    '"select \'it\'\'s ?\', unhex(?)","01"'],
  ['a text that looks like bytes stays a text', sql`select ${"x'41'"}`,
    '"select cast(unhex(?) as text)","7827343127"'],
  ['also in capitals', sql`select ${"X'zz'"}`, '"select cast(unhex(?) as text)","58277a7a27"'],
]

for (const [title, statement, json] of written) {
  test(`writing: ${title}`, () => {
    assert.equal(writeStatements([statement]), `[[${json}]]`)
  })
}

test('several statements are written in their order', () => {
  const json = writeStatements([sql`select 1`, sql`select ${1}`])
  assert.equal(json, '[["select 1"],["select ?",1.0]]')
})

const read: [title: string, json: string, rows: unknown[], changes: number][] = [
  ['rows', '{"columns":["a","b"],"types":["",""],"values":[[1,"x"],[2,null]]}',
    [{ a: 1, b: 'x' }, { a: 2, b: null }], 0],
  ['no rows', '{"columns":["a"],"types":["integer"]}', [], 0],
  ['changes', '{"last_insert_id":4,"rows_affected":3}', [], 3],
  ['no changes', '{"last_insert_id":4}', [], 0],
  ['bytes', '{"columns":["a"],"types":["blob"],"values":[[[0,255]],[[]]]}',
    [{ a: new Uint8Array([0, 255]) }, { a: new Uint8Array() }], 0],
  ['an integer beyond 2^53', '{"columns":["a"],"values":[[9007199254740993],[-9007199254740993]]}',
    [{ a: 9007199254740993n }, { a: -9007199254740993n }], 0],
  ['a large real beside it', '{"columns":["a"],"values":[[1e300],[9007199254740993]]}',
    [{ a: 1e300 }, { a: 9007199254740993n }], 0],
  ['large reals', '{"columns":["a","b"],"types":["real","integer"],"values":'
    + '[[100000000000000000,9007199254740993],[9007199254740993,100000000000000000]]}',
    [{ a: 1e17, b: 9007199254740993n }, { a: 9007199254740992, b: 100000000000000000n }], 0],
  ['the largest and the smallest integer', '{"columns":["a"],"types":["integer"],"values":'
    + '[[9223372036854775807],[-9223372036854775808]]}',
    [{ a: 2n ** 63n - 1n }, { a: -(2n ** 63n) }], 0],
  ['numbers that are larger than any integer', '{"columns":["a"],"types":[""],"values":'
    + '[[9223372036854775808],[-100000000000000000000]]}', [{ a: 2 ** 63 }, { a: -1e20 }], 0],
  ['digits in a text', '{"columns":["a"],"values":[["9007199254740993"]]}',
    [{ a: '9007199254740993' }], 0],
]

for (const [title, json, rows, changes] of read) {
  test(`reading: ${title}`, () => {
    assert.deepEqual(readResults(`{"results":[${json}]}`), {
      results: [{ error: undefined, rows, changes, durationMs: 0 }], error: undefined,
    })
  })
}

test('an error of a statement, and one of all, are read', () => {
  const text = '{"results":[{"error":"no such table: a"}],"error":"not leader"}'
  assert.deepEqual(readResults(text), {
    results: [{ error: 'no such table: a' }], error: 'not leader',
  })
})

for (const text of ['[]', '{}', 'null', '{"results":[1]}', '{"results"', '<html>']) {
  test(`${text} isn't a list of results`, () => {
    assert.throws(() => readResults(text), Error)
  })
}
