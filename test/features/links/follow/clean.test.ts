import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, hourMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { Clicks } from '../../../../src/features/links/follow/clicks.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'

const day = Math.floor(Date.UTC(2026, 1, 1) / dayMs)

async function openWithLinks(t: test.TestContext) {
  const site = openTestApp(t)
  const program = openProgram(site)
  for (const slug of ['abc', 'def']) {
    await program.send('POST', '/api/links', { target: 'https://example.com/', slug })
  }
  return { site, program }
}

const rollUps = sql<{ people: number; bots: number; hours: number; visitors: number }>`
  select
    (select sum(people) from links) as people,
    (select sum(bots) from links) as bots,
    (select sum(people + bots) from link_hours) as hours,
    (select sum(visitors) from link_days) as visitors`

async function count(site: TestApp, table: string): Promise<number> {
  const statement = { text: `select count(*) as count from ${table}`, values: [] }
  return (await site.database.all<{ count: number }>(statement))[0]?.count ?? -1
}

/** Counts what tells visitors apart: their names, and the salts that these were made with. */
async function countTraces(site: TestApp): Promise<number[]> {
  return [await count(site, 'visitors_today'), await count(site, 'visitor_salts')]
}

/** Visits both links now and then for some days, in no regular way. */
async function visitForDays(site: TestApp, days: number): Promise<void> {
  for (let step = 0; step < days * 3; step += 1) {
    site.clock.now = day * dayMs + Math.floor(step / 3 * dayMs)
    await Promise.all([0, 1, 2].map((number) => site.request(
      number === 2 ? 'HEAD' : 'GET', (step * number) % 5 < 3 ? '/abc' : '/def',
      {
        headers: { 'user-agent': step % 7 === 0 ? 'Twitterbot' : 'Firefox' },
        remoteAddress: `10.0.0.${(step * 3 + number) % 11}`,
      },
    )))
  }
}

test('roll-ups say the same as the visits that they were made of', async (t) => {
  const { site } = await openWithLinks(t)
  await visitForDays(site, 20)
  const same = async (left: string, right: string) => {
    const read = (text: string) => site.database.all({ text, values: [] })
    const rows = await read(left)
    assert.ok(rows.length > 0, left)
    assert.deepEqual(rows, await read(right), left)
  }
  await same('select link, hour, people, bots from link_hours order by link, hour', `
    select link, at / 3600000 as hour, sum(is_person) as people, sum(1 - is_person) as bots
    from visits group by link, hour order by link, hour`)
  await same('select id, people, bots from links order by id', `
    select link as id, sum(is_person) as people, sum(1 - is_person) as bots
    from visits group by link order by link`)
  await same('select link, day, visitors from link_days order by link, day', `
    select link, at / 86400000 as day, count(distinct visitor) as visitors
    from visits where is_person = 1 group by link, day order by link, day`)
  for (const kind of ['browser', 'device', 'referrer']) {
    await same(
      `select link, name, visits from link_sources where kind = '${kind}' order by link, name`,
      `select link, ${kind} as name, count(*) as visits from visits
       where is_person = 1 group by link, name order by link, name`,
    )
  }
})

test('visits are kept for 90 days, their numbers forever', async (t) => {
  const { site } = await openWithLinks(t)
  await visitForDays(site, 10)
  const before = await site.database.one(rollUps)
  const last = site.clock.now
  assert.equal(await count(site, 'visits'), 90)
  site.clock.now = day * dayMs + 90 * dayMs
  await site.clean()
  assert.equal(await count(site, 'visits'), 90, 'the first are exactly 90 days old')
  site.clock.now += 1
  await site.clean()
  assert.equal(await count(site, 'visits'), 87)
  site.clock.now = last + 90 * dayMs
  await site.clean()
  assert.equal(await count(site, 'visits'), 3)
  site.clock.now += 1
  await site.clean()
  assert.equal(await count(site, 'visits'), 0)
  assert.deepEqual(await site.database.one(rollUps), before)
})

test('more old visits than are deleted at once are all deleted', async (t) => {
  const { site } = await openWithLinks(t)
  await addVisits(site, 12_001)
  site.clock.now = day * dayMs + 90 * dayMs + 11_001
  await site.clean()
  assert.equal(await count(site, 'visits'), 1_001)
})

test('a clock that was wrong keeps no visit for longer', async (t) => {
  const start = day * dayMs
  type Added = { number: number; at: number }
  const rows: [name: string, visits: Added[], cleanAt: number, left: number][] = [
    ['one from the future first', [{ number: 1, at: 60 * dayMs }, { number: 9, at: 0 }], 1, 9],
    ['one that is younger first', [{ number: 1, at: 60 * dayMs }, { number: 9, at: 0 }], 91, 1],
    ['many from the future first',
      [{ number: 6_000, at: 60 * dayMs }, { number: 10, at: 0 }], 1, 10],
    ['old ones behind many younger ones',
      [{ number: 6_000, at: 60 * dayMs }, { number: 10, at: 0 }], 91, 6_000],
    ['an old one among younger ones', [{ number: 5_001, at: dayMs }, { number: 1, at: -dayMs },
      { number: 5, at: dayMs }], 90, 5_006],
  ]
  for (const [name, visits, cleanAt, left] of rows) {
    const { site } = await openWithLinks(t)
    for (const { number, at } of visits) await addVisits(site, number, start + at)
    site.clock.now = start + cleanAt * dayMs
    await site.clean()
    const kept = await count(site, `visits where at >= ${start}`)
    assert.deepEqual([kept, await count(site, 'visits')], [left, left], name)
  }
})

