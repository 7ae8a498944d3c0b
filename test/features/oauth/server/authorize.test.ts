import assert from 'node:assert/strict'
import test from 'node:test'
import { secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import {
  insertCode, upsertConsent, type NewCode,
} from '../../../../src/features/oauth/server/store.ts'
import { openTestApp, type TestReply } from '../../../testApp.ts'
import { openBrowser, unescapeHtml } from '../../../testClients.ts'
import {
  addUser, openSignedIn, openWithKey, otherPassword, password, readAudit,
} from '../../users/accounts.ts'
import {
  addApplication, allScopes, answerOf, askTokens, callback, formTokenIn, getCode, leadsTo, tradeIn,
  wishes,
} from '../relyingParty.ts'

const issuer = 'http://localhost:3000'
const fromElsewhere = { 'sec-fetch-site': 'cross-site' }

function leadsNowhere({ headers, text }: TestReply): void {
  assert.equal(headers['location'] ?? headers['refresh'], undefined)
  assert.doesNotMatch(text, /http-equiv|<script(?! type="module" src="\/assets\/)/)
}

/** Gives the address of the link that leads back to an application. */
function wayBack(page: string): URL {
  const link = /<a class="button" href="([^"]*)" rel="noreferrer">Go back</.exec(page)
  return new URL(unescapeHtml(link?.[1] ?? 'none:'))
}

test("with a doubtful application or redirect URI, the browser isn't redirected", async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site, {
    redirectUris: [callback, 'https://app.example/with?a=1', 'http://127.0.0.1/callback'],
  })
  const other = await addApplication(site, { redirectUris: ['https://other.example/callback'] })
  const browser = await openSignedIn(site, await addUser(site))
  const rows: [name: string, value: string | null][] = [
    ['client_id', null], ['client_id', ''], ['client_id', 'gwc_unknown'],
    ['client_id', application.id.toUpperCase()], ['client_id', other.id],
    ['redirect_uri', null], ['redirect_uri', ''],
    ['redirect_uri', 'https://APP.example/callback'],
    ['redirect_uri', 'https://app.example/Callback'],
    ['redirect_uri', 'https://app.example/callback/'], ['redirect_uri', 'https://app.example/'],
    ['redirect_uri', 'https://app.example/callback?x=1'],
    ['redirect_uri', 'https://app.example/callback?'], ['redirect_uri', `${callback}#`],
    ['redirect_uri', `${callback}#x`], ['redirect_uri', 'https://app.example:443/callback'],
    ['redirect_uri', 'https://app.example:8443/callback'],
    ['redirect_uri', 'http://app.example/callback'],
    ['redirect_uri', 'https://user@app.example/callback'],
    ['redirect_uri', 'https://app.example@evil.example/callback'],
    ['redirect_uri', 'https://evil.example/callback'],
    ['redirect_uri', 'https://app.example.evil.example/callback'],
    ['redirect_uri', 'https://app.example/x/../callback'],
    ['redirect_uri', 'https://app.example/%63allback'], ['redirect_uri', '//app.example/callback'],
    ['redirect_uri', '/callback'], ['redirect_uri', 'javascript:alert(1)'],
    ['redirect_uri', 'data:text/html,x'], ['redirect_uri', `${callback}\nhttps://evil.example/`],
    ['redirect_uri', 'https://app.example/with?a=2'], ['redirect_uri', 'https://app.example/with'],
    ['redirect_uri', 'http://localhost/callback'], ['redirect_uri', 'http://127.0.0.1/other'],
    ['redirect_uri', 'http://127.0.0.1:99999/callback'],
    ['redirect_uri', 'http://127.0.0.2/callback'],
    ['redirect_uri', 'https://127.0.0.1/callback'],
    ['redirect_uri', 'http://127.0.0.1:80@evil.example/callback'],
  ]
  for (const [name, value] of rows) {
    const reply = await browser.get(wishes(application, { [name]: value }))
    assert.equal(reply.status, 400, `${name} ${value}`)
    assert.equal(reply.headers['location'] ?? reply.headers['refresh'], undefined)
    assert.doesNotMatch(reply.text, /evil\.example/)
  }
  await getCode(browser, application)
  for (const name of ['client_id', 'redirect_uri']) {
    const twice = `${wishes(application)}&${name}=${encodeURIComponent(callback)}`
    const reply = await browser.get(twice, fromElsewhere)
    assert.equal(reply.status, 400, `${name} twice, from an application that the user allowed`)
    leadsNowhere(reply)
  }
})

