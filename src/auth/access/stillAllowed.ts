// Asks once more, in the batch of a change, what was decided before it: whether the request may do
// this. Reading a body and hashing a password take a while, and meanwhile the account may be
// disabled, its password changed, or the session ended because a thief has it.
// Lesson: roles-and-ownership (tour)

import { sql, type Sql } from '../../database/sql.ts'
import type { Identity, Role } from './identity.ts'
import { requireCondition, requireIfUserExists } from './users.ts'

/** What a change needs besides a sign-in that is still valid. */
export type Needs = {
  /** The password that was shown; by default, any. */
  passwordVersion?: number
  role?: Role
  /** The email address that the change is about; by default, any. */
  email?: string
}

/**
 * Makes the statement that refuses its batch with a ConstraintError: it has to come first. When the
 * account was deleted, it changes nothing, and neither does a change of that account.
 */
export function requireStillAllowed(identity: Identity, needs: Needs = {}): Sql {
  return requireIfUserExists(identity.account.id, isStillAllowed(identity, needs))
}

/**
 * Makes the same statement for what an administrator does to others. It refuses the batch when the
 * administrator's account was deleted, too.
 */
export function requireStillAdmin(identity: Identity): Sql {
  return requireCondition(isStillAllowed(identity, { role: 'admin' }))
}

/** The condition that an account still has what a request was let through with. */
export function isStillAllowed(
  identity: Identity, { passwordVersion, role = 'user', email }: Needs = {},
): Sql {
  const { account: { id } } = identity
  const hasPassword = passwordVersion === undefined
    ? sql`` : sql`and password_version = ${passwordVersion}`
  const hasRole = role === 'admin' ? sql`and role = 'admin'` : sql``
  const hasEmail = email === undefined ? sql`` : sql`and email = ${email}`
  return sql`exists (select 1 from users
      where id = ${id} and disabled_at is null ${hasPassword} ${hasRole} ${hasEmail})
    and ${isStillSignedIn(identity)}`
}

/** The condition that an account still has this email address, and isn't disabled. */
export function stillHasAddress(user: number, email: string): Sql {
  return sql`exists (select 1 from users
    where id = ${user} and email = ${email} and disabled_at is null)`
}

// Basic authentication sends the password with each request, and isn't accepted from users with a
// second factor.
function isStillSignedIn({ account, by, session, family, key }: Identity): Sql {
  const { id, passwordVersion } = account
  if (by === 'basic') {
    return sql`exists (select 1 from users
      where id = ${id} and totp_since is null and password_version = ${passwordVersion})`
  }
  if (session !== undefined) {
    return sql`exists (select 1 from sessions where id = ${session.id} and user = ${id})`
  }
  if (family !== undefined) {
    return sql`exists (select 1 from token_families where id = ${family} and user = ${id})`
  }
  return sql`exists (select 1 from api_keys where id = ${key ?? null} and user = ${id})`
}
