// Who may do what is the same at both servers, from the moment in which one of them changed it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { totpCode } from '../../src/auth/passwords/totp.ts'
import { secondMs } from '../../src/basics/clock.ts'
import { sql } from '../../src/database/sql.ts'
import { addAdmin, addPerson, addSession, addKey, password } from '../features/admin/people.ts'
import { basic, otherPassword, tokenInMail } from '../features/users/accounts.ts'
import { pick, pickEach } from '../pick.ts'
import type { TestApp } from '../testApp.ts'
import { openProgram, type Browser, type Program } from '../testClients.ts'
import { openServers } from './openServers.ts'

const email = 'eve@example.org'

/** The ways in which somebody has access, each of them got at the first server. */
type Access = { user: number; browser: Browser; key: string; token: string; refreshToken: string }

async function giveAccess(site: TestApp): Promise<Access> {
  const { id: user, browser } = await addPerson(site, email)
  const { key = '' } = await addKey(site, user, 'account links:read')
  const reply = await openProgram(site).send('POST', '/api/tokens', { email, password })
  const [token, refreshToken] = pickEach(reply.json(), ['accessToken', 'refreshToken']).map(String)
  return { user, browser, key, token: token ?? '', refreshToken: refreshToken ?? '' }
}

function withKey(site: TestApp, key: string): Program {
  return Object.assign(openProgram(site), { key })
}

/** Asks a server who is there, in each of these ways. */
async function askAs(site: TestApp, { browser, key, token }: Access): Promise<number[]> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const replies = await Promise.all([
    site.request('GET', '/api/users/me', { headers: { cookie } }),
    withKey(site, token).send('GET', '/api/users/me'),
    withKey(site, key).send('GET', '/api/users/me'),
  ])
  return replies.map(({ status }) => status)
}

const skewsMs = [-30 * secondMs, -3 * secondMs, 0, 3 * secondMs, 30 * secondMs]

test('what one server gives access to, the other accepts at once, however the clocks differ',
  async (t) => {
    for (const aheadMs of skewsMs) {
      const [one, other] = openServers(t, { aheadMs })
      const access = await giveAccess(one)
      assert.deepEqual(await askAs(one, access), [200, 200, 200])
      assert.deepEqual(await askAs(other, access), [200, 200, 200], `${aheadMs} ms ahead`)
      const next = await openProgram(other).send('POST', '/api/tokens/refresh',
        { refreshToken: access.refreshToken })
      assert.equal(next.status, 200, next.text)
    }
  })

type Ending = {
  name: string
  end(site: TestApp, access: Access): Promise<unknown>
  /** What the session, the access token and the API key are worth at the other server then. */
  left: number[]
}

const changeUser = (change: object) => async (site: TestApp, { user }: { user: number }) => {
  const { program } = await addAdmin(site)
  const path = `/api/admin/users/${user}`
  const reply = await program.send('PATCH', path, change, { 'if-match': '"1"' })
  assert.equal(reply.status, 200, reply.text)
}

const endings: Ending[] = [
  { name: 'signing out', left: [401, 200, 200], end: (_site, { browser }) =>
    browser.send('DELETE', '/api/sessions/current', undefined) },
  { name: 'signing out everywhere else', left: [401, 401, 200], end: async (site, { user }) =>
    (await addSession(site, user)).send('DELETE', '/api/sessions', undefined) },
  { name: 'being disabled', left: [401, 401, 401], end: changeUser({ disabled: true }) },
  { name: 'a new role', left: [401, 401, 200], end: changeUser({ role: 'admin' }) },
  { name: 'a new password', left: [401, 401, 200], end: async (site, { user }) =>
    (await addSession(site, user)).send('PUT', '/api/users/me/password',
      { currentPassword: password, newPassword: otherPassword }) },
  { name: 'a forgotten password', left: [401, 401, 401], async end(site) {
    await openProgram(site).send('POST', '/api/users/forgot', { email })
    const token = await tokenInMail(site)
    await openProgram(site).send('POST', '/api/users/reset', { token, password: otherPassword })
  } },
  { name: 'deleting the account', left: [401, 401, 401], end: (_site, { browser }) =>
    browser.send('DELETE', '/api/users/me', { password }) },
]

