// A password is never trimmed or changed, whichever form or API takes it (NIST SP 800-63B).

import assert from 'node:assert/strict'
import test from 'node:test'
import { cheapHash } from '../../../auth/cheapHash.ts'
import { pick } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'
import { addUser, basic, email, openSignedIn, tokenInMail } from '../accounts.ts'

const typed = ' violet tractor hums  at noon  '
const trimmed = 'violet tractor hums at noon'
const near = [typed.trim(), typed.trimEnd(), typed.trimStart(), trimmed]

async function canSignIn(site: TestApp, password: string): Promise<boolean> {
  // Failures of one test must not slow down the next try.
  site.clock.now += 60 * 60_000
  const browser = openBrowser(site)
  await browser.get('/login')
  return (await browser.submit('/login', { email, password })).status === 303
}

async function assertKept(site: TestApp): Promise<void> {
  assert.equal(await canSignIn(site, typed), true)
  for (const other of near) assert.equal(await canSignIn(site, other), false, JSON.stringify(other))
}

test('signing up and confirming keep the password as it was typed', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.get('/signup')
  await browser.submit('/signup', { email, name: 'Ada', password: typed })
  await browser.get(`/confirm?token=${await tokenInMail(site)}`)
  for (const other of near) {
    const refused = await browser.submit('/confirm', { password: other })
    assert.notEqual(refused.status, 303, JSON.stringify(other))
  }
  assert.equal((await browser.submit('/confirm', { password: typed })).status, 303)
  await assertKept(site)
})

test('a reset keeps the password as it was typed', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  await browser.post('/forgot', { email })
  await browser.get(`/reset?token=${await tokenInMail(site)}`)
  assert.equal((await browser.submit('/reset', { password: typed })).status, 303)
  await assertKept(site)
})

test('a change takes both passwords as they were typed', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site, { passwordHash: cheapHash(` ${typed} `) })
  const browser = await openSignedIn(site, user)
  await browser.get('/account/password')
  const change = (currentPassword: string) =>
    browser.submit('/account/password', { currentPassword, newPassword: typed })
  assert.notEqual((await change(typed)).status, 303)
  site.clock.now += 60 * 60_000
  assert.equal((await change(` ${typed} `)).status, 303)
  await assertKept(site)
})

test('deleting an account takes the password as it was typed', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site, { passwordHash: cheapHash(typed) }))
  await browser.get('/account/delete')
  for (const password of [...near, typed]) {
    site.clock.now += 60 * 60_000
    const reply = await browser.submit('/account/delete', { password, sure: 'yes' })
    assert.equal(reply.status === 303, password === typed, JSON.stringify(password))
  }
})

test('the API and Basic take a password as it was typed', async (t) => {
  const site = openTestApp(t)
  await addUser(site, { passwordHash: cheapHash(typed) })
  for (const password of [...near, typed]) {
    site.clock.now += 60 * 60_000
    const { status } = await openProgram(site).send('POST', '/api/tokens', { email, password })
    assert.equal(status < 300, password === typed, JSON.stringify(password))
    const headers = { authorization: basic(email, password) }
    const { status: byBasic } = await site.request('GET', '/api/users/me', { headers })
    assert.equal(byBasic === 200, password === typed, JSON.stringify(password))
  }
})

test('a new password that nobody can see is refused with a sentence', async (t) => {
  const site = openTestApp(t)
  const rows = ['\t \u00a0\u3000\t \u2003\t \n', '\u200b\u200c\u200d\u2060'.repeat(3)]
  for (const password of rows) {
    const reply = await openProgram(site).send('POST', '/api/users', { email, password })
    assert.equal(reply.status, 422)
    const message = String(pick(reply.json(), 'errors', 0, 'message'))
    assert.match(message, /^This password is easily guessed|^A password needs at least one char/)
  }
})
