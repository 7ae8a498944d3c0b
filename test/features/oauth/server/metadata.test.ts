import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import test from 'node:test'
import { readKeySet } from '../../../../src/features/oauth/jwk.ts'
import { verifyIdToken } from '../../../../src/features/oauth/client/idToken.ts'
import { minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { parseJson, pick, pickList } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { addUser, openSignedIn, openWithKey, startFamily } from '../../users/accounts.ts'
import { addApplication, askTokens, getCode, tradeIn } from '../relyingParty.ts'

const publicOrigin = 'https://go.example'
const issuer = 'http://localhost:3000'
const wellKnown = '/.well-known/openid-configuration'

test('the documents tell what is there, and nothing that RFC 9700 forbids', async (t) => {
  const site = openTestApp(t, { publicOrigin })
  const reply = await site.request('GET', wellKnown)
  const document = reply.json()
  assert.equal(reply.headers['cache-control'], 'public, max-age=300')
  assert.equal(pick(document, 'issuer'), publicOrigin)
  const rows: [name: string, values: string[]][] = [
    ['response_types_supported', ['code']], ['code_challenge_methods_supported', ['S256']],
    ['grant_types_supported', ['authorization_code', 'refresh_token']],
    ['id_token_signing_alg_values_supported', ['RS256']],
    ['subject_types_supported', ['public']],
    ['token_endpoint_auth_methods_supported',
      ['client_secret_basic', 'client_secret_post', 'none']],
  ]
  for (const [name, values] of rows) assert.deepEqual(pickList(document, name), values, name)
  assert.equal(pick(document, 'authorization_response_iss_parameter_supported'), true)
  for (const [name, path] of [
    ['authorization_endpoint', '/oauth/authorize'], ['token_endpoint', '/oauth/token'],
    ['userinfo_endpoint', '/oauth/userinfo'], ['revocation_endpoint', '/oauth/revoke'],
    ['jwks_uri', '/oauth/jwks.json'],
  ]) assert.equal(pick(document, name ?? ''), `${publicOrigin}${path}`)
  const other = await site.request('GET', '/.well-known/oauth-authorization-server')
  assert.deepEqual(other.json(), document)
})

test('the ID token says who, for whom, when and for which sign-in', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const user = await addUser(site)
  await site.database.run(sql`update users set name = 'Ada <b>' where id = ${user}`)
  const browser = await openSignedIn(site, user)
  site.clock.now += 5 * minuteMs
  const rows: [scope: string, claims: Record<string, unknown>][] = [
    ['openid', {}],
    ['openid profile', { name: 'Ada <b>' }],
    ['openid email', { email: 'ada@example.org', email_verified: true }],
  ]
  for (const [scope, more] of rows) {
    const code = await getCode(browser, application, { scope })
    const reply = await askTokens(site, application, tradeIn(application, code))
    const token = String(pick(reply.json(), 'id_token'))
    const [header = '', payload = ''] = token.split('.').map((part) =>
      Buffer.from(part, 'base64url').toString())
    const accessToken = String(pick(reply.json(), 'access_token'))
    const now = site.clock.now / 1_000
    assert.deepEqual(parseJson(payload), {
      iss: issuer, sub: String(user), aud: application.id, iat: now, exp: now + 600,
      auth_time: startTime / 1_000, nonce: 'nonce-1', ...more,
      at_hash: hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url'),
    })
    const published = await site.request('GET', '/oauth/jwks.json')
    const keys = readKeySet(published.json())
    assert.equal(pick(parseJson(header), 'kid'), keys[0]?.kid)
    const expected = { issuer, clientId: application.id, nonce: 'nonce-1', now }
    assert.equal(verifyIdToken(keys, token, expected).subject, String(user))
    for (const path of ['/oauth/userinfo', '/api/links']) {
      const headers = { authorization: `Bearer ${token}` }
      const refused = await site.request('GET', path, { headers })
      assert.equal(refused.status, 401, 'it is no access token')
    }
  }
})

