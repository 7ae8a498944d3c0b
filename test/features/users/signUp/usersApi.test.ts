import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { dayMs, hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'
import {
  addUser, email, openSignedIn, otherPassword, password, readAudit, startFamily, tokenInMail,
} from '../accounts.ts'

test('whoever signs up, confirms and comes in brings links along', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.send('POST', '/api/links', { target: 'https://example.com/', slug: 'mine' })
  const asked = await browser.send('POST', '/api/users', { email, password, name: ' Ada ' })
  assert.equal(asked.status, 202)
  assert.equal((await browser.send('GET', '/api/users/me', undefined)).status, 401)
  const token = await tokenInMail(site)
  const made = await browser.send('POST', '/api/users/confirm', { token, password })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.headers['location'], '/api/users/me')
  assert.equal(made.headers['cache-control'], 'no-store')
  assert.deepEqual([pick(made.json(), 'user', 'email'), pick(made.json(), 'user', 'name')],
    [email, 'Ada'])
  assert.equal(pick(made.json(), 'accessToken'), undefined)
  assert.ok(browser.cookies.has('session'))
  const links = pickList((await browser.get('/api/links')).json(), 'links')
  assert.deepEqual(links.map((link) => pick(link, 'slug')), ['mine'])
  // The cookie that the links were made with opens them no more.
  browser.cookies.delete('session')
  assert.equal((await browser.get('/api/links/mine')).status, 404)
  assert.equal((await browser.send('DELETE', '/api/links/mine', undefined)).status, 404)
})

test('a program that confirms gets tokens, and no session is left behind', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/users', { email, password })
  const token = await tokenInMail(site)
  const made = await program.send('POST', '/api/users/confirm', { token, password })
  assert.equal(made.status, 201)
  assert.equal(made.headers['set-cookie'], undefined)
  assert.equal(pick(made.json(), 'tokenType'), 'Bearer')
  program.key = String(pick(made.json(), 'accessToken'))
  const sessions = pickList((await program.send('GET', '/api/sessions')).json(), 'sessions')
  assert.deepEqual(sessions.map((each) => pick(each, 'kind')), ['token'])
})

test('sign-up answers alike whether or not the address has an account', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const program = openProgram(site)
  const replies = []
  for (const address of [email, 'new@example.org', 'ADA@Example.org']) {
    const { status, headers, text } = await program.send('POST', '/api/users', {
      email: address, password: otherPassword,
    })
    replies.push({ status, text, headers: { ...headers, 'x-request-id': '' } })
  }
  assert.equal(replies[0]?.status, 202)
  for (const reply of replies) assert.deepEqual(reply, replies[0])
  const [known, unknown] = await site.mails()
  assert.deepEqual([known?.to, unknown?.to], [email, 'new@example.org'])
  assert.ok(!known?.text.includes('token='), 'an account that is there cannot be confirmed again')
  assert.ok(unknown?.text.includes('http://localhost:3000/confirm?token='))
})

test('only the mail and the password together make an account, and once', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/users', { email, password })
  const token = await tokenInMail(site)
  const confirm = (input: object) => program.send('POST', '/api/users/confirm', input)
  const wrong = await confirm({ token, password: otherPassword })
  assert.equal(wrong.status, 401)
  assert.equal(pick(wrong.json(), 'errors', 0, 'field'), 'password')
  assert.match(String(wrong.headers['www-authenticate']), /^Form /)
  assert.equal((await confirm({ token, password: '€'.repeat(600) })).status, 401)
  assert.equal((await confirm({ token: `${token}x`, password })).status, 410)
  const replies = await Promise.all(Array.from({ length: 5 }, () => confirm({ token, password })))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 410, 410, 410, 410])
  assert.equal((await confirm({ token, password })).status, 410)
})

test('a confirmation counts for a day, and ends with the account of its address', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const tokens = []
  for (const words of [password, otherPassword]) {
    await program.send('POST', '/api/users', { email, password: words })
    tokens.push(await tokenInMail(site))
  }
  const [first, second] = tokens
  await program.send('POST', '/api/users/confirm', { token: second, password: otherPassword })
  const late = await program.send('POST', '/api/users/confirm', { token: first, password })
  assert.equal(late.status, 410)
  assert.deepEqual(await site.database.all(sql`select 1 from signups`), [])
  await program.send('POST', '/api/users', { email: 'eve@example.org', password })
  const token = await tokenInMail(site)
  site.clock.now += dayMs
  const old = await program.send('POST', '/api/users/confirm', { token, password })
  assert.equal(old.status, 410)
})

