// Who signed up and hasn't confirmed the address yet. The account is made when they do, so nobody
// can have an account with an address that isn't theirs. Lesson: user-management (tour)

import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import { endInvitation } from './invitations.ts'
import { insertOwner } from './owners.ts'

type Signup = { email: string; name: string; passwordHash: string }

/** Finds a sign-up that can still be confirmed. */
export function findSignup(
  database: Database, tokenHash: Uint8Array, now: number,
): Promise<Signup | undefined> {
  return database.one(sql<Signup>`
    select email, name, password_hash as passwordHash from signups
    where token_hash = ${tokenHash} and expires_at > ${now}`)
}

export function insertSignup(
  signup: Signup & { tokenHash: Uint8Array; now: number; expiresAt: number },
): Sql {
  return sql`
    insert into signups (token_hash, email, name, password_hash, created_at, expires_at)
    values (${signup.tokenHash}, ${signup.email}, ${signup.name}, ${signup.passwordHash},
      ${signup.now}, ${signup.expiresAt})`
}

/** Ends all sign-ups of an address. */
export function endSignups(email: string): Sql {
  return sql`delete from signups where email = ${email}`
}

/** What follows each new account: its links get an owner, its sign-ups and invitations end. */
export function completeAccount(email: string, now: number): readonly [Sql, Sql, Sql] {
  return [insertOwner(email, now), endSignups(email), endInvitation(email)]
}

/** Deletes the sign-ups that nobody confirmed in time. */
export async function cleanSignups(database: Database, now: number): Promise<void> {
  await repeatWhileFull(database, sql`
    delete from signups where token_hash in (
      select token_hash from signups where expires_at <= ${now}
      order by expires_at, token_hash limit ${rowsAtOnce})`)
}
