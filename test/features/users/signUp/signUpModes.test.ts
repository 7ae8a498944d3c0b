// SIGN_UP: who can sign up by the form, the API, another provider, and with an invitation.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createInvitations } from '../../../../src/auth/access/invitations.ts'
import type { SignUpMode } from '../../../../src/basics/config.ts'
import { dayMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick } from '../../../pick.ts'
import { openTestApp, startTime, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram, type Browser } from '../../../testClients.ts'
import { codeFor, playProvider } from '../../oauth/playedProvider.ts'
import { leadsTo } from '../../oauth/relyingParty.ts'
import { addUser, email, otherPassword, password, readAudit } from '../accounts.ts'

const modes: SignUpMode[] = ['open', 'invite', 'closed']

async function invite(site: TestApp, address = email): Promise<string> {
  const admin = await addUser(site, { email: `admin${address}`, role: 'admin' })
  const { database, clock } = site
  const invitations = createInvitations({ database, clock: () => clock.now })
  const { token, statements } = invitations.prepare(address, admin)
  assert.equal((await database.batch(statements))[0].changes, 1)
  return token
}

const usersWith = async (site: TestApp, address = email) =>
  (await site.database.all(sql`select 1 from users where email = ${address}`)).length

test('the form is there when sign-up is open, and else a sentence', async (t) => {
  const sentences: Record<SignUpMode, RegExp | undefined> = {
    open: undefined, invite: /You need an invitation to sign up here\./,
    closed: /Sign-up is closed here\./,
  }
  for (const signUp of modes) {
    const site = openTestApp(t, { signUp })
    await addUser(site, { email: 'known@example.org' })
    const browser = openBrowser(site)
    const sentence = sentences[signUp]
    const page = await browser.get('/signup')
    assert.equal(page.status, 200, signUp)
    assert.equal(/<form/.test(page.text), sentence === undefined, signUp)
    assert.equal(/href="\/signup"/.test((await browser.get('/login')).text), signUp === 'open')
    if (sentence === undefined) continue
    assert.match(page.text, sentence)
    for (const path of ['/signup', '/confirm']) {
      const fields = { email, password, token: 'gwo_x' }
      const refused = await browser.post(path, fields)
      assert.equal(refused.status, 403, path)
      assert.match(refused.text, sentence)
    }
    assert.equal((await browser.get('/confirm?token=gwo_x')).status, 403)
    assert.deepEqual(await site.mails(), [])
  }
})

test('the API says which rule it is, and the same for every address', async (t) => {
  const codes: Record<SignUpMode, string | undefined> = {
    open: undefined, invite: 'invitation-required', closed: 'sign-up-closed',
  }
  for (const signUp of modes) {
    const site = openTestApp(t, { signUp })
    await addUser(site, { email: 'known@example.org' })
    await invite(site, 'invited@example.org')
    const program = openProgram(site)
    const texts = new Set<string>()
    for (const address of ['new@example.org', 'known@example.org', 'invited@example.org', '?']) {
      if (signUp === 'open' && address === '?') continue
      const reply = await program.send('POST', '/api/users', { email: address, password })
      assert.equal(reply.status, codes[signUp] === undefined ? 202 : 403, `${signUp} ${address}`)
      texts.add(JSON.stringify({ ...Object(reply.json()), requestId: '' }))
    }
    assert.equal(texts.size, 1, signUp)
    if (codes[signUp] === undefined) continue
    const confirm = { token: 'gwo_x', password }
    const reply = await program.send('POST', '/api/users/confirm', confirm)
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [403, codes[signUp]])
  }
})

test('a sign-up that began while it was open ends when it is closed', async (t) => {
  const site = openTestApp(t)
  await openProgram(site).send('POST', '/api/users', { email, password })
  const token = /token=(\S+)/.exec((await site.mails())[0]?.text ?? '')?.[1]
  const closed = openTestApp(t, { signUp: 'closed' })
  const [row] = await site.database.all(sql<Record<string, never>>`select * from signups`)
  assert.ok(row)
  await closed.database.run({
    text: 'insert into signups values (?, ?, ?, ?, ?, ?)', values: Object.values(row),
  })
  const reply = await openProgram(closed).send('POST', '/api/users/confirm', { token, password })
  assert.equal(reply.status, 403)
  assert.equal(await usersWith(closed), 0)
})

