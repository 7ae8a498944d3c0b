import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog } from '../../src/basics/log.ts'
import { minuteMs, secondMs } from '../../src/basics/clock.ts'
import { measureClock, warnOfClock } from '../../src/services/clockCheck.ts'
import { parseJson, pickEach } from '../pick.ts'
import { openTestApp } from '../testApp.ts'

test("the database of this machine has this machine's clock", async (t) => {
  const { database } = openTestApp(t)
  // SQLite cuts the milliseconds off, and the query may fall into the next one.
  assert.ok(Math.abs(await measureClock(database, Date.now)) <= 1)
})

test('a clock that differs by more than five seconds is in the log', async (t) => {
  const { database } = openTestApp(t)
  const rows: [aheadMs: number, isWarned: boolean][] = [
    [0, false], [4 * secondMs, false], [-4 * secondMs, false],
    [minuteMs, true], [-minuteMs, true], [1e12, true], [-1e12, true],
  ]
  for (const [aheadMs, isWarned] of rows) {
    const lines: string[] = []
    const log = createLog({ format: 'json', write: (text) => lines.push(text) })
    await warnOfClock({ database, log, clock: () => Date.now() + aheadMs })
    log.flush()
    assert.equal(lines.length, isWarned ? 1 : 0, String(aheadMs))
    if (!isWarned) continue
    const [event, said] = pickEach(parseJson(lines.join('')), ['event', 'aheadMs'])
    assert.match(String(event), /clocks .* differ/)
    assert.equal(Math.sign(Number(said)), Math.sign(aheadMs), String(aheadMs))
  }
})

test('a slow answer is no difference', async (t) => {
  const { database } = openTestApp(t)
  // Asked before and after: half a minute passed, and the database's time is in between.
  const times = [Date.now() - 15 * secondMs, Date.now() + 15 * secondMs]
  assert.equal(await measureClock(database, () => times.shift() ?? 0), 0)
})
