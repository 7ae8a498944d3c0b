// What a browser that has signed in before can do, while strangers guess the password of its owner.

import assert from 'node:assert/strict'
import test from 'node:test'
import { hashRecoveryCode } from '../../../../src/auth/passwords/recoveryCodes.ts'
import { freeAccountTries, freeTries } from '../../../../src/auth/passwords/throttle.ts'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { dayMs, secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { startServer } from '../../../http/wireServer.ts'
import { pick } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, type Browser } from '../../../testClients.ts'
import {
  addUser, basic, email, openSignedIn, otherPassword, password, tokenInMail,
} from '../accounts.ts'

const publicOrigin = 'https://links.example'
const name = '__Host-device'
// Too long to be hashed, so many of them are quick.
const wrong = '€'.repeat(342)

/** Opens a site behind a proxy, which tells the clients' addresses. */
async function open(t: test.TestContext) {
  const site = openTestApp(t, { publicOrigin, trustedHops: 1 })
  return { site, user: await addUser(site) }
}

/** Signs in from an address, and gives the status. */
async function signIn(site: TestApp, from: string, words: string, cookie = ''): Promise<number> {
  const { status } = await site.request('POST', '/api/sessions', {
    headers: {
      'content-type': 'application/json', 'x-forwarded-for': from, 'x-forwarded-proto': 'https',
      ...(cookie && { cookie, 'sec-fetch-site': 'same-origin' }),
    },
    body: JSON.stringify({ email, password: words }),
  })
  return status
}

/** Guesses from many addresses, until an unknown browser gets a 429. */
async function attack(site: TestApp): Promise<void> {
  for (let index = 0; index < freeAccountTries; index += 1) {
    const from = `203.0.113.${Math.floor(index / freeTries)}`
    assert.equal(await signIn(site, from, wrong), 401)
  }
  assert.equal(await signIn(site, '198.51.100.1', password), 429)
}

const deviceOf = (browser: Browser) => `${name}=${browser.cookies.get(name)}`

test('strangers don’t keep a known browser out, and sign-out keeps it known', async (t) => {
  const { site } = await open(t)
  const browser = openBrowser(site)
  await browser.post('/login', { email, password })
  await browser.get('/account')
  await browser.submit('/logout')
  assert.equal(browser.cookies.has('__Host-session'), false)
  await attack(site)
  assert.equal(await signIn(site, '198.51.100.1', password, deviceOf(browser)), 201)
  assert.equal(await signIn(site, '203.0.113.1', password, deviceOf(browser)), 201)
  const back = await browser.post('/login', { email, password })
  assert.equal(back.status, 303)
  site.clock.now += 90 * dayMs
  await attack(site)
  assert.equal(await signIn(site, '198.51.100.1', password, deviceOf(browser)), 429, 'too old')
})

test('signed-in acts are not held up by strangers, and a session has its own count', async (t) => {
  const { site, user } = await open(t)
  const [browser, other] = [await openSignedIn(site, user), await openSignedIn(site, user)]
  await attack(site)
  const change = (who: Browser, currentPassword: string, newPassword: string) =>
    who.send('PUT', '/api/users/me/password', { currentPassword, newPassword })
  for (let count = 0; count < freeTries; count += 1) {
    assert.equal((await change(other, 'x', otherPassword)).status, 401)
  }
  assert.equal((await change(other, password, otherPassword)).status, 429)
  assert.equal((await change(browser, password, otherPassword)).status, 204)
  const late = await signIn(site, '198.51.100.1', otherPassword, deviceOf(browser))
  assert.equal(late, 201, 'a change makes the browser known')
  const gone = await browser.send('DELETE', '/api/users/me', { password: otherPassword })
  assert.equal(gone.status, 204)
})

test('a reset ends every known device, and makes the one known that was used', async (t) => {
  const { site } = await open(t)
  const [old, browser] = [openBrowser(site), openBrowser(site)]
  await old.post('/login', { email, password })
  await browser.get('/forgot')
  await browser.submit('/forgot', { email })
  await browser.get(`/reset?token=${await tokenInMail(site)}`)
  const reset = await browser.submit('/reset', { password: otherPassword })
  assert.match(String(reset.headers['set-cookie']),
    /^__Host-device=gwd_[\w.-]+; Path=\/; Max-Age=7776000; Secure; HttpOnly; SameSite=Strict$/)
  await attack(site)
  assert.equal(await signIn(site, '198.51.100.1', otherPassword, deviceOf(old)), 429)
  assert.equal(await signIn(site, '198.51.100.1', otherPassword, deviceOf(browser)), 201)
})

test('another account’s device is no better than none', async (t) => {
  const { site } = await open(t)
  await addUser(site, { email: 'eve@example.org' })
  const eve = openBrowser(site)
  await eve.post('/login', { email: 'eve@example.org', password })
  assert.equal(eve.cookies.has(name), true)
  await attack(site)
  assert.equal(await signIn(site, '198.51.100.1', password, deviceOf(eve)), 429)
})

