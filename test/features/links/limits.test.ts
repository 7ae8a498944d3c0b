import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs, minuteMs, secondMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { pick, pickList } from '../../pick.ts'
import { openTestApp, type TestApp } from '../../testApp.ts'
import { openBrowser, openProgram } from '../../testClients.ts'
import { addKey, addPerson } from '../admin/people.ts'

const target = 'https://example.com/'
const publicOrigin = 'https://go.example'

/** Creates a link, as a client at an address. */
async function createFrom(
  site: TestApp,
  remoteAddress: string,
  headers: Record<string, string> = {},
) {
  return site.request('POST', '/api/links', {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ target }),
    remoteAddress,
  })
}

test('strangers make 10 links an hour from each address', async (t) => {
  const site = openTestApp(t, { publicOrigin })
  for (let count = 0; count < 10; count += 1) {
    assert.equal((await createFrom(site, '203.0.113.7')).status, 201)
    site.clock.now += minuteMs
  }
  const refused = await createFrom(site, '203.0.113.7')
  assert.equal(refused.status, 429)
  assert.equal(refused.headers['content-type'], 'application/problem+json')
  assert.equal(refused.headers['retry-after'], '3000')
  assert.equal(refused.headers['ratelimit-policy'], '"links";q=10;w=3600')
  assert.equal(refused.headers['ratelimit'], '"links";r=0;t=3000')
  assert.equal(refused.headers['cache-control'], 'no-store')
  assert.equal(pick(refused.json(), 'code'), 'limited')
  const detail = 'You can make 10 links an hour: the next one in 50 min'
  assert.equal(pick(refused.json(), 'detail'), detail)
  assert.equal((await createFrom(site, '203.0.113.8')).status, 201, 'another address')
  site.clock.now += 50 * minuteMs - 1
  assert.equal((await createFrom(site, '203.0.113.7')).status, 429)
  site.clock.now += 1
  assert.equal((await createFrom(site, '203.0.113.7')).status, 201)
  assert.equal((await createFrom(site, '203.0.113.7')).status, 429)
})

test('the limit counts who asks, not what is sent along', async (t) => {
  type Of = (number: number) => string
  const rows: [trustedHops: number, address: Of, forwardedFor: Of, allowed: number][] = [
    [0, () => '203.0.113.7', (number) => `198.51.100.${number}`, 10],
    [1, () => '10.0.0.1', (number) => `198.51.100.${number}`, 15],
    [1, () => '10.0.0.1', (number) => `${number}.0.0.1, 198.51.100.7`, 10],
    [0, (number) => `2001:db8::${number}`, () => '', 10],
    [0, (number) => `2001:db8:0:${number}::1`, () => '', 15],
    [0, (number) => (number % 2 === 0 ? '203.0.113.7' : '::ffff:203.0.113.7'), () => '', 10],
  ]
  for (const [index, [trustedHops, address, forwardedFor, allowed]] of rows.entries()) {
    const site = openTestApp(t, { publicOrigin, trustedHops })
    const replies = await Promise.all(Array.from({ length: 15 }, (_, number) =>
      createFrom(site, address(number), { 'x-forwarded-for': forwardedFor(number) })))
    const made = replies.filter(({ status }) => status === 201).length
    assert.equal(made, allowed, `row ${index}`)
  }
})

test("a new key or cookie isn't a way around the limit", async (t) => {
  const site = openTestApp(t, { publicOrigin })
  const statuses: number[] = []
  for (let count = 0; count < 6; count += 1) {
    statuses.push((await openProgram(site).send('POST', '/api/links', { target })).status)
    statuses.push((await openBrowser(site).post('/links', { target })).status)
  }
  assert.deepEqual(statuses, [...Array<number[]>(5).fill([201, 303]).flat(), 429, 429])
})