test('userinfo takes an access token of an application, and nothing else', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const program = await openWithKey(site, user, ['account', 'admin', 'links:read'])
  const code = await getCode(browser, application)
  const reply = await askTokens(site, application, tradeIn(application, code))
  const token = String(pick(reply.json(), 'access_token'))
  const own = await startFamily(site, user)
  const [head = '', body = '', mac = ''] = token.split('.')
  const rows: [authorization: string | undefined, status: number][] = [
    [undefined, 401], ['', 401], [`Bearer ${program.key}`, 401], [`Bearer ${own.token}`, 401],
    [`Basic ${token}`, 401], [`Bearer ${head}.${body}.`, 401],
    [`Bearer ${head}.${body}.x${mac}`, 401],
    [`Bearer ${token}`, 200], [`bearer ${token}`, 200],
  ]
  for (const method of ['GET', 'POST']) {
    for (const [authorization, status] of rows) {
      const headers = authorization === undefined ? {} : { authorization }
      const answer = await site.request(method, '/oauth/userinfo', { headers })
      assert.equal(answer.status, status, `${method} ${authorization?.slice(0, 20)}`)
      assert.equal(answer.headers['cache-control'], 'no-store')
      if (status === 401) assert.match(String(answer.headers['www-authenticate']), /^Bearer/)
    }
  }
  // The form of RFC 6750, section 2.2: with POST only, and not together with the header.
  const form = 'application/x-www-form-urlencoded'
  const inForm: [method: string, type: string, fields: string, more: object, status: number][] = [
    ['POST', form, `access_token=${token}`, {}, 200],
    ['POST', `${form}; charset=utf-8`, `access_token=${token}`, {}, 200],
    ['POST', form, `access_token=${token}`, { authorization: `Bearer ${token}` }, 400],
    ['POST', form, 'access_token=', {}, 401], ['POST', form, '', {}, 401],
    ['POST', form, `access_token=${own.token}`, {}, 401],
    ['POST', 'text/plain', `access_token=${token}`, {}, 401],
    ['GET', form, `access_token=${token}`, {}, 401],
    ['POST', form, `access_token=${'a'.repeat(17_000)}`, {}, 413],
  ]
  for (const [method, type, fields, more, status] of inForm) {
    const headers = { 'content-type': type, ...more }
    const answer = await site.request(method, '/oauth/userinfo', { headers, body: fields })
    assert.equal(answer.status, status, fields.slice(0, 20))
  }
  const nothing = await browser.get('/oauth/userinfo')
  assert.deepEqual([nothing.status, nothing.json()], [401, {}], 'a session, and no token')
  assert.equal(nothing.headers['www-authenticate'], 'Bearer realm="Groundwork"')
  assert.equal((await site.request('GET', `/oauth/userinfo?access_token=${token}`)).status, 401)
  site.clock.now += 15 * minuteMs
  const headers = { authorization: `Bearer ${token}` }
  const late = await site.request('GET', '/oauth/userinfo', { headers })
  assert.equal(late.status, 401)
})

test('pages elsewhere may read what takes no cookies, and nothing else', async (t) => {
  const site = openTestApp(t)
  const origin = 'https://spa.example'
  const rows: [path: string, isOpen: boolean][] = [
    [wellKnown, true], ['/.well-known/oauth-authorization-server', true],
    ['/oauth/jwks.json', true],
    ['/oauth/token', true], ['/oauth/userinfo', true], ['/oauth/revoke', true],
    ['/oauth/authorize', false], ['/oauth/consent', false], ['/oauth/password', false],
    ['/account/apps', false], ['/api/links', false],
  ]
  for (const [path, isOpen] of rows) {
    const headers = { origin, 'sec-fetch-site': 'cross-site' }
    const asks = { ...headers, 'access-control-request-method': 'POST' }
    const preflight = await site.request('OPTIONS', path, { headers: asks })
    assert.equal(preflight.headers['access-control-allow-origin'], isOpen ? '*' : undefined, path)
    assert.equal(preflight.headers['access-control-allow-credentials'], undefined)
    const method = /token|revoke|consent|password/.test(path) ? 'POST' : 'GET'
    const reply = await site.request(method, path, { headers })
    assert.equal(reply.headers['access-control-allow-origin'], isOpen ? '*' : undefined, path)
  }
})
