import assert from 'node:assert/strict'
import test from 'node:test'
import { mostKeys } from '../../../../src/auth/tokens/apiKey.ts'
import { hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { isFile } from '../../../openDatabase.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'
import {
  addUser, basic, email, openSignedIn, openWithKey, password, readAudit, startFamily,
} from '../accounts.ts'

const target = 'https://example.com/'
const time = new Date(startTime).toISOString()

test('a key is shown once, and never stored', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const input = { name: ' Backup ', scopes: ['links:read'] }
  const made = await browser.send('POST', '/api/keys', input)
  assert.equal(made.status, 201)
  assert.equal(made.headers['cache-control'], 'no-store')
  const key = String(pick(made.json(), 'key'))
  assert.match(key, /^gw_[\w-]{43}$/)
  const shown = {
    id: 1, name: 'Backup', ending: key.slice(-4), scopes: ['links:read'], createdAt: time,
    expiresAt: null, usedAt: null,
  }
  assert.deepEqual(made.json(), { ...shown, key })
  assert.deepEqual((await browser.get('/api/keys')).json(), { keys: [shown] })
  const stored = await site.opened.readBytes()
  assert.ok(stored.includes('Backup'), 'the search finds what is there')
  assert.ok(!stored.includes(key.slice(3, -4)))
  const places = JSON.stringify([site.logged(), await readAudit(site)])
  assert.ok(places.includes('key-made'))
  assert.ok(!places.includes(key.slice(3, -4)))
})

test('a key counts in the Authorization header only', async (t) => {
  const site = openTestApp(t)
  const { key } = await openWithKey(site, await addUser(site), ['account'])
  const at = (path: string, headers = {}) => site.request('GET', path, { headers })
  const me = '/api/users/me'
  assert.equal((await at(me, { authorization: `Bearer ${key}` })).status, 200)
  assert.equal((await at(me, { authorization: `bearer ${key}` })).status, 200)
  for (const name of ['key', 'access_token', 'api_key']) {
    assert.equal((await at(`${me}?${name}=${key}`)).status, 401)
  }
  assert.equal((await at(me, { 'x-api-key': key })).status, 401)
  assert.equal((await at(me, { cookie: `session=${key}` })).status, 401)
})

test('a key can do with links what its scopes allow', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  await browser.send('POST', '/api/links', { target, slug: 'mine' })
  const rows: [method: string, path: string, body: unknown, scope: string][] = [
    ['GET', '/api/links', undefined, 'links:read'],
    ['GET', '/api/links/mine', undefined, 'links:read'],
    ['GET', '/api/links/mine/statistics', undefined, 'links:read'],
    ['GET', '/api/links/export', undefined, 'links:read'],
    ['POST', '/api/links', { target }, 'links:write'],
    ['POST', '/api/links/bulk', [{ target }], 'links:write'],
    ['POST', '/api/links/import', [{ target }], 'links:write'],
    ['PATCH', '/api/links/mine', { note: 'a' }, 'links:write'],
    ['DELETE', '/api/links/mine', undefined, 'links:write'],
  ]
  const keys = {
    'links:read': await openWithKey(site, user, ['links:read']),
    'links:write': await openWithKey(site, user, ['links:read', 'links:write']),
    'account': await openWithKey(site, user, ['account']),
  }
  for (const [method, path, body, scope] of rows) {
    for (const [name, program] of Object.entries(keys)) {
      const isAllowed = name === scope || name === 'links:write'
      if (isAllowed) continue
      const reply = await program.send(method, path, body)
      assert.equal(reply.status, 403, `${method} ${path} with ${name}`)
      assert.equal(pick(reply.json(), 'code'), 'insufficient-scope')
    }
    const program = scope === 'links:read' ? keys['links:read'] : keys['links:write']
    const { status } = await program.send(method, path, body)
    assert.ok(status >= 200 && status < 300, `${method} ${path} ${status}`)
  }
})

test('a key has no right that its maker lacks', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const program = openProgram(site)
  const signedIn = await program.send('POST', '/api/tokens', {
    email, password, scopes: ['account', 'links:read'],
  })
  program.key = String(pick(signedIn.json(), 'accessToken'))
  const rows: [scopes: string[], status: number][] = [
    [['links:read'], 201], [['account'], 201], [['account', 'links:read'], 201],
    [['links:write'], 422], [['links:read', 'links:write'], 422], [['admin'], 422], [[], 422],
  ]
  for (const [scopes, status] of rows) {
    const reply = await program.send('POST', '/api/keys', { name: 'a', scopes, password })
    assert.equal(reply.status, status, String(scopes))
    if (status === 422) assert.equal(pick(reply.json(), 'errors', 0, 'field'), 'scopes')
  }
  const browser = await openSignedIn(site, user)
  const admin = { name: 'a', scopes: ['admin'] }
  assert.equal((await browser.send('POST', '/api/keys', admin)).status, 422)
  await site.database.run(sql`update users set role = 'admin'`)
  assert.equal((await browser.send('POST', '/api/keys', admin)).status, 201)
})

test('a key makes no keys; a session, a token and Basic do', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const program = await openWithKey(site, user, ['account', 'links:read', 'links:write'])
  const input = { name: 'a', scopes: ['links:read'] }
  const refused = await program.send('POST', '/api/keys', input)
  assert.deepEqual([refused.status, pick(refused.json(), 'code')], [403, 'made-by-key'])
  const headers = { authorization: basic(email, password) }
  assert.equal((await openProgram(site).send('POST', '/api/keys', input, headers)).status, 201)
  const browser = await openSignedIn(site, user)
  assert.equal((await browser.send('POST', '/api/keys', input)).status, 201)
})