test('on the loopback any port is the registered one', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const redirectUris = ['http://127.0.0.1/callback', 'http://[::1]:1234/cb?a=1']
  const application = await addApplication(site, { redirectUris, isPublic: true })
  for (const redirectUri of [
    'http://127.0.0.1/callback', 'http://127.0.0.1:51004/callback', 'http://[::1]:8/cb?a=1',
  ]) {
    await browser.get(wishes(application, { redirect_uri: redirectUri }))
    const { origin } = leadsTo(await browser.submit('/oauth/consent', { decision: 'allow' }))
    assert.equal(origin, new URL(redirectUri).origin)
  }
})

test('an app on a phone is asked for each time, and gets its code by its own scheme', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const redirectUri = 'com.example.app:/cb?a=1'
  const application = await addApplication(site, { redirectUris: [redirectUri], isPublic: true })
  for (const round of [1, 2]) {
    const page = await browser.get(wishes(application))
    assert.match(page.text, /an app on this device \(com\.example\.app\)/, `round ${round}`)
    const reply = await browser.submit('/oauth/consent', { decision: 'allow' })
    const target = String(reply.headers['refresh']).replace('0;url=', '')
    assert.ok(target.startsWith(`${redirectUri}&code=gwa_`), target)
    assert.ok(reply.text.includes(`href="${target.replaceAll('&', '&amp;')}"`), reply.text)
    const tokens = tradeIn(application, leadsTo(reply).searchParams.get('code') ?? '')
    assert.equal((await askTokens(site, application, tokens)).status, 200)
  }
  const silent = await browser.get(wishes(application, { prompt: 'none' }), fromElsewhere)
  assert.equal(answerOf(silent, 'error'), 'consent_required')
  await browser.get(wishes(application))
  const denied = await browser.submit('/oauth/consent', { decision: 'deny' })
  assert.match(String(denied.headers['refresh']), /^0;url=com\.example\.app:\/cb\?a=1&error=/)
})

test('a parameter without a value counts as missing', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  await getCode(browser, application)
  for (const name of ['response_mode', 'prompt', 'max_age', 'nonce', 'login_hint', 'request',
    'request_uri', 'registration', 'state', 'display']) {
    const reply = await browser.get(wishes(application, { [name]: '' }), fromElsewhere)
    assert.match(answerOf(reply, 'code') ?? '', /^gwa_/, name)
    assert.equal(answerOf(reply, 'state'), name === 'state' ? null : 'state <1>')
  }
  const reply = await browser.get(`${wishes(application)}&nonce=&nonce=a`, fromElsewhere)
  assert.equal(answerOf(reply, 'error'), 'invalid_request', 'it still appears twice')
})

test('nobody can fill the audit trail by allowing an application again and again', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  const allow = async () => {
    await browser.get(wishes(application, { prompt: 'consent' }))
    return (await browser.submit('/oauth/consent', { decision: 'allow' })).status
  }
  for (let count = 0; count < 200; count += 1) assert.equal(await allow(), 200)
  assert.equal(await allow(), 429)
  const allowed = (await readAudit(site)).filter((event) => event.action === 'application-allowed')
  assert.equal(allowed.length, 200)
})

