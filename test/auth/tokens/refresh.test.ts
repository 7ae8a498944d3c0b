import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import {
  RefreshTokens, endFamilies, familyLimitMs, repeatLimitMs, type RefreshResult,
} from '../../../src/auth/tokens/refresh.ts'
import { dayMs, hourMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { addUser } from '../../features/users/accounts.ts'
import { openAuth } from '../openAuth.ts'

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

test('the token that was used last leads to the same successor for ten seconds', async (t) => {
  const { site, refreshTokens, user, start } = await open(t)
  const { token, family } = await start()
  const first = await refreshTokens.use(token)
  const next = tokenOf(first)
  assert.equal(first !== undefined && 'isRepeat' in first && first.isRepeat, false)
  for (const passedMs of [0, 1, repeatLimitMs - 2]) {
    site.clock.now += passedMs
    const again = await refreshTokens.use(token)
    assert.ok(again !== undefined && 'token' in again)
    assert.deepEqual([again.token, again.isRepeat, again.family, again.account.id],
      [next, true, family, user])
  }
  site.clock.now += 1
  assert.deepEqual(await refreshTokens.use(token), { reused: { family, user } })
  assert.equal(await refreshTokens.use(next), undefined)
})

test('any other second use ends the family', async (t) => {
  type Family = Awaited<ReturnType<typeof open>>
  // What happens between the use of a token and its second use; gives the token of the second use.
  const rows: [name: string, between: (chain: string[], family: Family) => Promise<unknown>][] = [
    ['its time is up', async (_, { site }) => { site.clock.now += repeatLimitMs }],
    ['its successor was used', (chain, { refreshTokens }) => refreshTokens.use(chain[1] ?? '')],
    ['its successor was used, and again', async (chain, { refreshTokens }) => {
      await refreshTokens.use(chain[1] ?? '')
      await refreshTokens.use(chain[1] ?? '')
    }],
    ['the clock was set back an hour', async (_, { site }) => { site.clock.now -= hourMs }],
    ['it is older than the server’s key', (_, { site }) =>
      site.database.run(sql`update refresh_tokens set token_hash = randomblob(32)
        where family = 1 and successor is null`)],
  ]
  for (const [name, between] of rows) {
    const opened = await open(t)
    const { refreshTokens, user, start, isOpen } = opened
    const [{ token, family }, other] = [await start(), await start()]
    const chain = [token, tokenOf(await refreshTokens.use(token))]
    await between(chain, opened)
    assert.deepEqual(await refreshTokens.use(token), { reused: { family, user } }, name)
    assert.equal(await isOpen(family), false)
    for (const each of chain) assert.equal(await refreshTokens.use(each), undefined)
    assert.ok(tokenOf(await refreshTokens.use(other.token)), 'another family is left alone')
  }
})

test('a second use of any token of a family ends it, however old the token is', async (t) => {
  for (const age of [2, 3]) {
    const { refreshTokens, user, start, isOpen } = await open(t)
    const { token, family } = await start()
    const chain = [token]
    for (let count = 0; count < 3; count += 1) {
      chain.push(tokenOf(await refreshTokens.use(chain.at(-1) ?? '')))
    }
    const reused = await refreshTokens.use(chain.at(-1 - age) ?? '')
    assert.deepEqual(reused, { reused: { family, user } })
    assert.equal(await isOpen(family), false)
    for (const each of chain) assert.equal(await refreshTokens.use(each), undefined)
  }
})

test('twenty parallel uses all get the same successor, and all but one are repeats', async (t) => {
  const { refreshTokens, start, isOpen } = await open(t)
  for (let round = 0; round < 20; round += 1) {
    const { token, family } = await start()
    const results = await Promise.all(Array.from({ length: 20 }, () => refreshTokens.use(token)))
    const [next = '', ...others] = new Set(results.map(tokenOf))
    assert.deepEqual([next.length, others], [47, []])
    const firsts = results.filter((result) => result && 'isRepeat' in result && !result.isRepeat)
    assert.equal(firsts.length, 1)
    assert.equal(await isOpen(family), true)
    assert.ok(tokenOf(await refreshTokens.use(next)))
  }
})

test('a successor cannot be worked out without the server’s key', async (t) => {
  const { site, refreshTokens, start } = await open(t)
  const { token } = await start()
  const { database } = site
  const clock = () => site.clock.now
  const stranger = new RefreshTokens({ database, clock, secret: new Uint8Array(32) })
  const next = tokenOf(await refreshTokens.use(token))
  assert.equal(tokenOf(await stranger.use(token)), '', 'another key makes another successor')
  assert.notEqual(next, '')
})

test('a repeat needs all that a first use needs', async (t) => {
  const { site, refreshTokens, start, isOpen } = await open(t)
  const { token, family } = await start()
  await refreshTokens.use(token)
  assert.equal(await refreshTokens.use(token, 'gwc_another'), undefined)
  await site.database.run(sql`update users set disabled_at = 1`)
  assert.equal(await refreshTokens.use(token), undefined)
  await site.database.run(sql`update users set disabled_at = null`)
  assert.equal(await isOpen(family), true)
  assert.ok(tokenOf(await refreshTokens.use(token)))
  await site.database.run(sql`update token_families set expires_at = ${site.clock.now}`)
  assert.equal(await refreshTokens.use(token), undefined)
})

test("what isn't a refresh token is refused", async (t) => {
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
