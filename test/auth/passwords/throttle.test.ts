import assert from 'node:assert/strict'
import test from 'node:test'
import {
  freeAccountTries, freeTries, mostRows, Throttle,
} from '../../../src/auth/passwords/throttle.ts'
import { dayMs, minuteMs, secondMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import type { TestApp } from '../../testApp.ts'
import { openAuth } from '../openAuth.ts'

const email = 'ada@example.org'

test('the first tries are free, then each one doubles the wait up to a cap', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  for (let count = 0; count < freeTries; count += 1) assert.equal(await throttle.enter(email), 0)
  const cap = 15 * minuteMs / secondMs
  const waits = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, cap, cap, cap]
  for (const seconds of waits) {
    assert.equal(await throttle.enter(email), seconds)
    site.clock.now += seconds * secondMs - 1
    assert.equal(await throttle.enter(email), 1, 'a refused try makes the wait no longer')
    site.clock.now += 1
    assert.equal(await throttle.enter(email), 0, `after ${seconds} s`)
  }
})

test('a clock that is set back makes nobody wait for longer than the cap', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  for (const backMs of [secondMs, 10 * minuteMs, 15 * minuteMs, dayMs, 100 * dayMs]) {
    for (let count = 0; count < freeTries + 1; count += 1) await throttle.enter(email)
    site.clock.now -= backMs
    const seconds = await throttle.enter(email)
    assert.ok(seconds <= 15 * 60, `${seconds} s after ${backMs} ms back`)
    site.clock.now += seconds * secondMs
    assert.equal(seconds === 0 ? 0 : await throttle.enter(email), 0)
    await throttle.succeed(email)
  }
})

test('nobody is locked out for good, however many tries there were', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  await throttle.enter(email)
  for (const failures of [21, 63, 64, 1_000_000_000]) {
    await site.database.run(sql`update sign_in_failures set failures = ${failures}, next_at = 0`)
    assert.equal(await throttle.enter(email), 0)
    assert.equal(await throttle.enter(email), 15 * 60, String(failures))
    site.clock.now += 15 * minuteMs
    assert.equal(await throttle.enter(email), 0)
  }
})

test('a clock that is set back keeps nobody waiting for longer', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  for (let count = 0; count < freeTries; count += 1) await throttle.enter(email)
  assert.equal(await throttle.enter(email), 1)
  site.clock.now -= 14 * minuteMs
  assert.equal(await throttle.enter(email), 14 * 60 + 1)
  site.clock.now -= dayMs
  assert.equal(await throttle.enter(email), 0)
  assert.equal(await throttle.enter(email), 2)
})

test('of twenty tries at once only the free ones go on', async (t) => {
  const { auth: { throttle } } = openAuth(t)
  const waits = await Promise.all(Array.from({ length: 20 }, () => throttle.enter(email)))
  assert.equal(waits.filter((seconds) => seconds === 0).length, freeTries)
  assert.equal(waits.filter((seconds) => seconds === 1).length, 20 - freeTries)
})

test('after the wait one of twenty goes on', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  for (let count = 0; count < freeTries; count += 1) await throttle.enter(email)
  site.clock.now += secondMs
  const waits = await Promise.all(Array.from({ length: 20 }, () => throttle.enter(email)))
  assert.equal(waits.filter((seconds) => seconds === 0).length, 1)
})

test('a right password forgets the failures, and so does a day', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  const enterAll = async () => {
    for (let count = 0; count < freeTries; count += 1) assert.equal(await throttle.enter(email), 0)
  }
  await enterAll()
  await throttle.succeed(email)
  await enterAll()
  site.clock.now += dayMs + 1
  await enterAll()
  assert.equal(await throttle.enter(email), 1)
})

test('one account does not slow down another', async (t) => {
  const { auth: { throttle } } = openAuth(t)
  for (let count = 0; count <= freeTries; count += 1) await throttle.enter(email)
  assert.equal(await throttle.enter('eve@example.org'), 0)
  await throttle.succeed('eve@example.org')
  assert.equal(await throttle.enter(email), 1)
})

test('no address is stored, and old failures are deleted', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  await throttle.enter(email)
  const rows = () => site.database.all(sql<{ account: string }>`
    select account from sign_in_failures`)
  const [row] = await rows()
  assert.match(row?.account ?? '', /^[\w-]{43}$/)
  site.clock.now += dayMs
  await throttle.clean()
  assert.equal((await rows()).length, 1)
  site.clock.now += 1
  await throttle.clean()
  assert.deepEqual(await rows(), [])
})