test('a request that another site sends as a form is redirected to the same query', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const path = wishes(application)
  const [, body = ''] = path.split('?')
  const headers = {
    ...fromElsewhere, origin: 'https://app.example',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const reply = await site.request('POST', '/oauth/authorize', { headers, body })
  assert.deepEqual([reply.status, reply.headers['location']], [303, path])
  const long = await site.request('POST', '/oauth/authorize', {
    headers, body: `state=${'a'.repeat(16_000)}`,
  })
  assert.equal(long.status, 413)
})

test('all other mistakes go back to an application that the user knows', async (t) => {
  const site = openTestApp(t)
  const redirectUris = ['https://app.example/cb?keep=1']
  const application = await addApplication(site, { redirectUris })
  const browser = await openSignedIn(site, await addUser(site))
  await getCode(browser, application, { scope: 'openid' })
  const newcomer = await openSignedIn(site, await addUser(site, { email: 'bob@example.org' }))
  const rows: [changes: Record<string, string | null>, error: string][] = [
    [{ response_type: null }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: 'code id_token' }, 'unsupported_response_type'],
    [{ response_mode: 'fragment' }, 'invalid_request'],
    [{ response_mode: 'form_post' }, 'invalid_request'],
    [{ code_challenge: null }, 'invalid_request'], [{ code_challenge: '' }, 'invalid_request'],
    [{ code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    [{ code_challenge_method: null }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge_method: 's256' }, 'invalid_request'],
    [{ code_challenge: 'short' }, 'invalid_request'],
    [{ code_challenge: `${'a'.repeat(43)}=` }, 'invalid_request'],
    [{ scope: null }, 'invalid_scope'], [{ scope: '' }, 'invalid_scope'],
    [{ scope: 'account admin' }, 'invalid_scope'], [{ scope: 'OPENID' }, 'invalid_scope'],
    [{ prompt: 'none login' }, 'invalid_request'], [{ prompt: 'sometimes' }, 'invalid_request'],
    [{ max_age: '-1' }, 'invalid_request'], [{ max_age: 'x' }, 'invalid_request'],
    [{ nonce: 'n'.repeat(501) }, 'invalid_request'],
    [{ state: 's'.repeat(2_001) }, 'invalid_request'],
    [{ request: 'x' }, 'request_not_supported'],
    [{ request_uri: 'http://127.0.0.1/' }, 'request_uri_not_supported'],
    [{ registration: '{}' }, 'registration_not_supported'],
  ]
  for (const [changes, error] of rows) {
    const reply = await browser.get(wishes(application, changes), fromElsewhere)
    const says = JSON.stringify(changes).slice(0, 80)
    assert.equal(reply.status, 303, says)
    assert.ok(String(reply.headers['location']).startsWith('https://app.example/cb?keep=1&'), says)
    assert.equal(answerOf(reply, 'error'), error, says)
    assert.equal(answerOf(reply, 'iss'), issuer)
    assert.equal(answerOf(reply, 'state'), changes['state'] ?? 'state <1>')
    assert.equal(answerOf(reply, 'code'), null)
    const shown = await openBrowser(site).get(wishes(application, changes), fromElsewhere)
    assert.equal(shown.status, 400, says)
    leadsNowhere(shown)
    assert.doesNotMatch(shown.text, /app\.example/, 'a stranger gets no link either')
    const asked = await newcomer.get(wishes(application, changes), fromElsewhere)
    assert.equal(asked.status, 400, says)
    leadsNowhere(asked)
    assert.equal(wayBack(asked.text).searchParams.get('error'), error, says)
    assert.equal(wayBack(asked.text).searchParams.get('keep'), '1')
  }
  const twice = await browser.get(`${wishes(application)}&scope=openid`)
  assert.equal(answerOf(twice, 'error'), 'invalid_request')
  const states = await browser.get(`${wishes(application)}&state=other`)
  assert.equal(answerOf(states, 'error'), 'invalid_request')
  assert.equal(answerOf(states, 'state'), null)
})

