import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp, startTime, type TestApp, type TestReply } from '../../../testApp.ts'
import { parseJson, pick } from '../../../pick.ts'
import { openBrowser, type Browser } from '../../../testClients.ts'
import {
  addUser, basic, openSignedIn, otherPassword, password, readAudit,
} from '../../users/accounts.ts'
import { codeFor, fitsChallenge, playProvider, type PlayedProvider } from '../playedProvider.ts'
import { addApplication, formTokenIn, leadsTo, wishes } from '../relyingParty.ts'

async function open(t: TestContext) {
  const provider = await playProvider(t, startTime)
  const site = openTestApp(t, { provider: provider.settings })
  return { provider, site, browser: openBrowser(site) }
}

async function begin(browser: Browser, next = '/account'): Promise<URL> {
  const reply = await browser.get(`/login/with?${new URLSearchParams({ next })}`)
  assert.equal(reply.status, 303, reply.text)
  return leadsTo(reply)
}

/** What the provider sends the browser back with; null leaves a parameter out. */
function back(
  provider: PlayedProvider, location: URL, changes: Record<string, string | null> = {},
): string {
  const all = {
    code: codeFor(location), state: location.searchParams.get('state'), iss: provider.origin,
    ...changes,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(all)) if (value !== null) query.set(name, value)
  return `/login/with/callback?${query}`
}

const fromElsewhere = { 'sec-fetch-site': 'cross-site' }

async function signIn(
  browser: Browser, provider: PlayedProvider, next?: string,
): Promise<TestReply> {
  return browser.get(back(provider, await begin(browser, next)), fromElsewhere)
}

const isSignedIn = (browser: Browser) => browser.cookies.has('session')

async function linkTo(site: TestApp, provider: PlayedProvider, user: number): Promise<void> {
  await site.database.run(sql`
    insert into provider_accounts (issuer, subject, user, email, created_at)
    values (${provider.origin}, 'subject-1', ${user}, 'ada@example.org', 1)`)
}

test('a sign-in begins with state, nonce and PKCE, kept by the browser alone', async (t) => {
  const { provider, site, browser } = await open(t)
  const reply = await browser.get('/login/with?next=/links/x')
  const { origin, pathname, searchParams } = leadsTo(reply)
  assert.equal(origin + pathname, `${provider.origin}/authorize`)
  const expected = {
    from: 'us', response_type: 'code', client_id: 'groundwork', scope: 'openid email profile',
    redirect_uri: `${site.publicOrigin}/login/with/callback`, code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(expected)) assert.equal(searchParams.get(name), value)
  for (const name of ['state', 'nonce', 'code_challenge']) {
    assert.match(searchParams.get(name) ?? '', /^[\w-]{43}$/, name)
  }
  const [cookie = ''] = [reply.headers['set-cookie'] ?? []].flat()
  assert.match(cookie, /^provider=.*; Max-Age=600; HttpOnly; SameSite=Lax$/)
  assert.equal(reply.headers['cache-control'], 'no-store')
  const other = leadsTo(await browser.get('/login/with'))
  assert.notEqual(other.searchParams.get('state'), searchParams.get('state'))
})

test('pages have a button that leads to the provider and back to them', async (t) => {
  const { provider, site, browser } = await open(t)
  const hasButton = async (path: string, next = path) => {
    const { text } = await browser.get(path)
    const query = new URLSearchParams({ next })
    const button = `href="/login/with?${query}">Sign in with ${provider.settings.name}</a>`
    assert.ok(text.includes(button), `${path}: ${text}`)
  }
  await hasButton('/login?next=/links/x', '/links/x')
  await signIn(browser, provider)
  await signIn(openBrowser(site), provider)
  site.clock.now += 10 * minuteMs
  await hasButton('/account/keys')
  await hasButton('/account/sessions')
})

