import assert from 'node:assert/strict'
import test from 'node:test'
import { freeTries } from '../../../../src/auth/passwords/throttle.ts'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { minuteMs, secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, readForm } from '../../../testClients.ts'
import { addUser, email, openSignedIn, otherPassword, password } from '../accounts.ts'

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

/** Adds a user who signs in with a second factor. */
async function addCareful(site: TestApp): Promise<number> {
  const user = await addUser(site)
  await site.database.run(sql`update users set totp_secret = ${secret},
    totp_since = ${site.clock.now}, totp_last_step = 0 where id = ${user}`)
  return user
}

const codeNow = (site: TestApp) => totpCode(secret, Math.floor(site.clock.now / (30 * secondMs)))

test('somebody signs in, goes on, and signs out', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  const first = await browser.get('/account/keys')
  assert.equal(first.status, 303)
  assert.equal(first.headers['location'], '/login?next=%2Faccount%2Fkeys')
  await browser.get('/login?next=%2Faccount%2Fkeys')
  const reply = await browser.submit('/login', { email: email.toUpperCase(), password })
  assert.deepEqual([reply.status, reply.headers['location']], [303, '/account/keys'])
  const [session = '', device = ''] = [reply.headers['set-cookie'] ?? []].flat()
  assert.match(session, /^session=gws_[^;]+; Path=\/; .*HttpOnly; SameSite=Lax$/)
  assert.match(device, /^device=gwd_[^;]+; Path=\/; .*HttpOnly; SameSite=Strict$/)
  assert.equal(reply.headers['cache-control'], 'no-store')
  assert.equal((await browser.get('/login?next=/account')).headers['location'], '/account')
  await browser.get('/account')
  const left = await browser.submit('/logout')
  assert.deepEqual([left.status, left.headers['location']], [303, '/'])
  assert.equal(left.headers['clear-site-data'], '"cache", "storage"')
  assert.equal(browser.cookies.get('session'), undefined)
  assert.match(browser.cookies.get('device') ?? '', /^gwd_/, 'the device stays known')
  const rows = await site.database.all(sql`select id from sessions`)
  assert.equal(rows.length, 0, 'the session has ended on the server')
})

test('an unknown address, a wrong password and a disabled account get the same page', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  await addUser(site, { email: 'off@example.org', isDisabled: true })
  const rows = [['no@example.org', password], [email, otherPassword], ['off@example.org', password]]
  const replies = []
  for (const [address = '', words = ''] of rows) {
    const browser = openBrowser(site)
    await browser.get('/login?next=/account')
    const { status, headers, text } =
      await browser.submit('/login', { email: address, password: words })
    assert.equal(browser.cookies.size, 0)
    assert.ok(!text.includes(words), 'the password is not shown again')
    const { 'x-request-id': _, ...others } = headers
    replies.push({ status, headers: others, text: text.replaceAll(address, 'ADDRESS') })
  }
  const [first] = replies
  assert.equal(first?.status, 401)
  assert.equal(first?.headers['www-authenticate'], 'Form realm="Groundwork"')
  assert.match(
    first?.text ?? '',
    /class="error" role="alert">The email address or the password is wrong\./,
  )
  assert.match(first?.text ?? '', /value="ADDRESS"/)
  assert.deepEqual(readForm(first?.text ?? '', '/login'),
    { next: '/account', email: 'ADDRESS', password: '' })
  for (const reply of replies) assert.deepEqual(reply, first)
})

test('typing begins with the address, and goes on with the password', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  const focused = (page: string) =>
    [...page.matchAll(/<input id="(\w+)"[^>]*\sautofocus>/g)].map(([, name]) => name)
  assert.deepEqual(focused((await browser.get('/login')).text), ['email'])
  const wrong = await browser.submit('/login', { email, password: 'x' })
  assert.deepEqual(focused(wrong.text), ['password'])
  const empty = await browser.submit('/login', { email: '', password: 'x' })
  assert.deepEqual(focused(empty.text), ['email'])
})

test('after some wrong passwords the page says how long to wait', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  for (let count = 0; count < freeTries; count += 1) {
    await browser.get('/login')
    assert.equal((await browser.submit('/login', { email, password: 'x' })).status, 401)
  }
  await browser.submit('/login', { email, password: 'x' })
  const { status, headers, text } = await browser.submit('/login', { email, password })
  assert.deepEqual([status, headers['retry-after']], [429, '1'])
  assert.match(text, /class="error" role="alert">Too many attempts: try again in 1 s\./)
  site.clock.now += minuteMs
  assert.equal((await browser.submit('/login', { email, password })).status, 303)
})

