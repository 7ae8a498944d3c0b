// Links, their visits and their numbers are the same at both servers.

import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, secondMs } from '../../src/basics/clock.ts'
import { sql } from '../../src/database/sql.ts'
import { addPerson, password, read } from '../features/admin/people.ts'
import { pick } from '../pick.ts'
import { startTime, type TestApp } from '../testApp.ts'
import { openProgram } from '../testClients.ts'
import { inTurns, openServers } from './openServers.ts'

const target = 'https://example.com/'
const midnight = (Math.floor(startTime / dayMs) + 1) * dayMs

async function addLink(site: TestApp, slug: string, link: object = {}): Promise<void> {
  const reply = await openProgram(site).send('POST', '/api/links', { target, slug, ...link })
  assert.equal(reply.status, 201, reply.text)
}

test('a visitor of both servers is one visitor', async (t) => {
  const servers = openServers(t)
  const [one] = servers
  await addLink(one, 'abc')
  // Both choose a salt at the same moment, and one of them is taken.
  await Promise.all(servers.map((site) => site.request('GET', '/abc')))
  const both = inTurns(servers)
  for (let count = 0; count < 4; count += 1) await both.request('GET', '/abc')
  await both.request('GET', '/abc', { remoteAddress: '203.0.113.5' })
  assert.equal((await read(one, 'select 1 from visitor_salts')).length, 1)
  assert.deepEqual(
    (await read(one, 'select people, visitors from link_days join links on links.id = link'))
      .map(({ people, visitors }) => [people, visitors]),
    [[7, 2]])
})

test('around midnight, each server counts for the day that it is there', async (t) => {
  for (const aheadMs of [-3 * secondMs, 3 * secondMs]) {
    const servers = openServers(t, { aheadMs })
    const [one] = servers
    await addLink(one, 'abc')
    for (const now of [midnight - 4 * secondMs, midnight - secondMs, midnight + 4 * secondMs]) {
      one.clock.now = now
      for (const site of servers) assert.equal((await site.request('GET', '/abc')).status, 302)
      for (const site of servers) await site.clean()
    }
    const days = await read(one, 'select day, visitors from link_days order by day')
    assert.deepEqual(days.map(({ visitors }) => visitors), [1, 1], `${aheadMs} ms ahead`)
  }
})

test('a visit limit counts the visits of both', async (t) => {
  const servers = openServers(t)
  await addLink(servers[0], 'abc', { visitLimit: 5 })
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) =>
    (servers[index % 2] ?? servers[0]).request('GET', '/abc')))
  assert.equal(replies.filter(({ status }) => status === 302).length, 5)
})

test('of two links that want one name, one gets it', async (t) => {
  const servers = openServers(t)
  const replies = await Promise.all(servers.map((site) =>
    openProgram(site).send('POST', '/api/links', { target, slug: 'abc' })))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409])
})

test('a change at one server is what the other leads to', async (t) => {
  const [one, other] = openServers(t)
  const program = openProgram(one)
  await program.send('POST', '/api/links', { target, slug: 'abc' })
  const location = async () => (await other.request('GET', '/abc')).headers['location']
  assert.equal(await location(), target)
  await program.send('PATCH', '/api/links/abc', { target: 'https://example.org/' })
  assert.equal(await location(), 'https://example.org/')
  await program.send('DELETE', '/api/links/abc')
  assert.equal((await other.request('GET', '/abc')).status, 404)
})

test('both may clean up at the same moment', async (t) => {
  const servers = openServers(t)
  const [one] = servers
  const { browser } = await addPerson(one, 'eve@example.org')
  const made = await browser.send('POST', '/api/links', { target, slug: 'mine' })
  assert.equal(made.status, 201, made.text)
  await addLink(one, 'abc')
  for (const slug of ['mine', 'abc', 'abc']) await one.request('GET', `/${slug}`)
  // What is left to delete: the visits of a link, yesterday's visitors, and an account's links.
  await browser.send('DELETE', '/api/users/me', { password })
  one.clock.now += dayMs
  await Promise.all(servers.map((site) => site.clean()))
  // The second one may have taken over what the first one had begun.
  await Promise.all(servers.map((site) => site.clean()))
  const left = await one.database.one(sql`
    select (select count(*) from visits) as visits,
      (select count(*) from deleted_links) as deleted,
      (select count(*) from visitors_today) as visitors,
      (select count(*) from links) as links,
      (select count(*) from leaving_owners) as owners,
      (select people from links) as people`)
  const names = ['visits', 'deleted', 'visitors', 'links', 'owners', 'people']
  assert.deepEqual(names.map((name) => pick(left, name)), [2, 0, 0, 1, 0, 2])
})
