import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { DatabaseError } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { fileOnly } from '../openDatabase.ts'
import { startProcess, type OtherProcess } from '../otherProcess.ts'
import { pick } from '../pick.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { addNote, openTestDatabase, readNotes, schema } from './testDatabase.ts'

const module = new URL('sharingProcess.ts', import.meta.url)

// test/cluster/engine.test.ts does the same with rqlite.
const withLock = fileOnly('its lock')
const asNew = fileOnly('a new one')

const readNumber = sql<{ number: number }>`select number from counters where id = 1`

// Takes long enough for another process to write in between.
const thinkLong = sql`
  with recursive numbers (number) as (
    select 1 union all select number + 1 from numbers where number < 20000
  ) select sum(number) from numbers`

test('reads of one turn see one snapshot while another process writes', async (t) => {
  const { database, place } = openTestDatabase(t)
  const other = startProcess(t, module)
  await other.ask({ task: 'count', place: await place(), schema })
  const seen = new Set<number | undefined>()
  // The other process counts on and on, so this ends.
  while (seen.size < 20) {
    const [first, , second, , third] = await Promise.all([
      database.one(readNumber),
      database.all(thinkLong),
      database.one(readNumber),
      database.all(thinkLong),
      database.one(readNumber),
    ])
    assert.deepEqual([second?.number, third?.number], [first?.number, first?.number])
    seen.add(first?.number)
  }
})

test('a write waits for another lock, and reads go on meanwhile', withLock, async (t) => {
  const { database, openOther } = openTestDatabase(t)
  const other = openOther()
  other.exec("begin immediate; insert into notes (text) values ('other')")
  let isStored = false
  const write = database.run(addNote('own')).then(() => (isStored = true))
  for (let turn = 0; turn < 50; turn += 1) {
    assert.deepEqual(await readNotes(database), [], 'what is not committed is not seen')
  }
  assert.equal(isStored, false)
  const later = database.batch([addNote('own 2'), addNote('own 3')])
  other.exec('commit')
  await Promise.all([write, later])
  assert.deepEqual(await readNotes(database), ['other', 'own', 'own 2', 'own 3'])
})

test('a write that waits too long is refused, and the next one is not', withLock, async (t) => {
  const { database, openOther } = openTestDatabase(t, 30)
  const other = openOther()
  for (let round = 0; round < 2; round += 1) {
    other.exec('begin immediate')
    const start = performance.now()
    const results = await Promise.allSettled([
      database.run(addNote('a')),
      database.batch([addNote('b'), addNote('c')]),
    ])
    const waitedMs = performance.now() - start
    for (const result of results) {
      assert.ok(result.status === 'rejected' && result.reason instanceof DatabaseError)
      assert.equal(result.reason.code, 'busy')
      assert.equal(result.reason.message, 'The database is busy: try again')
    }
    assert.ok(waitedMs >= 30, `it waited ${waitedMs} ms`)
    other.exec('rollback')
  }
  await database.run(addNote('d'))
  assert.deepEqual(await readNotes(database), ['d'])
})

test('once a write has waited in vain, the next ones learn of it sooner', withLock, async (t) => {
  const { database, openOther } = openTestDatabase(t, 1_000)
  const other = openOther()
  const waitMs = async () => {
    const start = performance.now()
    await assert.rejects(database.run(addNote('a')), { code: 'busy' })
    return performance.now() - start
  }
  other.exec('begin immediate')
  assert.ok(await waitMs() >= 1_000)
  const later = await waitMs()
  assert.ok(later >= 100 && later < 1_000, `it waited ${later} ms`)
  other.exec('rollback')
  await database.run(addNote('b'))
  other.exec('begin immediate')
  assert.ok(await waitMs() >= 1_000, 'after a success a write is patient again')
  other.exec('rollback')
})

test('two engines on one database see what the other stored', async (t) => {
  const { database, openAgain } = openTestDatabase(t)
  const second = openAgain()
  const raise = sql`update counters set number = number + 1 where id = 1`
  for (let round = 0; round < 20; round += 1) {
    await Promise.all([database.run(raise), second.run(raise), database.run(raise)])
    assert.equal((await second.one(readNumber))?.number, (round + 1) * 3)
    assert.equal((await database.one(readNumber))?.number, (round + 1) * 3)
  }
  await second.close()
  await database.run(raise)
  assert.equal((await database.one(readNumber))?.number, 61)
})

test('several processes that write at once lose nothing', async (t) => {
  const opened = openTestDatabase(t)
  const { database } = opened
  const place = await opened.place()
  const processes = [startProcess(t, module), startProcess(t, module), startProcess(t, module)]
  const answers = await Promise.all(
    processes.map(({ ask }) => ask({ task: 'raise', place, schema, times: 200 })),
  )
  for (const answer of answers) assert.equal(pick(answer, 'error'), undefined)
  assert.equal((await database.one(readNumber))?.number, 600)
})

test('of several processes that bring a file up to date at once, one does it', asNew, async (t) => {
  const folder = temporaryFolder(t)
  const processes = Array.from({ length: 4 }, () => startProcess(t, module))
  for (let round = 0; round < 20; round += 1) {
    const path = join(folder, `${round}.db`)
    const old = new DatabaseSync(path)
    old.exec('pragma journal_mode = wal')
    const answers = await openEverywhere(processes, path)
    assert.deepEqual(answers, [undefined, undefined, undefined, undefined])
    assert.equal(old.prepare('select count(*) as count from counters').get()?.['count'], 1)
    old.close()
  }
})

test('several processes that open a new file at once all succeed', asNew, async (t) => {
  const folder = temporaryFolder(t)
  const processes = Array.from({ length: 4 }, () => startProcess(t, module))
  for (let round = 0; round < 60; round += 1) {
    const answers = await openEverywhere(processes, join(folder, `${round}.db`))
    assert.deepEqual(answers, [undefined, undefined, undefined, undefined], `round ${round}`)
  }
})

/** Opens one file in all processes at the same time; gives their errors. */
async function openEverywhere(processes: readonly OtherProcess[], place: string) {
  const question = { task: 'open', place, schema }
  const answers = await Promise.all(processes.map(({ ask }) => ask(question)))
  return answers.map((answer) => pick(answer, 'error'))
}
