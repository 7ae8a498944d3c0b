import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick, pickList } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'
import { addUser, email, otherPassword, password, tokenInMail } from '../accounts.ts'

test('a person who signs up and confirms brings their links along', async (t) => {
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

test('sign-up responds alike whether or not the address has an account', async (t) => {
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
