import assert from 'node:assert/strict'
import test from 'node:test'
import { enableTotp, findTotp } from '../../../../src/auth/access/users.ts'
import { recentSignInMs } from '../../../../src/auth/sessions/session.ts'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { createTotpSecrets } from '../../../../src/auth/passwords/totpSecrets.ts'
import { decodeBase32 } from '../../../../src/basics/base32.ts'
import { dayMs, minuteMs, secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { fieldsOf, pick, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'
import {
  addUser, basic, email, openSignedIn, otherPassword, password, readAudit, tokenInMail,
} from '../accounts.ts'

const path = '/api/users/me/second-factor'
const stepMs = 30 * secondMs

/** Adds a user whose second factor is on. */
async function openWithFactor(site: TestApp) {
  const browser = await openSignedIn(site, await addUser(site))
  const begun = await browser.send('POST', path, { password })
  const secret = String(pick(begun.json(), 'secret'))
  const codeNow = () => totpCode(secret, Math.floor(site.clock.now / stepMs))
  const enabled = await browser.send('PUT', path, { code: codeNow() })
  const codes = pickList(enabled.json(), 'recoveryCodes').map(String)
  // The code that switched it on is used up.
  site.clock.now += stepMs
  return { browser, begun, enabled, secret, codeNow, codes }
}

async function ticketOf(site: TestApp, start = '/api/sessions'): Promise<string> {
  const reply = await openProgram(site).send('POST', start, { email, password })
  return String(pick(reply.json(), 'ticket'))
}

test('it is begun with the password and switched on with a code of the device', async (t) => {
  const site = openTestApp(t)
  const { browser, begun, enabled, secret, codes } = await openWithFactor(site)
  assert.equal(begun.status, 201)
  assert.match(secret, /^[A-Z2-7]{32}$/)
  assert.equal(pick(begun.json(), 'uri'),
    `otpauth://totp/localhost-3000:ada%40example.org?secret=${secret}&issuer=localhost-3000`)
  assert.equal(enabled.status, 200)
  assert.deepEqual([codes.length, new Set(codes).size], [10, 10])
  const me = await browser.get('/api/users/me')
  assert.equal(pick(me.json(), 'hasSecondFactor'), true)
  assert.equal(me.headers['etag'], '"2"', 'another state has another tag')
  assert.equal((await browser.send('POST', path, { password })).status, 409)
  assert.equal((await browser.get('/api/users/me')).status, 200, 'and the session lives on')
  const stored = JSON.stringify([site.logged(), await readAudit(site)])
  for (const hidden of [secret, ...codes]) assert.ok(!stored.includes(hidden))
})

test('switched on twice at the same time, it has the codes that were shown', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const secret = String(pick((await browser.send('POST', path, { password })).json(), 'secret'))
  const code = totpCode(secret, Math.floor(site.clock.now / stepMs))
  const replies = await Promise.all([1, 2].map(() => browser.send('PUT', path, { code })))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409])
  const shown = replies.find(({ status }) => status === 200)
  const [recoveryCode] = pickList(shown?.json(), 'recoveryCodes')
  const second = { ticket: await ticketOf(site), code: recoveryCode }
  assert.equal(
    (await openProgram(site).send('POST', '/api/sessions/second-factor', second)).status, 201)
  const actions = (await readAudit(site)).map(({ action }) => action)
  assert.equal(actions.filter((action) => action === 'second-factor-on').length, 1)
})

test('a code of a secret that was replaced since switches nothing on', async (t) => {
  const site = openTestApp(t)
  const { database, clock: { now } } = site
  const id = await addUser(site)
  const browser = await openSignedIn(site, id)
  const begin = async () => {
    await browser.send('POST', path, { password })
    return (await findTotp(database, id))?.secret ?? ''
  }
  const [replaced, current] = [await begin(), await begin()]
  await assert.rejects(database.run(enableTotp(id, { secret: replaced, step: 1, now })),
    { constraint: 'users.version' })
  await database.run(enableTotp(id, { secret: current, step: 1, now }))
})

test('the secret is stored encrypted, and one from before counts as it is', async (t) => {
  const site = openTestApp(t)
  const { codes, codeNow, secret } = await openWithFactor(site)
  const finish = async (code: string) => (await openProgram(site).send(
    'POST', '/api/sessions/second-factor', { ticket: await ticketOf(site), code })).status
  const [user = 0] = (await site.database.all(sql<{ id: number }>`select id from users`))
    .map(({ id }) => id)
  const stored = (await findTotp(site.database, user))?.secret ?? ''
  assert.match(stored, /^[\w-]{64}$/)
  const bytes = Buffer.from(stored, 'base64url').toString('latin1')
  assert.equal(bytes.includes(Buffer.from(decodeBase32(secret) ?? '').toString('latin1')), false)
  assert.equal(await finish(codeNow()), 201)
  for (const [text, count] of [
    // That of another user, of another installation, and one that was changed.
    [createTotpSecrets(site.options.secret).encrypt(user + 1, secret), 401],
    [createTotpSecrets(new Uint8Array(32)).encrypt(user, secret), 401],
    [`${stored.slice(0, 40)}AAAA${stored.slice(44)}`, 401],
    [secret, 201],
  ] as const) {
    site.clock.now += dayMs
    await site.database.run(sql`update users set totp_secret = ${text}`)
    assert.equal(await finish(codeNow()), count, text)
    assert.equal(await finish(codes.pop() ?? ''), 201, 'a recovery code counts in any case')
  }
})

