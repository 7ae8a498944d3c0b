import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import {
  endSession, endSessions, idleLimitMs, isRecentSignIn, recentSignInMs, renewSession,
  sessionLimitMs,
} from '../../../src/auth/sessions/session.ts'
import { dayMs, minuteMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { addUser } from '../../features/users/accounts.ts'
import { startTime } from '../../testApp.ts'
import { openAuth } from '../openAuth.ts'

async function open(t: test.TestContext) {
  const { site, auth } = openAuth(t)
  const { sessions } = auth
  const user = await addUser(site)
  const start = async (who = user, agent = 'Firefox') => {
    const { token, statement } = sessions.prepare(who, agent)
    await site.database.run(statement)
    return token
  }
  return { site, sessions, user, start }
}

test('a session leads to its account, and to nobody else’s', async (t) => {
  const { site, sessions, user, start } = await open(t)
  const other = await addUser(site, { email: 'eve@example.org', role: 'admin' })
  const [mine, hers] = [await start(), await start(other)]
  const found = await sessions.find(mine)
  assert.deepEqual([found?.account.id, found?.account.role], [user, 'user'])
  assert.deepEqual(found?.session, { id: 1, token: mine, authenticatedAt: startTime })
  assert.equal((await sessions.find(hers))?.account.id, other)
  assert.notDeepEqual(found?.account.ownerHash, (await sessions.find(hers))?.account.ownerHash)
})

test('a token has 256 random bits, and only its SHA-256 is stored', async (t) => {
  const { site, start } = await open(t)
  const tokens = [await start(), await start()]
  assert.notEqual(tokens[0], tokens[1])
  for (const token of tokens) assert.equal(Buffer.from(token.slice(4), 'base64url').length, 32)
  const rows = await site.database.all(sql<{ hash: string }>`
    select lower(hex(token_hash)) as hash from sessions order by id`)
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest('hex'))
  assert.deepEqual(rows.map(({ hash }) => hash), hashes)
})

test("what isn't a session's token finds nothing", async (t) => {
  const { sessions, start } = await open(t)
  const token = await start()
  const wrong = ['', 'gws_', token.slice(0, -1), `${token}A`, token.toUpperCase(), `${token} `,
    token.replace('gws_', 'gwr_'), `gws_${'A'.repeat(43)}`, `gws_${'é'.repeat(43)}`]
  for (const text of wrong) assert.equal(await sessions.find(text), undefined, text)
})

test("a session that isn't used ends, and use keeps it, but not forever", async (t) => {
  const { site, sessions, start } = await open(t)
  const [idle, used] = [await start(), await start()]
  site.clock.now += idleLimitMs - 1
  assert.ok(await sessions.find(used))
  site.clock.now += 1
  assert.equal(await sessions.find(idle), undefined)
  for (; site.clock.now < startTime + sessionLimitMs - dayMs; site.clock.now += dayMs) {
    assert.ok(await sessions.find(used), String(site.clock.now))
  }
  site.clock.now = startTime + sessionLimitMs - 1
  assert.ok(await sessions.find(used))
  site.clock.now += 1
  assert.equal(await sessions.find(used), undefined)
})

test('use is written down every five minutes, not every time', async (t) => {
  const { site, sessions, user, start } = await open(t)
  const token = await start()
  const seenAfter = async (passedMs: number) => {
    site.clock.now = startTime + passedMs
    await sessions.find(token)
    return ((await sessions.list(user))[0]?.seenAt ?? 0) - startTime
  }
  assert.equal(await seenAfter(5 * minuteMs), 0)
  assert.equal(await seenAfter(5 * minuteMs + 1), 5 * minuteMs + 1)
})

