import assert from 'node:assert/strict'
import test from 'node:test'
import { repeatLimitMs } from '../../../../src/auth/tokens/refresh.ts'
import { applicationLimit, refreshLimit } from '../../../../src/auth/tokens/refreshLimit.ts'
import { dayMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { createLimits } from '../../../../src/services/limits.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openProgram, type Program } from '../../../testClients.ts'
import { addApplication, askTokens } from '../../oauth/relyingParty.ts'
import {
  addUser, email, openSignedIn, otherPassword, password, readAudit, startFamily,
} from '../accounts.ts'

const me = '/api/users/me'

function refresh(program: Program, refreshToken: string) {
  return program.send('POST', '/api/tokens/refresh', { refreshToken })
}

/** Opens a program that a person has signed in; its refresh token is given as well. */
async function openWithTokens(site: TestApp, scopes?: string[]) {
  const program = openProgram(site)
  const reply = await program.send('POST', '/api/tokens', { email, password, scopes })
  const [accessToken, refreshToken] = pickEach(reply.json(), ['accessToken', 'refreshToken'])
  program.key = String(accessToken)
  return { program, refreshToken: String(refreshToken) }
}

test('a program signs in and gets both tokens, and no cookie', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const reply = await openProgram(site).send('POST', '/api/tokens', { email, password })
  assert.equal(reply.status, 201)
  assert.equal(reply.headers['cache-control'], 'no-store')
  assert.equal(reply.headers['set-cookie'], undefined)
  const body = reply.json()
  assert.deepEqual(pickEach(body, ['tokenType', 'expiresIn', 'scope']),
    ['Bearer', 900, 'links:read links:write account'])
  assert.match(String(pick(body, 'refreshToken')), /^gwr_[\w-]{43}$/)
  assert.match(String(pick(body, 'accessToken')), /^[\w-]+\.[\w-]+\.[\w-]+$/)
  const events = await readAudit(site)
  assert.deepEqual(events.map(({ action, details }) => [action, details]),
    [['signed-in', '{"by":"token","scope":"links:read links:write account"}']])
})

test('a token has the scopes that were asked for, never more than its user', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const { program } = await openWithTokens(site, ['links:read'])
  const link = { target: 'https://example.com/' }
  assert.equal((await program.send('GET', '/api/links')).status, 200)
  const refused = await program.send('POST', '/api/links', link)
  assert.equal(refused.status, 403)
  assert.match(String(refused.headers['www-authenticate']), /insufficient_scope.*links:write/)
  assert.equal((await program.send('GET', me)).status, 403)
  for (const scopes of [[], ['admin'], ['links:read', 'admin']]) {
    const reply = await openProgram(site).send('POST', '/api/tokens', { email, password, scopes })
    assert.equal(reply.status, 422, String(scopes))
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), 'scopes')
  }
  await site.database.run(sql`update users set role = 'admin'`)
  const scopes = ['admin', 'account']
  const admin = await openProgram(site).send('POST', '/api/tokens', { email, password, scopes })
  assert.equal(pick(admin.json(), 'scope'), 'admin account')
})

test('an access token lives for a quarter of an hour', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const { program } = await openWithTokens(site)
  site.clock.now += 15 * minuteMs - 1
  assert.equal((await program.send('GET', me)).status, 200)
  site.clock.now += 1
  const late = await program.send('GET', me)
  assert.equal(late.status, 401)
  assert.equal(late.headers['www-authenticate'], 'Bearer error="invalid_token"')
})

test('a refresh token gives the next pair with the same scopes', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const { program, refreshToken } = await openWithTokens(site, ['account'])
  site.clock.now += dayMs
  const reply = await refresh(program, refreshToken)
  assert.equal(reply.status, 200)
  assert.equal(reply.headers['cache-control'], 'no-store')
  assert.equal(pick(reply.json(), 'scope'), 'account')
  program.key = String(pick(reply.json(), 'accessToken'))
  assert.equal((await program.send('GET', me)).status, 200)
  const next = String(pick(reply.json(), 'refreshToken'))
  assert.equal((await refresh(openProgram(site), next)).status, 200)
})

