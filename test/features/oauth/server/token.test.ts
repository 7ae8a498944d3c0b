import assert from 'node:assert/strict'
import test from 'node:test'
import { repeatLimitMs } from '../../../../src/auth/tokens/refresh.ts'
import { minuteMs, secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick, pickEach } from '../../../pick.ts'
import { openTestApp, type TestApp, type TestReply } from '../../../testApp.ts'
import { addUser, basic, openSignedIn, readAudit, startFamily } from '../../users/accounts.ts'
import {
  addApplication, allScopes, askTokens, callback, getCode, getTokens, tradeIn, verifier,
} from '../relyingParty.ts'

const issuer = 'http://localhost:3000'

async function open(t: Parameters<typeof openTestApp>[0]) {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  return { site, application, user, browser }
}

function bearer(site: TestApp, reply: TestReply, path = '/oauth/userinfo'): Promise<TestReply> {
  const token = String(pick(reply.json(), 'access_token'))
  return site.request('GET', path, { headers: { authorization: `Bearer ${token}` } })
}

const refresh = (reply: TestReply) => ({
  grant_type: 'refresh_token', refresh_token: String(pick(reply.json(), 'refresh_token')),
})

test('a code becomes tokens that speak for the user', async (t) => {
  const { site, application, user, browser } = await open(t)
  const reply = await getTokens(site, browser, application)
  assert.equal(reply.status, 200, reply.text)
  const told = pickEach(reply.json(), ['token_type', 'expires_in', 'scope'])
  assert.deepEqual(told, ['Bearer', 900, allScopes])
  assert.equal(reply.headers['cache-control'], 'no-store')
  assert.equal(reply.headers['pragma'], 'no-cache')
  assert.deepEqual((await bearer(site, reply)).json(), {
    sub: String(user), email: 'ada@example.org', email_verified: true,
  })
  assert.equal((await bearer(site, reply, '/api/links')).status, 200)
})

test('a code is good for nothing but what it was made for', async (t) => {
  const { site, application, browser } = await open(t)
  const other = await addApplication(site)
  const code = await getCode(browser, application)
  const rows: [name: string, changes: Record<string, string>, as?: typeof application][] = [
    ['another application', {}, other],
    ['another address', { redirect_uri: 'https://app.example/callback/' }],
    ['no address', { redirect_uri: '' }],
    ['the registered address in another case', { redirect_uri: callback.toUpperCase() }],
    ['another verifier', { code_verifier: `${verifier}x` }],
    ['no verifier', { code_verifier: '' }],
    ['the challenge for a verifier', { code_verifier: 'a'.repeat(43) }],
    ['a changed code', { code: `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}` }],
    ['no code', { code: '' }],
    ['a refresh token for a code', { code: 'gwr_'.padEnd(47, 'x') }],
  ]
  for (const [name, changes, as = application] of rows) {
    const reply = await askTokens(site, as, tradeIn(application, code, changes))
    // RFC 6749, section 5.2: a parameter that is missing has an error of its own.
    const error = Object.values(changes).includes('') ? 'invalid_request' : 'invalid_grant'
    assert.deepEqual([reply.status, pick(reply.json(), 'error')], [400, error], name)
  }
  const last = await askTokens(site, application, tradeIn(application, code))
  assert.equal(last.status, 200, 'a wrong try uses no code up')
})

test('a code lives for a minute, and as long as its session and its user', async (t) => {
  const { site, application, user, browser } = await open(t)
  const rows: [name: string, spoil: () => unknown, status: number][] = [
    ['in time', () => (site.clock.now += minuteMs - 1), 200],
    ['too late', () => (site.clock.now += minuteMs), 400],
    ['taken back', () => site.database.run(sql`delete from oauth_codes`), 400],
    ['switched off',
      () => site.database.run(sql`update users set disabled_at = 1 where id = ${user}`), 400],
    ['signed out', () => site.database.batch([
      sql`update users set disabled_at = null`, sql`delete from sessions`]), 400],
  ]
  for (const [name, spoil, status] of rows) {
    const code = await getCode(browser, application)
    await spoil()
    const reply = await askTokens(site, application, tradeIn(application, code))
    assert.equal(reply.status, status, name)
    const families = await site.database.all(sql`select 1 from token_families`)
    assert.equal(families.length, 1, `${name}: nothing is left behind`)
    if (name === 'switched off') await site.database.run(sql`update users set disabled_at = null`)
  }
})

