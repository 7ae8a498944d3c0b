// What a request was let through with, and what may have become of it when its change is stored.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Identity } from '../../../src/auth/access/identity.ts'
import {
  isStillAllowed, requireStillAdmin, requireStillAllowed, type Needs,
} from '../../../src/auth/access/stillAllowed.ts'
import { createApiKeys } from '../../../src/auth/tokens/apiKey.ts'
import { sql, type Sql } from '../../../src/database/sql.ts'
import { pick } from '../../pick.ts'
import { addUser, email, openSignedIn, startFamily } from '../../features/users/accounts.ts'
import { openTestApp, type TestApp } from '../../testApp.ts'

type Way = Identity['by']

/** Adds two users with one access of each kind, and gives the first one's identities. */
async function open(t: test.TestContext) {
  const site = openTestApp(t)
  const user = await addUser(site)
  for (const each of [user, await addUser(site, { email: 'bob@example.org' })]) {
    await openSignedIn(site, each)
    await startFamily(site, each)
    const keys = createApiKeys({ database: site.database, clock: () => site.clock.now })
    const key = keys.prepare({ user: each, name: 'k', scopes: ['account'], expiresAt: null })
    await site.database.batch(key.statements)
  }
  return { site, identityBy: (by: Way) => identityOf(user, by) }
}

function identityOf(id: number, by: Way): Identity {
  const account = {
    id, email, name: '', role: 'user' as const, passwordVersion: 1, ownerHash: new Uint8Array(32),
  }
  return {
    account, by, scopes: new Set(),
    session: by === 'session' ? { id: 1, token: '', authenticatedAt: 0 } : undefined,
    family: by === 'access-token' ? 1 : undefined, key: by === 'api-key' ? 1 : undefined,
  }
}

const ways: readonly Way[] = ['session', 'access-token', 'api-key', 'basic']

// What happened meanwhile, what the request needs, and which ways in are still enough.
const rows: readonly [statement: string, needs: Needs, enough: readonly Way[]][] = [
  ["update users set name = 'Ada'", {}, ways],
  ['update users set disabled_at = 1 where id = 1', {}, []],
  ['update users set disabled_at = 1 where id = 2', {}, ways],
  ['delete from sessions where user = 1', {}, ['access-token', 'api-key', 'basic']],
  ['delete from token_families where user = 1', {}, ['session', 'api-key', 'basic']],
  ['delete from api_keys where user = 1', {}, ['session', 'access-token', 'basic']],
  ['update sessions set user = 2', {}, ['access-token', 'api-key', 'basic']],
  ['delete from sessions where user = 2', {}, ways],
  ['update users set password_version = 2', {}, ['session', 'access-token', 'api-key']],
  ['update users set password_version = 2', { passwordVersion: 1 }, []],
  ['update users set password_version = 2', { passwordVersion: 2 },
    ['session', 'access-token', 'api-key']],
  ["update users set totp_secret = 'GEZDGNBVGY3TQOJQ', totp_since = 1", {},
    ['session', 'access-token', 'api-key']],
  ["update users set role = 'user'", { role: 'admin' }, []],
  ["update users set role = 'admin' where id = 1", { role: 'admin' }, ways],
  ["update users set role = 'admin' where id = 2", { role: 'admin' }, []],
  ["update users set email = 'new@example.org' where id = 1", { email }, []],
  ["update users set email = 'new@example.org' where id = 2", { email }, ways],
]

for (const [statement, needs, enough] of rows) {
  const name = `${statement}, needs ${JSON.stringify(needs)}: ${enough.join(', ') || 'none'}`
  test(name, async (t) => {
    const { site, identityBy } = await open(t)
    await site.database.run({ text: statement, values: [] })
    for (const by of ways) {
      const expected = enough.includes(by)
      assert.equal(await isAllowed(site, identityBy(by), needs), expected, by)
      const batch = tryChange(site, requireStillAllowed(identityBy(by), needs))
      if (expected) assert.equal((await batch)[0].changes, 1)
      else await assert.rejects(batch, { constraint: 'users.password_version' })
      if (needs.role !== 'admin') continue
      const byAdmin = tryChange(site, requireStillAdmin(identityBy(by)))
      if (expected) assert.equal((await byAdmin)[0].changes, 0)
      else await assert.rejects(byAdmin, { constraint: 'users.password_version' })
    }
  })
}

function tryChange({ database }: TestApp, guard: Sql) {
  return database.batch([guard, sql`update users set name = 'changed'`])
}

async function isAllowed(site: TestApp, identity: Identity, needs: Needs): Promise<boolean> {
  const row = await site.database.one(sql`select ${isStillAllowed(identity, needs)} as allowed`)
  return pick(row, 'allowed') === 1
}

test('of a user who was deleted, nothing is required but in changes of others', async (t) => {
  const { site, identityBy } = await open(t)
  await site.database.run(sql`delete from users where id = 1`)
  for (const by of ways) {
    const change = tryChange(site, requireStillAdmin(identityBy(by)))
    await assert.rejects(change, { constraint: 'users.password_version' })
    assert.equal(await isAllowed(site, identityBy(by), {}), false)
    const { changes } = await site.database.run(requireStillAllowed(identityBy(by)))
    assert.equal(changes, 0)
  }
})