test('a link on another site does not sign anybody in by itself', async (t) => {
  const { provider, browser } = await open(t)
  const path = '/login/with?next=/links/x'
  const asked = await browser.get(path, fromElsewhere)
  assert.deepEqual([asked.status, asked.headers['location']], [303, '/login?next=%2Flinks%2Fx'])
  assert.equal(asked.headers['set-cookie'], undefined)
  for (const site of ['same-origin', 'none']) {
    const sent = await browser.get(path, { 'sec-fetch-site': site })
    assert.equal(leadsTo(sent).pathname, '/authorize')
    assert.equal(leadsTo(sent).searchParams.get('max_age'), null)
  }
  await signIn(browser, provider)
  const again = leadsTo(await browser.get(path, fromElsewhere))
  assert.equal(again.pathname, '/authorize', 'an application may ask whether it is still them')
  assert.equal(again.searchParams.get('max_age'), '0', 'then the provider asks for the password')
})

test('a link on another site signs nobody else in where a user is signed in', async (t) => {
  const { provider, site } = await open(t)
  const user = await addUser(site, { email: 'eve@example.org' })
  const browser = await openSignedIn(site, user)
  const before = browser.cookies.get('session')
  const begun = await browser.get('/login/with?next=/account', fromElsewhere)
  const other = await browser.get(back(provider, leadsTo(begun)), fromElsewhere)
  assert.deepEqual([other.status, browser.cookies.get('session')], [403, before])
  assert.match(other.text, /<h1>This is another account<\/h1>/)
  assert.equal((await site.database.all(sql`select 1 from users`)).length, 1, 'no account is made')
  await linkTo(site, provider, user)
  const again = await browser.get('/login/with?next=/account', fromElsewhere)
  const same = await browser.get(back(provider, leadsTo(again)), fromElsewhere)
  assert.deepEqual([same.status, same.headers['location']], [303, '/account'])
})

test('who has to sign in again at the provider did so since then, as far as it says', async (t) => {
  const { provider, site } = await open(t)
  const seconds = Math.floor(startTime / 1_000)
  const rows: [authTime: unknown, isRefused: boolean][] = [
    [seconds, false], [seconds + 5, false], [seconds - 60, false], [seconds - 61, true],
    [undefined, false], ['yesterday', true], [null, true], [0, true],
  ]
  for (const [authTime, isRefused] of rows) {
    provider.claims = {}
    const browser = openBrowser(site)
    await signIn(browser, provider)
    const before = browser.cookies.get('session')
    provider.claims = { auth_time: authTime }
    const reply = await signIn(browser, provider)
    const isSame = browser.cookies.get('session') === before
    assert.deepEqual([reply.status, isSame], isRefused ? [403, true] : [303, false], `${authTime}`)
    if (isRefused) assert.match(reply.text, /Sign out\s+here/)
    provider.claims = { auth_time: authTime }
    const stranger = openBrowser(site)
    assert.equal((await signIn(stranger, provider)).status, 303, 'a first sign-in may be older')
  }
})

test('somebody new gets an account without a password, with a confirmed address', async (t) => {
  const { provider, site, browser } = await open(t)
  const location = await begin(browser, '/account?x=1')
  const reply = await browser.get(back(provider, location), fromElsewhere)
  assert.deepEqual([reply.status, reply.headers['location']], [303, '/account?x=1'])
  assert.ok(isSignedIn(browser))
  assert.equal(browser.cookies.has('provider'), false)
  const [asked] = provider.asked
  assert.ok(asked && fitsChallenge(location, asked))
  assert.equal(asked.authorization, basic('groundwork', 'a%3Ab%25c'))
  assert.equal(asked.form.get('redirect_uri'), `${site.publicOrigin}/login/with/callback`)
  assert.equal(asked.form.has('client_secret'), false)
  const made = await site.database.one(sql<{ hash: string | null }>`
    select email, name, password_hash as hash, owners.id is not null as hasOwner
    from users left join owners on owners.user = users.id`)
  assert.deepEqual({ ...made }, { email: 'ada@example.org', name: 'Ada', hash: null, hasOwner: 1 })
  const again = openBrowser(site)
  provider.claims = { email: 'new@example.org' }
  await signIn(again, provider)
  assert.ok(isSignedIn(again), 'the subject counts, not the address')
  assert.equal((await site.database.all(sql`select 1 from users`)).length, 1)
})

