import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { dayMs, hourMs } from '../../src/basics/clock.ts'
import { sql } from '../../src/database/sql.ts'
import { createLimits, type Limit } from '../../src/services/limits.ts'
import { openTestApp } from '../testApp.ts'

const three: Limit = { name: 'three', most: 3, windowMs: 10_000 }
const secret = new Uint8Array(32).fill(1)

function openLimits(t: TestContext) {
  const { database, opened: { openAgain } } = openTestApp(t)
  const clock = { now: 1_000_000 }
  const limits = createLimits({ database, clock: () => clock.now, secret })
  const takeAt = (now: number, who = 'ann') => {
    clock.now = now
    return limits.take(three, who)
  }
  return { database, openAgain, clock, limits, takeAt }
}

test('the window slides, exact to the millisecond', async (t) => {
  const { takeAt } = openLimits(t)
  const rows: [now: number, retryAfterSeconds: number | undefined][] = [
    [20_000, undefined],
    [21_000, undefined],
    [25_500, undefined],
    [25_500, 5],
    [29_000, 1],
    [29_999, 1],
    // The first one was 10 seconds ago, so it no longer counts.
    [30_000, undefined],
    [30_000, 1],
    [30_999, 1],
    [31_000, undefined],
    [31_000, 5],
    [31_001, 5],
    [34_500, 1],
    [35_499, 1],
    [35_500, undefined],
  ]
  for (const [now, retryAfterSeconds] of rows) {
    const expected = retryAfterSeconds === undefined
      ? { isAllowed: true }
      : { isAllowed: false, retryAfterSeconds }
    assert.deepEqual(await takeAt(now), expected, `at ${now}`)
  }
})

test("a client that waits as long as it's told is let in", async (t) => {
  const { takeAt } = openLimits(t)
  for (const now of [1, 777, 1_250]) await takeAt(now)
  const refused = await takeAt(1_251)
  assert.ok(!refused.isAllowed)
  assert.ok((await takeAt(1_251 + refused.retryAfterSeconds * 1_000)).isAllowed)
})

test('a clock that is set back makes nobody wait for longer than the window', async (t) => {
  const { takeAt } = openLimits(t)
  const rows: [backMs: number, isAllowed: boolean][] = [
    [1, false], [5_000, false], [9_999, false], [10_000, true], [dayMs, true], [100 * dayMs, true],
  ]
  const now = 200 * dayMs
  for (const [backMs, isAllowed] of rows) {
    const who = String(backMs)
    for (let count = 0; count < 3; count += 1) await takeAt(now, who)
    const expected = isAllowed ? { isAllowed } : { isAllowed, retryAfterSeconds: 10 }
    assert.deepEqual(await takeAt(now - backMs, who), expected, `${backMs} ms back`)
  }
})

test('events that a wrong clock left in the future are forgotten too', async (t) => {
  const { database, clock, limits, takeAt } = openLimits(t)
  await takeAt(10 * dayMs)
  clock.now = 8 * dayMs
  await limits.clean()
  assert.deepEqual(await database.all(sql`select * from limit_events`), [])
})

test('refusals do not count', async (t) => {
  const { database, takeAt } = openLimits(t)
  for (let time = 0; time < 50; time += 1) await takeAt(20_000 + time)
  const row = await database.one(sql<{ count: number }>`select count(*) as count from limit_events`)
  assert.equal(row?.count, 3)
  assert.ok((await takeAt(30_000)).isAllowed)
})

test('people and limits are counted apart', async (t) => {
  const { limits, takeAt } = openLimits(t)
  for (let time = 0; time < 4; time += 1) await takeAt(20_000)
  assert.ok((await takeAt(20_000, 'bob')).isAllowed)
  assert.ok((await limits.take({ ...three, name: 'other' }, 'ann')).isAllowed)
  assert.ok(!(await limits.take(three, 'ann')).isAllowed)
  assert.ok((await limits.take({ ...three, most: 4 }, 'ann')).isAllowed, 'a wider limit has room')
})

test('many at once never exceed the limit', async (t) => {
  const { database, openAgain, clock, limits } = openLimits(t)
  const second = openAgain()
  const others = createLimits({ database: second, clock: () => clock.now, secret })
  const verdicts = await Promise.all(Array.from({ length: 40 }, (_, index) =>
    (index % 2 === 0 ? limits : others).take(three, 'ann')))
  assert.equal(verdicts.filter(({ isAllowed }) => isAllowed).length, 3)
  await second.close()
  assert.equal((await database.all(sql`select 1 from limit_events`)).length, 3)
})

test('a restart forgets nothing', async (t) => {
  const { openAgain } = openLimits(t)
  for (const isAllowed of [true, true, true, false, false]) {
    const database = openAgain()
    const limits = createLimits({ database, clock: () => 5_000, secret })
    assert.equal((await limits.take(three, 'ann')).isAllowed, isAllowed)
    await database.close()
  }
})

test("the table doesn't tell whose tries they were", async (t) => {
  const { database, takeAt } = openLimits(t)
  const address = '203.0.113.77'
  await takeAt(1, address)
  const [event] = await database.all(sql<{ key: string }>`select key from limit_events`)
  assert.match(event?.key ?? '', /^[A-Za-z0-9_-]{22}$/)
  const other = createLimits({ database, clock: () => 1, secret: new Uint8Array(32).fill(2) })
  await other.take(three, address)
  const keys = await database.all(sql<{ key: string }>`select distinct key from limit_events`)
  assert.equal(keys.length, 2, 'the key depends on the secret')
})

test('names and people cannot be mixed up', async (t) => {
  const { database, limits } = openLimits(t)
  await limits.take({ ...three, name: 'a' }, 'b\nc')
  await limits.take({ ...three, name: 'a b' }, 'c')
  await limits.take({ ...three, name: 'a' }, 'b c')
  const keys = await database.all(sql`select distinct key from limit_events`)
  assert.equal(keys.length, 3)
})

test('cleaning forgets what no limit counts any more', async (t) => {
  const { database, clock, limits, takeAt } = openLimits(t)
  await takeAt(0)
  await takeAt(1)
  await takeAt(hourMs)
  const left = () => database.all(sql<{ at: number }>`select at from limit_events order by at`)
  clock.now = dayMs
  await limits.clean()
  assert.deepEqual((await left()).map(({ at }) => at), [0, 1, hourMs])
  clock.now = dayMs + 1
  await limits.clean()
  assert.deepEqual((await left()).map(({ at }) => at), [1, hourMs])
  clock.now = dayMs + hourMs + 1
  await limits.clean()
  assert.deepEqual(await left(), [])
})