test('an invitation makes an account once, where sign-up is not closed', async (t) => {
  for (const signUp of modes) {
    const site = openTestApp(t, { signUp })
    const token = await invite(site)
    const path = `/signup/invited?token=${token}`
    const browser = openBrowser(site)
    if (signUp === 'closed') {
      assert.equal((await browser.get(path)).status, 403)
      const refused = await browser.post('/signup/invited', { token, password })
      assert.deepEqual([refused.status, await usersWith(site)], [403, 0])
      const api = await openProgram(site).send('POST', '/api/users/invited', { token, password })
      assert.deepEqual([api.status, pick(api.json(), 'code')], [403, 'sign-up-closed'])
      continue
    }
    for (const method of ['GET', 'HEAD', 'GET']) {
      const { status, headers } =
        await site.request(method, path, { headers: { accept: 'text/html' } })
      assert.deepEqual([status, headers['referrer-policy'], headers['cache-control']],
        [200, 'same-origin', 'no-store'])
    }
    await browser.get(path)
    const weak = await browser.submit('/signup/invited', { password: 'short' })
    assert.equal(weak.status, 422)
    assert.match(weak.text, /id="password-error" role="alert">[^<]/)
    const done = await browser.submit('/signup/invited', { password, name: ' Ada ' })
    assert.deepEqual([done.status, done.headers['location']], [303, '/account?done=made'])
    assert.ok(browser.cookies.has('device'), 'the browser is known from now on')
    assert.match((await browser.get('/account')).text, /<dd>Ada<\/dd>/)
    assert.equal((await browser.submit('/logout')).status, 303)
    assert.equal((await browser.post('/login', { email, password })).status, 303)
    for (const again of [password, otherPassword]) {
      const late = await openBrowser(site).post('/signup/invited', { token, password: again })
      assert.equal(late.status, 410)
    }
    assert.equal((await openBrowser(site).get(path)).status, 410)
    const made = (await readAudit(site)).find(({ action }) => action === 'account-made')
    assert.equal(made?.details, '{"invitation":1}')
  }
})

test('the browser in which an invitation was accepted is known for the account', async (t) => {
  const rows: [name: string, accept: (browser: Browser, token: string) => Promise<unknown>][] = [
    ['page', (browser, token) => browser.post('/signup/invited', { token, password })],
    ['API', (browser, token) =>
      browser.send('POST', '/api/users/invited', { token, password })],
  ]
  for (const [name, accept] of rows) {
    const site = openTestApp(t, { signUp: 'invite', publicOrigin: 'https://links.example' })
    const browser = openBrowser(site)
    await accept(browser, await invite(site))
    const names = [...browser.cookies.keys()].sort()
    assert.deepEqual(names, ['__Host-device', '__Host-session'], name)
  }
})

test('an invitation that does not count makes no account', async (t) => {
  type Change = (site: TestApp, token: string) => Promise<unknown> | unknown
  const rows: [name: string, change: Change, token?: string][] = [
    ['too old', (site) => site.clock.now += 7 * dayMs],
    ['revoked', (site) => site.database.run(sql`delete from invitations`)],
    ['replaced', (site) => site.database.run(
      sql`update invitations set token_hash = randomblob(32)`)],
    ['of an address that has an account', (site) => addUser(site)],
    ['unknown', () => undefined, `gwi_${'A'.repeat(43)}`],
    ['of another kind', () => undefined, `gwo_${'A'.repeat(43)}`],
    ['none', () => undefined, 'x'],
  ]
  for (const [name, change, given] of rows) {
    const site = openTestApp(t, { signUp: 'invite' })
    const token = await invite(site)
    await change(site, token)
    const before = await usersWith(site)
    const body = { token: given ?? token, password }
    const reply = await openProgram(site).send('POST', '/api/users/invited', body)
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [410, 'old-token'], name)
    assert.equal(await usersWith(site), before, name)
  }
})

