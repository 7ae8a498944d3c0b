// Requests of a user whose account is deleted while they're under way.

import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import test from 'node:test'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'
import {
  addUser, basic, email, openSignedIn, openWithKey, otherPassword, password, startFamily,
  tokenInMail,
} from '../accounts.ts'
import { checkGone, deleteMeanwhile, deleteUser, ownerOf } from '../deletedMeanwhile.ts'
import { questionsAfter, type Leaver, type Prepare } from '../interrupted.ts'

const me = '/api/users/me'
const target = 'https://example.com/'

function call(method: string, path: string, body?: unknown): Prepare {
  return async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    return () => browser.send(method, path, body)
  }
}

function form(path: string, fields: Record<string, string>, page = path): Prepare {
  return async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    await browser.get(page)
    return () => browser.submit(path, fields)
  }
}

async function beginSecondFactor({ site, user }: Leaver) {
  const browser = await openSignedIn(site, user)
  const reply = await browser.send('POST', `${me}/second-factor`, { password })
  const secret = String(pick(reply.json(), 'secret'))
  const code = () => totpCode(secret, Math.floor(site.clock.now / 30_000))
  return { browser, code }
}

async function withSecondFactor(leaver: Leaver) {
  const { browser, code } = await beginSecondFactor(leaver)
  await browser.send('PUT', `${me}/second-factor`, { code: code() })
  leaver.site.clock.now += 60_000
  return { browser, code }
}

const passwords = { currentPassword: password, newPassword: otherPassword }

// What a request is, and how many questions it asks after its change is stored: a deletion before
// that is told to the client. Undefined where the response is the same in any case.
type Row = readonly [name: string, after: number | undefined, prepare: Prepare]

const requests: readonly Row[] = [
  ['a new link', 0, call('POST', '/api/links', { target })],
  ['a new link of a program', 0, async ({ site, user }) => {
    const program = await openWithKey(site, user, ['links:write'])
    return () => program.send('POST', '/api/links', { target, password: 'a' })
  }],
  ['a new link of a form', 0, form('/links', { target }, '/')],
  ['many new links', undefined,
    call('POST', '/api/links/bulk', { links: [{ target }, { target }] })],
  ['a changed link', 0, async (leaver) => {
    const { site, user } = leaver
    const browser = await openSignedIn(site, user)
    const made = await browser.send('POST', '/api/links', { target })
    const slug = String(pick(made.json(), 'slug'))
    return () => browser.send('PATCH', `/api/links/${slug}`, { note: 'x' })
  }],
  ['links that are claimed', undefined, async ({ site, user }) => {
    const program = openProgram(site)
    await program.send('POST', '/api/links', { target })
    const browser = await openSignedIn(site, user)
    return () => browser.send('POST', '/api/links/claim', { editKey: program.key })
  }],
  ['a new key', 0, call('POST', '/api/keys', { name: 'k', scopes: ['links:read'], password })],
  ['a new key of a form', 0,
    form('/account/keys', { name: 'k', scopes: 'links:read', days: '30', password })],
  ['the profile', 0, call('PATCH', me, { name: 'Ada L' })],
  ['the name, by a form', 0, form('/account/name', { name: 'Ada L' })],
  ['a new password', 0, call('PUT', `${me}/password`, passwords)],
  ['a new password, by a form', 0, form('/account/password', passwords)],
  ['a new address', 0, call('POST', `${me}/email`, { email: 'new@example.org', password })],
  ['a new address, by a form', 0, form('/account/email', { email: 'new@example.org', password })],
  ['a confirmed address', 0, async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    await browser.send('POST', `${me}/email`, { email: `new${user}@example.org`, password })
    const token = await tokenInMail(site)
    return () => openBrowser(site).send('POST', `${me}/email/confirm`, { token })
  }],
  ['the secret of a second factor', 0, call('POST', `${me}/second-factor`, { password })],
  ['a second factor that is switched on', 0, async (leaver) => {
    const { browser, code } = await beginSecondFactor(leaver)
    return () => browser.send('PUT', `${me}/second-factor`, { code: code() })
  }],
  ['a second factor that is switched off', 0, async (leaver) => {
    const { browser, code } = await withSecondFactor(leaver)
    return () => browser.send('DELETE', `${me}/second-factor`, { password, code: code() })
  }],
  ['a sign-in', 0, async ({ site, email }) =>
    () => openBrowser(site).send('POST', '/api/sessions', { email, password })],
  ['a sign-in of a browser with links', 1, async ({ site, email }) => {
    const browser = openBrowser(site)
    await browser.post('/links', { target })
    return () => browser.post('/login', { email, password })
  }],
  ['the first step of two', 0, async (leaver) => {
    await withSecondFactor(leaver)
    const { site, email } = leaver
    return () => openBrowser(site).send('POST', '/api/sessions', { email, password })
  }],
  ['the second step of two', 0, async (leaver) => {
    const { code } = await withSecondFactor(leaver)
    const { site, email } = leaver
    const browser = openBrowser(site)
    const first = await browser.send('POST', '/api/sessions', { email, password })
    const ticket = pick(first.json(), 'ticket')
    return () => browser.send('POST', '/api/sessions/second-factor', { ticket, code: code() })
  }],
  ['a sign-in of a program', 0, async ({ site, email }) =>
    () => openProgram(site).send('POST', '/api/tokens', { email, password })],
  ['a refresh', 0, async ({ site, user }) => {
    const { token: refreshToken } = await startFamily(site, user)
    return () => openProgram(site).send('POST', '/api/tokens/refresh', { refreshToken })
  }],
  ['a forgotten password', undefined, async ({ site, email }) =>
    () => openBrowser(site).post('/forgot', { email })],
  ['a reset', 2, async ({ site, email }) => {
    await openBrowser(site).post('/forgot', { email })
    const token = await tokenInMail(site)
    return () => openBrowser(site).send(
      'POST', '/api/users/reset', { token, password: otherPassword })
  }],
  ['a sign-up with this address', undefined, async ({ site, email }) =>
    () => openBrowser(site).post('/signup', { email, password })],
  ['the end of other sessions', undefined, call('DELETE', '/api/sessions')],
  ['a sign-out', undefined, form('/logout', {})],
  ['an export', undefined, call('GET', `${me}/export`)],
  ['another deletion', 1, call('DELETE', me, { password })],
  ['another deletion, by a form', 1, form('/account/delete', { password, sure: 'yes' })],
]