test('the page goes on to a path of ours and to nothing else', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const signedIn = await openSignedIn(site, user)
  const rows: [next: string, goesTo: string][] = [
    ['/account/keys?done=revoked', '/account/keys?done=revoked'],
    ['/', '/'],
    ['', '/'],
    ['account', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['\\\\evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['/\n/evil.example/', '/'],
    [' //evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\r\nset-cookie: x=y', '/'],
  ]
  for (const [next, goesTo] of rows) {
    const query = new URLSearchParams({ next })
    const browser = openBrowser(site)
    const { text } = await browser.get(`/login?${query}`)
    assert.equal(readForm(text, '/login')['next'], goesTo, JSON.stringify(next))
    assert.equal((await signedIn.get(`/login?${query}`)).headers['location'], goesTo)
    const forged = await browser.post('/login', { email, password: '', next })
    assert.equal(readForm(forged.text, '/login')['next'], goesTo)
    const reply = await browser.post('/login', { email, password, next })
    assert.equal(reply.headers['location'], goesTo, JSON.stringify(next))
  }
})

test('a second factor is asked for, and what was asked for is not forgotten', async (t) => {
  const site = openTestApp(t)
  await addCareful(site)
  const browser = openBrowser(site)
  await browser.get('/login?next=/account/keys')
  const asked = await browser.submit('/login', { email, password })
  assert.deepEqual([asked.status, browser.cookies.size], [200, 0])
  assert.equal(asked.headers['cache-control'], 'no-store')
  assert.match(asked.text, /autocomplete="one-time-code"/)
  const wrong = await browser.submit('/login/code', { code: '000000' })
  assert.deepEqual([wrong.status, browser.cookies.size], [401, 0])
  assert.match(
    wrong.text,
    /id="code-error" role="alert">This code is wrong or was used already\./,
  )
  assert.doesNotMatch(wrong.text, /000000/)
  const right = await browser.submit('/login/code', { code: codeNow(site) })
  assert.deepEqual([right.status, right.headers['location']], [303, '/account/keys'])
  assert.equal((await browser.get('/account')).status, 200)
})

test('a sign-in that waited too long begins again', async (t) => {
  const site = openTestApp(t)
  await addCareful(site)
  const browser = openBrowser(site)
  await browser.get('/login?next=/account')
  await browser.submit('/login', { email, password })
  site.clock.now += 11 * minuteMs
  const { status, text } = await browser.submit('/login/code', { code: codeNow(site) })
  assert.deepEqual([status, browser.cookies.size], [410, 0])
  assert.match(text, /role="alert">This sign-in took too long: begin again with your password\./)
  assert.equal(readForm(text, '/login')['next'], '/account')
  assert.equal((await browser.get('/login/code')).headers['location'], '/login')
})

test('an address can name a sentence and never bring one', async (t) => {
  const browser = openBrowser(openTestApp(t))
  const { text: plain } = await browser.get('/login')
  const rows: [done: string, sentence: string | undefined][] = [
    ['reset', 'Your new password is set: sign in with it.'],
    ['address', 'Your new email address is confirmed: sign in with it.'],
    ['deleted', 'Your account and everything in it are deleted.'],
    ['Call+this+number', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
  ]
  for (const [done, sentence] of rows) {
    const { text } = await browser.get(`/login?done=${done}`)
    assert.equal(/role="status">([^<]*)/.exec(text)?.[1], sentence, done)
    if (sentence === undefined) assert.equal(text, plain)
  }
})

test('signing out needs a form of this session, and then asks once more', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const stranger = await openSignedIn(site, user)
  const foreign = readForm((await stranger.get('/logout')).text, '/logout')['formToken'] ?? ''
  for (const fields of [{}, { formToken: '' }, { formToken: foreign }]) {
    const { status, text } = await browser.post('/logout', fields)
    assert.equal(status, 403)
    assert.match(text, /role="alert">This form is from another session/)
  }
  assert.equal((await browser.get('/account')).status, 200)
  await browser.get('/logout')
  assert.equal((await browser.submit('/logout')).status, 303)
  assert.equal((await browser.get('/account')).status, 303)
  assert.equal((await stranger.get('/account')).status, 200, 'other browsers stay signed in')
})