test('each rule that is broken is named with its field', async (t) => {
  const program = openProgram(openTestApp(t))
  const good = { email, password }
  const rows: [path: string, input: unknown, fields: string[]][] = [
    ['/api/users', {}, ['email', 'password']],
    ['/api/users', { ...good, email: 'ada' }, ['email']],
    ['/api/users', { ...good, password: 'short' }, ['password']],
    ['/api/users', { ...good, password: 'password123' }, ['password']],
    ['/api/users', { ...good, password: email }, ['password']],
    ['/api/users', { ...good, password: 'x'.repeat(1025) }, ['password']],
    ['/api/users', { ...good, password: '€'.repeat(342) }, ['password']],
    ['/api/users', { email: 'ada', password: 'short' }, ['email', 'password']],
    ['/api/users', { ...good, name: 'x'.repeat(101) }, ['name']],
    ['/api/users', { ...good, role: 'admin' }, ['role']],
    ['/api/users', { ...good, id: 1, disabledAt: null }, ['id', 'disabledAt']],
    ['/api/users/confirm', { token: 'x' }, ['password']],
    ['/api/users/forgot', { email: 'ada' }, ['email']],
    ['/api/users/forgot', { email, origin: 'https://evil.example' }, ['origin']],
    ['/api/users/reset', { password }, ['token']],
    ['/api/users/me/email/confirm', {}, ['token']],
    ['/api/sessions', { email }, ['password']],
    ['/api/sessions', { ...good, role: 'admin' }, ['role']],
    ['/api/sessions/second-factor', { ticket: 'x' }, ['code']],
    ['/api/tokens', { ...good, scopes: ['all'] }, ['scopes[0]']],
    ['/api/tokens', { ...good, family: 1 }, ['family']],
    ['/api/tokens/refresh', { token: 'x' }, ['token', 'refreshToken']],
    ['/api/tokens/revoke', { refreshToken: 1 }, ['refreshToken']],
  ]
  for (const [path, input, fields] of rows) {
    const reply = await program.send('POST', path, input)
    assert.equal(reply.status, 422, `${path} ${JSON.stringify(input)} ${reply.text}`)
    assert.equal(reply.headers['content-type'], 'application/problem+json')
    assert.equal(reply.headers['cache-control'], 'no-store')
    const named = pickList(reply.json(), 'errors').map((error) => pick(error, 'field'))
    assert.deepEqual(named, fields, path)
  }
})

test('every way in takes JSON only, and nothing from another site', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { cookies } = await openSignedIn(site, user)
  const cookie = `session=${cookies.get('session')}`
  const rows: [method: string, path: string][] = [
    ['POST', '/api/users'], ['POST', '/api/users/confirm'], ['POST', '/api/users/forgot'],
    ['POST', '/api/users/reset'], ['PATCH', '/api/users/me'], ['PUT', '/api/users/me/password'],
    ['POST', '/api/users/me/email'], ['POST', '/api/users/me/email/confirm'],
    ['DELETE', '/api/users/me'], ['POST', '/api/users/me/second-factor'],
    ['PUT', '/api/users/me/second-factor'], ['DELETE', '/api/users/me/second-factor'],
    ['POST', '/api/sessions'], ['POST', '/api/sessions/second-factor'], ['POST', '/api/tokens'],
    ['POST', '/api/tokens/second-factor'], ['POST', '/api/tokens/refresh'],
    ['POST', '/api/tokens/revoke'], ['POST', '/api/keys'],
  ]
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']
  for (const [method, path] of rows) {
    for (const type of types) {
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': type, cookie }
      const reply = await site.request(method, path, { headers, body: '{}' })
      assert.equal(reply.status, 415, `${method} ${path} ${type}`)
    }
    const senders = [
      { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' }, { origin: 'null' }, {},
    ]
    for (const sender of senders) {
      const headers = { 'content-type': 'application/json', cookie, ...sender }
      const reply = await site.request(method, path, { headers, body: '{}' })
      assert.equal(reply.status, 403, `${method} ${path} ${JSON.stringify(sender)}`)
      assert.equal(pick(reply.json(), 'code'), 'cross-site')
    }
  }
  const ends = ['sessions', 'sessions/current', 'sessions/1', 'tokens/1', 'keys/1']
  for (const path of ends.map((end) => `/api/${end}`)) {
    const headers = { 'sec-fetch-site': 'cross-site', cookie }
    assert.equal((await site.request('DELETE', path, { headers })).status, 403, path)
  }
})

test('a forgotten password is answered alike for every address', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  await addUser(site, { email: 'off@example.org', isDisabled: true })
  const program = openProgram(site)
  const replies = []
  for (const address of [email, 'off@example.org', 'nobody@example.org']) {
    const { status, headers, text } = await program.send('POST', '/api/users/forgot', {
      email: address,
    })
    replies.push({ status, text, headers: { ...headers, 'x-request-id': '' } })
  }
  assert.equal(replies[0]?.status, 202)
  for (const reply of replies) assert.deepEqual(reply, replies[0])
  assert.deepEqual((await site.mails()).map(({ to }) => to), [email])
  const events = (await readAudit(site)).map(({ action, target }) => `${action}: ${target}`)
  assert.deepEqual(events, [
    'reset-asked: user 1', 'reset-asked: user 2', 'reset-asked: unknown address',
  ])
})

test('the address in a mail begins with the public origin, whatever Host says', async (t) => {
  const site = openTestApp(t, { publicOrigin: 'https://links.example' })
  await addUser(site)
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
  await openProgram(site).send('POST', '/api/users/forgot', { email }, headers)
  const [mail] = await site.mails()
  assert.match(mail?.text ?? '', /https:\/\/links\.example\/reset\?token=gwo_/)
  assert.ok(!mail?.text.includes('evil'))
})

