import assert from 'node:assert/strict'
import test from 'node:test'
import { minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { fieldsOf, pick, pickEach } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openBrowser, openProgram, type Program } from '../../../testClients.ts'

const target = 'https://example.com/'
const privately = 'private, no-store, no-transform'

test('the response to a new link has its URL and, this once, an edit key', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const input = { target: 'https://example.com', slug: 'Abc' }
  const reply = await program.send('POST', '/api/links', input)
  assert.equal(reply.status, 201)
  assert.equal(reply.headers['location'], '/api/links/abc')
  assert.equal(reply.headers['content-type'], 'application/json')
  assert.equal(reply.headers['cache-control'], privately)
  assert.equal(reply.headers['etag'], '"1"')
  assert.equal(reply.headers['set-cookie'], undefined, 'a program has no cookies')
  const time = new Date(startTime).toISOString()
  assert.deepEqual(reply.json(), {
    slug: 'abc', shortUrl: 'http://localhost:3000/abc', target, note: '', state: 'open',
    createdAt: time, updatedAt: time, expiresAt: null, visitLimit: null, hasPassword: false,
    redirect: 302, forwardQuery: false, disabled: null, isBlocked: false, clicks: 0,
    bots: 0, importedClicks: 0, version: 1,
    editKey: program.key,
  })
  assert.match(program.key ?? '', /^gwe_[A-Za-z0-9_-]{43}$/)
  const second = await program.send('POST', '/api/links', { target })
  assert.equal(second.status, 201)
  assert.match(String(pick(second.json(), 'slug')), /^[2-9b-z]{7}$/)
  assert.equal(pick(second.json(), 'editKey'), undefined)
})

test('the database keeps no edit key and no password, only what they are checked by', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, password: 'open sesame' })
  const rows = await site.database.all(sql<{ text: string }>`
    select hex(token_hash) || (select password_hash from links) as text from owners`)
  assert.equal(rows.length, 1)
  assert.match(rows[0]?.text ?? '', /^[0-9A-F]{64}\$scrypt\$/)
  const stored = JSON.stringify(site.logged()) + JSON.stringify(rows)
  for (const secret of ['open sesame', String(program.key)]) assert.ok(!stored.includes(secret))
})

test('each rule that is broken is named with its field', async (t) => {
  const program = openProgram(openTestApp(t))
  await program.send('POST', '/api/links', { target, slug: 'taken' })
  const rows: [input: unknown, fields: string[]][] = [
    [{}, ['target']],
    [{ target: '' }, ['target']],
    [{ target: 'javascript:alert(1)' }, ['target']],
    [{ target: 'http://localhost:3000/abc' }, ['target']],
    [{ target: 'https://ann:pw@example.com' }, ['target']],
    [{ target, slug: 'a b' }, ['slug']],
    [{ target, slug: 'api' }, ['slug']],
    [{ target, expiresAt: '2026-01-31T11:30:00Z' }, ['expiresAt']],
    [{ target, expiresAt: 'soon' }, ['expiresAt']],
    [{ target, visitLimit: 0 }, ['visitLimit']],
    [{ target, redirect: 301 }, ['redirect']],
    [{ target, colour: 'red' }, ['colour']],
    [{ target, owner: 1, people: 9 }, ['owner', 'people']],
    [{ target: 'x', slug: '-', expiresAt: '2020-01-01T00:00Z' }, ['target', 'slug', 'expiresAt']],
    [{ target: 'x', slug: 'ab', visitLimit: 'x', redirect: 1 },
      ['target', 'slug', 'visitLimit', 'redirect']],
    [{ slug: '-', note: 1 }, ['target', 'slug', 'note']],
    [{ target, note: 'a\0b' }, ['note']],
  ]
  for (const [input, fields] of rows) {
    const reply = await program.send('POST', '/api/links', input)
    assert.equal(reply.status, 422, JSON.stringify(input))
    assert.equal(reply.headers['content-type'], 'application/problem+json')
    assert.equal(pick(reply.json(), 'code'), 'invalid')
    const errors = fields.map((_, index) => pick(reply.json(), 'errors', index))
    assert.deepEqual(errors.map((error) => pick(error, 'field')), fields)
    for (const error of errors) assert.match(String(pick(error, 'message')), /^[A-Z"].*[^.]$/)
  }
})

test("what isn't a JSON object is refused for what it is", async (t) => {
  const site = openTestApp(t)
  const rows: [type: string, body: string, status: number][] = [
    ['application/json', '[]', 422],
    ['application/json', 'null', 422],
    ['application/json', '{"target":', 400],
    ['application/json', '', 400],
    ['application/json', '{"__proto__":{"target":"https://example.com"}}', 400],
    ['text/plain', '{"target":"https://example.com"}', 415],
    ['application/x-www-form-urlencoded', 'target=https://example.com', 415],
  ]
  for (const [type, body, status] of rows) {
    const init = { headers: { 'content-type': type }, body }
    assert.equal((await site.request('POST', '/api/links', init)).status, status, body)
  }
  assert.equal((await site.request('POST', '/api/links')).status, 415)
  assert.deepEqual(await site.database.all(sql`select 1 from links union select 1 from owners`), [])
})

test('a password has at most 1024 bytes, and a longer one is refused with its field', async (t) => {
  const program = openProgram(openTestApp(t))
  const longest = { target, password: `${'€'.repeat(341)}x` }
  assert.equal((await program.send('POST', '/api/links', longest)).status, 201)
  const reply = await program.send('POST', '/api/links', { target, password: '€'.repeat(342) })
  assert.equal(reply.status, 422)
  assert.equal(pick(reply.json(), 'errors', 0, 'field'), 'password')
})

test('an edit key that is none is a 401', async (t) => {
  const site = openTestApp(t)
  const unknown = `gwe_${'A'.repeat(43)}`
  const rows: [method: string, path: string, keys: string[]][] = [
    ['POST', '/api/links', ['no.key', 'gwe_short', `gwe_${'!'.repeat(43)}`, unknown]],
    ['GET', '/api/links', ['no.key', unknown]],
    ['GET', '/api/links/export', ['no.key', unknown]],
    ['GET', '/api/links/abc', ['no.key']],
    ['PATCH', '/api/links/abc', ['no.key']],
    ['DELETE', '/api/links/abc', ['no.key']],
  ]
  for (const [method, path, keys] of rows) {
    for (const key of keys) {
      const program = openProgram(site)
      program.key = key
      const body = method === 'POST' ? { target } : method === 'PATCH' ? {} : undefined
      const reply = await program.send(method, path, body)
      assert.equal(reply.status, 401, `${method} ${path} ${key}`)
      assert.equal(reply.headers['www-authenticate'], 'Bearer error="invalid_token"')
      assert.equal(reply.headers['cache-control'], 'no-store')
      assert.ok(!reply.text.includes(key))
    }
  }
  assert.deepEqual(await site.database.all(sql`select 1 from owners`), [])
})

test('a name is taken once, and says so', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'summer' })
  const rows: [client: Program, message: string][] = [
    [program, 'The name "summer" is taken by one of your links: choose another one'],
    [openProgram(site), 'The name "summer" is taken: choose another one'],
  ]
  for (const [client, message] of rows) {
    const reply = await client.send('POST', '/api/links', { target, slug: 'SUMMER' })
    assert.equal(reply.status, 409)
    assert.deepEqual(pick(reply.json(), 'code'), 'taken')
    assert.deepEqual(pick(reply.json(), 'errors', 0), { field: 'slug', message })
    for (const query of ['', '?dryRun=1']) {
      const path = `/api/links/import${query}`
      const imported = await client.send('POST', path, [{ target, slug: 'SUMMER' }])
      assert.equal(pick(imported.json(), 'results', 0, 'errors', 0, 'message'), message)
    }
  }
  await program.send('DELETE', '/api/links/summer')
  const retired = await openProgram(site).send('POST', '/api/links', { target, slug: 'summer' })
  assert.equal(pick(retired.json(), 'detail'), 'The name "summer" is taken: choose another one')
})

