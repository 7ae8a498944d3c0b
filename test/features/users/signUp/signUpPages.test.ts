import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, readForm, unescapeHtml } from '../../../testClients.ts'
import { addUser, email, openSignedIn, otherPassword, password, tokenInMail } from '../accounts.ts'

const countUsers = async ({ database }: TestApp) =>
  (await database.one(sql<{ count: number }>`select count(*) as count from users`))?.count

test('somebody signs up, opens the mail, types the password and is signed in', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.get('/')
  await browser.submit('/links', { target: 'https://example.com/', slug: 'mine' })
  const first = await browser.get('/signup')
  assert.equal(first.headers['cache-control'], 'no-store')
  const sent = await browser.submit('/signup', { email: ` ${email} `, name: 'Ada', password })
  assert.deepEqual([sent.status, sent.headers['location']], [303, '/signup/sent'])
  assert.match((await browser.get('/signup/sent')).text, /<h1>Check your email<\/h1>/)
  const page = await browser.get(`/confirm?token=${await tokenInMail(site)}`)
  assert.match(page.text, /<strong>ada@example\.org<\/strong>/)
  const confirmed = await browser.submit('/confirm', { password })
  assert.deepEqual([confirmed.status, confirmed.headers['location']], [303, '/account?done=made'])
  assert.equal(confirmed.headers['cache-control'], 'no-store')
  const account = await browser.get('/account?done=made')
  assert.match(account.text, /role="status">Your account is ready, and you are signed in\./)
  assert.match(account.text, /<dd>Ada<\/dd>/)
  assert.match((await browser.get('/')).text, /href="\/links\/mine#/, 'the links come along')
})

test('the fields say to a password manager what they are', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await addUser(site)
  await browser.get('/signup')
  await browser.submit('/signup', { email: 'new@example.org', password })
  const confirmation = `/confirm?token=${await tokenInMail(site)}`
  await browser.get('/forgot')
  await browser.submit('/forgot', { email })
  const reset = `/reset?token=${await tokenInMail(site)}`
  const rows: [path: string, words: string[]][] = [
    ['/signup', ['username', 'name', 'new-password']],
    ['/login', ['username', 'current-password']],
    ['/forgot', ['username']],
    [confirmation, ['username', 'current-password']],
    [reset, ['username', 'new-password']],
  ]
  for (const [path, words] of rows) {
    const { text } = await browser.get(path)
    assert.deepEqual([...text.matchAll(/autocomplete="([^"]*)"/g)].map(([, word]) => word), words)
    assert.doesNotMatch(text, /onpaste|maxlength="[0-9]{1,2}"/)
  }
  assert.match(
    (await browser.get('/signup')).text,
    /15 characters or more are recommended: a few words work well/,
  )
})

test('the response is the same whether or not the address has an account', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const replies = []
  for (const address of [email, 'new@example.org']) {
    const browser = openBrowser(site)
    await browser.get('/signup')
    const { status, headers, text } = await browser.submit('/signup', { email: address, password })
    const shown = await browser.get('/signup/sent')
    replies.push({ status, text, shown: shown.text, headers: { ...headers, 'x-request-id': '' } })
  }
  assert.deepEqual(replies[0], replies[1])
  assert.equal(replies[0]?.status, 303)
  assert.deepEqual((await site.mails()).map(({ subject }) => subject),
    ['You already have an account', 'Confirm your email address'])
})

