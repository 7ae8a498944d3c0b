import assert from 'node:assert/strict'
import test from 'node:test'
import { freeTries } from '../../../src/auth/passwords/throttle.ts'
import { sql } from '../../../src/database/sql.ts'
import { pick, pickEach } from '../../pick.ts'
import { openTestApp, type TestAppOptions } from '../../testApp.ts'
import {
  addUser, basic, email, openSignedIn, openWithKey, otherPassword, password,
} from '../../features/users/accounts.ts'
import { cheapHash } from '../cheapHash.ts'

const me = '/api/users/me'

async function open(t: test.TestContext, options: TestAppOptions = {}) {
  const site = openTestApp(t, options)
  const user = await addUser(site)
  const ask = (headers: Record<string, string>, path = me) => site.request('GET', path, { headers })
  return { site, user, ask }
}

test('a wrong Authorization is a 401 with a challenge, and never a stranger', async (t) => {
  const { ask } = await open(t)
  const invalid = 'Bearer error="invalid_token"'
  const password401 = 'Basic realm="Groundwork", charset="UTF-8"'
  const rows: [authorization: string, challenge: string][] = [
    ['Bearer x', invalid],
    [`Bearer gw_${'A'.repeat(43)}`, invalid],
    [`Bearer gws_${'A'.repeat(43)}`, invalid],
    ['Bearer a.b.c', invalid],
    ['bearer eyJhbGciOiJub25lIn0.e30.', invalid],
    ['Bearer', 'Bearer'],
    ['', 'Bearer'],
    ['x', 'Bearer'],
    ['Digest username="ada"', 'Bearer'],
    ['Negotiate x', 'Bearer'],
    ['Basic', 'Bearer'],
    ['Basic x', password401],
    ['Basic !!!!', password401],
    [basic(email, otherPassword), password401],
    [basic('nobody@example.org', password), password401],
  ]
  for (const path of [me, '/api/links']) {
    for (const [authorization, challenge] of rows) {
      const reply = await ask({ authorization }, path)
      assert.equal(reply.status, 401, `${path} ${authorization}`)
      assert.equal(reply.headers['www-authenticate'], challenge, authorization)
      assert.equal(reply.headers['cache-control'], 'no-store')
    }
  }
})

test('Authorization outweighs a cookie, also when it is wrong', async (t) => {
  const { site, user, ask } = await open(t)
  const eve = await addUser(site, { email: 'eve@example.org' })
  const cookie = `session=${(await openSignedIn(site, eve)).cookies.get('session')}`
  const { key } = await openWithKey(site, user, ['account'])
  const reply = await ask({ cookie, authorization: `Bearer ${key}` })
  assert.equal(pick(reply.json(), 'id'), user)
  assert.equal((await ask({ cookie, authorization: 'Bearer x' })).status, 401)
  assert.equal((await ask({ cookie })).status, 200)
})

test('Basic is accepted where nobody can read it on the way', async (t) => {
  const rows: [publicOrigin: string, hops: number, proto: string | undefined, status: number][] = [
    ['http://localhost:3000', 0, undefined, 200],
    ['http://127.0.0.1:3000', 0, undefined, 200],
    ['https://links.example', 0, undefined, 200],
    ['https://links.example', 1, 'https', 200],
    ['https://links.example', 1, 'http', 403],
    ['https://links.example', 1, undefined, 403],
    ['http://links.example', 0, undefined, 403],
    ['http://links.example', 0, 'https', 403],
    ['http://links.example', 1, 'https', 403],
  ]
  for (const [publicOrigin, trustedHops, proto, status] of rows) {
    const { site, ask } = await open(t, { publicOrigin, trustedHops })
    for (const words of [password, otherPassword]) {
      const headers = {
        authorization: basic(email, words), ...(proto && { 'x-forwarded-proto': proto }),
      }
      const reply = await ask(headers)
      const expected = status === 200 && words === otherPassword ? 401 : status
      assert.equal(reply.status, expected, `${publicOrigin} ${trustedHops} ${proto}`)
      if (status === 403) assert.equal(pick(reply.json(), 'code'), 'needs-tls')
    }
    const failures = await site.database.all(sql`select 1 from sign_in_failures`)
    // One row for the client, and one for the account.
    assert.equal(failures.length, status === 403 ? 0 : 2, 'what is refused is not looked at')
  }
})

