// The pages of sign-ins, keys and the second factor.

import assert from 'node:assert/strict'
import test from 'node:test'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { dayMs, secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram, readForm, type Browser } from '../../../testClients.ts'
import {
  addUser, email, openSignedIn, openWithKey, password, readAudit, startFamily,
} from '../accounts.ts'

const codeNow = (site: TestApp, secret: string) =>
  totpCode(secret, Math.floor(site.clock.now / (30 * secondMs)))

const actionsOf = (page: string) =>
  [...page.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action = '']) => action)

test('all that is signed in is listed, and ended one by one', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const elsewhere = await openSignedIn(site, user)
  const { family } = await startFamily(site, user)
  const { text } = await browser.get('/account/sessions')
  assert.equal([...text.matchAll(/<strong>Firefox on Linux<\/strong>/g)].length, 2)
  assert.equal([...text.matchAll(/this one/g)].length, 1)
  assert.match(text, /<strong>curl<\/strong>/)
  assert.deepEqual(actionsOf(text),
    ['/account/sessions/2/end', `/account/programs/${family}/end`, '/account/sessions/end'])
  const ended = await browser.submit('/account/sessions/2/end')
  assert.deepEqual([ended.status, ended.headers['location']], [303, '/account/sessions?done=ended'])
  assert.equal((await elsewhere.get('/account')).status, 303)
  await browser.submit(`/account/programs/${family}/end`)
  const left = await browser.get('/account/sessions?done=ended')
  assert.match(left.text, /role="status">It is signed out\./)
  assert.deepEqual(actionsOf(left.text), [], 'this browser is signed out elsewhere')
  const actions = (await readAudit(site)).map(({ action, details }) => `${action} ${details}`)
  assert.deepEqual(actions, ['session-ended {"session":2}', `session-ended {"family":${family}}`])
})

test('all others are ended at once', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const elsewhere = await openSignedIn(site, user)
  await startFamily(site, user)
  await browser.get('/account/sessions')
  const { headers } = await browser.submit('/account/sessions/end')
  assert.equal(headers['location'], '/account/sessions?done=others')
  assert.match(
    (await browser.get('/account/sessions?done=others')).text,
    /Only this browser is signed in now/,
  )
  assert.equal((await elsewhere.get('/account')).status, 303)
  assert.equal((await site.database.all(sql`select id from token_families`)).length, 0)
})

test('what belongs to somebody else is unknown, and stays', async (t) => {
  const site = openTestApp(t)
  const bob = await addUser(site, { email: 'bob@example.org' })
  const theirs = await openSignedIn(site, bob)
  const { family } = await startFamily(site, bob)
  const key = await openWithKey(site, bob, ['links:read'])
  const browser = await openSignedIn(site, await addUser(site))
  const { text: page } = await browser.get('/account/keys')
  const { formToken = '' } = readForm(page, '/account/keys')
  const rows = ['/account/sessions/1/end', `/account/programs/${family}/end`,
    `/account/keys/${key.id}/revoke`, '/account/sessions/0/end', '/account/keys/x/revoke']
  for (const path of rows) {
    const { status, text } = await browser.post(path, { formToken })
    assert.equal(status, 404, path)
    assert.match(text, /role="alert">There is nothing of yours with this id\./)
  }
  assert.equal((await theirs.get('/account')).status, 200)
  assert.equal((await key.send('GET', '/api/links')).status, 200)
})

const makeKey = async (browser: Browser, fields: Record<string, string>) => {
  const page = await browser.get('/account/keys')
  return browser.post('/account/keys', { ...readForm(page.text, '/account/keys'), ...fields })
}

test('a key is shown once, works as it was allowed, and is revoked', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const { status, headers, text } = await makeKey(browser, { name: 'backup', days: '30' })
  assert.deepEqual([status, headers['cache-control']], [201, 'no-store'])
  assert.equal(headers['location'], undefined)
  const key = /<code id="key">(gw_[\w-]{43})<\/code>/.exec(text)?.[1]
  assert.ok(key)
  assert.match(text, new RegExp(`data-copy="${key}" hidden`))
  const program = Object.assign(openProgram(site), { key })
  assert.equal((await program.send('GET', '/api/links')).status, 200)
  const sent = await program.send('POST', '/api/links', { target: 'https://example.com/' })
  assert.equal(sent.status, 403)
  const list = await browser.get('/account/keys')
  assert.ok(!list.text.includes(key))
  assert.match(list.text, new RegExp(`<strong>backup</strong> <code>…${key.slice(-4)}</code>`))
  const revoked = await browser.submit('/account/keys/1/revoke')
  assert.equal(revoked.status, 303)
  assert.equal(revoked.headers['location'], '/account/keys?done=revoked')
  assert.equal((await program.send('GET', '/api/links')).status, 401)
})

test('a key ends when it was said to', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const { now } = site.clock
  for (const days of ['30', '90', '365', 'never']) {
    assert.equal((await makeKey(browser, { name: days, days })).status, 201)
  }
  const rows = await site.database.all(sql<{ expiresAt: number | null }>`
    select expires_at as expiresAt from api_keys order by id`)
  const ends = rows.map(({ expiresAt }) => expiresAt === null ? null : (expiresAt - now) / dayMs)
  assert.deepEqual(ends, [30, 90, 365, null])
  site.clock.now += 31 * dayMs
  const later = await openSignedIn(site, 1)
  assert.equal([...(await later.get('/account/keys')).text.matchAll(/badge expired/g)].length, 1)
})

