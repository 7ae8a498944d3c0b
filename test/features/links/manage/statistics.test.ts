import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, hourMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { readDailyPeople } from '../../../../src/features/links/manage/statistics.ts'
import { fieldsOf, pick, pickList } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'

const midnight = Date.UTC(2026, 1, 1)
const bot = { 'user-agent': 'Twitterbot/1.0' }

async function openWithLink(t: test.TestContext) {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target: 'https://example.com/', slug: 'abc' })
  type Headers = Record<string, string>
  const visitAt = (now: number, headers: Headers = {}, remoteAddress = '10.0.0.1') => {
    site.clock.now = now
    return site.request('GET', '/abc', { headers, remoteAddress })
  }
  const read = async (query = '') =>
    fieldsOf((await program.send('GET', `/api/links/abc/statistics${query}`)).json())
  return { site, program, visitAt, read }
}

function nonZero(points: unknown): unknown[] {
  assert.ok(Array.isArray(points))
  return points.filter((point) => pick(point, 'people') !== 0 || pick(point, 'bots') !== 0)
}

test('a link without visits has zeros for every day and hour', async (t) => {
  const { read, program } = await openWithLink(t)
  const statistics = await read()
  const { days, hours, ...rest } = statistics
  assert.deepEqual(rest, {
    people: 0, bots: 0, importedClicks: 0, from: '2026-01-02', to: '2026-01-31',
    totals: { people: 0, bots: 0, visitors: 0 },
    months: [], referrers: [], browsers: [], devices: [],
  })
  assert.deepEqual([pickList(days).length, pickList(hours).length], [30, 48])
  assert.deepEqual([nonZero(days), nonZero(hours)], [[], []])
  const today = { time: '2026-01-31T00:00:00.000Z', people: 0, bots: 0, visitors: 0 }
  assert.deepEqual(pick(days, 29), today)
  assert.deepEqual(pick(days, 0, 'time'), '2026-01-02T00:00:00.000Z')
  assert.deepEqual(pick(hours, 47), { time: '2026-01-31T11:00:00.000Z', people: 0, bots: 0 })
  assert.deepEqual(pick(hours, 0, 'time'), '2026-01-29T12:00:00.000Z')
  const { headers } = await program.send('GET', '/api/links/abc/statistics')
  assert.equal(headers['cache-control'], 'private, no-store')
})

test('days and hours change at midnight UTC, to the millisecond', async (t) => {
  const { visitAt, read } = await openWithLink(t)
  await visitAt(midnight - hourMs - 1)
  await visitAt(midnight - hourMs)
  await visitAt(midnight - 1)
  await visitAt(midnight - 1, bot)
  await visitAt(midnight)
  await visitAt(midnight + hourMs - 1)
  await visitAt(midnight + hourMs, bot)
  const { days, hours } = await read()
  assert.deepEqual(nonZero(days), [
    { time: '2026-01-31T00:00:00.000Z', people: 3, bots: 1, visitors: 1 },
    { time: '2026-02-01T00:00:00.000Z', people: 2, bots: 1, visitors: 1 },
  ])
  assert.deepEqual(nonZero(hours), [
    { time: '2026-01-31T22:00:00.000Z', people: 1, bots: 0 },
    { time: '2026-01-31T23:00:00.000Z', people: 2, bots: 1 },
    { time: '2026-02-01T00:00:00.000Z', people: 2, bots: 0 },
    { time: '2026-02-01T01:00:00.000Z', people: 0, bots: 1 },
  ])
})

test('a period has as many days as were asked for', async (t) => {
  const { site, visitAt, read } = await openWithLink(t)
  for (const daysAgo of [0, 1, 6, 7, 29, 30, 365]) {
    await visitAt(startTime + (400 - daysAgo) * dayMs)
  }
  site.clock.now = startTime + 400 * dayMs
  const rows: [query: string, length: number, visits: number][] = [
    ['', 30, 5], ['?days=1', 1, 1], ['?days=7', 7, 3], ['?days=8', 8, 4], ['?days=31', 31, 6],
    ['?days=366', 366, 7],
  ]
  for (const [query, length, visits] of rows) {
    const { days, people } = await read(query)
    const found = [pickList(days).length, nonZero(days).length, people]
    assert.deepEqual(found, [length, visits, 7], query)
  }
})

test('other periods are refused', async (t) => {
  const { program } = await openWithLink(t)
  for (const days of ['0', '367', '-1', '1.5', 'ten', '', '1e2', '0x10']) {
    const reply = await program.send('GET', `/api/links/abc/statistics?days=${days}`)
    assert.deepEqual([reply.status, pick(reply.json(), 'errors', 0, 'field')], [422, 'days'], days)
  }
})

test('the last hours are shown even when the period is shorter', async (t) => {
  const { site, visitAt, read } = await openWithLink(t)
  for (const hoursAgo of [0, 47, 48]) await visitAt(startTime + 90 * hourMs - hoursAgo * hourMs)
  site.clock.now = startTime + 90 * hourMs
  const { days, hours } = await read('?days=1')
  assert.deepEqual([nonZero(days).length, nonZero(hours).length], [1, 2])
})