test('a browser is told on the page, with what it typed', async (t) => {
  const site = openTestApp(t, { publicOrigin })
  for (let count = 0; count < 10; count += 1) await createFrom(site, '127.0.0.1')
  const reply = await openBrowser(site).post('/links', { target: 'https://example.com/typed' })
  assert.equal(reply.status, 429)
  assert.equal(reply.headers['content-type'], 'text/html; charset=utf-8')
  assert.equal(reply.headers['retry-after'], '3600')
  assert.match(reply.text, /role="alert">You can make 10 links an hour: the next one in 60 min\./)
  assert.match(reply.text, /value="https:\/\/example\.com\/typed"/)
})

test('an owner changes 100 passwords an hour, because hashing them takes long', async (t) => {
  const site = openTestApp(t, { publicOrigin })
  const [program, other] = [openProgram(site), openProgram(site)]
  await program.send('POST', '/api/links', { target, slug: 'abc' })
  await other.send('POST', '/api/links', { target, slug: 'def' })
  const change = (password: string | null) =>
    program.send('PATCH', '/api/links/abc', { password })
  for (let count = 0; count < 100; count += 1) {
    assert.equal((await change(`secret ${count}`)).status, 200)
  }
  const refused = await change('one more')
  assert.deepEqual([refused.status, refused.headers['retry-after'], pick(refused.json(), 'detail')],
    [429, '3600', 'You can change 100 passwords an hour: the next one in 60 min'])
  assert.equal((await program.send('PATCH', '/api/links/abc', { note: 'x' })).status, 200)
  assert.equal((await change(null)).status, 200)
  assert.equal((await other.send('PATCH', '/api/links/def', { password: 'own' })).status, 200)
  site.clock.now += hourMs
  assert.equal((await change('later')).status, 200)
})

test('rows of a list count too, and those above the limit say so', async (t) => {
  const program = openProgram(openTestApp(t, { publicOrigin }))
  const links = Array.from({ length: 13 }, () => ({ target }))
  const reply = await program.send('POST', '/api/links/bulk', { links })
  const statuses = pickList(reply.json(), 'results').map((result) => pick(result, 'status'))
  assert.deepEqual(statuses.toSorted(), [...Array(10).fill(201), ...Array(3).fill(429)])
})

test('a file with more links than an hour allows counts as one import, so it is never half done',
  async (t) => {
    const site = openTestApp(t, { publicOrigin })
    const { id } = await addPerson(site, 'bob@example.org')
    const program = await addKey(site, id, 'links:read links:write')
    const file = (from: number, links: number) =>
      Array.from({ length: links }, (_, index) => ({ target, slug: `n${from + index}n` }))
    const send = (from: number, links = 501, query = '') =>
      program.send('POST', `/api/links/import${query}`, file(from, links))
    assert.equal(pick((await send(0, 501, '?dryRun=true')).json(), 'valid'), 501)
    for (let count = 0; count < 5; count += 1) {
      assert.equal(pick((await send(1_000 * count)).json(), 'created'), 501)
    }
    const refused = await send(9_000)
    assert.equal(refused.status, 429)
    assert.match(String(pick(refused.json(), 'detail')), /You can import 5 files a day/)
    assert.equal(pick((await send(9_000, 500)).json(), 'created'), 500, 'link by link')
    const stranger = await openProgram(site).send('POST', '/api/links/import', file(8_000, 501))
    assert.equal(stranger.status, 403)
  })

test('what is refused for another reason does not count', async (t) => {
  const site = openTestApp(t, { publicOrigin })
  const program = openProgram(site)
  for (let count = 0; count < 20; count += 1) {
    await program.send('POST', '/api/links', { target: 'x' })
  }
  assert.equal((await program.send('POST', '/api/links', { target })).status, 201)
})

test('changes and visits are not limited', async (t) => {
  const site = openTestApp(t, { publicOrigin })
  const program = openProgram(site)
  for (let count = 0; count < 11; count += 1) {
    await program.send('POST', '/api/links', { target, slug: `n-${count}` })
  }
  assert.equal((await program.send('PATCH', '/api/links/n-1', { note: 'x' })).status, 200)
  assert.equal((await site.request('GET', '/n-1')).status, 302)
  assert.equal((await program.send('DELETE', '/api/links/n-1')).status, 204)
})

