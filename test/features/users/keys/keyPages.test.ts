import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp } from '../../../testApp.ts'
import { openProgram, readForm, type Browser } from '../../../testClients.ts'
import { addUser, openSignedIn, password } from '../accounts.ts'

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
    ...[' ', 'a\tb', '\u202ea', '\u200b'].map((name): [Record<string, string>, string, string] =>
      [{ name, days: '30' }, 'name', 'Write a name on one line']),
    [{ name: 'x', days: '30', scopes: 'admin' }, 'scopes', 'You don&#39;t have the scope'],
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
  assert.match(none.text, /id="scopes-error" role="alert">Choose at least one scope\./)
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

test('the page asks for the password once the sign-in is ten minutes old', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const path = '/account/keys'
  assert.equal(readForm((await browser.get(path)).text, path)['password'], undefined)
  site.clock.now += 10 * minuteMs
  const late = await browser.submit(path, { name: 'a', days: '30' })
  assert.equal(late.status, 403)
  assert.match(late.text, /id="password-error" role="alert">Your password is needed/)
  assert.match(late.text, /value="a"/)
  assert.equal((await browser.submit(path, { name: 'a', days: '30', password: 'x' })).status, 401)
  assert.equal((await browser.submit(path, { name: 'a', days: '30', password })).status, 201)
})

test('without a password, the page leads to a new sign-in or to choosing one', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await site.database.run(sql`update users set password_hash = null`)
  site.clock.now += 10 * minuteMs
  const { text } = await browser.get('/account/keys')
  assert.doesNotMatch(text, /action="\/account\/keys"/)
  assert.match(text, /href="\/forgot"/)
})