test('what is refused comes back with a sentence beside the field, and as typed', async (t) => {
  const site = openTestApp(t)
  const rows: [fields: Record<string, string>, name: string, sentence: RegExp][] = [
    [{ email: 'no address', password }, 'email', /Write an address like/],
    [{ email: '', password }, 'email', /This cannot be empty/],
    [{ email, password: 'short' }, 'password', /Use at least 8 characters/],
    [{ email, password: 'password1' }, 'password', /easily guessed/],
    [{ email, password: 'ada@example.org' }, 'password', /name or address/],
    [{ email, password, name: 'x'.repeat(101) }, 'name', /Use at most 100 characters/],
  ]
  const browser = openBrowser(site)
  for (const [fields, name, sentence] of rows) {
    await browser.get('/signup')
    const { status, text } = await browser.submit('/signup', { name: '<Ada>', ...fields })
    assert.equal(status, 422)
    const error = new RegExp(`id="${name}-error" role="alert">([^<]+)`).exec(text)?.[1] ?? ''
    assert.match(unescapeHtml(error), sentence)
    const input = new RegExp(`<input id="${name}"[^>]*>`).exec(text)?.[0] ?? ''
    assert.match(input, new RegExp(`aria-describedby="${name}-error`))
    assert.match(input, /aria-invalid="true"[^>]*autofocus/)
    assert.equal([...text.matchAll(/autofocus/g)].length, 1)
    const typed = readForm(text, '/signup')
    const expected = { name: '<Ada>', ...fields, password: '' }
    assert.deepEqual({ ...typed }, expected, 'a password is never shown again')
  }
  assert.equal((await site.mails()).length, 0)
})

test('looking at the confirmation uses nothing up, and the password decides', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.get('/signup')
  await browser.submit('/signup', { email, password })
  const path = `/confirm?token=${await tokenInMail(site)}`
  for (const method of ['GET', 'HEAD', 'GET']) {
    const { status, headers } =
      await site.request(method, path, { headers: { accept: 'text/html' } })
    assert.deepEqual([status, headers['referrer-policy'], headers['cache-control']],
      [200, 'same-origin', 'no-store'])
  }
  await browser.get(path)
  const refused = await browser.submit('/confirm', { password: otherPassword })
  assert.equal(refused.status, 401)
  assert.equal(refused.headers['referrer-policy'], 'same-origin')
  assert.match(
    refused.text,
    /id="password-error" role="alert">This is not the password that you chose\./,
  )
  assert.deepEqual([browser.cookies.size, await countUsers(site)], [0, 0])
  assert.equal((await browser.submit('/confirm', { password })).status, 303, 'the token is kept')
})

test('a confirmation that was used, is too old, or is none leads to a new one', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.get('/signup')
  await browser.submit('/signup', { email, password })
  const used = await tokenInMail(site)
  await browser.get(`/confirm?token=${used}`)
  await browser.submit('/confirm', { password })
  await browser.post('/signup', { email: 'late@example.org', password })
  const late = await tokenInMail(site)
  site.clock.now += dayMs
  for (const query of ['', '?token=', `?token=${used}`, `?token=${late}`, '?token=%00']) {
    const { status, text, headers } = await openBrowser(site).get(`/confirm${query}`)
    assert.deepEqual([status, headers['referrer-policy']], [410, 'same-origin'], query)
    assert.match(text, /href="\/signup"/)
  }
  assert.equal((await browser.post('/confirm', { token: used, password })).status, 410)
  assert.equal((await browser.post('/confirm', { token: late, password })).status, 410)
})

test('only a developer is told where the mails are kept', async (t) => {
  const real = openTestApp(t)
  const inFolder = { publicOrigin: 'http://localhost:3000', outboxFolder: '/home/ada/data/outbox' }
  const local = openTestApp(t, inFolder)
  const open = openTestApp(t, { ...inFolder, publicOrigin: 'https://go.example' })
  for (const path of ['/signup/sent', '/forgot/sent']) {
    assert.doesNotMatch((await openBrowser(real).get(path)).text, /outbox|npm start/)
    const { text } = await openBrowser(local).get(path)
    assert.match(text, /<code>\/home\/ada\/data\/outbox<\/code>[^]*<code>npm start<\/code>/)
    assert.match((await openBrowser(open).get(path)).text, /as files in <code>outbox<\/code>/)
  }
})

test("a signed-in user doesn't get the form", async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const { status, headers } = await browser.get('/signup')
  assert.deepEqual([status, headers['location']], [303, '/account'])
})

test('after too many sign-ups, the response says when to come back', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  for (let count = 0; count < 5; count += 1) {
    assert.equal((await browser.post('/signup', { email, password })).status, 303)
  }
  const { status, headers, text } = await browser.post('/signup', { email, password })
  assert.equal(status, 429)
  assert.equal(headers['retry-after'], '3600')
  assert.match(
    text,
    /class="error" role="alert">Too many attempts: try again in 60 min\./,
  )
})
