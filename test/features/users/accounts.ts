// Accounts for tests, put straight into the database: what tests ask about is what comes after.

import { createHook } from 'node:async_hooks'
import { RefreshTokens } from '../../../src/auth/tokens/refresh.ts'
import { createApiKeys } from '../../../src/auth/tokens/apiKey.ts'
import type { Role, Scope } from '../../../src/auth/access/identity.ts'
import { createSessions } from '../../../src/auth/sessions/session.ts'
import { sql } from '../../../src/database/sql.ts'
import { cheapHash } from '../../auth/cheapHash.ts'
import type { TestApp } from '../../testApp.ts'
import { openBrowser, openProgram, type Browser, type Program } from '../../testClients.ts'

export const password = 'violet tractor hums at noon'
export const otherPassword = 'seven lamps beside a quiet river'
export const email = 'ada@example.org'

const storedPassword = cheapHash(password)

export type AddedUser = {
  email?: string
  role?: Role
  isDisabled?: boolean
  /** What is stored; by default the hash of `password`, which is computed at once. */
  passwordHash?: string
}

/** Adds a user with the owner of their links, and gives the id. */
export async function addUser(site: TestApp, user: AddedUser = {}): Promise<number> {
  const { email: address = email, role = 'user', isDisabled = false } = user
  const { passwordHash = storedPassword } = user
  const { now } = site.clock
  const [, { rows: [added] }] = await site.database.batch([
    sql`insert into users (email, password_hash, role, created_at, updated_at, disabled_at)
      values (${address}, ${passwordHash}, ${role}, ${now}, ${now}, ${isDisabled ? now : null})`,
    sql<{ id: number }>`select last_insert_rowid() as id`,
    sql`insert into owners (token_hash, created_at, user)
      select randomblob(32), ${now}, id from users where email = ${address}`,
  ])
  if (added === undefined) throw new Error('No user was added')
  return added.id
}

/** Opens a browser that is signed in. */
export async function openSignedIn(site: TestApp, user: number): Promise<Browser> {
  const { database, clock } = site
  const sessions = createSessions({ database, clock: () => clock.now })
  const { token, statement } = sessions.prepare(user, 'Firefox on Linux')
  await database.run(statement)
  const browser = openBrowser(site)
  browser.cookies.set(site.publicOrigin.startsWith('https:') ? '__Host-session' : 'session', token)
  return browser
}

/** Opens a program that has a key with these scopes, even ones that its user lacks. */
export async function openWithKey(
  site: TestApp, user: number, scopes: readonly Scope[],
): Promise<Program & { id: number }> {
  const { database, clock } = site
  const keys = createApiKeys({ database, clock: () => clock.now })
  const { text, statements } = keys.prepare({ user, name: 'test', scopes: [], expiresAt: null })
  const [, { rows: [made] }] = await database.batch(statements)
  if (made === undefined) throw new Error('No key was made')
  await database.run(sql`update api_keys set scopes = ${scopes.join(' ')} where id = ${made.id}`)
  return Object.assign(openProgram(site), { key: text, id: made.id })
}

/** Starts a token family of a user, and gives its first refresh token. */
export function startFamily(
  site: TestApp, user: number, scopes: readonly Scope[] = ['links:read', 'links:write', 'account'],
): Promise<{ token: string; family: number }> {
  const { database, clock } = site
  return new RefreshTokens({ database, clock: () => clock.now, secret: new Uint8Array(32) })
    .start({ user, scopes, agent: 'curl' })
}

/** Writes the header that Basic sends. */
export function basic(name: string, secret: string): string {
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
}

export type Audited = { action: string; actor: number | null; target: string; details: string }

/** Reads the audit trail, oldest first. */
export function readAudit(site: TestApp): Promise<Audited[]> {
  return site.database.all(sql<Audited>`
    select action, actor, target, details from audit_events order by id`)
}

/** Reads the token that the last mail carries. */
export async function tokenInMail(site: TestApp): Promise<string> {
  const text = (await site.mails()).at(-1)?.text ?? ''
  return /\?token=(\S+)/.exec(text)?.[1] ?? ''
}

/** Runs something, and counts how often a password was hashed meanwhile. */
export async function countHashes<Value>(run: () => Promise<Value>) {
  let total = 0
  const hook = createHook({
    init: (_id, type) => void (total += type === 'SCRYPTREQUEST' ? 1 : 0),
  }).enable()
  const value = await run()
  hook.disable()
  return { value, total }
}
