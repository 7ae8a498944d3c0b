// Who makes a request: every decision about permissions starts here. It's found out once for each
// request and passed on as plain data. The account in it is read with the same columns, whether a
// session, a token, a key or a password led to it. Lesson: roles-and-ownership (core)

import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'

export type Role = 'user' | 'admin'

/** What a key or a token may be used for. A session may do all of it. */
export type Scope = 'links:read' | 'links:write' | 'account' | 'admin'

export const allScopes: readonly Scope[] = ['links:read', 'links:write', 'account', 'admin']

/** What permissions depend on. It's read for each request, so a change takes effect at once. */
export type Account = {
  id: number
  email: string
  name: string
  role: Role
  /** Which of its passwords was valid when the request began. */
  passwordVersion: number
  /** The owner of the account's links. */
  ownerHash: Uint8Array
}

/** The session of a browser; its token is only ever sent in a cookie. */
export type CurrentSession = {
  id: number
  token: string
  /** When the password was last given, in milliseconds. */
  authenticatedAt: number
}

export type Identity = {
  account: Account
  by: 'session' | 'access-token' | 'api-key' | 'basic'
  scopes: ReadonlySet<Scope>
  /** A session, the family of an access token, or an API key; none of them for `basic`. */
  session: CurrentSession | undefined
  family: number | undefined
  key: number | undefined
}

/** A browser or program that is signed in, as its user sees it: a session, or a token's family. */
export type ListedSignIn = { id: number; agent: string; createdAt: number; seenAt: number }

/** Reads scopes as they are stored and sent: `links:read links:write`. Leaves out unknown ones. */
export function parseScopes(text: string): ReadonlySet<Scope> {
  const words = new Set(text.split(' '))
  return new Set(allScopes.filter((scope) => words.has(scope)))
}

export function formatScopes(scopes: Iterable<string>): string {
  return [...scopes].join(' ')
}

/** The columns of an Account, from `users` joined with `accountJoin`. */
export const accountColumns = sql`
  users.id, users.email, users.name, users.role, users.password_version as passwordVersion,
  owners.token_hash as ownerHash`

export const accountJoin = sql`join owners on owners.user = users.id`

/** Reads an account that may act: disabled and deleted ones aren't found. */
export function readAccount(database: Database, user: number): Promise<Account | undefined> {
  return database.one(sql<Account>`
    select ${accountColumns} from users ${accountJoin}
    where users.id = ${user} and users.disabled_at is null`)
}
