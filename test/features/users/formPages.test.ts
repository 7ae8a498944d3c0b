// What holds for every form of accounts: whose form it is, and what a GET may do.

import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../src/database/sql.ts'
import { openTestApp, type TestApp } from '../../testApp.ts'
import {
  openBrowser, readForm, unescapeHtml, type Browser, type Fields,
} from '../../testClients.ts'
import {
  addUser, email, openSignedIn, openWithKey, otherPassword, password, startFamily, tokenInMail,
} from './accounts.ts'

/** A user with something of every kind, so that every form has something to change. */
async function openWithAll(t: test.TestContext) {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  await openSignedIn(site, user)
  await openWithKey(site, user, ['links:read'])
  await startFamily(site, user)
  await site.database.run(sql`update users set totp_secret = 'GEZDGNBVGY3TQOJQ'`)
  return { site, user, browser }
}

const forms: [path: string, fields: Fields][] = [
  ['/account/name', { name: 'Typed name' }],
  ['/account/email', { email: 'typed@example.org', password }],
  ['/account/password', { currentPassword: password, newPassword: otherPassword }],
  ['/account/second-factor', { password }],
  ['/account/second-factor/code', { code: '123456' }],
  ['/account/second-factor/off', { password }],
  ['/account/sessions/2/end', {}],
  ['/account/sessions/end', {}],
  ['/account/programs/1/end', {}],
  ['/account/keys', { name: 'Typed name', scopes: 'links:write', days: '365' }],
  ['/account/keys/1/revoke', {}],
  ['/account/delete', { password, sure: 'yes' }],
  ['/logout', {}],
]

/** Reads a token of this browser's session. */
async function tokenOf(browser: Browser): Promise<string> {
  const { text } = await browser.get('/account/name')
  return readForm(text, '/account/name')['formToken'] ?? ''
}

/** Reads all that a form could change. */
function readAll({ database }: TestApp): Promise<unknown> {
  const tables = [
    sql`select id, email, name, password_hash, totp_secret, version from users`,
    sql`select id, token_hash from sessions`, sql`select id from token_families`,
    sql`select id, name from api_keys`, sql`select token_hash from one_time_tokens`,
    sql`select token_hash from signups`, sql`select id, action from audit_events`,
    sql`select id from mails`, sql`select code_hash from recovery_codes`,
  ]
  return Promise.all(tables.map((table) => database.all(table)))
}

test('a form without a token of its own session changes nothing', async (t) => {
  const { site, user, browser } = await openWithAll(t)
  const other = await openSignedIn(site, user)
  const [foreign, own] = [await tokenOf(other), await tokenOf(browser)]
  const before = await readAll(site)
  for (const token of [undefined, '', '.', foreign, `x${own}`, `${own}x`, own.slice(0, -1)]) {
    for (const [path, fields] of forms) {
      const sent = token === undefined ? fields : { ...fields, formToken: token }
      const { status, headers, text } = await browser.post(path, sent)
      assert.equal(status, 403, `${path} ${token}`)
      assert.equal(headers['cache-control'], 'no-store')
      assert.match(text, /role="alert">This form is from another session: check it/, path)
    }
  }
  assert.deepEqual(await readAll(site), before)
})

test('such a form comes back as it was typed, except for passwords, and works then', async (t) => {
  const { browser } = await openWithAll(t)
  for (const [path, { password: _, ...fields }] of forms) {
    const typed = Object.entries(fields).filter(([name]) => ['name', 'email'].includes(name))
    if (typed.length === 0) continue
    const { text } = await browser.post(path, { ...fields, password, formToken: 'old' })
    const shown = readForm(text, path)
    for (const [name, value] of typed) assert.equal(shown[name], value, path)
    assert.ok(!text.includes(password))
  }
  const refused = await browser.post('/account/keys', { name: 'x', days: '365' })
  assert.doesNotMatch(refused.text, /\schecked/)
  assert.match(refused.text, /<option value="365" selected>/)
  await browser.post('/account/name', { name: 'Typed name' })
  assert.equal((await browser.submit('/account/name')).status, 303)
})

test('boxes stay ticked when a form comes back', async (t) => {
  const { site, browser } = await openWithAll(t)
  const headers = {
    'cookie': `session=${browser.cookies.get('session')}`, 'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded', 'accept': 'text/html',
  }
  const body = 'name=x&days=365&scopes=account&scopes=links%3Awrite&formToken=old'
  const { text } = await site.request('POST', '/account/keys', { headers, body })
  const ticked = [...text.matchAll(/value="([^"]+)"\s+checked/g)].map(([, scope]) => scope)
  assert.deepEqual(ticked, ['links:write', 'account'])
})

