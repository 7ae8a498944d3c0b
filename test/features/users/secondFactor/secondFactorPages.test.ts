import assert from 'node:assert/strict'
import test from 'node:test'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser } from '../../../testClients.ts'
import { addUser, email, openSignedIn, password } from '../accounts.ts'

const codeNow = (site: TestApp, secret: string) =>
  totpCode(secret, Math.floor(site.clock.now / (30 * secondMs)))

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
  assert.match(wrong.text, /id="code-error" role="alert">This is not the code that your app/)
  assert.ok(wrong.text.includes(secret), 'the same secret is shown again')
  const on = await browser.submit('/account/second-factor/code', { code: codeNow(site, secret) })
  assert.equal(on.status, 200)
  assert.equal(on.headers['cache-control'], 'no-store')
  const codes = [...on.text.matchAll(/<li><code>([a-z2-7-]{29})<\/code><\/li>/g)]
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
  assert.match(refused.text, /id="code-error" role="alert">This code is wrong/)
  assert.doesNotMatch(refused.text, /value="000000"/)
  assert.equal((await submit({ password })).status, 422)
  const off = await submit({ password, code })
  assert.deepEqual([off.status, off.headers['location']], [303, '/account?done=no-second-factor'])
  const { text } = await browser.get('/account?done=no-second-factor')
  assert.match(text, /role="status">The second factor is off\./)
  const me = await browser.get('/api/users/me')
  assert.equal(pick(me.json(), 'hasSecondFactor'), false)
})