test('all programs of a user together refresh only so often', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { program, refreshToken } = await openWithTokens(site)
  const { token: other } = await startFamily(site, await addUser(site, { email: 'b@example.org' }))
  const { clock, database, options: { secret } } = site
  const limits = createLimits({ database, clock: () => clock.now, secret })
  await Promise.all(Array.from({ length: refreshLimit.most - 1 }, () =>
    limits.take(refreshLimit, String(user))))
  const next = String(pick((await refresh(program, refreshToken)).json(), 'refreshToken'))
  const application = await addApplication(site)
  const { token: applicationToken } = await startFamily(site, user)
  await database.run(sql`update token_families set client = ${application.id}
    where id = (select max(id) from token_families)`)
  for (const reply of [
    await refresh(program, next),
    await askTokens(site, application,
      { grant_type: 'refresh_token', refresh_token: applicationToken }),
  ]) {
    assert.deepEqual([reply.status, reply.headers['retry-after']], [429, '3600'], reply.text)
  }
  assert.equal((await refresh(program, other)).status, 200, 'another user')
  assert.equal((await refresh(program, `gwr_${'A'.repeat(43)}`)).status, 401)
  clock.now += 60 * minuteMs
  assert.equal((await refresh(program, next)).status, 200, 'the token is as good as before')
})

test('one application does not use up the refreshes of all programs', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { program, refreshToken } = await openWithTokens(site)
  const application = await addApplication(site)
  let { token } = await startFamily(site, user)
  await site.database.run(sql`update token_families set client = ${application.id}
    where id = (select max(id) from token_families)`)
  const ask = () =>
    askTokens(site, application, { grant_type: 'refresh_token', refresh_token: token })
  for (let count = 0; count < applicationLimit.most; count += 1) {
    token = String(pick((await ask()).json(), 'refresh_token'))
  }
  const refused = await ask()
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '3600'])
  assert.ok(applicationLimit.most < refreshLimit.most)
  assert.equal((await refresh(program, refreshToken)).status, 200)
})

test('a refresh token that comes again ends all that came from it', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { program, refreshToken } = await openWithTokens(site)
  const other = await openWithTokens(site)
  const pair = (await refresh(program, refreshToken)).json()
  site.clock.now += repeatLimitMs
  const reused = await refresh(openProgram(site), refreshToken)
  assert.equal(reused.status, 401)
  assert.equal(pick(reused.json(), 'code'), 'token-reused')
  assert.equal(reused.headers['www-authenticate'], 'Bearer error="invalid_token"')
  const next = await refresh(openProgram(site), String(pick(pair, 'refreshToken')))
  assert.deepEqual([next.status, pick(next.json(), 'code')], [401, 'invalid-token'])
  for (const key of [program.key, pick(pair, 'accessToken')]) {
    program.key = String(key)
    assert.equal((await program.send('GET', me)).status, 401, 'access tokens of the family too')
  }
  assert.equal((await other.program.send('GET', me)).status, 200, 'another sign-in is left alone')
  const event = (await readAudit(site)).at(-1)
  assert.deepEqual({ ...event }, {
    action: 'refresh-token-reused', actor: null, target: `user ${user}`, details: '{"family":1}',
  })
})

test('twenty parallel refreshes get the same successor, and each repeat is audited', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { refreshToken } = await openWithTokens(site)
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => refresh(openProgram(site), refreshToken)))
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]))
  const next = new Set(replies.map((reply) => String(pick(reply.json(), 'refreshToken'))))
  assert.equal(next.size, 1)
  const events = (await readAudit(site)).filter(({ action }) => action.startsWith('refresh-token'))
  assert.equal(events.length, 19)
  assert.deepEqual({ ...events[0] }, {
    action: 'refresh-token-repeated', actor: null, target: `user ${user}`, details: '{"family":1}',
  })
  for (let count = 0; count < 5; count += 1) await refresh(openProgram(site), refreshToken)
  const all = (await readAudit(site)).filter(({ action }) => action === 'refresh-token-repeated')
  assert.equal(all.length, 20, 'but no more of one family in an hour')
  for (const reply of replies) {
    const program = openProgram(site)
    program.key = String(pick(reply.json(), 'accessToken'))
    assert.equal((await program.send('GET', me)).status, 200)
  }
  for (const token of next) assert.equal((await refresh(openProgram(site), token)).status, 200)
})

