import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { sql } from '../../src/database/sql.ts'
import type { SlowStatement } from '../../src/database/slowStatements.ts'
import { fileOnly, isFile, openDatabase } from '../openDatabase.ts'
import { schema } from './testDatabase.ts'

const ownTables = /\b(?:committed_groups|schema_steps|pragma_foreign_keys|create table)\b/

function open(t: TestContext, slowMs?: number) {
  const slow: SlowStatement[] = []
  const onSlow = (statement: SlowStatement) => {
    // A cluster has statements of its own, which don't count here.
    if (!ownTables.test(statement.sql)) slow.push(statement)
  }
  const limit = slowMs === undefined ? {} : { slowMs }
  const { database, close } = openDatabase({ schema, slow: { onSlow, ...limit } })
  t.after(close)
  // A cluster is asked for the plan, so its report comes later.
  const reported = async (count: number) => {
    while (slow.length < count) await setImmediate()
    return slow
  }
  return { database, slow, reported }
}

const readAll = (text: string) => sql<{ text: string }>`
  select text from notes where length(text) = ${text}`

const limit = { timeout: 30_000 }

test('a slow statement is reported with its plan, but without its values', limit, async (t) => {
  const { database, reported } = open(t, 0)
  await database.all(readAll('a secret'))
  await database.run(sql`insert into notes (text) values (${'another secret'})`)
  await database.batch([sql`delete from notes where length(text) = ${'a third secret'}`])
  const slow = await reported(3)
  const [read, insert, deletion] = ['select', 'insert', 'delete'].map((verb) =>
    slow.find((statement) => statement.sql.startsWith(verb)))
  assert.equal(read?.sql, 'select text from notes where length(text) = ?')
  assert.deepEqual(read?.plan, ['SCAN notes USING COVERING INDEX sqlite_autoindex_notes_1'])
  assert.match(insert?.sql ?? '', /^insert into notes/)
  // rqlite explains no statement that writes.
  assert.match(deletion?.plan.join() ?? '', isFile ? /^SCAN notes/ : /^$/)
  assert.doesNotMatch(JSON.stringify(slow), /secret/)
})

test('a text is reported once, however often it runs', limit, async (t) => {
  const { database, reported } = open(t, 0)
  for (const text of ['a', 'b', 'c']) await database.one(readAll(text))
  assert.equal((await reported(1)).length, 1)
  await database.all(sql`select count(*) from notes`)
  assert.equal((await reported(2)).length, 2)
})

const together = fileOnly('it measures those of one turn together')

test('when several take long together, each is measured from then on', together, async (t) => {
  const { database, slow } = open(t, 0)
  const readBoth = () => Promise.all([
    database.one(readAll('a')), database.one(sql`select count(*) from notes`),
  ])
  await readBoth()
  assert.equal(slow.length, 0)
  await readBoth()
  assert.deepEqual(slow.map((statement) => statement.sql).sort(), [
    'select count(*) from notes', 'select text from notes where length(text) = ?',
  ])
})

test('what is quick is not reported', async (t) => {
  const { database, slow } = open(t, Infinity)
  await database.all(readAll('a'))
  await database.run(sql`insert into notes (text) values (${'a'})`)
  assert.deepEqual(slow, [])
})

test('with its usual limit, a statement that counts to a million is slow', limit, async (t) => {
  const { database, reported } = open(t)
  await database.one(sql`
    with recursive numbers (number) as (
      select 1 union all select number + 1 from numbers where number < 1000000)
    select count(*) from numbers`)
  const slow = await reported(1)
  assert.equal(slow.length, 1)
  assert.ok((slow[0]?.durationMs ?? 0) >= 50)
})

test('commits are reported with the number of batches that shared them', async (t) => {
  const commits: number[] = []
  const { database, close } = openDatabase({
    schema, onCommit: ({ batches }) => commits.push(batches),
  })
  t.after(close)
  const add = (text: string) => sql`insert into notes (text) values (${text})`
  await Promise.all([database.run(add('a')), database.batch([add('b'), add('c')])])
  await database.run(add('d'))
  await assert.rejects(database.run(sql`insert into nowhere values (1)`))
  assert.deepEqual(commits, [2, 1, 1])
})