test('errors go straight back to an application that an administrator registered', async (t) => {
  const site = openTestApp(t)
  const owner = await addUser(site, { email: 'admin@example.org', role: 'admin' })
  const application = await addApplication(site, { owner })
  const user = await openSignedIn(site, await addUser(site))
  const stranger = openBrowser(site)
  const rows: [browser: typeof user, changes: Record<string, string>, error: string][] = [
    // The conformance tests of OpenID Connect ask for this one (Core, section 3.1.2.6).
    [stranger, { prompt: 'none' }, 'login_required'],
    [stranger, { scope: 'x' }, 'invalid_scope'],
    [stranger, { request: 'x' }, 'request_not_supported'],
    [user, { prompt: 'none' }, 'consent_required'], [user, { max_age: 'x' }, 'invalid_request'],
  ]
  for (const [browser, changes, error] of rows) {
    const reply = await browser.get(wishes(application, changes), fromElsewhere)
    assert.equal(reply.status, 303)
    assert.ok(leadsTo(reply).href.startsWith(callback))
    assert.equal(answerOf(reply, 'error'), error)
    assert.equal(answerOf(reply, 'iss'), issuer)
  }
  assert.match((await user.get(wishes(application))).text, /An administrator has registered this/)
  const declined = await user.submit('/oauth/consent', { decision: 'deny' })
  assert.equal(answerOf(declined, 'error'), 'access_denied')
  await site.database.run(sql`insert into users (email, role, created_at, updated_at)
    values ('other@example.org', 'admin', 1, 1)`)
  await site.database.run(sql`update users set role = 'user' where id = ${owner}`)
  const asked = await stranger.get(wishes(application, { prompt: 'none' }), fromElsewhere)
  assert.equal(asked.status, 403, 'not after the role is gone')
  leadsNowhere(asked)
})

test('a stranger signs in first and comes back to the same question', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const stranger = openBrowser(site)
  const hint = { login_hint: 'ada@example.org', prompt: 'login' }
  const reply = await stranger.get(wishes(application, hint))
  const { pathname, searchParams } = leadsTo(reply)
  assert.equal(pathname, '/login')
  assert.equal(searchParams.get('email'), 'ada@example.org')
  const next = new URL(searchParams.get('next') ?? '', issuer)
  assert.equal(next.pathname, '/oauth/authorize')
  assert.equal(next.searchParams.get('prompt'), null, 'to sign in is what prompt=login asks for')
  assert.equal(next.searchParams.get('state'), 'state <1>')
})

test('the page of consent says who asks, where it leads and what they will see', async (t) => {
  const site = openTestApp(t)
  const name = '<script>alert("x")</script>'
  const application = await addApplication(site, { name })
  const browser = await openSignedIn(site, await addUser(site))
  const state = '"><img src=x onerror=alert(1)>'
  const page = await browser.get(wishes(application, { scope: 'email links:read', state }))
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, /<script>alert|<img/)
  const text = unescapeHtml(page.text)
  assert.match(text, /Allow <script>alert\("x"\)<\/script>\?/)
  assert.match(text, /<strong>app\.example<\/strong>/)
  assert.match(text, /See your email address/)
  assert.match(text, /See your links and their clicks/)
  assert.doesNotMatch(text, /See your name|change and delete/)
  assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'/)
  assert.equal(page.headers['cache-control'], 'no-store')
  const reply = await browser.submit('/oauth/consent', { decision: 'allow' })
  assert.equal(answerOf(reply, 'state'), state)
  assert.doesNotMatch(reply.text, /<script>alert|<img/)
  assert.match(String(answerOf(reply, 'code')), /^gwa_/)
  assert.equal(answerOf(reply, 'iss'), issuer)
  assert.deepEqual((await readAudit(site)).map(({ action }) => action), ['application-allowed'])
})

