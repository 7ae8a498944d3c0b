import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog } from '../../src/basics/log.ts'
import { minuteMs, secondMs, type Clock } from '../../src/basics/clock.ts'
import type { Database } from '../../src/database/database.ts'
import { warnOfClock } from '../../src/services/clockCheck.ts'
import { parseJson, pickEach } from '../pick.ts'
import { openTestApp } from '../testApp.ts'

/** Checks a clock, and gives what is logged about it. */
async function check(database: Database, clock: Clock): Promise<string> {
  const lines: string[] = []
  const log = createLog({ format: 'json', write: (text) => lines.push(text) })
  await warnOfClock({ database, log, clock })
  log.flush()
  return lines.join('')
}

test('a clock that differs by more than five seconds is in the log', async (t) => {
  const { database } = openTestApp(t)
  const rows: [aheadMs: number, isWarned: boolean][] = [
    [0, false], [4 * secondMs, false], [-4 * secondMs, false],
    [minuteMs, true], [-minuteMs, true], [1e12, true], [-1e12, true],
  ]
  for (const [aheadMs, isWarned] of rows) {
    const start = Date.now()
    const line = await check(database, () => Date.now() + aheadMs)
    const elapsedMs = Date.now() - start
    assert.equal(line !== '', isWarned, String(aheadMs))
    if (!isWarned) continue
    const [event, said] = pickEach(parseJson(line), ['event', 'aheadMs'])
    assert.match(String(event), /clocks .* differ/)
    // SQLite rounds down to milliseconds, and the query may run in the next one.
    assert.ok(Math.abs(Number(said) - aheadMs) <= elapsedMs + 1, `${aheadMs}, not ${said}`)
  }
})

test('a slow response of the database makes no difference', async (t) => {
  const { database } = openTestApp(t)
  // Asked before and after: half a minute passed, and the database's time is in between.
  const times = [Date.now() - 15 * secondMs, Date.now() + 15 * secondMs]
  assert.equal(await check(database, () => times.shift() ?? 0), '')
})
