import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { fieldsOf, pick, pickEach } from '../../../pick.ts'
import { openTestApp, startTime, type TestApp } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'

const target = 'https://example.com/'

async function openWithLink(site: TestApp, link: object = {}) {
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'abc', ...link })
  const patch = (change: object, headers = {}) =>
    program.send('PATCH', '/api/links/abc', change, headers)
  return { program, patch }
}

test('whenever a click comes during a change, the visit limit is kept', async (t) => {
  for (let turns = 0; turns < 8; turns += 1) {
    const site = openTestApp(t)
    const { program, patch } = await openWithLink(site)
    await site.request('GET', '/abc')
    const changing = patch({ visitLimit: 1 })
    for (let turn = 0; turn < turns; turn += 1) await setImmediate()
    const visited = await site.request('GET', '/abc')
    const changed = await changing
    const link = (await program.send('GET', '/api/links/abc')).json()
    assert.deepEqual(
      [changed.status, visited.status, ...pickEach(link, ['visitLimit', 'clicks'])],
      // One of the two came first, and the other is told.
      changed.status === 200 ? [200, 410, 1, 1] : [422, 302, null, 2], `after ${turns} turns`)
  }
})

test('a change names what changes and leaves the rest', async (t) => {
  const site = openTestApp(t)
  const { program, patch } = await openWithLink(site, { note: 'first' })
  const until = new Date(startTime + hourMs).toISOString()
  const rows: [change: object, shown: object][] = [
    [{}, {}],
    [{ target: 'https://example.org/b c' }, { target: 'https://example.org/b%20c' }],
    [{ note: 'second' }, { note: 'second' }],
    [{ note: '' }, { note: '' }],
    [{ expiresAt: until }, { expiresAt: until }],
    [{ visitLimit: 7 }, { visitLimit: 7 }],
    [{ redirect: 307, forwardQuery: true }, { redirect: 307, forwardQuery: true }],
    [{ forwardQuery: false }, { forwardQuery: false }],
    [{ password: 'open sesame' }, { hasPassword: true, state: 'locked' }],
    [{ note: 'third' }, { note: 'third', hasPassword: true }],
    [{ password: null }, { hasPassword: false, state: 'open' }],
    [{ disabled: 'spam' }, { disabled: 'spam', state: 'disabled' }],
    [{ disabled: null }, { disabled: null, state: 'open' }],
    [{ expiresAt: null, visitLimit: null }, { expiresAt: null, visitLimit: null }],
  ]
  let expected = fieldsOf((await program.send('GET', '/api/links/abc')).json())
  for (const [index, [change, shown]] of rows.entries()) {
    site.clock.now += 1_000
    const reply = await patch(change)
    const version = index + 2
    expected = { ...expected, ...shown, version, updatedAt: new Date(site.clock.now).toISOString() }
    assert.equal(reply.status, 200)
    assert.equal(reply.headers['etag'], `"${version}"`)
    assert.deepEqual(reply.json(), expected)
    assert.deepEqual((await program.send('GET', '/api/links/abc')).json(), expected)
  }
})

test('a change that breaks a rule changes nothing', async (t) => {
  const site = openTestApp(t)
  const { program, patch } = await openWithLink(site)
  for (let visit = 0; visit < 3; visit += 1) await site.request('GET', '/abc')
  const rows: [change: object, fields: string[]][] = [
    [{ target: 'data:text/html,x' }, ['target']],
    [{ target: 'http://127.0.0.1:3000/' }, ['target']],
    [{ slug: 'other' }, ['slug']],
    [{ expiresAt: new Date(startTime).toISOString() }, ['expiresAt']],
    [{ visitLimit: 2 }, ['visitLimit']],
    [{ note: 'fine', redirect: 308 }, ['redirect']],
    [
      { target: 'x', expiresAt: '2020-01-01T00:00Z', visitLimit: 1 },
      ['target', 'expiresAt', 'visitLimit'],
    ],
    [{ disabled: '' }, ['disabled']],
    [{ disabled: ' \u200B' }, ['disabled']],
    [{ disabled: 'a\0b', note: '\0' }, ['note', 'disabled']],
    [{ clicks: 0 }, ['clicks']],
  ]
  for (const [change, fields] of rows) {
    const reply = await patch(change)
    assert.equal(reply.status, 422, JSON.stringify(change))
    const errors = fields.map((_, index) => pick(reply.json(), 'errors', index, 'field'))
    assert.deepEqual(errors, fields)
  }
  const link = (await program.send('GET', '/api/links/abc')).json()
  assert.deepEqual(pickEach(link, ['version', 'target', 'note']), [1, target, ''])
  assert.equal((await patch({ visitLimit: 3 })).status, 200, 'as many as came already is allowed')
})

test('an expiry that has passed may stay as it is', async (t) => {
  const site = openTestApp(t)
  const expiresAt = new Date(startTime + minuteMs).toISOString()
  const { patch } = await openWithLink(site, { expiresAt })
  site.clock.now += hourMs
  assert.equal((await patch({ note: 'late', expiresAt })).status, 200)
  assert.equal((await patch({ expiresAt: new Date(site.clock.now).toISOString() })).status, 422)
})