for (const [name, after, prepare] of requests) {
  test(`an account is deleted during ${name}`, async (t) => {
    const responses = await deleteMeanwhile(t, prepare)
    if (after !== undefined) assert.equal(questionsAfter(responses), after, String(responses))
  })
}

test('a body that arrives after the deletion changes nothing', async (t) => {
  const site = openTestApp(t)
  const rows: [method: string, path: string, body: object][] = [
    ['POST', '/api/links', { target }], ['POST', '/api/links/bulk', { links: [{ target }] }],
    ['POST', '/api/keys', { name: 'k', scopes: ['links:read'], password }],
    ['PATCH', me, { name: 'Ada' }], ['PUT', `${me}/password`, passwords],
    ['POST', `${me}/email`, { email: 'new@example.org', password }],
    ['POST', `${me}/second-factor`, { password }], ['DELETE', me, { password }],
  ]
  for (const [method, path, body] of rows) {
    const user = await addUser(site)
    const owner = await ownerOf(site, user)
    const { key = '' } = await openWithKey(site, user, ['account', 'links:write'])
    const authorization = path === '/api/keys' ? basic(email, password) : `Bearer ${key}`
    const slow = new PassThrough()
    const reply = site.request(method, path, {
      headers: { authorization, 'content-type': 'application/json' }, body: slow,
    })
    slow.write(' ')
    await deleteUser(site, user)
    slow.end(JSON.stringify(body))
    const { status } = await reply
    assert.ok(status === 401 || status === 404, `${method} ${path}: ${status}`)
    await checkGone(site, { user, owner })
  }
})

test('nothing is left of what a user sends at the same time as deletions', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const owner = await ownerOf(site, user)
  const program = await openWithKey(site, user, ['account', 'links:write'])
  const browser = await openSignedIn(site, user)
  const sends: [method: string, path: string, body: object][] = [
    ['POST', '/api/links', { target }], ['PATCH', me, { name: 'Ada' }],
    ['POST', '/api/keys', { name: 'k', scopes: ['links:read'], password }],
    ['POST', '/api/sessions', { email, password }], ['POST', '/api/tokens', { email, password }],
    ['PUT', `${me}/password`, { currentPassword: password, newPassword: otherPassword }],
  ]
  const deletions = [1, 2, 3].map(() => program.send('DELETE', me, { password }))
  const others = sends.map(([method, path, body]) => browser.send(method, path, body))
  const deleted = (await Promise.all(deletions)).map(({ status }) => status)
  for (const { status, text } of await Promise.all(others)) assert.ok(status < 500, text)
  if (!deleted.includes(204)) await deleteUser(site, user)
  assert.ok(deleted.filter((status) => status === 204).length < 2, String(deleted))
  await checkGone(site, { user, owner })
})
