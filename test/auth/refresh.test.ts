import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { endFamilies, familyLimitMs, type RefreshResult } from '../../src/auth/refresh.ts'
import { dayMs } from '../../src/basics/clock.ts'
import { sql } from '../../src/database/sql.ts'
import { addUser } from '../features/users/accounts.ts'
import { openAuth } from './openAuth.ts'

async function open(t: test.TestContext) {
  const { site, auth } = openAuth(t)
  const user = await addUser(site)
  const { refreshTokens } = auth
  const start = (who = user) =>
    refreshTokens.start({ user: who, scopes: ['links:read', 'account'], agent: 'curl' })
  const isOpen = async (family: number) =>
    (await site.database.all(sql`select 1 from token_families where id = ${family}`)).length === 1
  return { site, refreshTokens, user, start, isOpen }
}

function tokenOf(result: RefreshResult): string {
  return result !== undefined && 'token' in result ? result.token : ''
}

test('a token is followed by another one with the same rights', async (t) => {
  const { refreshTokens, user, start } = await open(t)
  const { token, family } = await start()
  const result = await refreshTokens.use(token)
  assert.ok(result !== undefined && 'token' in result)
  assert.notEqual(result.token, token)
  assert.deepEqual([result.account.id, result.family, [...result.scopes]],
    [user, family, ['links:read', 'account']])
  assert.ok(tokenOf(await refreshTokens.use(result.token)))
})

test('a token has 256 random bits, and only its SHA-256 is stored', async (t) => {
  const { site, refreshTokens, start } = await open(t)
  const { token } = await start()
  const next = tokenOf(await refreshTokens.use(token))
  const rows = await site.database.all(sql<{ hash: string }>`
    select lower(hex(token_hash)) as hash from refresh_tokens`)
  const hashes = [token, next].map((text) => createHash('sha256').update(text).digest('hex'))
  assert.deepEqual(rows.map(({ hash }) => hash).sort(), hashes.sort())
  for (const text of [token, next]) assert.equal(Buffer.from(text.slice(4), 'base64url').length, 32)
})

test('a second use of any token of a family ends it, however old the token is', async (t) => {
  for (const age of [1, 2, 3]) {
    const { refreshTokens, user, start, isOpen } = await open(t)
    const [{ token, family }, other] = [await start(), await start()]
    const chain = [token]
    for (let count = 0; count < 3; count += 1) {
      chain.push(tokenOf(await refreshTokens.use(chain.at(-1) ?? '')))
    }
    const reused = await refreshTokens.use(chain.at(-1 - age) ?? '')
    assert.deepEqual(reused, { reused: { family, user } })
    assert.equal(await isOpen(family), false)
    for (const each of chain) assert.equal(await refreshTokens.use(each), undefined)
    assert.equal(await isOpen(other.family), true)
    assert.ok(tokenOf(await refreshTokens.use(other.token)))
  }
})

test('of twenty parallel uses at most one wins, and the family ends', async (t) => {
  const { refreshTokens, start, isOpen } = await open(t)
  for (let round = 0; round < 20; round += 1) {
    const { token, family } = await start()
    const results = await Promise.all(Array.from({ length: 20 }, () => refreshTokens.use(token)))
    const winners = results.filter((result) => tokenOf(result) !== '')
    assert.ok(winners.length <= 1)
    const told = results.filter((result) => result !== undefined && 'reused' in result)
    assert.equal(told.length, 1, 'one of them tells of the theft')
    assert.equal(await isOpen(family), false)
    for (const winner of winners) assert.equal(await refreshTokens.use(tokenOf(winner)), undefined)
  }
})

test('what is no refresh token is refused', async (t) => {
  const { refreshTokens, start } = await open(t)
  const { token } = await start()
  const wrong = ['', token.slice(0, -1), `${token}A`, token.replace('gwr_', 'gws_'),
    token.toUpperCase(), `gwr_${'A'.repeat(43)}`]
  for (const text of wrong) assert.equal(await refreshTokens.use(text), undefined, text)
  assert.ok(tokenOf(await refreshTokens.use(token)))
})

test('a family ends after its time, however often it is refreshed', async (t) => {
  const { site, refreshTokens, user, start } = await open(t)
  let { token } = await start()
  const end = site.clock.now + familyLimitMs
  for (; site.clock.now < end; site.clock.now += 10 * dayMs) {
    token = tokenOf(await refreshTokens.use(token))
    assert.notEqual(token, '')
  }
  assert.equal(await refreshTokens.use(token), undefined)
  assert.deepEqual(await refreshTokens.list(user), [])
  await refreshTokens.clean()
  assert.deepEqual(await site.database.all(sql`
    select 1 from token_families union all select 1 from refresh_tokens`), [])
})

test('an account that is off refreshes nothing, and loses nothing', async (t) => {
  const { site, refreshTokens, start, isOpen } = await open(t)
  const { token, family } = await start()
  await site.database.run(sql`update users set disabled_at = 1`)
  assert.equal(await refreshTokens.use(token), undefined)
  assert.equal(await isOpen(family), true)
  await site.database.run(sql`update users set disabled_at = null`)
  assert.ok(tokenOf(await refreshTokens.use(token)), 'the refused use did not count')
})

test('a user ends their own families only: one, by its token, or all but one', async (t) => {
  const { site, refreshTokens, user, start, isOpen } = await open(t)
  const other = await addUser(site, { email: 'eve@example.org' })
  const [one, two, three, hers] = [await start(), await start(), await start(), await start(other)]
  assert.equal(await refreshTokens.end(user, hers.family), false)
  assert.equal(await refreshTokens.end(user, one.family), true)
  assert.equal(await refreshTokens.end(user, one.family), false)
  await refreshTokens.endByToken('x')
  await refreshTokens.endByToken(`gwr_${'A'.repeat(43)}`)
  await site.database.run(endFamilies(user, three.family))
  const states = () => Promise.all([one, two, three, hers].map(({ family }) => isOpen(family)))
  assert.deepEqual(await states(), [false, false, true, true])
  await refreshTokens.endByToken(three.token)
  assert.deepEqual(await states(), [false, false, false, true])
  await site.database.run(endFamilies(other))
  assert.deepEqual(await states(), [false, false, false, false])
})

test('a list says when each family was last refreshed', async (t) => {
  const { site, refreshTokens, user, start } = await open(t)
  const began = site.clock.now
  const { token, family } = await start()
  await start()
  site.clock.now += dayMs
  await refreshTokens.use(token)
  const [first] = await refreshTokens.list(user)
  const times = { createdAt: began, seenAt: began + dayMs }
  assert.deepEqual({ ...first }, { id: family, agent: 'curl', ...times })
})