test('of many uses of one code at once one wins, and a second one ends what it gave', async (t) => {
  const { site, application, browser } = await open(t)
  const code = await getCode(browser, application)
  const replies = await Promise.all(Array.from({ length: 20 }, () =>
    askTokens(site, application, tradeIn(application, code))))
  const [won, ...others] = replies.filter(({ status }) => status === 200)
  assert.ok(won)
  assert.deepEqual(others, [])
  assert.equal((await bearer(site, won)).status, 401, 'the access token ended')
  const next = await askTokens(site, application, refresh(won))
  assert.equal(pick(next.json(), 'error'), 'invalid_grant', 'the refresh token ended')
  assert.ok((await readAudit(site)).some(({ action }) => action === 'token-reused'))
})

test('a code that comes again later ends all that came of it', async (t) => {
  const { site, application, browser } = await open(t)
  const code = await getCode(browser, application)
  const first = await askTokens(site, application, tradeIn(application, code))
  const second = await askTokens(site, application, refresh(first))
  const other = await addApplication(site)
  await askTokens(site, other, tradeIn(application, code))
  assert.equal((await bearer(site, second)).status, 200, 'another application ends nothing')
  site.clock.now += 5 * minuteMs
  assert.equal((await askTokens(site, application, tradeIn(application, code))).status, 400)
  assert.equal((await bearer(site, second)).status, 401)
  assert.equal((await askTokens(site, application, refresh(second))).status, 400)
})

test('a refresh token works once, in the hands of its application', async (t) => {
  const { site, application, user, browser } = await open(t)
  const other = await addApplication(site)
  const page = await addApplication(site, { isPublic: true })
  const code = await getCode(browser, application)
  const first = await askTokens(site, application, tradeIn(application, code))
  for (const foreign of [other, page]) {
    const reply = await askTokens(site, foreign, refresh(first))
    assert.equal(pick(reply.json(), 'error'), 'invalid_grant')
  }
  const own = await site.request('POST', '/api/tokens/refresh', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken: refresh(first).refresh_token }),
  })
  assert.equal(own.status, 401, 'without the application it is no good')
  const family = await startFamily(site, user)
  const taken = await askTokens(site, application,
    { grant_type: 'refresh_token', refresh_token: family.token })
  assert.equal(pick(taken.json(), 'error'), 'invalid_grant', "a token of the user's own program")
  const second = await askTokens(site, application, refresh(first))
  assert.equal(second.status, 200)
  assert.equal(pick(second.json(), 'id_token'), undefined)
  assert.equal((await bearer(site, second)).status, 200)
  await site.request('POST', '/api/tokens/refresh', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken: refresh(first).refresh_token }),
  })
  assert.equal((await bearer(site, second)).status, 200, 'others end nothing with it')
  const repeat = await askTokens(site, application, refresh(first))
  assert.equal(pick(repeat.json(), 'refresh_token'), refresh(second).refresh_token, 'a repeat')
  assert.equal((await bearer(site, repeat)).status, 200)
  site.clock.now += repeatLimitMs
  assert.equal((await askTokens(site, application, refresh(first))).status, 400, 'reuse')
  assert.equal((await askTokens(site, application, refresh(second))).status, 400, 'all ended')
  assert.equal((await bearer(site, second)).status, 401)
  const events = (await readAudit(site)).filter(({ action }) => /^token-re/.test(action))
  assert.deepEqual(events.map(({ action, target }) => [action, target]),
    [['token-repeated', `user ${user}`], ['token-reused', `user ${user}`]])
})

test('a refreshed token may see less, and never more', async (t) => {
  const { site, application, browser } = await open(t)
  const code = await getCode(browser, application, { scope: 'openid email links:read' })
  let reply = await askTokens(site, application, tradeIn(application, code))
  for (const scope of ['links:write', 'openid profile', 'nothing', ' ']) {
    const more = await askTokens(site, application, { ...refresh(reply), scope })
    assert.equal(pick(more.json(), 'error'), 'invalid_scope', scope)
  }
  reply = await askTokens(site, application, { ...refresh(reply), scope: 'openid' })
  assert.equal(pick(reply.json(), 'scope'), 'openid')
  assert.deepEqual(Object.keys(Object((await bearer(site, reply)).json())), ['sub'])
  assert.equal((await bearer(site, reply, '/api/links')).status, 403)
  reply = await askTokens(site, application, refresh(reply))
  assert.equal(pick(reply.json(), 'scope'), 'openid email links:read')
})