for (const { name, end, left } of endings) {
  test(`${name} at one server ends access at the other at once`, async (t) => {
    const [one, other] = openServers(t)
    const access = await giveAccess(one)
    assert.deepEqual(await askAs(other, access), [200, 200, 200])
    await end(one, access)
    assert.deepEqual(await askAs(other, access), left)
  })
}

test('a demoted administrator is none at the other server', async (t) => {
  const [one, other] = openServers(t)
  const eve = await addAdmin(one, email)
  const list = () => withKey(other, eve.program.key ?? '').send('GET', '/api/admin/users')
  assert.equal((await list()).status, 200)
  await changeUser({ role: 'user' })(one, { user: eve.admin.id })
  assert.equal((await list()).status, 403)
})

const codeSecret = 'GEZDGNBVGY3TQOJQ'

test('what works once works at one server only', async (t) => {
  const [one, other] = openServers(t)
  const { id } = await addPerson(one, email)
  await one.database.run(sql`
    update users set totp_secret = ${codeSecret}, totp_since = 1 where id = ${id}`)
  const ticketAt = async (site: TestApp) => pick((await openProgram(site)
    .send('POST', '/api/sessions', { email, password })).json(), 'ticket')
  const ticket = await ticketAt(one)
  const code = totpCode(codeSecret, Math.floor(one.clock.now / (30 * secondMs)))
  const finish = (site: TestApp) =>
    openProgram(site).send('POST', '/api/sessions/second-factor', { ticket, code })
  const both = await Promise.all([finish(one), finish(other)])
  assert.deepEqual(both.map(({ status }) => status === 201).sort(), [false, true])
})

test('of two resets with the same email, one at each server, one counts', async (t) => {
  const [one, other] = openServers(t)
  await addPerson(one, email)
  await openProgram(one).send('POST', '/api/users/forgot', { email })
  const token = await tokenInMail(one)
  const reset = (site: TestApp, newPassword: string) =>
    openProgram(site).send('POST', '/api/users/reset', { token, password: newPassword })
  const both = await Promise.all([reset(one, otherPassword), reset(other, `${otherPassword}!`)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [204, 410])
})

test('a refresh token that both servers get at once has one successor', async (t) => {
  for (const aheadMs of [-9 * secondMs, 0, 9 * secondMs]) {
    const [one, other] = openServers(t, { aheadMs })
    const { refreshToken } = await giveAccess(one)
    const refresh = (site: TestApp, token: unknown) =>
      openProgram(site).send('POST', '/api/tokens/refresh', { refreshToken: token })
    const both = await Promise.all([refresh(one, refreshToken), refresh(other, refreshToken)])
    const [first, second] = both.map((reply) => pick(reply.json(), 'refreshToken'))
    assert.ok(typeof first === 'string' && first === second, `two at ${aheadMs} ms ahead`)
    assert.equal((await refresh(one, first)).status, 200)
    assert.equal((await refresh(other, refreshToken)).status, 401, 'a second use ends the family')
    assert.equal((await refresh(other, first)).status, 401)
  }
})

test('a password in each request is right at both servers, however they differ', async (t) => {
  for (const aheadMs of [-3 * secondMs, 0, 3 * secondMs]) {
    const servers = openServers(t, { aheadMs })
    await addPerson(servers[0], email)
    for (let count = 0; count < 12; count += 1) {
      const site = servers[count % 2] ?? servers[0]
      const { status } = await site.request('GET', '/api/users/me', {
        headers: { authorization: basic(email, password) },
      })
      assert.equal(status, 200, `request ${count}, ${aheadMs} ms ahead`)
    }
  }
})