test('another site cannot send a form, not even with a token', async (t) => {
  const { site, browser } = await openWithAll(t)
  const formToken = await tokenOf(browser)
  const before = await readAll(site)
  const evil = 'https://evil.example'
  const attacks: Fields[] = [
    { 'sec-fetch-site': 'cross-site', 'origin': evil }, { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': '', 'origin': evil },
  ]
  const open: [path: string, fields: Fields][] = [
    ['/login', { email, password }], ['/login/code', { ticket: 'x', code: '1' }],
    ['/signup', { email: 'new@example.org', password }], ['/forgot', { email }],
    ['/confirm', { token: 'x', password }], ['/reset', { token: 'x', password }],
    ['/account/email/confirm', { token: 'x' }],
  ]
  for (const headers of attacks) {
    for (const [path, fields] of [...forms, ...open]) {
      const reply = await browser.post(path, { ...fields, formToken }, headers)
      assert.deepEqual([reply.status, reply.headers['set-cookie']], [403, undefined], path)
    }
  }
  assert.deepEqual(await readAll(site), before)
})

test('nothing changes on GET or HEAD', async (t) => {
  const { site, browser } = await openWithAll(t)
  const formToken = await tokenOf(browser)
  await browser.post('/signup', { email: 'new@example.org', password })
  const confirm = `/confirm?token=${await tokenInMail(site)}`
  await browser.post('/forgot', { email })
  const reset = `/reset?token=${await tokenInMail(site)}`
  await browser.post('/account/email', { email: 'next@example.org', password, formToken })
  const address = `/account/email?token=${await tokenInMail(site)}`
  const before = await readAll(site)
  const cookie = `session=${browser.cookies.get('session')}`
  const typed = new URLSearchParams({ password })
  const mailed = [confirm, reset, address].map((path) => `${path}&${typed}`)
  const named = [...forms, ['/login', { email, password }] as const].map(([path, fields]) =>
    `${path}?${new URLSearchParams({ ...fields, formToken })}`)
  const others = ['/signup', '/forgot', '/account', '/account/email/confirm']
  for (const path of [...mailed, ...named, ...others]) {
    for (const method of ['GET', 'HEAD']) {
      await site.request(method, path, { headers: { cookie, accept: 'text/html' } })
      await site.request(method, path, { headers: { accept: 'text/html' } })
    }
  }
  assert.deepEqual(await readAll(site), before)
})

test('no URL that we make contains a secret', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  const seen: string[] = []
  const note = async (asked: ReturnType<Browser['get']>) => {
    const { headers, text } = await asked
    const named = [...text.matchAll(/\s(?:href|action|src|content)="([^"]*)"/g)]
    seen.push(...named.map(([, value = '']) => unescapeHtml(value)))
    seen.push(String(headers['location'] ?? ''))
    return text
  }
  await note(browser.post('/signup', { email: 'new@example.org', password }))
  const confirm = await tokenInMail(site)
  await note(browser.get(`/confirm?token=${confirm}`))
  await note(browser.submit('/confirm', { password: 'wrong' }))
  await note(browser.submit('/confirm', { password }))
  for (const path of ['/account', '/account/name', '/account/sessions', '/account/delete']) {
    await note(browser.get(path))
  }
  await note(browser.get('/account/keys'))
  const made = await note(browser.submit('/account/keys', { name: 'x', days: '30' }))
  const key = /gw_[\w-]{43}/.exec(made)
  await note(browser.get('/account/second-factor'))
  await note(browser.submit('/account/second-factor', { password }))
  const secret = /data-copy="([^"]+)"/.exec(await note(browser.get('/account/second-factor/code')))
  await note(browser.post('/forgot', { email }))
  const reset = await tokenInMail(site)
  await note(browser.get(`/reset?token=${reset}`))
  await note(browser.submit('/reset', { password: otherPassword }))
  const secrets = [confirm, reset, key?.[0], secret?.[1], browser.cookies.get('session'), password]
  assert.ok(seen.length > 100)
  for (const each of secrets) {
    assert.ok(each)
    assert.deepEqual(seen.filter((address) => address.includes(each)), [])
  }
  assert.deepEqual(seen.filter((address) => /gw[a-z]?_|formToken|ticket/.test(address)), [])
  assert.doesNotMatch(JSON.stringify(site.logged()), /gw[aos]?_[\w-]{43}|formToken|violet tractor/)
})