test('it does not count before the first right code', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  assert.equal((await browser.send('PUT', path, { code: '000000' })).status, 401)
  const begun = await browser.send('POST', path, { password })
  const secret = String(pick(begun.json(), 'secret'))
  const current = Math.floor(site.clock.now / stepMs)
  const [old, early] = [totpCode(secret, current - 2), totpCode(secret, current + 2)]
  for (const code of ['', 'x', '12345', old, early]) {
    const reply = await browser.send('PUT', path, { code })
    assert.equal(reply.status, code === '' ? 422 : 401, code)
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), 'code')
  }
  const signedIn = await openProgram(site).send('POST', '/api/sessions', { email, password })
  assert.equal(signedIn.status, 201)
})

test('the password alone gives a ticket and nothing else', async (t) => {
  const site = openTestApp(t)
  await openWithFactor(site)
  for (const start of ['/api/sessions', '/api/tokens']) {
    const reply = await openBrowser(site).send('POST', start, { email, password })
    assert.equal(reply.status, 202)
    assert.deepEqual(Object.keys(fieldsOf(reply.json())), ['ticket', 'message'])
    assert.equal(reply.headers['set-cookie'], undefined)
    const wrong = { email, password: otherPassword }
    assert.equal((await openBrowser(site).send('POST', start, wrong)).status, 401)
  }
  const headers = { authorization: basic(email, password) }
  const named = await site.request('GET', '/api/users/me', { headers })
  assert.equal(named.status, 401, 'Basic could not send a code')
})

test('ticket and code together sign in a browser or a program', async (t) => {
  const site = openTestApp(t)
  const { codeNow } = await openWithFactor(site)
  const browser = openBrowser(site)
  const second = { ticket: await ticketOf(site), code: codeNow() }
  const reply = await browser.send('POST', '/api/sessions/second-factor', second)
  assert.equal(reply.status, 201, reply.text)
  assert.equal(pick(reply.json(), 'user', 'email'), email)
  assert.equal((await browser.get('/api/users/me')).status, 200)
  site.clock.now += stepMs
  const program = openProgram(site)
  const tokens = await program.send('POST', '/api/tokens/second-factor', {
    ticket: await ticketOf(site, '/api/tokens'), code: codeNow(), scopes: ['account'],
  })
  assert.equal(tokens.status, 201)
  assert.equal(pick(tokens.json(), 'scope'), 'account')
})

test('a code counts once, and so does a ticket', async (t) => {
  const site = openTestApp(t)
  const { codeNow, codes } = await openWithFactor(site)
  const program = openProgram(site)
  const finish = (ticket: string, code: string) =>
    program.send('POST', '/api/sessions/second-factor', { ticket, code })
  const ticket = await ticketOf(site)
  assert.equal((await finish(ticket, codeNow())).status, 201)
  assert.equal((await finish(ticket, codes[0] ?? '')).status, 410, 'the ticket is used up')
  const again = await ticketOf(site)
  const replayed = await finish(again, codeNow())
  assert.equal(replayed.status, 401)
  assert.equal(pick(replayed.json(), 'errors', 0, 'field'), 'code')
  site.clock.now += stepMs
  const last = await Promise.all(Array.from({ length: 5 }, () => finish(again, codeNow())))
  assert.deepEqual(last.map(({ status }) => status).filter((status) => status === 201), [201])
})

test('a clock that was a day ahead locks nobody out', async (t) => {
  const site = openTestApp(t)
  const { codeNow } = await openWithFactor(site)
  const program = openProgram(site)
  const finish = async () => (await program.send('POST', '/api/sessions/second-factor', {
    ticket: await ticketOf(site), code: codeNow(),
  })).status
  site.clock.now += dayMs
  assert.equal(await finish(), 201)
  site.clock.now -= dayMs
  assert.equal(await finish(), 201)
  assert.equal(await finish(), 401, 'and the code counts once')
})

test('a recovery code replaces the device once', async (t) => {
  const site = openTestApp(t)
  const { codes } = await openWithFactor(site)
  const [first = '', second = ''] = codes
  const finish = async (code: string) => (await openProgram(site)
    .send('POST', '/api/sessions/second-factor', { ticket: await ticketOf(site), code })).status
  assert.equal(await finish(first.toUpperCase().replaceAll('-', ' ')), 201)
  assert.equal(await finish(first), 401)
  assert.equal(await finish(second), 201)
})

test('a ticket counts for ten minutes', async (t) => {
  const site = openTestApp(t)
  const { codeNow } = await openWithFactor(site)
  const ticket = await ticketOf(site)
  site.clock.now += 10 * minuteMs
  const late = await openProgram(site).send('POST', '/api/sessions/second-factor', {
    ticket, code: codeNow(),
  })
  assert.equal(late.status, 410)
})