test('of many who want one name at once, one gets it', async (t) => {
  const site = openTestApp(t)
  const replies = await Promise.all(Array.from({ length: 20 }, () =>
    openProgram(site).send('POST', '/api/links', { target, slug: 'summer' })))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, ...Array(19).fill(409)])
  const owners = await site.database.all(sql`select 1 from owners`)
  assert.equal(owners.length, 1, 'the others left nothing')
})

test("somebody else's link is not there", async (t) => {
  const site = openTestApp(t)
  const [owner, other, nobody] = [openProgram(site), openProgram(site), openProgram(site)]
  await owner.send('POST', '/api/links', { target, slug: 'mine' })
  await other.send('POST', '/api/links', { target, slug: 'theirs' })
  const browser = openBrowser(site)
  await browser.send('POST', '/api/links', { target })
  for (const client of [other, nobody, browser]) {
    for (const [method, path, body] of [
      ['GET', '/api/links/mine', undefined],
      ['PATCH', '/api/links/mine', { target: 'https://evil.example' }],
      ['DELETE', '/api/links/mine', undefined],
      ['GET', '/api/links/mine/statistics', undefined],
    ] as const) {
      const reply = await client.send(method, path, body)
      const missing = await client.send(method, path.replace('mine', 'none'), body)
      assert.deepEqual([reply.status, missing.status], [404, 404], `${method} ${path}`)
      const detail = String(pick(reply.json(), 'detail'))
      assert.equal(detail.replace('mine', 'none'), pick(missing.json(), 'detail'))
    }
  }
  const still = await owner.send('GET', '/api/links/mine')
  assert.equal(still.status, 200)
  assert.deepEqual(pickEach(still.json(), ['target', 'version']), [target, 1])
})

test('a browser keeps the token as a cookie that its scripts never see', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const reply = await browser.send('POST', '/api/links', { target, slug: 'abc' })
  assert.equal(reply.status, 201)
  assert.equal(pick(reply.json(), 'editKey'), undefined)
  assert.match(String(reply.headers['set-cookie']), /^links=gwe_.*; HttpOnly; SameSite=Lax$/)
  assert.equal((await browser.get('/api/links/abc')).status, 200)
  site.clock.now += minuteMs
  assert.equal((await browser.send('PATCH', '/api/links/abc', { note: 'a' })).status, 200)
})

test('a link can be read again, however its name is written', async (t) => {
  const program = openProgram(openTestApp(t))
  const made = await program.send('POST', '/api/links', { target, slug: 'abc' })
  for (const name of ['abc', 'ABC', '%61bc', '%20abc']) {
    const reply = await program.send('GET', `/api/links/${name}`)
    assert.equal(reply.status, 200)
    assert.equal(reply.headers['etag'], '"1"')
    assert.equal(reply.headers['cache-control'], privately)
    assert.deepEqual({ ...fieldsOf(reply.json()), editKey: program.key }, made.json())
  }
})