test('consent is a form of the session that saw it', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const neighbour = await openSignedIn(site, user)
  const request = wishes(application).split('?')[1] ?? ''
  const foreign = await neighbour.get(wishes(application))
  const formToken = formTokenIn(foreign)
  assert.notEqual(formToken, '')
  for (const fields of [{}, { formToken: '' }, { formToken: 'x.y' }, { formToken }]) {
    const reply = await browser.post('/oauth/consent', { request, decision: 'allow', ...fields })
    assert.equal(reply.status, 403, JSON.stringify(fields))
  }
  await browser.get(wishes(application))
  const crossSite = { 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' }
  const forged = await browser.post('/oauth/consent', { request, decision: 'allow' }, crossSite)
  assert.equal(forged.status, 403)
})

test('what the form of consent brings back is checked like what came first', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  const rows: [request: string, status: number, error: string | null][] = [
    ['', 400, null],
    [wishes(application, { redirect_uri: 'https://evil.example/' }), 400, null],
    // Longer than an address can be: thousands of parameters would keep everybody waiting.
    [`${wishes(application)}${'&a'.repeat(8_000)}`, 400, null],
    [wishes(application, { code_challenge_method: 'plain' }), 400, 'invalid_request'],
    [wishes(application, { scope: 'admin' }), 400, 'invalid_scope'],
  ]
  for (const [path, status, error] of rows) {
    await browser.get(wishes(application))
    const request = path.split('?')[1] ?? ''
    const reply = await browser.submit('/oauth/consent', { decision: 'allow', request })
    assert.equal(reply.status, status, path)
    if (error !== null) assert.equal(wayBack(reply.text).searchParams.get('error'), error)
    else assert.doesNotMatch(reply.text, /Go back/)
  }
})

test('a user who declines stays here; one who knows the application goes back to it', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  for (const decision of ['deny', '', 'ALLOW']) {
    await browser.get(wishes(application))
    const denied = await browser.submit('/oauth/consent', { decision })
    assert.equal(denied.status, 403)
    leadsNowhere(denied)
    const { origin, searchParams } = wayBack(denied.text)
    assert.deepEqual([origin, searchParams.get('error'), searchParams.get('state')],
      ['https://app.example', 'access_denied', 'state <1>'], decision)
  }
  await getCode(browser, application, { scope: 'openid' })
  await browser.get(wishes(application, { scope: 'openid email' }))
  const denied = await browser.submit('/oauth/consent', { decision: 'deny' })
  assert.equal(answerOf(denied, 'error'), 'access_denied')
  assert.equal(answerOf(denied, 'state'), 'state <1>')
})

test("what was allowed isn't asked again, except for more, and by programs", async (t) => {
  const site = openTestApp(t)
  const web = await addApplication(site)
  const page = await addApplication(site, { isPublic: true })
  const redirectUris = ['http://127.0.0.1/cb']
  const program = await addApplication(site, { isPublic: true, redirectUris })
  const browser = await openSignedIn(site, await addUser(site))
  for (const application of [web, page, program]) {
    await getCode(browser, application, { scope: 'openid email' })
  }
  type Changes = Record<string, string>
  const rows: [name: string, application: typeof web, changes: Changes, asks: boolean][] = [
    ['the same', web, { scope: 'openid email' }, false],
    ['less', web, { scope: 'openid' }, false],
    ['more', web, { scope: 'openid email links:read' }, true],
    ['on demand', web, { scope: 'openid', prompt: 'consent' }, true],
    ['another account', web, { scope: 'openid', prompt: 'select_account' }, true],
    ['a page of https', page, { scope: 'openid email' }, false],
    ['a program', program, { scope: 'openid email' }, true],
  ]
  for (const [name, application, changes, asks] of rows) {
    const reply = await browser.get(wishes(application, changes), fromElsewhere)
    assert.equal(reply.status, asks ? 200 : 303, name)
  }
  await getCode(browser, web, { scope: 'links:read' })
  const both = await browser.get(wishes(web, { scope: 'openid email links:read' }))
  assert.ok(answerOf(both, 'code'), 'what was allowed at two times counts together')
})