test('of parallel uses of one reset one wins, and sessions and tokens end', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const { token: refreshToken } = await startFamily(site, user)
  const program = openProgram(site)
  await program.send('POST', '/api/users/forgot', { email })
  const token = await tokenInMail(site)
  const weak = await program.send('POST', '/api/users/reset', { token, password: 'password' })
  assert.equal(pick(weak.json(), 'errors', 0, 'field'), 'password', 'and the token is not used up')
  const replies = await Promise.all(Array.from({ length: 10 }, () =>
    program.send('POST', '/api/users/reset', { token, password: otherPassword })))
  assert.deepEqual(replies.map(({ status }) => status).sort(),
    [204, ...Array.from({ length: 9 }, () => 410)])
  assert.equal((await browser.get('/api/users/me')).status, 401)
  const refreshed = await program.send('POST', '/api/tokens/refresh', { refreshToken })
  assert.equal(refreshed.status, 401)
  const signIn = (words: string) =>
    program.send('POST', '/api/sessions', { email, password: words })
  assert.equal((await signIn(password)).status, 401)
  assert.equal((await signIn(otherPassword)).status, 201)
  const mails = await site.mails()
  assert.match(mails.at(-1)?.text ?? '', /the password was changed/)
})

test('a reset counts for half an hour, and only the last one sent', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const program = openProgram(site)
  const ask = async () => {
    await program.send('POST', '/api/users/forgot', { email })
    return tokenInMail(site)
  }
  const reset = (token: string) =>
    program.send('POST', '/api/users/reset', { token, password: otherPassword })
  const first = await ask()
  const second = await ask()
  assert.equal((await reset(first)).status, 410)
  site.clock.now += 30 * minuteMs
  assert.equal((await reset(second)).status, 410)
  const third = await ask()
  site.clock.now += 30 * minuteMs - 1
  assert.equal((await reset(third)).status, 204)
})

test('a token for one purpose is none for another', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  await browser.send('POST', '/api/users/forgot', { email })
  const token = await tokenInMail(site)
  const rows: [path: string, input: object][] = [
    ['/api/users/confirm', { token, password }],
    ['/api/users/me/email/confirm', { token }],
    ['/api/sessions/second-factor', { ticket: token, code: '000000' }],
    ['/api/tokens/second-factor', { ticket: token, code: '000000' }],
  ]
  for (const [path, input] of rows) {
    assert.equal((await browser.send('POST', path, input)).status, 410, path)
  }
})

test('mails to one address have a limit, and the answer says when to come back', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const ask = () => program.send('POST', '/api/users/forgot', { email })
  for (let count = 0; count < 5; count += 1) assert.equal((await ask()).status, 202)
  const refused = await ask()
  assert.equal(refused.status, 429)
  assert.equal(refused.headers['retry-after'], '3600')
  assert.equal(refused.headers['ratelimit-policy'], '"reset mails";q=5;w=3600')
  assert.equal(refused.headers['ratelimit'], '"reset mails";r=0;t=3600')
  site.clock.now += hourMs
  const later = await ask()
  assert.deepEqual([later.status, later.headers['cache-control']], [202, 'no-store'])
})

test('nothing secret is in the log, the audit trail or the file of the database', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const secrets = [password, otherPassword]
  await browser.send('POST', '/api/users', { email, password })
  const token = await tokenInMail(site)
  await browser.send('POST', '/api/users/confirm', { token, password })
  secrets.push(token, browser.cookies.get('session') ?? '')
  const key = await browser.send('POST', '/api/keys', { name: 'a', scopes: ['account'] })
  secrets.push(String(pick(key.json(), 'key')))
  const pair = await openProgram(site).send('POST', '/api/tokens', { email, password })
  secrets.push(...pickEach(pair.json(), ['accessToken', 'refreshToken']).map(String))
  const change = { currentPassword: password, newPassword: otherPassword }
  await browser.send('PUT', '/api/users/me/password', change)
  secrets.push(browser.cookies.get('session') ?? '')
  await browser.send('POST', '/api/users/forgot', { email })
  const reset = await tokenInMail(site)
  await browser.get(`/reset?token=${reset}`)
  secrets.push(reset)
  await site.database.run(sql`update users set name = 'this is written'`)
  const files = [site.path, `${site.path}-wal`].map((path) => readFileSync(path).toString('latin1'))
  assert.ok(files.join('').includes('this is written'), 'the search finds what is there')
  const audit = JSON.stringify(await readAudit(site))
  const logged = JSON.stringify(site.logged())
  assert.ok(logged.includes('password-changed'))
  for (const secret of secrets) {
    assert.ok(secret.length > 20, secret)
    for (const place of [audit, logged]) assert.ok(!place.includes(secret), secret)
  }
  // A mail stands in the database until it is sent, and tokens of mails with it.
  const atRest = secrets.filter((secret) => secret !== token && secret !== reset)
  for (const secret of atRest) for (const file of files) assert.ok(!file.includes(secret), secret)
})