test('on this machine there is no limit', async (t) => {
  for (const origin of ['http://localhost:3000', 'http://127.0.0.1:8080', 'http://[::1]']) {
    const site = openTestApp(t, { publicOrigin: origin })
    for (let count = 0; count < 12; count += 1) {
      assert.equal((await createFrom(site, '127.0.0.1')).status, 201)
    }
  }
})

test('no address is stored', async (t) => {
  const site = openTestApp(t, { publicOrigin })
  await createFrom(site, '203.0.113.77')
  await site.request('GET', '/abc', { remoteAddress: '203.0.113.77' })
  const tables = await site.database.all(sql<{ name: string }>`
    select name from sqlite_schema where type = 'table'`)
  for (const { name } of tables) {
    const rows = await site.database.all({ text: `select * from ${name}`, values: [] })
    assert.doesNotMatch(JSON.stringify(rows), /203\.0\.113/, name)
  }
})

test('ANONYMOUS_LINKS=off closes every way to make a link', async (t) => {
  const site = openTestApp(t, { anonymousLinks: false })
  const created = await openProgram(site).send('POST', '/api/links', { target })
  assert.deepEqual([created.status, pick(created.json(), 'code')], [403, 'closed'])
  for (const path of ['bulk', 'import']) {
    const reply = await openProgram(site).send('POST', `/api/links/${path}`, [{ target }])
    assert.equal(pick(reply.json(), 'results', 0, 'status'), 403, path)
  }
  const browser = openBrowser(site)
  const page = await browser.get('/')
  assert.match(page.text, /You need an account to create links here/)
  assert.doesNotMatch(page.text, /action="\/links"/)
  const posted = await browser.post('/links', { target })
  assert.deepEqual([posted.status, posted.headers['set-cookie']], [403, undefined])
  assert.doesNotMatch((await browser.get('/free-name')).text, /action="\/links"/)
  assert.deepEqual(await site.database.all(sql`select 1 from owners`), [])
})

test('a dry run tells too that links are switched off', async (t) => {
  const program = openProgram(openTestApp(t, { anonymousLinks: false }))
  const reply = await program.send('POST', '/api/links/import?dryRun=1', [{ target }])
  assert.equal(pick(reply.json(), 'results', 0, 'status'), 403)
})

test('the header of a limit tells of that limit', async (t) => {
  const site = openTestApp(t)
  const report = () => site.request('POST', '/links/abc/report', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'reason=spam',
  })
  await openProgram(site).send('POST', '/api/links', { target, slug: 'abc', password: 'x' })
  for (let count = 0; count < 10; count += 1) await report()
  assert.match(String((await report()).headers['ratelimit']), /^"reports";r=0;t=3600$/)
  const guess = () => site.request('POST', '/abc', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'password=y',
  })
  for (let count = 0; count < 10; count += 1) await guess()
  const { headers } = await guess()
  assert.equal(headers['retry-after'], String(10 * minuteMs / secondMs))
  assert.equal(headers['ratelimit-policy'], '"link password";q=10;w=600')
})

test('reports are limited by address, in an hour', async (t) => {
  const site = openTestApp(t)
  await openProgram(site).send('POST', '/api/links', { target, slug: 'abc' })
  const report = async (remoteAddress: string) => (await site.request('POST', '/links/abc/report', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'reason=spam',
    remoteAddress,
  })).status
  for (let count = 0; count < 10; count += 1) assert.equal(await report('203.0.113.1'), 200)
  assert.equal(await report('203.0.113.1'), 429)
  assert.equal(await report('203.0.113.2'), 200)
  site.clock.now += hourMs
  assert.equal(await report('203.0.113.1'), 200)
})