test('of parallel uses of one invitation one wins, and programs get tokens', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const token = await invite(site)
  const replies = await Promise.all([1, 2, 3, 4].map(() =>
    openProgram(site).send('POST', '/api/users/invited', { token, password })))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 410, 410, 410])
  const won = replies.find(({ status }) => status === 201)
  assert.equal(typeof pick(won?.json(), 'refreshToken'), 'string')
  assert.equal(await usersWith(site), 1)
  assert.equal((await site.database.all(sql`select 1 from invitations`)).length, 0)
})

test('a token is only stored as its hash, and is cleaned up', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const token = await invite(site)
  const [row] = await site.database.all(sql<Record<string, unknown>>`
    select hex(token_hash) as hash, * from invitations`)
  assert.ok(!JSON.stringify(row).includes(token.slice(4)))
  site.clock.now += 7 * dayMs
  await site.clean()
  assert.equal((await site.database.all(sql`select 1 from invitations`)).length, 0)
})

async function signInWith(site: TestApp, origin: string) {
  const browser = openBrowser(site)
  const location = leadsTo(await browser.get('/login/with'))
  const query = new URLSearchParams({
    code: codeFor(location), state: location.searchParams.get('state') ?? '', iss: origin,
  })
  return browser.get(`/login/with/callback?${query}`, { 'sec-fetch-site': 'cross-site' })
}

test('another provider makes accounts only where sign-up does', async (t) => {
  type Row = {
    name: string; signUp: SignUpMode; claims?: object; isInvited?: boolean; hasAccount?: boolean
    status: number; title?: string
  }
  const rows: Row[] = [
    { name: 'open', signUp: 'open', status: 303 },
    { name: 'not invited', signUp: 'invite', status: 403, title: 'You need an invitation' },
    { name: 'invited', signUp: 'invite', isInvited: true, status: 303 },
    {
      name: 'invited, but not confirmed there', signUp: 'invite', isInvited: true,
      claims: { email_verified: false }, status: 403, title: 'You need an invitation',
    },
    {
      name: 'another address than the invited one', signUp: 'invite', isInvited: true,
      claims: { email: 'eve@example.org' }, status: 403, title: 'You need an invitation',
    },
    { name: 'closed', signUp: 'closed', status: 403, title: 'Sign-up is closed' },
    {
      name: 'closed, though invited', signUp: 'closed', isInvited: true, status: 403,
      title: 'Sign-up is closed',
    },
    {
      name: 'closed, with an account', signUp: 'closed', hasAccount: true, status: 409,
      title: 'You already have an account',
    },
    {
      name: 'by invitation, with an account', signUp: 'invite', hasAccount: true, status: 409,
      title: 'You already have an account',
    },
  ]
  const provider = await playProvider(t, startTime)
  for (const { name, signUp, claims = {}, isInvited, hasAccount, status, title } of rows) {
    const site = openTestApp(t, { signUp, provider: provider.settings })
    provider.claims = { email, email_verified: true, ...claims }
    if (isInvited) await invite(site)
    if (hasAccount) await addUser(site)
    const reply = await signInWith(site, provider.origin)
    assert.equal(reply.status, status, name)
    if (title !== undefined) assert.match(reply.text, new RegExp(`<h1>${title}`), name)
    const made = await site.database.all(sql`select 1 from provider_accounts`)
    assert.equal(made.length, status === 303 ? 1 : 0, name)
    const left = await site.database.all(sql`select 1 from invitations`)
    assert.equal(left.length, isInvited && status !== 303 ? 1 : 0, name)
  }
})

test('a user who is linked already signs in, however closed sign-up is', async (t) => {
  const provider = await playProvider(t, startTime)
  const site = openTestApp(t, { signUp: 'closed', provider: provider.settings })
  const user = await addUser(site)
  await site.database.run(sql`
    insert into provider_accounts (issuer, subject, user, email, created_at)
    values (${provider.origin}, 'subject-1', ${user}, ${email}, 1)`)
  assert.equal((await signInWith(site, provider.origin)).status, 303)
})
