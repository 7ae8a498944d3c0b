import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { Connection } from '../../src/database/connection.ts'
import { ConstraintError, DatabaseError, isUnavailable } from '../../src/database/database.ts'
import { isBusy, translateError } from '../../src/database/errors.ts'
import { sql } from '../../src/database/sql.ts'

const tables = `
  create table owners (id integer primary key, name text not null unique,
    age integer check (age > 0),
    code blob, boss integer references owners (id)) strict;
  create trigger stay before delete on owners begin select raise(abort, 'owners stay'); end;
  create table tags (name text primary key, size real) strict, without rowid;
  pragma foreign_keys = on;`

function openConnection(): Connection {
  const sqlite = new DatabaseSync(':memory:')
  sqlite.exec(tables)
  return new Connection(sqlite, ':memory:')
}

test('a statement that changes something tells how much it changed', () => {
  const connection = openConnection()
  const rows = [
    { statement: sql`insert into tags values ('a', 1), ('b', 2)`, changes: 2, rows: [] },
    { statement: sql`update tags set size = 3 where name = ${'a'}`, changes: 1, rows: [] },
    { statement: sql`update tags set size = 3 where name = ${'x'}`, changes: 0, rows: [] },
    { statement: sql`update tags set size = size + 1`, changes: 2, rows: [] },
    {
      statement: sql`select name, size from tags where changes() = 2 order by name`,
      changes: 0,
      rows: [{ name: 'a', size: 4 }, { name: 'b', size: 3 }],
    },
    { statement: sql`delete from tags where name = ${'x'}`, changes: 0, rows: [] },
    { statement: sql`select name from tags where changes() > 0`, changes: 0, rows: [] },
    { statement: sql`insert or ignore into tags values ('a', 9)`, changes: 0, rows: [] },
    { statement: sql`delete from tags`, changes: 2, rows: [] },
  ]
  for (const { statement, changes, rows: returned } of rows) {
    const result = connection.run(statement)
    const plain = { changes: result.changes, rows: result.rows.map(plainRow) }
    assert.deepEqual(plain, { changes, rows: returned }, statement.text)
  }
})

test('what is read is what was stored', () => {
  const connection = openConnection()
  const bytes = new Uint8Array([0, 255])
  connection.run(sql`insert into owners (name, age, code) values (${'Zoë\0'}, ${7n}, ${bytes})`)
  const read = sql<{ name: string; age: number; code: Uint8Array; boss: null }>`
    select name, age, code, boss from owners`
  const stored = { name: 'Zoë\0', age: 7, code: bytes, boss: null }
  assert.deepEqual({ ...connection.first(read) }, stored)
  assert.equal(connection.all(read).length, 1)
  assert.equal(connection.first(sql`select 1 where 0`), undefined)
  assert.deepEqual(connection.all(sql`select 1 where 0`), [])
})

test('each text is prepared once, until there are too many', () => {
  const sqlite = new CountingDatabase(':memory:')
  const connection = new Connection(sqlite, ':memory:')
  for (let round = 0; round < 3; round += 1) {
    connection.first(sql`select ${round}`)
    connection.all(sql`select ${round}`)
    connection.command('begin')
    connection.command('commit')
  }
  assert.equal(sqlite.prepared, 3)
  const read = (number: number) => connection.first({ text: `select ${number}`, values: [] })
  for (let number = 0; number < 497; number += 1) read(number)
  assert.equal(sqlite.prepared, 500)
  read(0)
  assert.equal(sqlite.prepared, 500)
  read(497)
  read(0)
  assert.equal(sqlite.prepared, 502, 'the 501st text makes room')
})

class CountingDatabase extends DatabaseSync {
  prepared = 0

  override prepare(text: string) {
    this.prepared += 1
    return super.prepare(text)
  }
}