test('a sign-in ends the session that the browser had, no matter whose it was', async (t) => {
  const { provider, site } = await open(t)
  const browser = await openSignedIn(site, await addUser(site, { email: 'eve@example.org' }))
  const before = browser.cookies.get('session')
  await signIn(browser, provider)
  assert.notEqual(browser.cookies.get('session'), before)
  const sessions = await site.database.all(sql<{ email: string }>`
    select email from sessions join users on users.id = sessions.user`)
  assert.deepEqual(sessions.map(({ email }) => email), ['ada@example.org'])
})

test("nobody is let in by a response that isn't entirely right", async (t) => {
  const { provider, site } = await open(t)
  const rows: [name: string, changes: Record<string, string | null>, status: number][] = [
    ['another state', { state: 'x' }, 400], ['no state', { state: null }, 400],
    ['an empty state', { state: '' }, 400],
    ['another issuer', { iss: 'https://evil.example' }, 400],
    ['the issuer with a slash', { iss: `${provider.origin}/` }, 400],
    ['no issuer where it says that it sends one', { iss: null }, 400],
    ['no code', { code: null }, 403], ['a refusal', { code: null, error: 'access_denied' }, 403],
    ['a refusal with a code', { error: 'login_required' }, 403],
    ['an unknown error', { error: '<script>alert(1)</script>' }, 502],
    ['a mistake of ours', { code: null, error: 'invalid_scope' }, 502],
    ['a failure over there', { code: null, error: 'server_error' }, 502],
    ['a code of another sign-in', { code: 'another-nonce' }, 502],
  ]
  for (const [name, changes, status] of rows) {
    const browser = openBrowser(site)
    const location = await begin(browser)
    const reply = await browser.get(back(provider, location, changes), fromElsewhere)
    assert.equal(reply.status, status, name)
    assert.equal(isSignedIn(browser), false, name)
    assert.doesNotMatch(reply.text, /<script>alert/)
    assert.equal(browser.cookies.has('provider'), false, 'it works once')
    const late = await browser.get(back(provider, location), fromElsewhere)
    assert.equal(late.status, 400, name)
  }
  assert.deepEqual(await site.database.all(sql`select 1 from users`), [])
})

test('the audit trail says which error a provider responded with', async (t) => {
  const { provider, site, browser } = await open(t)
  const rows: [error: string | null, body: string, reason: string | undefined][] = [
    ['unauthorized_client', '', 'unauthorized_client'], ['x'.repeat(51), '', 'an unknown error'],
    ['a\nb', '', 'an unknown error'], ['access_denied', '', undefined],
    [null, '{"error":"invalid_client"}', '401: invalid_client'],
    [null, '{"error":{"a":1}}', '401: an unknown error'], [null, '{"message":"no"}', '401'],
    [null, 'no', '401'], [null, 'x'.repeat(300_000), '401'],
  ]
  let seen = 0
  for (const [error, body, reason] of rows) {
    site.clock.now += minuteMs
    provider.answers.set('/token', { status: 401, body })
    await browser.get(back(provider, await begin(browser), { error }), fromElsewhere)
    const reasons = (await readAudit(site)).slice(seen)
      .map(({ details }) => pick(parseJson(details), 'reason'))
    const expected = reason === undefined ? [] : [`The provider responded with ${reason}`]
    assert.deepEqual(reasons, expected, error ?? body.slice(0, 50))
    seen += expected.length
  }
})

