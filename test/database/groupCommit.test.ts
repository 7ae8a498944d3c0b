import assert from 'node:assert/strict'
import test from 'node:test'
import { ConstraintError, DatabaseError } from '../../src/database/database.ts'
import { sql, type Sql } from '../../src/database/sql.ts'
import { isFile } from '../openDatabase.ts'
import { addNote, openTestDatabase, readNotes } from './testDatabase.ts'

const fail = addNote('far too long to be a note')

test('all writes of one turn are one transaction', async (t) => {
  const { database, countCommits, elsewhere } = openTestDatabase(t)
  const before = countCommits()
  const writes = Array.from({ length: 50 }, (_, index) => database.run(addNote(`note ${index}`)))
  assert.equal(countCommits(), before, 'nothing is written before the turn ends')
  await Promise.race(writes)
  assert.equal(countCommits(), before + 1)
  const seen = await elsewhere.read('select count(*) from notes')
  assert.deepEqual(seen, [[50]], 'who is told first finds all of them stored')
  await Promise.all(writes)
  assert.equal(countCommits(), before + 1)
})

test('writes of different turns are different transactions', async (t) => {
  const { database, countCommits } = openTestDatabase(t)
  const before = countCommits()
  for (const text of ['a', 'b', 'c']) await database.run(addNote(text))
  assert.equal(countCommits(), before + 3)
})

test('single statements and lists share a transaction, in the order of the calls', async (t) => {
  const { database, countCommits } = openTestDatabase(t)
  const before = countCommits()
  await Promise.all([
    database.run(addNote('1')),
    database.batch([addNote('2'), addNote('3')]),
    database.run(addNote('4')),
    database.batch([]),
  ])
  assert.equal(countCommits(), before + 1)
  assert.deepEqual(await readNotes(database), ['1', '2', '3', '4'])
})

test('a later write of the turn sees what an earlier one did', async (t) => {
  const { database } = openTestDatabase(t)
  const raise = [
    sql`update counters set number = number + 1 where id = 1`,
    sql<{ number: number }>`select number from counters where id = 1`,
  ] as const
  const results = await Promise.all([1, 2, 3].map(() => database.batch(raise)))
  assert.deepEqual(results.map(([, { rows }]) => rows[0]?.number), [1, 2, 3])
})

test('a write that fails rejects its own promise, and the others are stored', async (t) => {
  const { database, countCommits } = openTestDatabase(t)
  const before = countCommits()
  const results = await Promise.allSettled([
    database.run(addNote('a')),
    database.run(fail),
    database.batch([addNote('b'), fail, addNote('c')]),
    database.run(addNote('a')),
    database.run({ text: 'no sql at all', values: [] }),
    database.batch([addNote('d'), addNote('e')]),
    database.run(addNote('b')),
  ])
  assert.deepEqual(results.map(({ status }) => status === 'fulfilled'),
    [true, false, false, false, false, true, true])
  assert.deepEqual(await readNotes(database), ['a', 'd', 'e', 'b'])
  assert.equal(countCommits(), before + 1)
})

test('a list is stored as a whole or not at all', async (t) => {
  const { database } = openTestDatabase(t)
  const lists: Sql[][] = [
    [fail],
    [sql`insert into notes (text) values ('x'), ('far too long to be a note')`],
    [addNote('x'), fail],
    [addNote('x'), addNote('y'), fail],
    [fail, addNote('x')],
    [addNote('x'), addNote('x')],
    [addNote('x'), sql`update counters set number = 5`, fail],
    [addNote('x'), sql`insert into notes (text, parent) values ('y', 99)`],
  ]
  for (const [index, list] of lists.entries()) {
    await assert.rejects(database.batch(list), ConstraintError, `list ${index}`)
    assert.deepEqual(await readNotes(database), [])
  }
  const counter = await database.one(sql<{ number: number }>`select number from counters`)
  assert.equal(counter?.number, 0)
})

test('a list gives a result for each statement', async (t) => {
  const { database } = openTestDatabase(t)
  const results = await database.batch([
    sql`insert into notes (text) values ('a'), ('b')`,
    sql<{ id: number }>`select id from notes where changes() = 2 order by id`,
    sql`update notes set parent = 1 where id = last_insert_rowid() and changes() = 2`,
    sql<{ parent: number }>`select parent from notes where id = 2`,
    sql`delete from notes where text = 'none'`,
  ])
  const [added, readAdded, changed, read, deleted] = results
  assert.deepEqual(added, { changes: 2, rows: [] })
  assert.deepEqual(readAdded.rows.map(({ id }) => id), [1, 2])
  assert.equal(readAdded.changes, 0)
  assert.deepEqual(changed, { changes: 1, rows: [] }, 'a select between leaves changes() as it was')
  assert.deepEqual(read.rows.map(({ parent }) => parent), [1])
  assert.deepEqual(deleted, { changes: 0, rows: [] })
  assert.deepEqual(await database.batch([]), [])
})

test('each promise learns of its own broken constraint', async (t) => {
  const { database } = openTestDatabase(t)
  await database.run(addNote('a'))
  const rows = [
    [addNote('a'), 'unique', 'notes.text'],
    [fail, 'check', 'length(text) < 20'],
    [sql`insert into notes (text, parent) values ('p', 99)`, 'foreign key',
      'FOREIGN KEY constraint failed'],
    [sql`insert into notes (text) values (null)`, 'not null', 'notes.text'],
    [sql`insert into counters values (2, 'x')`, 'type',
      'cannot store TEXT value in INTEGER column counters.number'],
  ] as const
  const results = await Promise.allSettled(rows.map(([statement]) => database.run(statement)))
  for (const [index, [, kind, constraint]] of rows.entries()) {
    const result = results[index]
    assert.ok(result?.status === 'rejected' && result.reason instanceof ConstraintError)
    assert.deepEqual([result.reason.kind, result.reason.constraint], [kind, constraint])
  }
})

test('when the transaction itself ends, nobody is told that more was stored', async (t) => {
  const { database } = openTestDatabase(t)
  const groups: Sql[][] = [[addNote('stop')], [addNote('x'), addNote('stop')]]
  for (const group of groups) {
    const results = await Promise.allSettled([
      database.run(addNote('a')),
      database.batch(group),
      database.run(addNote('b')),
    ])
    // In a file, their transaction is over for all. A cluster begins another one for the others.
    const others = isFile ? 'rejected' : 'fulfilled'
    assert.deepEqual(results.map(({ status }) => status), [others, 'rejected', others])
    assert.deepEqual(await readNotes(database), isFile ? [] : ['a', 'b'])
    await database.run(sql`delete from notes`)
  }
  await database.run(addNote('after'))
  assert.deepEqual(await readNotes(database), ['after'], 'the next turn goes on as if nothing was')
})

test('a full disk refuses the write and not the ones after it', async (t) => {
  const { database } = openTestDatabase(t)
  const many = sql`
    with recursive numbers (number) as (
      select 1 union all select number + 1 from numbers where number < 5000
    ) insert into notes (text) select number from numbers`
  // SQLite never goes below the number of pages that there are.
  await database.run(sql`pragma max_page_count = 1`)
  await assert.rejects(database.run(many), (error) =>
    error instanceof DatabaseError && error.code === 'full' && /full/.test(error.message))
  await database.run(sql`pragma max_page_count = 100000`)
  await database.run(addNote('after'))
  assert.deepEqual(await readNotes(database), ['after'])
})