test('a statement with a returning is refused, and changes nothing', () => {
  const connection = openConnection()
  const add = sql`insert into tags values ('a', 1) returning name`
  for (const run of [() => connection.run(add), () => connection.first(add)]) {
    assert.throws(run, /^Error: Can't run this: read what it changed with a select/)
  }
  assert.deepEqual(connection.all(sql`select name from tags`), [])
  // A value may say so.
  const said = sql<{ said: string }>`select ${'returning'} as said`
  assert.deepEqual(connection.first(said), { said: 'returning' })
})

test('a broken constraint has its kind and its name', () => {
  const connection = openConnection()
  connection.run(sql`insert into owners (id, name) values (1, 'Ann')`)
  connection.run(sql`insert into tags values ('a', 1)`)
  const rows = [
    [sql`insert into owners (name) values (${'Ann'})`, 'unique', 'owners.name'],
    [sql`insert into owners (id, name) values (1, 'Bob')`, 'unique', 'owners.id'],
    [sql`insert into tags values ('a', 2)`, 'unique', 'tags.name'],
    [sql`update owners set age = ${0}`, 'check', 'age > 0'],
    [sql`update owners set boss = ${99}`, 'foreign key', 'FOREIGN KEY constraint failed'],
    [sql`update owners set name = ${null}`, 'not null', 'owners.name'],
    [sql`update owners set age = ${'old'}`, 'type',
      'cannot store TEXT value in INTEGER column owners.age'],
    [sql`delete from owners`, 'trigger', 'owners stay'],
  ] as const
  for (const [statement, kind, constraint] of rows) {
    const error = errorOf(() => connection.run(statement))
    assert.ok(error instanceof ConstraintError, statement.text)
    assert.deepEqual([error.kind, error.constraint], [kind, constraint])
    assert.equal(error.name, 'ConstraintError')
    assert.ok(error.message.includes(`the ${kind} constraint ${constraint}`))
  }
})

test('two rows with one hidden rowid break a unique constraint too', () => {
  const connection = openConnection()
  connection.sqlite.exec('create table notes (text text) strict')
  connection.run(sql`insert into notes (rowid, text) values (1, 'a')`)
  const error = errorOf(() => connection.run(sql`insert into notes (rowid, text) values (1, 'b')`))
  assert.ok(error instanceof ConstraintError)
  assert.equal(error.kind, 'unique')
})

test('other errors of the engine keep their cause', () => {
  const connection = openConnection()
  for (const text of ['select', 'select * from nowhere', 'insert into tags (size) values (1']) {
    const error = errorOf(() => connection.run({ text, values: [] }))
    assert.ok(error instanceof DatabaseError, text)
    assert.equal(error.code, 'failed')
    assert.match(error.message, /^The database failed: /)
    assert.ok(error.cause instanceof Error)
    assert.equal(isBusy(error.cause), false)
  }
})

test("what isn't an error of the engine stays as it is", () => {
  const mistake = new TypeError('no')
  const oddCode = Object.assign(new Error('odd'), { errcode: 'x' })
  for (const thrown of [mistake, oddCode, 'text', undefined, { errcode: 5 }]) {
    assert.equal(translateError(thrown), thrown)
    assert.equal(isBusy(thrown), false)
  }
})

test('busy is what SQLite calls so, in all its variants', () => {
  const rows: [errcode: number, isBusyError: boolean][] = [
    [5, true], [261, true], [517, true], [773, true],
    [6, false], [13, false], [19, false], [2067, false],
  ]
  for (const [errcode, expected] of rows) {
    assert.equal(isBusy(Object.assign(new Error('locked'), { errcode })), expected, String(errcode))
  }
})

test('what is out of order has a code, and a mistake in a statement has another', () => {
  const rows: [errcode: number, code: string, isUnavailable: boolean][] = [
    [1, 'failed', false], [20, 'failed', false], [25, 'failed', false],
    [5, 'busy', true], [517, 'busy', true], [6, 'busy', true], [15, 'busy', true],
    [8, 'read-only', true], [1032, 'read-only', true],
    [10, 'unreadable', true], [778, 'unreadable', true], [14, 'unreadable', true],
    [11, 'damaged', true], [26, 'damaged', true], [13, 'full', true],
  ]
  for (const [errcode, code, expected] of rows) {
    const error = translateError(Object.assign(new Error('it says so'), { errcode }))
    assert.ok(error instanceof DatabaseError, String(errcode))
    assert.deepEqual([error.code, isUnavailable(error)], [code, expected], String(errcode))
    if (code !== 'busy') assert.match(error.message, /it says so/)
  }
  assert.equal(isUnavailable(new ConstraintError('unique', 'links.slug')), false)
  assert.equal(isUnavailable(new Error('database is locked')), false)
})

// Rows come without a prototype.
function plainRow(row: unknown): unknown {
  return typeof row === 'object' ? { ...row } : row
}

function errorOf(action: () => unknown): unknown {
  try {
    action()
    return undefined
  } catch (error) {
    return translateError(error)
  }
}