test('the audit trail says which issuer the document of a provider names', async (t) => {
  const { provider, site, browser } = await open(t)
  const rows: [issuer: unknown, shown: string][] = [
    [`${provider.origin}/`, `${provider.origin}/`], [7, 'none'], [undefined, 'none'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ]
  for (const [issuer, shown] of rows) {
    site.clock.now += minuteMs
    provider.document = { issuer }
    assert.equal((await browser.get('/login/with')).status, 502)
    const { details } = (await readAudit(site)).at(-1) ?? { details: '' }
    const reason = `The issuer in the document of ${provider.origin} is ${shown}`
    assert.equal(pick(parseJson(details), 'reason'), reason)
  }
})

test('only the browser that went comes back', async (t) => {
  const { provider, site, browser } = await open(t)
  const location = await begin(browser)
  const victim = openBrowser(site)
  assert.equal((await victim.get(back(provider, location), fromElsewhere)).status, 400)
  const kept = browser.cookies.get('provider') ?? ''
  const [payload = '', mac = ''] = kept.split('.')
  const text = Buffer.from(payload, 'base64url').toString()
  const changed = Buffer.from(text.replace('/account', '/evil'))
  for (const cookie of ['', 'x', 'x.y', `${payload}.`, `${payload}.${mac.slice(0, -2)}`,
    `${changed.toString('base64url')}.${mac}`]) {
    victim.cookies.set('provider', cookie)
    assert.equal((await victim.get(back(provider, location), fromElsewhere)).status, 400, cookie)
  }
  site.clock.now += 10 * minuteMs
  assert.equal((await browser.get(back(provider, location), fromElsewhere)).status, 400, 'too late')
  assert.equal(isSignedIn(browser), false)
})

test('the ID token is checked in full', async (t) => {
  const { provider, site } = await open(t)
  const now = startTime / 1_000
  const rows: [name: string, claims: object, header?: object][] = [
    ['nonce', { nonce: 'x' }], ['issuer', { iss: 'https://evil.example' }],
    ['audience', { aud: 'another' }], ['audiences', { aud: ['groundwork', 'another'] }],
    ['azp', { azp: 'another' }], ['expired', { exp: now }], ['none', {}, { alg: 'none' }],
    ['HS256', {}, { alg: 'HS256' }], ['kid', {}, { kid: 'k2' }], ['type', {}, { typ: 'at+jwt' }],
  ]
  for (const [name, claims, header = {}] of rows) {
    const browser = openBrowser(site)
    provider.claims = { ...claims }
    provider.header = { ...header }
    const reply = await signIn(browser, provider)
    assert.deepEqual([reply.status, isSignedIn(browser)], [502, false], name)
  }
  const refusals = (await readAudit(site)).filter(({ action }) => action === 'provider-refused')
  assert.equal(refusals.length, 1, 'one line a minute')
})

test('a new key of the provider is looked for at once, and then once a minute', async (t) => {
  const { provider, site } = await open(t)
  await linkTo(site, provider, await addUser(site))
  const tries = async () => {
    const browser = openBrowser(site)
    await signIn(browser, provider)
    return isSignedIn(browser)
  }
  assert.equal(await tries(), true)
  provider.kid = 'k2'
  assert.equal(await tries(), true)
  assert.equal(await tries(), true)
  assert.equal(provider.hits.get('/keys'), 2)
  provider.kid = 'k3'
  assert.equal(await tries(), false)
  assert.equal(provider.hits.get('/keys'), 2, 'invented names make nobody ask again and again')
  site.clock.now += minuteMs + 1
  assert.equal(await tries(), true)
  assert.equal(provider.hits.get('/keys'), 3)
})

test('a new key is found by sign-ins at the same time, and after a failure', async (t) => {
  const { provider, site } = await open(t)
  await linkTo(site, provider, await addUser(site))
  const tries = async () => {
    const browser = openBrowser(site)
    await signIn(browser, provider)
    return isSignedIn(browser)
  }
  assert.equal(await tries(), true)
  provider.kid = 'k2'
  provider.answers.set('/keys', { status: 503, body: '{}' })
  assert.equal(await tries(), false)
  provider.answers.delete('/keys')
  provider.hits.set('/keys', 0)
  assert.deepEqual(await Promise.all([tries(), tries(), tries()]), [true, true, true])
  assert.equal(provider.hits.get('/keys'), 1)
})

test('an address that has an account here opens nothing by itself', async (t) => {
  const { provider, site, browser } = await open(t)
  const user = await addUser(site)
  for (const email of ['ada@example.org', 'ADA@Example.ORG']) {
    provider.claims = { email }
    const reply = await signIn(browser, provider)
    assert.deepEqual([reply.status, isSignedIn(browser)], [409, false], email)
    assert.match(reply.text, /\/login\?next=\/account\/apps/)
  }
  assert.deepEqual(await site.database.all(sql`select 1 from provider_accounts`), [])
  await linkTo(site, provider, user)
  await signIn(browser, provider)
  assert.ok(isSignedIn(browser))
})

test('an address that is not confirmed makes no account', async (t) => {
  const { provider, site } = await open(t)
  const rows = [
    { email_verified: false }, { email_verified: 'true' }, { email_verified: undefined },
    { email: undefined }, { email: 'no address' }, { email: '' },
  ]
  for (const claims of rows) {
    provider.claims = claims
    const reply = await signIn(openBrowser(site), provider)
    assert.equal(reply.status, 403, JSON.stringify(claims))
  }
  assert.deepEqual(await site.database.all(sql`select 1 from users`), [])
})

test('what the ID token leaves out is asked for, about the same user', async (t) => {
  const { provider, site } = await open(t)
  const without = { email: undefined, email_verified: undefined, name: undefined }
  const right = { sub: 'subject-1', email: 'eve@example.org', email_verified: true, name: 'Eve' }
  const rows: [says: unknown, status: number][] = [
    [{ ...right, sub: 'subject-2' }, 502], [{ ...right, sub: undefined }, 502], [[right], 502],
    [{ ...right, email_verified: false }, 403], [{ ...right, email: undefined }, 403],
    [right, 303],
  ]
  provider.claims = without
  assert.equal((await signIn(openBrowser(site), provider)).status, 403, 'no endpoint is named')
  site.clock.now += 61 * minuteMs
  provider.now += 61 * 60
  for (const [says, status] of rows) {
    provider.document = { userinfo_endpoint: `${provider.origin}/userinfo` }
    provider.answers.set('/userinfo', { status: 200, body: JSON.stringify(says) })
    const reply = await signIn(openBrowser(site), provider)
    assert.equal(reply.status, status, JSON.stringify(says))
  }
  assert.equal(provider.heads.at(-1)?.authorization, 'Bearer x')
  const users = await site.database.all(sql<{ email: string; name: string }>`
    select email, name from users`)
  assert.deepEqual(users.map(({ email, name }) => [email, name]), [['eve@example.org', 'Eve']])
  provider.answers.set('/userinfo', { status: 500, body: '' })
  provider.claims = {}
  const complete = await signIn(openBrowser(site), provider)
  assert.equal(complete.status, 303, 'a complete ID token needs no more')
})

test("a disabled user isn't let in, and a second factor is needed here, too", async (t) => {
  const { provider, site, browser } = await open(t)
  const user = await addUser(site)
  await linkTo(site, provider, user)
  await site.database.run(sql`update users set disabled_at = 1 where id = ${user}`)
  assert.deepEqual([(await signIn(browser, provider)).status, isSignedIn(browser)], [403, false])
  await site.database.run(sql`update users set totp_secret = 'ABCDEFGHIJKLMNOP', totp_since = 1
    where id = ${user}`)
  assert.equal((await signIn(browser, provider)).status, 403, 'nobody asks for the code either')
  await site.database.run(sql`update users set disabled_at = null where id = ${user}`)
  const reply = await signIn(browser, provider, '/links/x')
  assert.deepEqual([reply.status, isSignedIn(browser)], [200, false])
  const wrong = await browser.submit('/login/code', { code: '000000' })
  assert.deepEqual([wrong.status, isSignedIn(browser)], [401, false])
  const code = totpCode('ABCDEFGHIJKLMNOP', Math.floor(site.clock.now / 30_000))
  const right = await browser.submit('/login/code', { code })
  assert.deepEqual([right.headers['location'], isSignedIn(browser)], ['/links/x', true])
})

test('a browser keeps what it had when its user is disabled during the sign-in', async (t) => {
  const { provider, site } = await open(t)
  const browser = await openSignedIn(site, await addUser(site, { email: 'bob@example.org' }))
  const before = browser.cookies.get('session')
  await site.database.run(sql`create trigger switch_off after insert on provider_accounts begin
    update users set disabled_at = 1 where id = new.user; end`)
  const reply = await signIn(browser, provider)
  assert.deepEqual([reply.status, browser.cookies.get('session')], [403, before])
  assert.equal((await browser.get('/account')).status, 200, 'the old session goes on')
  assert.deepEqual((await readAudit(site)).map(({ action }) => action), ['account-made'])
})

test('afterwards, the browser goes to a page of ours, whatever the URL asked for', async (t) => {
  const { provider, site } = await open(t)
  await linkTo(site, provider, await addUser(site))
  for (const next of [
    '//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', '',
  ]) {
    const reply = await signIn(openBrowser(site), provider, next)
    assert.equal(reply.headers['location'], '/', JSON.stringify(next))
  }
})

test('a long address to go to afterwards is left out, and never the sign-in', async (t) => {
  const { provider, site } = await open(t)
  await linkTo(site, provider, await addUser(site))
  for (const [length, isKept] of [[2_000, true], [2_001, false], [8_000, false]] as const) {
    const next = '/account/'.padEnd(length, 'x')
    const browser = openBrowser(site)
    const location = await begin(browser, next)
    const kept = browser.cookies.get('provider') ?? ''
    assert.ok(kept.length < 4_000, 'a browser keeps the cookie')
    const reply = await browser.get(back(provider, location), fromElsewhere)
    assert.deepEqual([reply.status, isSignedIn(browser)], [303, true], String(length))
    assert.equal(reply.headers['location'], isKept ? next : '/')
  }
})

test('a signed-in user links with the password, and unlinks', async (t) => {
  const { provider, site } = await open(t)
  const browser = await openSignedIn(site, await addUser(site))
  await browser.get('/account/apps')
  const wrong = await browser.submit('/account/apps/provider/link', { password: otherPassword })
  assert.deepEqual([wrong.status, /not your password/.test(wrong.text)], [422, true])
  assert.equal(wrong.headers['set-cookie'], undefined)
  const reply = await browser.submit('/account/apps/provider/link', { password })
  assert.equal(reply.status, 200, 'a page leads on, because a form came before')
  const linked = await browser.get(back(provider, leadsTo(reply)), fromElsewhere)
  assert.equal(linked.headers['location'], '/account/apps?linked=yes')
  assert.match((await site.mails()).at(-1)?.text ?? '', /with Example ID\./)
  const newcomer = openBrowser(site)
  await signIn(newcomer, provider)
  assert.ok(isSignedIn(newcomer))
  const list = await browser.get('/account/apps?linked=yes')
  assert.match(list.text, /The accounts are linked\./)
  const guess = await browser.submit('/account/apps/provider/unlink', { password: otherPassword })
  assert.deepEqual([guess.status, /not your password/.test(guess.text)], [422, true])
  for (let time = 0; time < 2; time += 1) {
    const unlinked = await browser.submit('/account/apps/provider/unlink', { password })
    assert.deepEqual([unlinked.status, unlinked.headers['location']],
      [303, '/account/apps?unlinked=yes'], 'also for the second of two clicks')
  }
  const ends = (await site.mails()).filter(({ text }) => /no longer sign in/.test(text))
  assert.equal(ends.length, 1, 'its owner is told, once')
  const after = openBrowser(site)
  assert.equal((await signIn(after, provider)).status, 409)
  const actions = (await readAudit(site)).map(({ action }) => action)
  assert.deepEqual(actions, ['provider-linked', 'signed-in', 'provider-unlinked'])
})

test('an account there is linked once, by the session that asked', async (t) => {
  const { provider, site } = await open(t)
  const ada = await addUser(site)
  const bob = await addUser(site, { email: 'bob@example.org' })
  const begun = async (browser: Browser) => {
    await browser.get('/account/apps')
    return leadsTo(await browser.submit('/account/apps/provider/link', { password }))
  }
  const attacker = await openSignedIn(site, bob)
  const location = await begun(attacker)
  const victim = await openSignedIn(site, ada)
  victim.cookies.set('provider', attacker.cookies.get('provider') ?? '')
  assert.equal((await victim.get(back(provider, location), fromElsewhere)).status, 403)
  const signedOut = openBrowser(site)
  signedOut.cookies.set('provider', attacker.cookies.get('provider') ?? '')
  assert.equal((await signedOut.get(back(provider, location), fromElsewhere)).status, 403)
  await linkTo(site, provider, ada)
  const taken = await attacker.get(back(provider, await begun(attacker)), fromElsewhere)
  assert.equal(taken.status, 409, "somebody else's")
  const forged = await attacker.post('/account/apps/provider/link', { password })
  assert.equal(forged.status, 403, 'without a form token')
})

test("a user without a password confirms with the provider that it's still them", async (t) => {
  const { provider, site, browser } = await open(t)
  const application = await addApplication(site)
  await signIn(browser, provider)
  const login = { prompt: 'login', state: 'kept' }
  const { pathname, searchParams } = leadsTo(await browser.get(wishes(application, login)))
  assert.equal(pathname, '/login/with')
  const back = new URL(searchParams.get('next') ?? '', site.publicOrigin)
  assert.deepEqual([back.pathname, back.searchParams.get('state')], ['/oauth/authorize', 'kept'])
  assert.equal(back.searchParams.get('prompt'), null)
  const alone = openTestApp(t)
  const reader = await addApplication(alone)
  const user = await addUser(alone)
  await alone.database.run(sql`update users set password_hash = null where id = ${user}`)
  const reply = await (await openSignedIn(alone, user)).get(wishes(reader, login))
  assert.equal(reply.status, 403)
  assert.match(reply.text, /<h1>You have to sign in again<\/h1>/)
})

test('without a password nothing is unlinked', async (t) => {
  const { provider, site, browser } = await open(t)
  await signIn(browser, provider)
  const page = await browser.get('/account/apps')
  assert.match(page.text, /Your account has no password/)
  const formToken = formTokenIn(page)
  const reply = await browser.post('/account/apps/provider/unlink', { formToken })
  assert.equal(reply.status, 403)
  assert.match(reply.text, /Your account has no password/)
  assert.equal((await site.database.all(sql`select 1 from provider_accounts`)).length, 1)
})

test('a provider with bad responses signs nobody in, and the server goes on', async (t) => {
  const good = startTime
  const wellKnown = '/.well-known/openid-configuration'
  const rows: [name: string, spoil: (provider: PlayedProvider) => void][] = [
    ['another issuer', (p) => (p.document = { issuer: 'https://evil.example' })],
    ['an issuer with a slash', (p) => (p.document = { issuer: `${p.origin}/` })],
    ['no token endpoint', (p) => (p.document = { token_endpoint: undefined })],
    ['a token endpoint without TLS', (p) => (p.document = { token_endpoint: 'http://192.0.2.1/' })],
    ['keys in a file', (p) => (p.document = { jwks_uri: 'file:///etc/passwd' })],
    ['keys behind a user', (p) => (p.document = { jwks_uri: 'https://user@app.example/' })],
    ['a document that is none', (p) => p.answers.set(wellKnown, { status: 200, body: '<html>' })],
    ['a document that is missing', (p) => p.answers.set(wellKnown, { status: 404, body: '{}' })],
    ['a redirect', (p) => p.answers.set(wellKnown,
      { status: 302, headers: { location: `${p.origin}/keys` }, body: '' })],
    ['a huge document', (p) => (p.document = { padding: 'x'.repeat(300_000) })],
    ['a refused code',
      (p) => p.answers.set('/token', { status: 400, body: '{"error":"invalid_grant"}' })],
    ['a redirect of the token', (p) => p.answers.set('/token',
      { status: 307, headers: { location: `${p.origin}/elsewhere` }, body: '' })],
    ['no ID token', (p) => p.answers.set('/token', { status: 200, body: '{"access_token":"x"}' })],
    ['an ID token that is a number',
      (p) => p.answers.set('/token', { status: 200, body: '{"id_token":1}' })],
    ['no keys', (p) => p.answers.set('/keys', { status: 200, body: '{"keys":[]}' })],
    ['keys that are none', (p) => p.answers.set('/keys', { status: 200, body: '[1]' })],
  ]
  for (const [name, spoil] of rows) {
    const provider = await playProvider(t, good)
    spoil(provider)
    const site = openTestApp(t, { provider: provider.settings })
    const browser = openBrowser(site)
    const reply = await browser.get('/login/with')
    const last = reply.status === 303
      ? await browser.get(back(provider, leadsTo(reply)), fromElsewhere)
      : reply
    assert.deepEqual([last.status, isSignedIn(browser)], [502, false], name)
    assert.equal(provider.hits.get('/elsewhere'), undefined, name)
  }
})

test('what a provider says of itself is kept for an hour, a failure is not', async (t) => {
  const { provider, site, browser } = await open(t)
  const wellKnown = '/.well-known/openid-configuration'
  provider.answers.set(wellKnown, { status: 500, body: '' })
  assert.equal((await browser.get('/login/with')).status, 502)
  provider.answers.clear()
  await begin(browser)
  await begin(browser)
  assert.equal(provider.hits.get(wellKnown), 2)
  site.clock.now += hourMs
  await begin(browser)
  assert.equal(provider.hits.get(wellKnown), 3)
  site.clock.now -= 24 * hourMs
  await begin(browser)
  assert.equal(provider.hits.get(wellKnown), 4, 'also after the clock was a day ahead')
  site.clock.now += hourMs
  await Promise.all([begin(openBrowser(site)), begin(openBrowser(site))])
  assert.equal(provider.hits.get(wellKnown), 5, 'requests at the same time share a fetch')
})

test('the secret goes where the provider takes it', async (t) => {
  const rows: [ways: string[] | undefined, secret: string | undefined, isBasic: boolean][] = [
    [undefined, 'a:b%c', true], [['client_secret_basic', 'client_secret_post'], 'a:b%c', true],
    [['client_secret_post'], 'a:b%c', false], [['none'], undefined, false],
  ]
  for (const [ways, clientSecret, isBasic] of rows) {
    const provider = await playProvider(t, startTime)
    provider.document = { token_endpoint_auth_methods_supported: ways }
    const site = openTestApp(t, { provider: { ...provider.settings, clientSecret } })
    const browser = openBrowser(site)
    await signIn(browser, provider)
    assert.ok(isSignedIn(browser), String(ways))
    const [asked] = provider.asked
    const inForm = isBasic ? null : clientSecret ?? null
    assert.equal(asked?.form.get('client_secret'), inForm, String(ways))
    assert.equal(asked?.form.get('client_id'), isBasic ? null : 'groundwork')
    assert.equal(asked?.authorization !== undefined, isBasic)
  }
})

test('a provider that sends no name may leave it out, and never send another', async (t) => {
  const { provider, site } = await open(t)
  provider.document = { authorization_response_iss_parameter_supported: undefined }
  const rows: [iss: string | null, status: number][] = [
    [null, 303], ['https://evil.example', 400], ['', 400], [provider.origin, 303],
  ]
  for (const [iss, status] of rows) {
    const browser = openBrowser(site)
    const reply = await browser.get(back(provider, await begin(browser), { iss }), fromElsewhere)
    assert.equal(reply.status, status, String(iss))
  }
})

test('over TLS the cookie of a sign-in is bound to this host', async (t) => {
  const provider = await playProvider(t, startTime)
  const site = openTestApp(t, { provider: provider.settings, publicOrigin: 'https://go.example' })
  const reply = await site.request('GET', '/login/with')
  const [cookie = ''] = [reply.headers['set-cookie'] ?? []].flat()
  assert.match(cookie, /^__Host-provider=[^;]+; Path=\/; Max-Age=600; Secure; HttpOnly; Same/)
})

test('what the provider is asked belongs to the trace of the request', async (t) => {
  const { provider, browser } = await open(t)
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const traced = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, tracestate: 'a=1,b=2' }
  const location = await begin(browser)
  await browser.get(back(provider, location), { ...fromElsewhere, ...traced })
  const [first, ...others] = provider.heads.toReversed()
  assert.match(String(first?.traceparent), new RegExp(`^00-${traceId}-(?!b7ad6b7169203331)`))
  assert.equal(first?.tracestate, 'a=1,b=2')
  // The request that began the sign-in named no trace.
  assert.match(String(others.at(-1)?.traceparent), /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
  assert.doesNotMatch(String(others.at(-1)?.traceparent), new RegExp(traceId))
})