test('names of visitors from a day to come are gone as soon as the clock is right', async (t) => {
  const { site } = await openWithLinks(t)
  site.clock.now = (day + 30) * dayMs
  await site.request('GET', '/abc')
  site.clock.now = day * dayMs
  await site.request('GET', '/abc')
  await site.clean()
  assert.deepEqual(await countTraces(site), [1, 1])
})

test('what tells visitors of one day apart is gone the day after', async (t) => {
  const { site } = await openWithLinks(t)
  site.clock.now = day * dayMs
  await site.request('GET', '/abc')
  site.clock.now = (day + 1) * dayMs - 1
  await site.clean()
  assert.deepEqual(await countTraces(site), [1, 1])
  site.clock.now += 1
  await site.request('GET', '/abc')
  assert.deepEqual(await countTraces(site), [2, 2])
  await site.clean()
  const salts = await site.database.all(sql<{ day: number }>`select day from visitor_salts`)
  assert.deepEqual(salts.map((salt) => salt.day), [day + 1])
  assert.deepEqual([await count(site, 'visitors_today'), await count(site, 'link_days')], [1, 2])
})

test('a server that nobody visits forgets the salt of yesterday too', async (t) => {
  const { site } = await openWithLinks(t)
  const visit = () => site.request('GET', '/abc')
  site.clock.now = day * dayMs
  await visit()
  site.clock.now += dayMs
  await site.clean()
  // Nothing tells that it's the same visitor: not even a clock that is set back.
  site.clock.now = (day + 1) * dayMs - 1
  await visit()
  const names = await site.database.all(sql<{ name: string }>`
    select distinct hex(visitor) as name from visits`)
  assert.equal(names.length, 2)
})

test('servers that meet the first visitor of a day together name the visitor alike', async (t) => {
  const { site: { database } } = await openWithLinks(t)
  const servers = [1, 2, 3].map((byte) => new Clicks({
    database, clock: () => day * dayMs, random: (size) => Buffer.alloc(size, byte), log: undefined,
  }))
  const visit = {
    slug: 'abc', address: '10.0.0.1', agent: 'Firefox', isUnlocked: false, isPerson: true,
    referrer: 'direct', browser: 'Firefox', device: 'desktop',
  }
  const targets = await Promise.all(servers.map((clicks) => clicks.count(visit)))
  assert.deepEqual(targets.map((found) => found?.target), Array(3).fill('https://example.com/'))
  const names = await database.all(sql`select distinct hex(visitor) from visits`)
  assert.equal(names.length, 1)
})

test('cleaning again and again changes no number of today', async (t) => {
  const { site } = await openWithLinks(t)
  site.clock.now = day * dayMs
  for (let round = 0; round < 3; round += 1) {
    await site.request('GET', '/abc')
    await site.clean()
    site.clock.now += hourMs
  }
  const [row] = await site.database.all(sql<{ visitors: number }>`select visitors from link_days`)
  assert.equal(row?.visitors, 1)
})

test('cleaning forgets old events of limits', async (t) => {
  const site = openTestApp(t, { publicOrigin: 'https://go.example' })
  await openProgram(site).send('POST', '/api/links', { target: 'https://example.com/' })
  assert.equal(await count(site, 'limit_events'), 1)
  site.clock.now += dayMs + 1
  await site.clean()
  assert.equal(await count(site, 'limit_events'), 0)
})

test('the numbers of a deleted link are gone at once, its visits after cleaning', async (t) => {
  const { site, program } = await openWithLinks(t)
  await visitForDays(site, 3)
  await site.request('POST', '/links/abc/report', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'reason=spam',
  })
  const tables = ['link_hours', 'link_sources', 'link_days', 'visitors_today', 'reports']
  for (const table of tables) assert.ok(await count(site, `${table} where link = 1`) > 0, table)
  const others = await count(site, 'visits where link = 2')
  await program.send('DELETE', '/api/links/abc')
  for (const table of tables) assert.equal(await count(site, `${table} where link = 1`), 0, table)
  await site.clean()
  assert.deepEqual([await count(site, 'visits'), await count(site, 'deleted_links')], [others, 0])
})

test('however many visits a deleted link had, none is left', async (t) => {
  for (const visits of [0, 1, 5_000, 5_001, 12_001]) {
    const { site, program } = await openWithLinks(t)
    await addVisits(site, visits)
    await program.send('DELETE', '/api/links/abc')
    site.clock.now = day * dayMs + 15_000
    await site.clean()
    assert.equal(await count(site, 'visits'), 0, `${visits} visits`)
  }
})

test('a new link never gets the visits of one that was deleted', async (t) => {
  const { site, program } = await openWithLinks(t)
  await site.request('GET', '/def')
  await program.send('DELETE', '/api/links/def')
  await program.send('POST', '/api/links', { target: 'https://example.com/', slug: 'def' })
  await site.request('GET', '/def')
  await site.clean()
  assert.equal(await count(site, 'visits join links on links.id = visits.link'), 1)
  assert.equal(await count(site, 'visits'), 1)
})

/** Stores visits of the first link, a millisecond apart. */
async function addVisits(site: TestApp, number: number, start = day * dayMs): Promise<void> {
  await site.database.run(sql`
    with recursive numbers (number) as (
      select 0 union all select number + 1 from numbers where number < ${number}
    )
    insert into visits (link, at, is_person, referrer, browser, device, visitor)
    select 1, ${start} + number, 0, '', '', '', x'00' from numbers where number > 0`)
}
