import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import {
  endTickets, ticketLimitMs, useTicket, type Purpose,
} from '../../../src/auth/tokens/oneTime.ts'
import { dayMs, minuteMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { addUser } from '../../features/users/accounts.ts'
import { openAuth } from '../openAuth.ts'

const purposes: readonly Purpose[] = ['reset-password', 'change-email', 'second-factor']

async function open(t: test.TestContext) {
  const { site, auth: { oneTimeTokens } } = openAuth(t)
  const user = await addUser(site)
  const make = async (purpose: Purpose, who = user, email: string | null = null) => {
    const { token, statements } = oneTimeTokens.prepare(purpose, { user: who, email })
    await site.database.batch(statements)
    return token
  }
  return { site, oneTimeTokens, user, make }
}

test('a token is used once, also by twenty at the same time', async (t) => {
  const { oneTimeTokens, user, make } = await open(t)
  const token = await make('change-email', user, 'new@example.org')
  const used = await Promise.all(
    Array.from({ length: 20 }, () => oneTimeTokens.use('change-email', token)))
  assert.deepEqual(used.filter((ticket) => ticket !== undefined).map((ticket) => ({ ...ticket })),
    [{ user, email: 'new@example.org' }])
  assert.equal(await oneTimeTokens.look('change-email', token), undefined)
})

test('a batch that uses a token up is done once, also by twenty at the same time', async (t) => {
  const { site, user, make } = await open(t)
  const { database, clock: { now } } = site
  const other = await addUser(site, { email: 'bob@example.org' })
  const token = await make('change-email')
  const use = (purpose: Purpose, who: number, at: number) => database.batch([
    ...useTicket(purpose, token, { user: who, now: at }),
    sql`update users set version = version + 1 where id = ${user}`,
  ])
  const late = now + ticketLimitMs['change-email']
  const refused = { constraint: 'users.password_version' }
  await assert.rejects(use('reset-password', user, now), refused)
  await assert.rejects(use('change-email', other, now), refused)
  await assert.rejects(use('change-email', user, late), refused)
  const uses = Array.from({ length: 20 }, () => use('change-email', user, now))
  const done = (await Promise.allSettled(uses)).filter(({ status }) => status === 'fulfilled')
  assert.equal(done.length, 1)
  const row = await database.one(sql<{ version: number }>`
    select version from users where id = ${user}`)
  assert.equal(row?.version, 2)
})

test('to look at a token does not use it up', async (t) => {
  const { oneTimeTokens, user, make } = await open(t)
  const token = await make('reset-password')
  for (let count = 0; count < 2; count += 1) {
    assert.equal((await oneTimeTokens.look('reset-password', token))?.user, user)
  }
  assert.equal((await oneTimeTokens.use('reset-password', token))?.user, user)
})

test('a token for one purpose is none for another', async (t) => {
  const { oneTimeTokens, make } = await open(t)
  for (const purpose of purposes) {
    const token = await make(purpose)
    for (const other of purposes.filter((each) => each !== purpose)) {
      assert.equal(await oneTimeTokens.look(other, token), undefined)
      assert.equal(await oneTimeTokens.use(other, token), undefined)
    }
    assert.ok(await oneTimeTokens.use(purpose, token))
  }
})

test('a token of each purpose counts for its time', async (t) => {
  const { site, oneTimeTokens, make } = await open(t)
  assert.equal(ticketLimitMs['reset-password'], 30 * minuteMs)
  for (const purpose of purposes) {
    const token = await make(purpose)
    site.clock.now += ticketLimitMs[purpose] - 1
    assert.ok(await oneTimeTokens.look(purpose, token))
    site.clock.now += 1
    assert.equal(await oneTimeTokens.look(purpose, token), undefined)
    assert.equal(await oneTimeTokens.use(purpose, token), undefined)
  }
})

test('the link of a new account stays valid when somebody asks for a reset', async (t) => {
  const { site, oneTimeTokens, user, make } = await open(t)
  const ticket = { user, email: null }
  const first = oneTimeTokens.prepare('reset-password', ticket, { limitMs: 7 * dayMs })
  await site.database.batch(first.statements)
  const resets = [await make('reset-password'), await make('reset-password')]
  const found = await Promise.all([first.token, ...resets].map((token) =>
    oneTimeTokens.look('reset-password', token)))
  assert.deepEqual(found.map((each) => each !== undefined), [true, false, true])
  await site.database.run(endTickets(user, 'reset-password'))
  assert.equal(await oneTimeTokens.look('reset-password', first.token), undefined)
})

test('a new token replaces the older one of its user and purpose', async (t) => {
  const { site, oneTimeTokens, make } = await open(t)
  const other = await addUser(site, { email: 'eve@example.org' })
  const old = await make('reset-password')
  const [ticket, hers] = [await make('second-factor'), await make('reset-password', other)]
  const token = await make('reset-password')
  assert.equal(await oneTimeTokens.use('reset-password', old), undefined)
  assert.ok(await oneTimeTokens.use('second-factor', ticket))
  assert.equal((await oneTimeTokens.use('reset-password', hers))?.user, other)
  assert.ok(await oneTimeTokens.use('reset-password', token))
})

test('a new token for the second factor leaves the older ones of its user valid', async (t) => {
  const { oneTimeTokens, make } = await open(t)
  const tickets = [await make('second-factor'), await make('second-factor')]
  for (const ticket of tickets) assert.ok(await oneTimeTokens.use('second-factor', ticket))
})

test('a token has 256 random bits, and only its SHA-256 is stored', async (t) => {
  const { site, make } = await open(t)
  const token = await make('reset-password')
  assert.equal(Buffer.from(token.slice(4), 'base64url').length, 32)
  const [row] = await site.database.all(sql<{ hash: string }>`
    select lower(hex(token_hash)) as hash from one_time_tokens`)
  assert.equal(row?.hash, createHash('sha256').update(token).digest('hex'))
})

test('the tokens of a user end, all or those of one purpose', async (t) => {
  const { site, oneTimeTokens, user, make } = await open(t)
  const other = await addUser(site, { email: 'eve@example.org' })
  const [reset, ticket] = [await make('reset-password'), await make('second-factor')]
  const hers = await make('reset-password', other)
  await site.database.run(endTickets(user, 'reset-password'))
  assert.equal(await oneTimeTokens.look('reset-password', reset), undefined)
  assert.ok(await oneTimeTokens.look('second-factor', ticket))
  await site.database.run(endTickets(user))
  assert.equal(await oneTimeTokens.look('second-factor', ticket), undefined)
  assert.ok(await oneTimeTokens.look('reset-password', hers))
})

test('what cannot be a token is refused, and what is too old is deleted', async (t) => {
  const { site, oneTimeTokens, make } = await open(t)
  const token = await make('reset-password')
  for (const text of ['', 'x', token.slice(0, -1), `${token}A`, `gws_${token.slice(4)}`]) {
    assert.equal(await oneTimeTokens.use('reset-password', text), undefined)
  }
  site.clock.now += 30 * minuteMs - 1
  await oneTimeTokens.clean()
  assert.ok(await oneTimeTokens.look('reset-password', token))
  site.clock.now += 1
  await oneTimeTokens.clean()
  assert.deepEqual(await site.database.all(sql`select 1 from one_time_tokens`), [])
})