test('a key that is refused comes back as typed', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const rows: [fields: Record<string, string>, field: string, sentence: string][] = [
    [{ name: '', days: '30' }, 'name', 'This cannot be empty'],
    [{ name: ' ', days: '30' }, 'name', 'Write a name on one line'],
    [{ name: 'x', days: '30', scopes: 'admin' }, 'scopes', 'You do not have the right'],
    [{ name: 'x', days: '7' }, 'days', 'Choose one of these'],
    [{ name: 'x', days: '' }, 'days', 'Choose one of these'],
  ]
  for (const [fields, field, sentence] of rows) {
    const { status, text } = await makeKey(browser, fields)
    assert.equal(status, 422, JSON.stringify(fields))
    assert.match(text, new RegExp(`id="${field}-error" role="alert">${sentence}`))
  }
  const { formToken = '' } = readForm((await browser.get('/account/keys')).text, '/account/keys')
  const none = await browser.post('/account/keys', { formToken, name: 'mine', days: '365' })
  assert.equal(none.status, 422)
  assert.match(none.text, /id="scopes-error" role="alert">Name at least one right\./)
  assert.match(none.text, /value="mine"/)
  assert.match(none.text, /<option value="365" selected>/)
  assert.doesNotMatch(none.text, /\schecked/)
})

test('only an administrator can hand on the right of one', async (t) => {
  const site = openTestApp(t)
  const user = await openSignedIn(site, await addUser(site))
  const admin =
    await openSignedIn(site, await addUser(site, { email: 'root@example.org', role: 'admin' }))
  assert.doesNotMatch((await user.get('/account/keys')).text, /value="admin"/)
  assert.match((await admin.get('/account/keys')).text, /value="admin"/)
  assert.equal((await makeKey(admin, { name: 'a', days: '30', scopes: 'admin' })).status, 201)
})

test('the second factor is set up with a picture, and the codes are shown once', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  assert.equal((await browser.get('/account/second-factor/code')).headers['location'],
    '/account/second-factor', 'nothing was begun')
  await browser.get('/account/second-factor')
  const begun = await browser.submit('/account/second-factor', { password })
  assert.deepEqual([begun.status, begun.headers['location']], [303, '/account/second-factor/code'])
  const page = await browser.get('/account/second-factor/code')
  assert.equal(page.headers['cache-control'], 'no-store')
  assert.match(page.text, /<svg role="img" aria-label="QR code[^"]*" xmlns=[^>]*><rect/)
  const secret = /data-copy="([A-Z2-7]{32})"/.exec(page.text)?.[1] ?? ''
  assert.match(page.text, new RegExp(`<code>${secret.replaceAll(/....\B/g, '$& ')}</code>`))
  const wrong = await browser.submit('/account/second-factor/code', { code: '000000' })
  assert.equal(wrong.status, 401)
  assert.match(wrong.text, /id="code-error" role="alert">This is not the code that is due now\./)
  assert.ok(wrong.text.includes(secret), 'the same secret is shown again')
  const on = await browser.submit('/account/second-factor/code', { code: codeNow(site, secret) })
  assert.equal(on.status, 200)
  assert.equal(on.headers['cache-control'], 'no-store')
  const codes = [...on.text.matchAll(/<li><code>([a-z2-7-]{19})<\/code><\/li>/g)]
  assert.equal(codes.length, 10)
  for (const path of ['/account', '/account/second-factor', '/account/second-factor/code']) {
    const { text } = await browser.get(path)
    assert.ok(!text.includes(secret) && !text.includes(codes[0]?.[1] ?? 'none'), path)
  }
  const other = openBrowser(site)
  await other.post('/login', { email, password })
  assert.equal((await other.submit('/login/code', { code: codes[3]?.[1] ?? '' })).status, 303)
})

test('the second factor is switched off with the password and a code', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  await site.database.run(sql`update users set totp_secret = 'GEZDGNBVGY3TQOJQ',
    totp_since = 1, totp_last_step = 0 where id = ${user}`)
  const browser = await openSignedIn(site, user)
  assert.match((await browser.get('/account')).text, /<span class="badge">on<\/span>/)
  await browser.get('/account/second-factor')
  const code = codeNow(site, 'GEZDGNBVGY3TQOJQ')
  const submit = (fields: Record<string, string>) =>
    browser.submit('/account/second-factor/off', fields)
  assert.equal((await submit({ password: 'x', code })).status, 401)
  const refused = await submit({ password, code: '000000' })
  assert.equal(refused.status, 401)
  assert.match(refused.text, /id="code-error" role="alert">This code is not right/)
  assert.doesNotMatch(refused.text, /value="000000"/)
  assert.equal((await submit({ password })).status, 422)
  const off = await submit({ password, code })
  assert.deepEqual([off.status, off.headers['location']], [303, '/account?done=no-second-factor'])
  const { text } = await browser.get('/account?done=no-second-factor')
  assert.match(text, /role="status">The second factor is off\./)
  const me = await browser.get('/api/users/me')
  assert.equal(pick(me.json(), 'hasSecondFactor'), false)
})