test('what cannot be refreshed is a 401 that says so', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { program, refreshToken } = await openWithTokens(site)
  const { token: late } = await startFamily(site, user)
  const wrong = ['x', `gwr_${'A'.repeat(43)}`, String(program.key), refreshToken.toUpperCase()]
  for (const token of wrong) {
    const reply = await refresh(openProgram(site), token)
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [401, 'invalid-token'], token)
  }
  site.clock.now += 90 * dayMs
  assert.equal((await refresh(openProgram(site), late)).status, 401)
})

test("a refresh token isn't an access token, and neither is anything else", async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { token } = await startFamily(site, user)
  const browser = await openSignedIn(site, user)
  const wrong = [token, String(browser.cookies.get('session')), `gwo_${'A'.repeat(43)}`, 'x', '']
  for (const bearer of wrong) {
    const headers = { authorization: `Bearer ${bearer}` }
    assert.equal((await site.request('GET', me, { headers })).status, 401, bearer)
  }
})

test('a token of an application is refreshed and revoked by that application only', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { token } = await startFamily(site, user)
  await site.database.batch([
    sql`insert into oauth_clients (id, owner, name, redirect_uris, created_at)
      values ('application', ${user}, 'App', 'https://a.example/', 0)`,
    sql`update token_families set client = 'application'`,
  ])
  const families = () => site.database.all(sql`select 1 from token_families`)
  for (let count = 0; count < 2; count += 1) {
    const reply = await refresh(openProgram(site), token)
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [401, 'invalid-token'])
  }
  await openProgram(site).send('POST', '/api/tokens/revoke', { refreshToken: token })
  assert.equal((await families()).length, 1)
  await site.database.run(sql`update token_families set client = null`)
  assert.equal((await refresh(openProgram(site), token)).status, 200)
})

test('revoking gets the same response for every token, and ends the family', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const { program, refreshToken } = await openWithTokens(site)
  const other = await openWithTokens(site)
  for (const token of ['x', `gwr_${'A'.repeat(43)}`, refreshToken, refreshToken]) {
    const input = { refreshToken: token }
    const reply = await openProgram(site).send('POST', '/api/tokens/revoke', input)
    assert.deepEqual([reply.status, reply.text], [204, ''])
  }
  assert.equal((await program.send('GET', me)).status, 401)
  assert.equal((await refresh(program, refreshToken)).status, 401)
  assert.equal((await other.program.send('GET', me)).status, 200)
})

test('a role that is taken away acts at once', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site, { role: 'admin' })
  await addUser(site, { email: 'second@example.org', role: 'admin' })
  const { program } = await openWithTokens(site, ['admin', 'account'])
  assert.equal(pick((await program.send('GET', me)).json(), 'role'), 'admin')
  await site.database.run(sql`update users set role = 'user' where id = ${user}`)
  assert.equal(pick((await program.send('GET', me)).json(), 'role'), 'user')
  const input = { name: 'a', scopes: ['admin'] }
  assert.equal((await program.send('POST', '/api/keys', input)).status, 422)
})

test('a password change by token ends that token too', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const { program } = await openWithTokens(site)
  const input = { currentPassword: password, newPassword: otherPassword }
  const reply = await program.send('PUT', `${me}/password`, input)
  assert.equal(reply.status, 204)
  assert.equal(reply.headers['set-cookie'], undefined)
  assert.equal((await program.send('GET', me)).status, 401)
})

test('the trail of tokens tells of their end', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const { program } = await openWithTokens(site)
  const [own] = pickList((await program.send('GET', '/api/sessions')).json(), 'sessions')
  assert.equal((await program.send('DELETE', `/api/tokens/${pick(own, 'id')}`)).status, 204)
  assert.equal((await program.send('GET', me)).status, 401)
  assert.deepEqual((await readAudit(site)).map(({ action }) => action),
    ['signed-in', 'tokens-ended'])
})
