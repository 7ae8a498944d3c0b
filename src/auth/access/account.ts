// How an account is read for an Identity: the same columns, whether a session, a token, a key or a
// password led to it. Lesson: roles-and-ownership (core)

import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Account } from './identity.ts'

/** The columns of an Account, from `users` joined with `accountJoin`. */
export const accountColumns = sql`
  users.id, users.email, users.name, users.role, users.password_version as passwordVersion,
  owners.token_hash as ownerHash`

export const accountJoin = sql`join owners on owners.user = users.id`

/**
 * The condition under which a sign-in may go on: the account is not off, and the password is still
 * the one that was checked. Hashing takes a while, and both may change meanwhile. Null: no password
 * was needed.
 */
export function mayStillSignIn(user: number, passwordVersion: number | null): Sql {
  return sql`exists (select 1 from users where id = ${user} and disabled_at is null
    and (${passwordVersion} is null or password_version = ${passwordVersion}))`
}

export type NewAccount = { email: string; name: string; ownerHash: Uint8Array; now: number }

/**
 * Makes the statements that add an account without a password, with the owner that its links belong
 * to. `condition` is what the account depends on.
 */
export function insertAccount(
  { email, name, ownerHash, now }: NewAccount, condition = sql`true`,
): readonly [Sql<{ id: number }>, Sql] {
  return [
    sql<{ id: number }>`
      insert into users (email, name, created_at, updated_at)
      select ${email}, ${name}, ${now}, ${now} where ${condition} returning id`,
    sql`insert into owners (token_hash, created_at, user)
      select ${ownerHash}, ${now}, id from users where email = ${email}`,
  ]
}

/** Reads an account that may act: disabled and deleted ones are not found. */
export function readAccount(database: Database, user: number): Promise<Account | undefined> {
  return database.one(sql<Account>`
    select ${accountColumns} from users ${accountJoin}
    where users.id = ${user} and users.disabled_at is null`)
}