test('what was allowed is stored and audited with its code, or not at all', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  await site.database.run(sql`create trigger full before insert on oauth_codes begin
    select raise(abort, 'no room'); end`)
  await browser.get(wishes(application))
  const reply = await browser.submit('/oauth/consent', { decision: 'allow' })
  assert.equal(reply.status, 500)
  assert.deepEqual(await site.database.all(sql`select 1 from oauth_consents`), [])
  assert.deepEqual(await readAudit(site), [])
})

test('no code and no consent is stored when the session has just ended', async (t) => {
  const site = openTestApp(t)
  const { id: client } = await addApplication(site)
  const user = await addUser(site)
  await openSignedIn(site, user)
  const session = (await site.database.one(sql<{ id: number }>`select id from sessions`))?.id ?? 0
  const insert = (codeHash: Uint8Array, changes: Partial<NewCode> = {}) =>
    site.database.run(insertCode({
      codeHash, client, user, session, redirectUri: callback, challenge: 'c'.repeat(43),
      scopes: 'openid', nonce: null, authenticatedAt: 1, expiresAt: 1, ...changes,
    }))
  const none = await insert(new Uint8Array(32).fill(1))
  const consent = { scopes: 'openid', before: '', joined: 'openid', now: 1 }
  const allow = (from: number) =>
    site.database.run(upsertConsent(user, client, { ...consent, session: from }))
  assert.deepEqual([(await allow(session + 1)).changes, (await allow(session)).changes], [0, 1])
  const signedOut = await insert(new Uint8Array(32).fill(2), { session: session + 1 })
  const stored = await insert(new Uint8Array(32).fill(3))
  assert.deepEqual([none.changes, signedOut.changes, stored.changes], [0, 0, 1])
})

test('a consent that was taken back while its user allowed more stays taken back', async (t) => {
  const site = openTestApp(t)
  const { id: client } = await addApplication(site)
  const user = await addUser(site)
  await openSignedIn(site, user)
  const session = (await site.database.one(sql<{ id: number }>`select id from sessions`))?.id ?? 0
  // What was stored when the user was asked, and what is stored when they allow `email`.
  const rows: [before: string, meanwhile: string, after: string][] = [
    ['', '', 'email'],
    ['openid', 'openid', 'openid email'],
    ['openid', '', 'email'],
    ['', 'openid', 'openid'],
    ['openid', 'openid profile', 'openid profile'],
  ]
  for (const [before, meanwhile, after] of rows) {
    await site.database.batch([
      sql`delete from oauth_consents`,
      sql`insert into oauth_consents (user, client, scopes, created_at)
        select ${user}, ${client}, ${meanwhile}, 1 where ${meanwhile} <> ''`,
    ])
    const joined = `${before} email`.trim()
    await site.database.run(
      upsertConsent(user, client, { session, scopes: 'email', before, joined, now: 2 }))
    const stored = await site.database.one(sql<{ scopes: string }>`
      select scopes from oauth_consents`)
    assert.equal(stored?.scopes, after, `${before} → ${meanwhile}`)
  }
})

test('with prompt=none nobody is asked', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  const silent = { prompt: 'none', scope: 'openid' }
  const stranger = await openBrowser(site).get(wishes(application, silent))
  assert.equal(stranger.status, 403)
  leadsNowhere(stranger)
  const signIn = /href="(\/login\?[^"]*)">Sign in/.exec(stranger.text)?.[1] ?? ''
  const next = new URL(unescapeHtml(signIn), issuer).searchParams.get('next')
  assert.equal(next, wishes(application, silent), 'after a sign-in, it goes on')
  const first = await browser.get(wishes(application, silent))
  assert.equal(first.status, 403)
  leadsNowhere(first)
  assert.equal(wayBack(first.text).searchParams.get('error'), 'consent_required')
  assert.equal(wayBack(first.text).searchParams.get('iss'), issuer)
  await getCode(browser, application, { scope: 'openid' })
  assert.ok(answerOf(await browser.get(wishes(application, silent)), 'code'))
  site.clock.now += 61 * secondMs
  const old = await browser.get(wishes(application, { ...silent, max_age: '60' }))
  assert.equal(answerOf(old, 'error'), 'login_required')
})