test('someone who only knows the password cannot end the sign-in of the owner', async (t) => {
  const site = openTestApp(t)
  const { codeNow } = await openWithFactor(site)
  const [ticket] = [await ticketOf(site), await ticketOf(site, '/api/tokens')]
  const finished = await openProgram(site).send('POST', '/api/sessions/second-factor', {
    ticket, code: codeNow(),
  })
  assert.equal(finished.status, 201)
})

test('codes cannot be guessed one after the other', async (t) => {
  const site = openTestApp(t)
  await openWithFactor(site)
  const ticket = await ticketOf(site)
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) =>
    openProgram(site).send('POST', '/api/sessions/second-factor', {
      ticket, code: String(index).padStart(6, '0'),
    })))
  assert.equal(replies.filter(({ status }) => status === 401).length, 5)
  assert.equal(replies.filter(({ status }) => status === 429).length, 15)
  const fresh = await openProgram(site).send('POST', '/api/tokens/second-factor', {
    ticket: await ticketOf(site), code: '000000',
  })
  assert.equal(fresh.status, 429, 'another ticket is no way around')
})

test('a reset by email allows no new guesses at the code', async (t) => {
  const site = openTestApp(t)
  await openWithFactor(site)
  const browser = openBrowser(site)
  const statuses = []
  for (const reset of [password, otherPassword].map((words) => `${words} again`)) {
    await browser.send('POST', '/api/users/forgot', { email })
    const token = await tokenInMail(site)
    await browser.send('POST', '/api/users/reset', { token, password: reset })
    for (let index = 0; index < 3; index += 1) {
      const begun = await browser.send('POST', '/api/sessions', { email, password: reset })
      const ticket = String(pick(begun.json(), 'ticket'))
      const finish = { ticket, code: '000000' }
      statuses.push((await browser.send('POST', '/api/sessions/second-factor', finish)).status)
    }
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429])
})

test('it is switched off with the password and a code, and the codes go with it', async (t) => {
  for (const kind of ['device', 'recovery code']) {
    const site = openTestApp(t)
    const { browser, codeNow, codes } = await openWithFactor(site)
    const code = kind === 'device' ? codeNow() : codes[0] ?? ''
    assert.equal((await browser.send('DELETE', path, { password, code })).status, 204, kind)
    assert.deepEqual(await site.database.all(sql`
      select 1 from recovery_codes
      union all select 1 from users where totp_secret is not null`), [])
    const signedIn = await openProgram(site).send('POST', '/api/sessions', { email, password })
    assert.equal(signedIn.status, 201)
    const mails = await site.mails()
    const told = mails.map(({ text }) => /factor was (switched \w+)/.exec(text)?.[1])
    assert.deepEqual(told, ['switched on', 'switched off'])
    assert.equal((await browser.send('DELETE', path, { password, code })).status, 409)
  }
})

test('neither the password nor a code alone switches it off, and no code is guessed', async (t) => {
  const site = openTestApp(t)
  const { browser, codeNow } = await openWithFactor(site)
  const rows: [input: Record<string, string>, status: number, field: string][] = [
    [{ password }, 422, 'code'], [{ code: codeNow() }, 422, 'password'],
    [{ password: otherPassword, code: codeNow() }, 401, 'password'],
    [{ password, code: '' }, 422, 'code'], [{ password, code: '000000' }, 401, 'code'],
  ]
  for (const [input, status, field] of rows) {
    const reply = await browser.send('DELETE', path, input)
    assert.deepEqual([reply.status, pick(reply.json(), 'errors', 0, 'field')], [status, field])
  }
  const statuses = []
  for (let index = 1; index < 6; index += 1) {
    statuses.push((await browser.send('DELETE', path, { password, code: `00000${index}` })).status)
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 429])
  const me = await browser.get('/api/users/me')
  assert.equal(pick(me.json(), 'hasSecondFactor'), true)
})

test('a stolen session cannot guess the code that switches a pending one on', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await browser.send('POST', path, { password })
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) =>
    browser.send('PUT', path, { code: String(index).padStart(6, '0') })))
  assert.equal(replies.filter(({ status }) => status === 401).length, 5)
  assert.equal(replies.filter(({ status }) => status === 429).length, 15)
})

test('a pending secret is shown for ten minutes after the password, to one session', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const thief = openBrowser(site)
  thief.cookies.set('session', browser.cookies.get('session') ?? '')
  const page = '/account/second-factor/code'
  site.clock.now += recentSignInMs
  await browser.get('/account/second-factor')
  const begun = await browser.submit('/account/second-factor', { password })
  assert.equal(begun.headers['location'], page)
  assert.match((await browser.get(page)).text, /data-copy="[A-Z2-7]{32}"/)
  assert.match(String((await thief.get(page)).headers['location']), /^\/login/)
  site.clock.now += recentSignInMs
  const late = await browser.get(page)
  assert.deepEqual([late.status, late.headers['location']], [303, '/account/second-factor'])
})