test('an account has a count of its own, which a right password does not forget', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  for (let index = 0; index < freeAccountTries - 1; index += 1) {
    assert.equal(await throttle.enter(`client ${index}`, email), 0)
  }
  assert.equal(await throttle.enter('owner', email), 0)
  await throttle.succeed('owner', email)
  assert.equal(await throttle.enter('another', email), 0)
  assert.equal(await throttle.enter('owner', email), 1)
  assert.equal(await throttle.enter('owner', 'eve@example.org'), 0)
  assert.equal(await throttle.enter('owner'), 0, 'the count of the account is no reason here')
  site.clock.now += secondMs
  assert.equal(await throttle.enter('client 0', email), 0)
  assert.equal(await throttle.enter('client 0', email), 2)
  await throttle.forgive('client 0', email)
  assert.equal(await throttle.enter('client 0', email), 0)
})

test('a try that has to wait for one reason counts for none', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  for (let tries = 0; tries < freeTries; tries += 1) await throttle.enter('stranger', email)
  for (let tries = 0; tries < 500; tries += 1) {
    assert.ok(await throttle.enter('stranger', email) > 0)
  }
  const rows = await site.database.all(sql<{ failures: number }>`
    select failures from sign_in_failures`)
  assert.deepEqual(rows.map(({ failures }) => failures), [freeTries, freeTries])
  assert.equal(await throttle.enter('owner', email), 0)
})

test('a try that is taken back leaves no wait', async (t) => {
  const { auth: { throttle } } = openAuth(t)
  for (let tries = 0; tries < freeTries; tries += 1) {
    assert.equal(await throttle.enter('owner', email), 0)
    assert.equal(await throttle.enter('other', email), 0)
    await throttle.takeBack('owner', email)
  }
  for (let tries = 0; tries < freeTries; tries += 1) {
    assert.equal(await throttle.enter('owner', email), 0)
  }
  await throttle.takeBack('owner', email)
  assert.equal(await throttle.enter('owner', email), 0)
  assert.equal(await throttle.enter('owner', email), 1)
})

test('made-up names push out each other, and no account that is under attack', async (t) => {
  const { site, auth: { throttle } } = openAuth(t)
  for (let tries = 0; tries < freeTries; tries += 1) await throttle.enter('stranger', email)
  site.clock.now += 1
  await site.database.run(sql`
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 60000)
    insert into sign_in_failures (account, failures, next_at, last_at)
    select 'flood ' || n, 1 + n % 4, 0, ${site.clock.now} from numbers`)
  for (let tries = 0; tries < 256; tries += 1) await throttle.enter(`name ${tries}`)
  const count = await site.database.one(sql<{ rows: number }>`
    select count(*) as rows from sign_in_failures`)
  assert.ok(count !== undefined && count.rows >= mostRows && count.rows < mostRows + 256)
  assert.equal(await throttle.enter('stranger', email), 1)
})

test('failures of one kind of tries do not slow down another', async (t) => {
  const { throttle, secondFactorThrottle } = openAuth(t).auth
  for (let tries = 0; tries < freeTries; tries += 1) await throttle.enter('7')
  assert.ok(await throttle.enter('7') > 0)
  assert.equal(await secondFactorThrottle.enter('7'), 0)
  await secondFactorThrottle.succeed('7')
  assert.ok(await throttle.enter('7') > 0)
})

// How far the clock of a second server is ahead of the first one's; negative: behind it.
const skewsMs = [-30 * secondMs, -3 * secondMs, -1, 0, 1, 3 * secondMs, 30 * secondMs]

for (const skewMs of skewsMs) {
  test(`a server whose clock differs by ${skewMs} ms makes nobody wait for nothing`, async (t) => {
    const { site, auth: { throttle } } = openAuth(t)
    const other = openThrottle(site, skewMs)
    // Wrong, right, wrong again, and one that nobody had time to check; each at the other server.
    assert.equal(await throttle.enter('here', email), 0)
    assert.equal(await other.enter('here', email), 0)
    await other.succeed('here', email)
    assert.equal(await throttle.enter('here', email), 0)
    await throttle.takeBack('here', email)
    assert.equal(await other.enter('there', email), 0)
  })

  test(`a clock that differs by ${skewMs} ms admits no extra tries at the cap`, async (t) => {
    const { site, auth: { throttle } } = openAuth(t)
    const other = openThrottle(site, skewMs)
    await throttle.enter(email)
    await site.database.run(sql`update sign_in_failures set failures = 1000, next_at = 0`)
    assert.equal(await throttle.enter(email), 0)
    assert.ok(await other.enter(email) > 0, 'the first server admitted a try just now')
    site.clock.now += 16 * minuteMs
    assert.equal(await other.enter(email), 0)
    assert.ok(await throttle.enter(email) > 0, 'the second server admitted a try just now')
  })
}

function openThrottle({ database, clock }: TestApp, skewMs: number): Throttle {
  const secret = new Uint8Array(32).fill(7)
  return new Throttle({ database, clock: () => clock.now + skewMs, secret })
}