test('prompt=login and max_age ask for the password, once', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  await getCode(browser, application)
  const rows: [changes: Record<string, string>, waitMs: number, asks: boolean][] = [
    [{ prompt: 'login' }, 0, true],
    [{ max_age: '60' }, 54 * secondMs, false],
    [{ max_age: '60' }, 2 * secondMs, true],
    [{ max_age: '0' }, 11 * secondMs, true],
    // A conformance test signs in and asks again a second later (OpenID Connect Core, 3.1.2.1).
    [{ max_age: '0' }, 1, true], [{ max_age: '4' }, 0, true], [{ max_age: '5' }, 0, false],
    [{ max_age: '60' }, -3600 * secondMs, true],
    [{ max_age: '999999999' }, 0, false],
  ]
  for (const [changes, waitMs, asks] of rows) {
    site.clock.now += waitMs
    const reply = await browser.get(wishes(application, changes))
    assert.equal(/Confirm your password/.test(reply.text), asks, JSON.stringify(changes))
    if (!asks) continue
    const wrong = await browser.submit('/oauth/password', { password: otherPassword })
    assert.deepEqual([wrong.status, /not your password/.test(wrong.text)], [422, true])
    const before = browser.cookies.get('session')
    const right = await browser.submit('/oauth/password', { password })
    assert.equal(right.status, 303)
    assert.notEqual(browser.cookies.get('session'), before, 'the session has a new token')
    site.clock.now += 5 * secondMs
    const again = await browser.get(String(right.headers['location']))
    assert.ok(answerOf(again, 'code'), JSON.stringify(changes))
  }
  const stranger = openBrowser(site)
  const first = leadsTo(await stranger.get(wishes(application, { max_age: '0' })))
  await stranger.get(`${first.pathname}${first.search}`)
  const signedIn = await stranger.submit('/login', { email: 'ada@example.org', password })
  site.clock.now += secondMs
  const back = await stranger.get(String(signedIn.headers['location']))
  assert.ok(answerOf(back, 'code'), 'signing in is what max_age=0 asks for')
  const forged = await browser.post('/oauth/password', { password, request: '' })
  assert.equal(forged.status, 403)
})

test('an application whose developer is disabled lets nobody in', async (t) => {
  const site = openTestApp(t)
  const owner = await addUser(site, { email: 'bad@example.org', isDisabled: true })
  const application = await addApplication(site, { owner })
  const browser = await openSignedIn(site, await addUser(site))
  assert.equal((await browser.get(wishes(application, { scope: allScopes }))).status, 400)
})

test("a key or a token isn't a person: only a session can allow an application", async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const program = await openWithKey(site, await addUser(site), ['account', 'admin'])
  const reply = await program.send('GET', wishes(application))
  assert.equal(leadsTo(reply).pathname, '/login')
  assert.equal((await program.send('GET', wishes(application, { prompt: 'none' }))).status, 403)
})

test('a visitor from another site gets a redirect, and one from our forms a page', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  await getCode(browser, application)
  for (const site of ['cross-site', 'same-site', 'none']) {
    const reply = await browser.get(wishes(application), { 'sec-fetch-site': site })
    assert.deepEqual([reply.status, reply.headers['refresh']], [303, undefined], site)
    assert.equal(reply.headers['cache-control'], 'no-store')
  }
  const after = await browser.get(wishes(application))
  assert.deepEqual([after.status, after.headers['location']], [200, undefined])
  const refresh = String(after.headers['refresh'])
  assert.ok(refresh.startsWith(`0;url=${callback}?code=gwa_`), refresh)
  assert.match(String(after.headers['content-security-policy']), /form-action 'self';/)
})