test('creating a key takes the password or a recent sign-in', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const program = openProgram(site)
  const pair = (await program.send('POST', '/api/tokens', { email, password })).json()
  const byToken = { authorization: `Bearer ${pick(pair, 'accessToken')}` }
  const byBasic = { authorization: basic(email, password) }
  const rows: [who: 'session' | 'token' | 'basic', ageMs: number, given: unknown,
    expected: string | undefined][] = [
    ['session', 0, undefined, undefined],
    ['session', 10 * minuteMs - 1, undefined, undefined],
    ['session', 10 * minuteMs, undefined, 'needs-password'],
    ['session', 10 * minuteMs, 'wrong', 'wrong-password'],
    ['session', 10 * minuteMs, '', 'wrong-password'],
    ['session', 10 * minuteMs, 7, 'invalid'],
    ['session', 10 * minuteMs, password, undefined],
    ['session', 0, 'wrong', 'wrong-password'],
    ['token', 0, undefined, 'needs-password'],
    ['token', 0, 'wrong', 'wrong-password'],
    ['token', 0, password, undefined],
    ['basic', 0, undefined, undefined],
  ]
  for (const [who, ageMs, given, expected] of rows) {
    site.clock.now = startTime + ageMs
    const secret = given === undefined ? {} : { password: given }
    const input = { name: 'a', scopes: ['links:read'], ...secret }
    const { status, json } = who === 'session' ? await browser.send('POST', '/api/keys', input)
      : await program.send('POST', '/api/keys', input, who === 'token' ? byToken : byBasic)
    const named = `${who} after ${ageMs} ms with ${String(given)}`
    assert.equal(status === 201 ? undefined : pick(json(), 'code'), expected, named)
    if (status !== 201) assert.equal(pick(json(), 'errors', 0, 'field'), 'password', named)
  }
})

test('a key that was asked for before the password changed is not created after it', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const [made, changed] = await Promise.all([
    browser.send('POST', '/api/keys', { name: 'a', scopes: ['links:read'], password }),
    site.database.run(sql`update users set password_version = password_version + 1`),
  ])
  assert.equal(changed.changes, 1)
  // Over a network, the password may have changed before the request looked at it.
  if (!isFile && made.status === 201) return
  assert.deepEqual([made.status, pick(made.json(), 'code')], [403, 'needs-password'])
  assert.deepEqual(await readAudit(site), [])
})

test('each rule that is broken is named with its field', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const good = { name: 'a', scopes: ['links:read'] }
  const rows: [input: unknown, fields: string[]][] = [
    [{}, ['name', 'scopes']],
    [{ ...good, name: '' }, ['name']],
    [{ ...good, name: '  ' }, ['name']],
    [{ ...good, name: '\0a' }, ['name']],
    [{ ...good, name: 'a\nb' }, ['name']],
    [{ ...good, name: 'x'.repeat(101) }, ['name']],
    [{ ...good, scopes: ['everything'] }, ['scopes[0]']],
    [{ ...good, scopes: 'links:read' }, ['scopes']],
    [{ ...good, expiresAt: time }, ['expiresAt']],
    [{ ...good, expiresAt: 'soon' }, ['expiresAt']],
    [{ ...good, user: 2, key: 'gw_x' }, ['user', 'key']],
  ]
  for (const [input, fields] of rows) {
    const reply = await browser.send('POST', '/api/keys', input)
    assert.equal(reply.status, 422, JSON.stringify(input))
    const named = pickList(reply.json(), 'errors').map((error) => pick(error, 'field'))
    assert.deepEqual(named, fields)
  }
})

test('a key ends at its time, and when it is revoked', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const make = async (expiresAt: string | null) => {
    const input = { name: 'a', scopes: ['account'], expiresAt }
    return (await browser.send('POST', '/api/keys', input)).json()
  }
  const ends = await make(new Date(startTime + hourMs).toISOString())
  const stays = await make(null)
  const statusOf = async (made: unknown) => {
    const program = Object.assign(openProgram(site), { key: String(pick(made, 'key')) })
    return (await program.send('GET', '/api/users/me')).status
  }
  assert.deepEqual([await statusOf(ends), await statusOf(stays)], [200, 200])
  site.clock.now += hourMs
  assert.deepEqual([await statusOf(ends), await statusOf(stays)], [401, 200])
  const path = `/api/keys/${pick(stays, 'id')}`
  assert.equal((await browser.send('DELETE', path, undefined)).status, 204)
  assert.equal((await browser.send('DELETE', path, undefined)).status, 404)
  assert.equal(await statusOf(stays), 401)
  assert.deepEqual((await readAudit(site)).map(({ action, details }) => [action, details]), [
    ['key-made', '{"key":1,"scope":"account"}'], ['key-made', '{"key":2,"scope":"account"}'],
    ['key-revoked', '{"key":2}'],
  ])
})

test('a user can have only so many keys', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const input = { name: 'a', scopes: ['account'] }
  const replies = await Promise.all(Array.from({ length: mostKeys + 5 }, () =>
    browser.send('POST', '/api/keys', input)))
  assert.equal(replies.filter(({ status }) => status === 201).length, mostKeys)
  assert.equal(replies.filter(({ status }) => status === 409).length, 5)
  const eve = await openSignedIn(site, await addUser(site, { email: 'eve@example.org' }))
  assert.equal((await eve.send('POST', '/api/keys', input)).status, 201)
  assert.equal(pickList((await eve.get('/api/keys')).json(), 'keys').length, 1)
})

test('a list of keys says when each was used', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const program = await openWithKey(site, user, ['account'])
  await startFamily(site, user)
  await program.send('GET', '/api/users/me')
  const [shown] = pickList((await program.send('GET', '/api/keys')).json(), 'keys')
  assert.deepEqual(pickEach(shown, ['id', 'usedAt']), [program.id, time])
})
