import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'
import {
  addUser, email, openSignedIn, otherPassword, password, readAudit, startFamily, tokenInMail,
} from '../accounts.ts'

test('a forgotten password gets the same response for every address', async (t) => {
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

test('mails to one address have a limit, and the response says when to come back', async (t) => {
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