test('a proxy that tells no scheme is named, and one that tells http is not', async (t) => {
  const rows: [proto: string | undefined, hops: number, isNamed: boolean][] = [
    [undefined, 1, true], [undefined, 2, true], ['http', 1, false], ['', 1, false],
    ['https, http', 1, false],
  ]
  for (const [proto, trustedHops, isNamed] of rows) {
    const { ask } = await open(t, { publicOrigin: 'https://links.example', trustedHops })
    const reply = await ask({
      authorization: basic(email, password),
      ...(proto !== undefined && { 'x-forwarded-proto': proto }),
    })
    const message = String(pick(reply.json(), 'detail'))
    assert.equal(message.includes("doesn't send X-Forwarded-Proto"), isNamed, `${proto} ${message}`)
    assert.equal(reply.status, 403)
  }
})

test('a name may have no colon and a password some', async (t) => {
  const site = openTestApp(t)
  const words = 'seven: lamps: beside'
  await addUser(site, { passwordHash: cheapHash(words) })
  const headers = { authorization: basic('ADA@example.org', words) }
  assert.equal((await site.request('GET', me, { headers })).status, 200)
})

test('guesses by Basic are slowed down with those at sign-in, for every feature', async (t) => {
  for (const path of [me, '/api/links', '/api/sessions']) {
    const { ask } = await open(t)
    const authorization = basic(email, '€'.repeat(342))
    for (let count = 0; count < freeTries; count += 1) {
      assert.equal((await ask({ authorization }, path)).status, 401)
    }
    const refused = await ask({ authorization: basic(email, password) }, path)
    assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '1'], path)
    assert.deepEqual(pickEach(refused.json(), ['code']), ['limited'])
  }
})

test('an edit key and an account’s key don’t get in each other’s way', async (t) => {
  const { site, user } = await open(t)
  const { key } = await openWithKey(site, user, ['links:read', 'links:write'])
  const send = (method: string, path: string, bearer?: string, body?: object) =>
    site.request(method, path, {
      headers: {
        ...(bearer && { authorization: `Bearer ${bearer}` }), 'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    })
  const link = { target: 'https://example.com/' }
  const anonymous = await send('POST', '/api/links', undefined, { ...link, slug: 'free' })
  const editKey = String(pick(anonymous.json(), 'editKey'))
  await send('POST', '/api/links', key, { ...link, slug: 'mine' })
  const rows: [path: string, bearer: string | undefined, status: number][] = [
    ['/api/links/free', editKey, 200], ['/api/links/free', key, 404],
    ['/api/links/free', undefined, 404], ['/api/links/mine', key, 200],
    ['/api/links/mine', editKey, 404], ['/api/links/mine', undefined, 404],
  ]
  for (const [path, bearer, status] of rows) {
    assert.equal((await send('GET', path, bearer)).status, status, `${path} ${bearer}`)
    assert.equal((await send('PATCH', path, bearer, { note: 'a' })).status, status)
  }
  assert.equal((await send('GET', me, editKey)).status, 401, 'an edit key is no account')
})

test('a session of the other kind of cookie is none', async (t) => {
  const { site, user, ask } = await open(t, { publicOrigin: 'https://links.example' })
  const token = (await openSignedIn(site, user)).cookies.get('__Host-session')
  assert.equal((await ask({ cookie: `__Host-session=${token}` })).status, 200)
  for (const name of ['session', '__host-session', '__Secure-session', 'Session']) {
    assert.equal((await ask({ cookie: `${name}=${token}` })).status, 401, name)
  }
  const two = `__Host-session=x; __Host-session=${token}`
  assert.equal((await ask({ cookie: two })).status, 401, 'the first of two counts')
})