test('an application shows who it is in one place, and never in the address', async (t) => {
  const { site, application, browser } = await open(t)
  const page = await addApplication(site, { isPublic: true })
  const { id, secret = '' } = application
  const form = (fields: Record<string, string>, headers = {}, query = '') =>
    site.request('POST', `/oauth/token${query}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ ...tradeIn(application, 'x'), ...fields }).toString(),
    })
  const authorization = basic(encodeURIComponent(id), encodeURIComponent(secret))
  const both = { client_id: id, client_secret: secret }
  const session = browser.cookies.get('session')
  const rows: [name: string, reply: () => Promise<TestReply>, status: number, error: string][] = [
    ['nothing', () => form({}), 401, 'invalid_client'],
    ['a name alone', () => form({ client_id: id }), 401, 'invalid_client'],
    ['a wrong secret', () => form({ ...both, client_secret: 'x' }), 401, 'invalid_client'],
    ['an empty secret', () => form({ ...both, client_secret: '' }), 401, 'invalid_client'],
    ['a wrong secret in the header', () => form({}, { authorization: basic(id, 'x') }), 401,
      'invalid_client'],
    ['a raw secret with a percent sign', () => form({}, { authorization: basic(id, secret) }), 401,
      'invalid_client'],
    ['Bearer', () => form({}, { authorization: 'Bearer x' }), 401, 'invalid_client'],
    ['both places', () => form(both, { authorization }), 400, 'invalid_request'],
    ['two names', () => form({ client_id: page.id }, { authorization }), 400, 'invalid_request'],
    ['the address', () => form({}, {}, `?${new URLSearchParams(both)}`), 400, 'invalid_request'],
    ['a public one with a secret', () => form({ client_id: page.id, client_secret: 'x' }), 401,
      'invalid_client'],
    ['an unknown one', () => form({ client_id: 'gwc_nobody' }), 401, 'invalid_client'],
    ['a session', () => form({ client_id: id },
      { cookie: `session=${session}`, origin: issuer }), 401, 'invalid_client'],
    ['in the form: right', () => form(both), 400, 'invalid_grant'],
    ['in the header: right', () => form({}, { authorization }), 400, 'invalid_grant'],
    ['in the header and its name: right', () => form({ client_id: id }, { authorization }), 400,
      'invalid_grant'],
    ['in the header and no name: right', () => form({ client_id: '' }, { authorization }), 400,
      'invalid_grant'],
    ['public, with an empty secret: right',
      () => form({ client_id: page.id, client_secret: '' }), 400, 'invalid_grant'],
    ['public, in the header: right', () => form({}, { authorization: basic(page.id, '') }), 400,
      'invalid_grant'],
    ['in the header without its secret', () => form({}, { authorization: basic(id, '') }), 401,
      'invalid_client'],
    ['public: right', () => form({ client_id: page.id }), 400, 'invalid_grant'],
  ]
  for (const [name, ask, status, error] of rows) {
    const reply = await ask()
    assert.deepEqual([reply.status, pick(reply.json(), 'error')], [status, error], name)
    assert.equal(reply.headers['cache-control'], 'no-store', name)
    const challenge = String(reply.headers['www-authenticate'])
    assert.equal(challenge.startsWith('Basic'), status === 401, name)
    assert.doesNotMatch(reply.text, /gwx_/, name)
  }
})

test('other grants and malformed requests are refused as the RFC says', async (t) => {
  const { site, application } = await open(t)
  const post = (body: string, type = 'application/x-www-form-urlencoded') =>
    site.request('POST', '/oauth/token', {
      headers: {
        'content-type': type,
        'authorization': basic(application.id, encodeURIComponent(application.secret ?? '')),
      },
      body,
    })
  const rows: [body: string, error: string, type?: string][] = [
    ['grant_type=password&username=ada&password=x', 'unsupported_grant_type'],
    ['grant_type=client_credentials', 'unsupported_grant_type'],
    ['grant_type=implicit', 'unsupported_grant_type'],
    ['', 'invalid_request'], ['grant_type=', 'invalid_request'],
    ['grant_type=refresh_token&grant_type=refresh_token', 'invalid_request'],
    ['grant_type=refresh_token&refresh_token=a&refresh_token=b', 'invalid_request'],
    ['{"grant_type":"refresh_token"}', 'invalid_request', 'application/json'],
    [`grant_type=${'x'.repeat(20_000)}`, 'invalid_request'],
    ['grant_type=refresh_token', 'invalid_request'],
    ['grant_type=refresh_token&refresh_token=', 'invalid_request'],
    ['grant_type=refresh_token&refresh_token=x', 'invalid_grant'],
    ['grant_type=authorization_code&redirect_uri=x&code_verifier=x', 'invalid_request'],
    ['grant_type=authorization_code&code=x&code_verifier=x', 'invalid_request'],
    ['grant_type=authorization_code&code=x&redirect_uri=x', 'invalid_request'],
    ['grant_type=authorization_code&code=x&redirect_uri=x&code_verifier=x', 'invalid_grant'],
  ]
  for (const [body, error, type] of rows) {
    const reply = await post(body, type)
    assert.equal(pick(reply.json(), 'error'), error, body.slice(0, 60))
    assert.doesNotMatch(String(pick(reply.json(), 'error_description')), /["\\]/)
    assert.equal(reply.headers['cache-control'], 'no-store')
  }
  assert.equal((await site.request('GET', '/oauth/token')).status, 405)
})

test('a public application needs its verifier and no secret', async (t) => {
  const { site, browser } = await open(t)
  const page = await addApplication(site, { isPublic: true })
  const code = await getCode(browser, page)
  const headers = { 'origin': 'https://app.example', 'sec-fetch-site': 'cross-site' }
  const reply = await askTokens(site, page, tradeIn(page, code), { headers })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.headers['access-control-allow-origin'], '*')
  assert.equal(reply.headers['access-control-allow-credentials'], undefined)
})

test('a token that is given back ends, if it is of the application that gives it', async (t) => {
  const { site, application, browser } = await open(t)
  const other = await addApplication(site)
  const make = async () =>
    askTokens(site, application, tradeIn(application, await getCode(browser, application)))
  const revoke = (as: typeof application, token: unknown) =>
    askTokens(site, as, { token: String(token) }, { path: '/oauth/revoke' })
  for (const kind of ['refresh_token', 'access_token']) {
    const reply = await make()
    const token = pick(reply.json(), kind)
    assert.equal((await revoke(other, token)).status, 200)
    assert.equal((await bearer(site, reply)).status, 200, `${kind} of another application`)
    assert.equal((await revoke(application, token)).status, 200)
    assert.equal((await bearer(site, reply)).status, 401, kind)
    assert.equal((await askTokens(site, application, refresh(reply))).status, 400, kind)
  }
  const unknown = await revoke(application, 'unknown')
  assert.deepEqual([unknown.status, unknown.json()], [200, {}], 'simple-oauth2 reads it as JSON')
  assert.equal((await revoke({ ...application, secret: 'wrong' }, 'unknown')).status, 401)
  const empty = await askTokens(site, application, {}, { path: '/oauth/revoke' })
  assert.equal(pick(empty.json(), 'error'), 'invalid_request')
})

test('without openid there is no ID token, and no userinfo', async (t) => {
  const { site, application, browser } = await open(t)
  const code = await getCode(browser, application, { scope: 'email links:read' })
  const reply = await askTokens(site, application, tradeIn(application, code))
  assert.equal(pick(reply.json(), 'id_token'), undefined)
  const refused = await bearer(site, reply)
  assert.equal(refused.status, 403)
  assert.match(String(refused.headers['www-authenticate']), /error="insufficient_scope"/)
})

test('an application cannot touch the account', async (t) => {
  const { site, application, browser } = await open(t)
  const code = await getCode(browser, application)
  const reply = await askTokens(site, application, tradeIn(application, code))
  for (const path of ['/api/users/me', '/api/sessions', '/api/keys']) {
    assert.equal((await bearer(site, reply, path)).status, 403, path)
  }
})

test('old codes are forgotten, and used ones later', async (t) => {
  const { site, application, browser } = await open(t)
  await askTokens(site, application, tradeIn(application, await getCode(browser, application)))
  site.clock.now += 60 * minuteMs
  await site.clean()
  const count = async () => (await site.database.all(sql`select 1 from oauth_codes`)).length
  assert.equal(await count(), 1)
  site.clock.now += 24 * 60 * minuteMs + secondMs
  await site.clean()
  assert.equal(await count(), 0)
})
