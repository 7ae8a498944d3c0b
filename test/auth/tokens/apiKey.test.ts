import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import {
  mostKeys, revokeAdminScopes, revokeKey, type NewKey,
} from '../../../src/auth/tokens/apiKey.ts'
import { hourMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { addUser } from '../../features/users/accounts.ts'
import { startTime } from '../../testApp.ts'
import { openAuth } from '../openAuth.ts'

async function open(t: test.TestContext) {
  const { site, auth: { apiKeys } } = openAuth(t)
  const user = await addUser(site)
  const tryToAdd = async (key: Partial<NewKey> = {}) => {
    const { text, statements } = apiKeys.prepare({
      user, name: 'test', scopes: ['links:read'], expiresAt: null, ...key,
    })
    const [, { rows: [made] }] = await site.database.batch(statements)
    return made && { ...made, key: text }
  }
  const add = async (key: Partial<NewKey> = {}) => {
    const made = await tryToAdd(key)
    assert.ok(made)
    return made
  }
  const revoke = async (who: number, id: number) =>
    (await site.database.run(revokeKey(who, id))).changes === 1
  return { site, apiKeys, user, add, tryToAdd, revoke }
}

test('a key leads to its account with its rights', async (t) => {
  const { apiKeys, user, add } = await open(t)
  const { key } = await add({ scopes: ['account', 'links:read'] })
  const found = await apiKeys.find(key)
  assert.equal(found?.account.id, user)
  assert.deepEqual([...found?.scopes ?? []].sort(), ['account', 'links:read'])
})

test('a key has 256 random bits, and only its SHA-256 and its end are stored', async (t) => {
  const { site, add } = await open(t)
  const { key } = await add()
  assert.equal(Buffer.from(key.slice(3), 'base64url').length, 32)
  const [row] = await site.database.all(sql<Record<string, unknown>>`
    select lower(hex(key_hash)) as hash, * from api_keys`)
  assert.equal(row?.['hash'], createHash('sha256').update(key).digest('hex'))
  assert.equal(row?.['ending'], key.slice(-4))
  assert.ok(!JSON.stringify(row).includes(key.slice(3, -4)))
})

test('a key ends at its time', async (t) => {
  const { site, apiKeys, add } = await open(t)
  const { key } = await add({ expiresAt: startTime + hourMs })
  site.clock.now += hourMs - 1
  assert.ok(await apiKeys.find(key))
  site.clock.now += 1
  assert.equal(await apiKeys.find(key), undefined)
})

test("what isn't a key finds nothing", async (t) => {
  const { apiKeys, add } = await open(t)
  const { key } = await add()
  const wrong = ['', 'gw_', key.slice(0, -1), `${key}A`, `gw_${'A'.repeat(43)}`, key.toUpperCase(),
    `gws_${key.slice(3)}`]
  for (const text of wrong) assert.equal(await apiKeys.find(text), undefined, text)
})

test('the last use is written down every hour, not every time', async (t) => {
  const { site, apiKeys, user, add } = await open(t)
  const { key } = await add()
  const usedAfter = async (passedMs: number) => {
    site.clock.now = startTime + passedMs
    await apiKeys.find(key)
    return (await apiKeys.list(user))[0]?.usedAt
  }
  assert.equal((await apiKeys.list(user))[0]?.usedAt, null)
  assert.equal(await usedAfter(1), startTime + 1)
  assert.equal(await usedAfter(hourMs + 1), startTime + 1)
  assert.equal(await usedAfter(hourMs + 2), startTime + hourMs + 2)
})

test('a user revokes their own keys only', async (t) => {
  const { site, apiKeys, user, add, revoke } = await open(t)
  const other = await addUser(site, { email: 'eve@example.org' })
  const { id, key } = await add()
  assert.equal(await revoke(other, id), false)
  assert.ok(await apiKeys.find(key))
  assert.deepEqual(await apiKeys.list(other), [])
  assert.equal(await revoke(user, id), true)
  assert.equal(await apiKeys.find(key), undefined)
})

test('a key of a disabled account does not count', async (t) => {
  const { site, apiKeys, add } = await open(t)
  const { key } = await add()
  await site.database.run(sql`update users set disabled_at = 1`)
  assert.equal(await apiKeys.find(key), undefined)
})

test('the limit of keys holds for parallel requests, for each user', async (t) => {
  const { site, user, add, tryToAdd, revoke } = await open(t)
  const made = await Promise.all(Array.from({ length: mostKeys + 3 }, () => tryToAdd()))
  assert.equal(made.filter((each) => each === undefined).length, 3)
  assert.ok(await add({ user: await addUser(site, { email: 'eve@example.org' }) }))
  await revoke(user, made[0]?.id ?? 0)
  assert.ok(await add())
})

test('a key is not added when what allowed it has changed meanwhile', async (t) => {
  const { site, tryToAdd } = await open(t)
  const rows: [change: string, key: Partial<NewKey>, isAdded: boolean][] = [
    ["name = 'Ada'", { passwordVersion: 1 }, true],
    ['password_version = 2', { passwordVersion: 1 }, false],
    ['password_version = 3', { passwordVersion: null }, true],
    ["role = 'user'", { scopes: ['admin', 'account'] }, false],
    ["role = 'admin'", { scopes: ['admin', 'account'] }, true],
    ['disabled_at = 1', {}, false],
  ]
  // Somebody else is an administrator too, so that the first one may be disabled.
  await addUser(site, { email: 'root@example.org', role: 'admin' })
  for (const [change, key, isAdded] of rows) {
    await site.database.run({ text: `update users set ${change} where id = 1`, values: [] })
    assert.equal(await tryToAdd(key) !== undefined, isAdded, change)
  }
})

test('an administrator scope is taken from keys for good, and others stay', async (t) => {
  const { site, apiKeys, user, add } = await open(t)
  await site.database.run(sql`update users set role = 'admin' where id = ${user}`)
  const rows: [scopes: NewKey['scopes'], left: string | undefined][] = [
    [['admin'], undefined],
    [['admin', 'account'], 'account'],
    [['links:read', 'admin', 'account'], 'links:read account'],
    [['account', 'admin'], 'account'],
    [['links:read', 'links:write'], 'links:read links:write'],
  ]
  const ids = []
  for (const [scopes] of rows) ids.push((await add({ scopes })).id)
  await site.database.batch(revokeAdminScopes(user))
  const left = new Map((await apiKeys.list(user)).map(({ id, scopes }) => [id, scopes]))
  assert.deepEqual(ids.map((id) => left.get(id)), rows.map(([, scopes]) => scopes))
})