test('a target that was stored under older rules may stay as it is', async (t) => {
  const site = openTestApp(t)
  const { patch } = await openWithLink(site)
  const old = 'https://*.example.com/'
  await site.database.run(sql`update links set target = ${old}`)
  assert.equal((await patch({ note: 'new', target: old })).status, 200)
  assert.equal((await patch({ target: 'https://*.example.org/' })).status, 422)
})

test('If-Match decides whether a change is made', async (t) => {
  const site = openTestApp(t)
  const { program, patch } = await openWithLink(site)
  const rows: [ifMatch: string, status: number][] = [
    ['"1"', 200],
    ['"1"', 412],
    ['"2"', 200],
    ['"9", "3"', 200],
    ['*', 200],
    ['W/"5"', 412],
    ['5', 412],
    ['"5', 412],
    ['"5"', 200],
  ]
  for (const [ifMatch, status] of rows) {
    const reply = await patch({ note: ifMatch }, { 'if-match': ifMatch })
    assert.equal(reply.status, status, ifMatch)
    if (status === 412) assert.equal(reply.headers['content-type'], 'application/problem+json')
  }
  assert.equal(pick((await program.send('GET', '/api/links/abc')).json(), 'version'), 6)
  for (const [minute, status] of [['29:59', 412], ['30:00', 200]] as const) {
    const since = { 'if-unmodified-since': `Sat, 31 Jan 2026 11:${minute} GMT` }
    assert.equal((await patch({}, since)).status, status)
  }
})

test('of two changes for one version, one is made', async (t) => {
  const { program, patch } = await openWithLink(openTestApp(t))
  const ifMatch = { 'if-match': '"1"' }
  const replies = await Promise.all([patch({ note: 'a' }, ifMatch), patch({ note: 'b' }, ifMatch)])
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 412])
  const winner = replies.find(({ status }) => status === 200)
  assert.deepEqual((await program.send('GET', '/api/links/abc')).json(), winner?.json())
})

test('without If-Match both of two changes are made, and neither undoes the other', async (t) => {
  const { program, patch } = await openWithLink(openTestApp(t))
  const replies = await Promise.all([patch({ note: 'a' }), patch({ visitLimit: 5 })])
  assert.deepEqual(replies.map(({ status }) => status), [200, 200])
  const link = (await program.send('GET', '/api/links/abc')).json()
  assert.deepEqual(pickEach(link, ['note', 'visitLimit', 'version']), ['a', 5, 3])
})

test("a click isn't a change", async (t) => {
  const site = openTestApp(t)
  const { program, patch } = await openWithLink(site)
  await site.request('GET', '/abc')
  const link = await program.send('GET', '/api/links/abc')
  assert.deepEqual([link.headers['etag'], pick(link.json(), 'clicks')], ['"1"', 1])
  assert.equal((await patch({}, { 'if-match': '"1"' })).status, 200)
})

test('a deleted link is gone for everybody', async (t) => {
  const site = openTestApp(t)
  const { program, patch } = await openWithLink(site)
  await site.request('GET', '/abc')
  const stale = await program.send('DELETE', '/api/links/abc', undefined, { 'if-match': '"2"' })
  assert.equal(stale.status, 412)
  const reply = await program.send('DELETE', '/api/links/abc', undefined, { 'if-match': '"1"' })
  assert.deepEqual([reply.status, reply.text], [204, ''])
  assert.equal((await program.send('GET', '/api/links/abc')).status, 404)
  assert.equal((await patch({ note: 'x' })).status, 404)
  assert.equal((await program.send('DELETE', '/api/links/abc')).status, 404)
  assert.equal((await program.send('GET', '/api/links/abc/statistics')).status, 404)
  assert.equal((await site.request('GET', '/abc')).status, 404)
})

test('of two who delete at once, one finds nothing left to delete', async (t) => {
  const { program } = await openWithLink(openTestApp(t))
  const replies = await Promise.all([1, 2].map(() => program.send('DELETE', '/api/links/abc')))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [204, 404])
})

test('a name that was given out stays with its first owner', async (t) => {
  const site = openTestApp(t)
  const { program } = await openWithLink(site)
  await program.send('DELETE', '/api/links/abc')
  const stranger = openProgram(site)
  const take = { target, slug: 'ABC' }
  assert.equal((await stranger.send('POST', '/api/links', take)).status, 409, 'a new owner')
  await stranger.send('POST', '/api/links', { target })
  assert.equal((await stranger.send('POST', '/api/links', take)).status, 409, 'a known owner')
  assert.equal((await site.request('GET', '/abc')).status, 404)
  for (let round = 0; round < 2; round += 1) {
    const again = await program.send('POST', '/api/links', take)
    assert.deepEqual([again.status, pick(again.json(), 'clicks')], [201, 0])
    assert.equal((await stranger.send('POST', '/api/links', take)).status, 409)
    assert.equal((await program.send('DELETE', '/api/links/abc')).status, 204)
  }
})