test('with the password alone, nobody keeps a known browser from the second step', async (t) => {
  const { site, user } = await open(t)
  const browser = openBrowser(site)
  await browser.post('/login', { email, password })
  await site.database.run(sql`update users set totp_secret = 'GEZDGNBVGY3TQOJQ', totp_since = 1
    where id = ${user}`)
  const thief = openBrowser(site)
  await thief.post('/login', { email, password })
  for (let count = 0; count < freeTries; count += 1) {
    assert.equal((await thief.submit('/login/code', { code: '000000' })).status, 401)
  }
  assert.equal((await thief.submit('/login/code', { code: '000000' })).status, 429)
  await browser.post('/login', { email, password })
  assert.equal((await browser.submit('/login/code', { code: '000000' })).status, 401)
})

test('a device that was known before the second factor is unknown to it', async (t) => {
  const { site, user } = await open(t)
  const old = openBrowser(site)
  await old.post('/login', { email, password })
  const browser = await openSignedIn(site, user)
  const path = '/api/users/me/second-factor'
  const secret = String(pick((await browser.send('POST', path, { password })).json(), 'secret'))
  site.clock.now += 1
  const step = Math.floor(site.clock.now / (30 * secondMs))
  await browser.send('PUT', path, { code: totpCode(secret, step) })
  const stranger = openBrowser(site)
  const guess = async (who: Browser, code = '000000') => {
    await who.post('/login', { email, password })
    return (await who.submit('/login/code', { code })).status
  }
  for (let count = 0; count < freeTries; count += 1) assert.equal(await guess(stranger), 401)
  assert.equal(await guess(old), 429)
  const finished = await guess(browser, totpCode(secret, step + 1))
  assert.equal(finished, 303, 'the browser that switched it on is known')
})

test('Basic is held up like any program, and the device cookie is not for it', async (t) => {
  const { site } = await open(t)
  const browser = openBrowser(site)
  await browser.post('/login', { email, password })
  const ask = async (headers: Record<string, string>) => (await site.request(
    'GET', '/api/users/me', { headers: { 'x-forwarded-proto': 'https', ...headers } })).status
  assert.equal(await ask({ authorization: basic(email, password) }), 200)
  await attack(site)
  const authorization = basic(email, password)
  assert.equal(await ask({ authorization, cookie: deviceOf(browser) }), 429)
})

test('a sign-in ends the session that the browser had, no matter whose it was', async (t) => {
  const { site } = await open(t)
  await addUser(site, { email: 'eve@example.org' })
  const sessions = () => site.database.all(sql<{ user: number }>`
    select user from sessions order by id`)
  const browser = openBrowser(site)
  for (const address of [email, 'eve@example.org', email, email]) {
    const before = browser.cookies.get('__Host-session')
    await browser.post('/login', { email: address, password })
    assert.equal((await sessions()).length, 1)
    if (before === undefined) continue
    const old = openBrowser(site)
    old.cookies.set('__Host-session', before)
    assert.match(String((await old.get('/account')).headers['location']), /^\/login/)
  }
  await browser.post('/login', { email, password: 'wrong' })
  await browser.send('POST', '/api/tokens', { email, password })
  assert.equal((await browser.get('/account')).status, 200, 'no failure and no program ends it')
  await browser.send('POST', '/api/sessions', { email, password })
  assert.equal((await sessions()).length, 1)
})

test('the second step ends the session that the browser had, the first one does not', async (t) => {
  const { site, user } = await open(t)
  const browser = await openSignedIn(site, user)
  const old = browser.cookies.get('__Host-session')
  const codes = 'mzxw-6ytb-oi2g-k43u'
  await site.database.run(sql`update users set totp_secret = 'GEZDGNBVGY3TQOJQ', totp_since = 1`)
  await site.database.run(sql`insert into recovery_codes (user, code_hash)
    values (${user}, ${hashRecoveryCode(codes) ?? null})`)
  await browser.post('/login', { email, password })
  assert.equal((await browser.get('/account')).status, 200)
  await browser.post('/login', { email, password })
  assert.equal((await browser.submit('/login/code', { code: codes })).status, 303)
  assert.notEqual(browser.cookies.get('__Host-session'), old)
  const rows = await site.database.all(sql`select 1 from sessions`)
  assert.equal(rows.length, 1)
})

test('on the wire each cookie has a line of its own, and comes back as one', async (t) => {
  const { site } = await open(t)
  const { port } = await startServer(t, site.app)
  const send = (cookie: string) => fetch(`http://127.0.0.1:${port}/api/sessions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json', 'sec-fetch-site': 'same-origin',
      'x-forwarded-for': '198.51.100.1', cookie,
    },
    body: JSON.stringify({ email, password }),
  })
  const lines = (await send('a=b')).headers.getSetCookie()
  assert.deepEqual(lines.map((line) => line.split('=')[0]), ['__Host-session', name])
  await attack(site)
  assert.equal((await send('a=b')).status, 429)
  const cookie = lines.map((line) => line.split(';')[0]).join('; ')
  assert.equal((await send(cookie)).status, 201)
})
