import assert from 'node:assert/strict'
import test from 'node:test'
import { repeatWhileFull, rowsAtOnce, splitRange } from '../../src/database/batches.ts'
import { sql } from '../../src/database/sql.ts'
import { isFile } from '../openDatabase.ts'
import { openTestDatabase, readNotes } from './testDatabase.ts'

test('all rows are deleted, each step in a transaction of its own', async (t) => {
  const rows: [notes: number, steps: number][] = [
    [0, 0], [1, 1], [rowsAtOnce - 1, 1], [rowsAtOnce, 1], [rowsAtOnce + 1, 2],
    [rowsAtOnce * 3, 3],
  ]
  for (const [notes, steps] of rows) {
    const { database, countCommits } = openTestDatabase(t)
    await database.run(sql`
      with recursive numbers (number) as (
        select 1 union all select number + 1 from numbers where number <= ${notes})
      insert into notes (text) select number from numbers where number <= ${notes}`)
    const before = countCommits()
    await repeatWhileFull(database, sql`
      delete from notes where id in (select id from notes limit ${rowsAtOnce})`)
    assert.deepEqual(await readNotes(database), [], `${notes} notes`)
    // A cluster also stores that a step deleted nothing.
    const expected = isFile ? steps : Math.floor(notes / rowsAtOnce) + 1
    assert.equal(countCommits() - before, expected, `${notes} notes`)
  }
})

test('a write of somebody else comes in between two steps', async (t) => {
  const { database } = openTestDatabase(t)
  await database.run(sql`
    with recursive numbers (number) as (
      select 1 union all select number + 1 from numbers where number < ${rowsAtOnce * 3})
    insert into notes (text) select number from numbers`)
  const order: string[] = []
  const deleting = repeatWhileFull(database, sql`
    delete from notes where id in (select id from notes limit ${rowsAtOnce})`)
    .then(() => order.push('all deleted'))
  await database.run(sql`update counters set number = 1`)
  order.push('counted')
  await deleting
  assert.deepEqual(order, ['counted', 'all deleted'])
})

test('a range is split without a gap', () => {
  const rows: [first: number, last: number, froms: number[]][] = [
    [1, 0, []], [1, 1, [1]], [1, 10, [1]], [1, 11, [1, 11]], [5, 25, [5, 15, 25]],
  ]
  for (const [first, last, froms] of rows) {
    const ranges = [...splitRange(first, last, 10)]
    assert.deepEqual(ranges, froms.map((from) => ({ from, to: from + 10 })))
  }
})