test('a visitor is counted once a day, and bots never', async (t) => {
  const { visitAt, read } = await openWithLink(t)
  const rows: [now: number, agent: string, address: string, visitors: number][] = [
    [midnight, 'Firefox', '10.0.0.1', 1],
    [midnight + 1, 'Firefox', '10.0.0.1', 1],
    [midnight + dayMs - 1, 'Firefox', '10.0.0.1', 1],
    [midnight + dayMs - 1, 'Firefox', '10.0.0.2', 2],
    [midnight + dayMs - 1, 'Chrome', '10.0.0.2', 3],
    [midnight + dayMs - 1, 'Twitterbot', '10.0.0.9', 3],
    [midnight + dayMs, 'Firefox', '10.0.0.1', 1],
    [midnight + dayMs, 'Firefox', '10.0.0.2', 2],
  ]
  for (const [now, agent, address, visitors] of rows) {
    await visitAt(now, { 'user-agent': agent }, address)
    const days = pickList((await read())['days'])
    assert.equal(pick(days.at(-1), 'visitors'), visitors)
  }
})

test('the same visitor of two links has two names, and another one each day', async (t) => {
  const { site, program, visitAt } = await openWithLink(t)
  await program.send('POST', '/api/links', { target: 'https://example.com/', slug: 'def' })
  await visitAt(midnight)
  await site.request('GET', '/def', { remoteAddress: '10.0.0.1' })
  await visitAt(midnight + dayMs)
  const rows = await site.database.all(sql`select distinct hex(visitor) from visits`)
  assert.equal(rows.length, 3)
})

test('sources are counted for people, the most frequent first', async (t) => {
  const { visitAt, read } = await openWithLink(t)
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0'
  const iphone = 'Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1'
  await visitAt(midnight, { 'user-agent': firefox, 'referer': 'https://b.example/x' })
  await visitAt(midnight, { 'user-agent': firefox, 'referer': 'https://a.example/y' })
  await visitAt(midnight, { 'user-agent': iphone, 'referer': 'https://b.example/z' })
  await visitAt(midnight, { ...bot, referer: 'https://bots.example/' })
  const { referrers, browsers, devices } = await read()
  assert.deepEqual(referrers, [{ name: 'b.example', visits: 2 }, { name: 'a.example', visits: 1 }])
  assert.deepEqual(browsers, [{ name: 'Firefox', visits: 2 }, { name: 'Safari', visits: 1 }])
  assert.deepEqual(devices, [{ name: 'computer', visits: 2 }, { name: 'phone', visits: 1 }])
})

test('after 200 different referrers new ones are counted together', async (t) => {
  const { site, visitAt, read } = await openWithLink(t)
  await Promise.all(Array.from({ length: 205 }, (_, number) =>
    visitAt(midnight, { referer: `https://n${String(number).padStart(3, '0')}.example/` })))
  await visitAt(midnight, { referer: 'https://n000.example/' })
  await visitAt(midnight, { referer: 'https://n199.example/' })
  await visitAt(midnight, { referer: 'https://n200.example/' })
  const rows = await site.database.all(sql<{ name: string; visits: number }>`
    select name, visits from link_sources where kind = 'referrer' order by visits desc, name`)
  const top = rows.slice(0, 4).map(({ name, visits }) => [name, visits])
  const expected = [['other', 6], ['n000.example', 2], ['n199.example', 2], ['n001.example', 1]]
  assert.deepEqual(top, expected)
  assert.equal(rows.length, 201)
  assert.equal(rows.reduce((sum, { visits }) => sum + visits, 0), 208)
  const { referrers } = await read()
  assert.equal(pickList(referrers).length, 20, 'twenty are shown')
})

test('another link has its own 200 referrers', async (t) => {
  const { site, program, visitAt, read } = await openWithLink(t)
  await program.send('POST', '/api/links', { target: 'https://example.com/', slug: 'def' })
  await Promise.all(Array.from({ length: 201 }, (_, number) =>
    site.request('GET', '/def', { headers: { referer: `https://n${number}.example/` } })))
  await visitAt(midnight, { referer: 'https://new.example/' })
  assert.deepEqual((await read())['referrers'], [{ name: 'new.example', visits: 1 }])
})

test('the small charts of a list have people a day for each link', async (t) => {
  const { site, program, visitAt } = await openWithLink(t)
  await program.send('POST', '/api/links', { target: 'https://example.com/', slug: 'def' })
  await visitAt(midnight - 1)
  await visitAt(midnight)
  await visitAt(midnight, bot)
  await visitAt(midnight - 3 * dayMs)
  await visitAt(midnight + 5 * hourMs)
  const period = { now: midnight + 6 * hourMs, days: 3 }
  const charts = await readDailyPeople(site.database, [1, 2], period)
  assert.deepEqual([...charts], [[1, [0, 1, 2]], [2, [0, 0, 0]]])
  assert.deepEqual([...await readDailyPeople(site.database, [], { now: midnight, days: 3 })], [])
})