test('a sign-in is recent for ten minutes, and a request without a session never had one', () => {
  const session = { id: 1, token: '', authenticatedAt: startTime }
  assert.equal(recentSignInMs, 10 * minuteMs)
  assert.equal(isRecentSignIn(session, startTime), true)
  assert.equal(isRecentSignIn(session, startTime + recentSignInMs - 1), true)
  assert.equal(isRecentSignIn(session, startTime + recentSignInMs), false)
  assert.equal(isRecentSignIn(session, startTime - 1), true, 'a clock may step back a little')
  assert.equal(isRecentSignIn(session, startTime - recentSignInMs), false)
  assert.equal(isRecentSignIn(undefined, startTime), false)
})

test('a list has the open sessions of one user, the last used first', async (t) => {
  const { site, sessions, user, start } = await open(t)
  await start(user, 'old')
  site.clock.now += idleLimitMs
  const first = await start(user, 'first')
  site.clock.now += 1
  await start(user, 'second')
  await start(await addUser(site, { email: 'eve@example.org' }), 'other')
  const agents = async () => (await sessions.list(user)).map(({ agent }) => agent)
  assert.deepEqual(await agents(), ['second', 'first'])
  site.clock.now += dayMs
  await sessions.find(first)
  assert.deepEqual(await agents(), ['first', 'second'])
  await start(user, 'x'.repeat(200))
  assert.equal((await agents())[0], 'x'.repeat(100))
})

test('a user ends their own sessions only', async (t) => {
  const { site, sessions, user, start } = await open(t)
  const other = await addUser(site, { email: 'eve@example.org' })
  const [mine, hers] = [await start(), await start(other)]
  const end = async (id: number) => (await site.database.run(endSession(user, id))).changes
  assert.equal(await end(2), 0)
  assert.ok(await sessions.find(hers))
  assert.equal(await end(1), 1)
  assert.equal(await end(1), 0)
  assert.equal(await sessions.find(mine), undefined)
})

test('all sessions of a user end but the one to keep', async (t) => {
  const { site, sessions, user, start } = await open(t)
  const other = await addUser(site, { email: 'eve@example.org' })
  const [one, two, hers] = [await start(), await start(), await start(other)]
  const states = () => Promise.all(
    [one, two, hers].map(async (token) => await sessions.find(token) !== undefined))
  await site.database.run(endSessions(user, 2))
  assert.deepEqual(await states(), [false, true, true])
  await site.database.run(endSessions(user))
  assert.deepEqual(await states(), [false, false, true])
})

test('a renewed session has a new token, and who knew the old one is out', async (t) => {
  const { site, sessions, start } = await open(t)
  const [old, other] = [await start(), await start()]
  site.clock.now += dayMs
  const session = (await sessions.find(old))?.session
  assert.ok(session)
  const { token, statement } = renewSession(session, site.clock.now)
  await site.database.run(statement)
  assert.equal(await sessions.find(old), undefined)
  assert.deepEqual((await sessions.find(token))?.session,
    { id: 1, token, authenticatedAt: startTime + dayMs })
  assert.equal((await sessions.find(other))?.session.authenticatedAt, startTime)
})

test('what has ended is deleted in time, and nothing else', async (t) => {
  const { site, sessions, user, start } = await open(t)
  await start()
  site.clock.now += idleLimitMs - 1
  const token = await start()
  const count = async () => (await site.database.all(sql`select 1 from sessions`)).length
  await sessions.clean()
  assert.equal(await count(), 2)
  site.clock.now += 1
  await sessions.clean()
  assert.equal(await count(), 1)
  assert.ok(await sessions.find(token))
  await site.database.run(sql`update sessions set expires_at = ${site.clock.now}`)
  await sessions.clean()
  assert.equal(await count(), 0)
  assert.deepEqual(await sessions.list(user), [])
})

test('a disabled account has no sessions, and has them again when it is enabled', async (t) => {
  const { site, sessions, start } = await open(t)
  const token = await start()
  await site.database.run(sql`update users set disabled_at = 1`)
  assert.equal(await sessions.find(token), undefined)
  await site.database.run(sql`update users set disabled_at = null`)
  assert.ok(await sessions.find(token))
})
