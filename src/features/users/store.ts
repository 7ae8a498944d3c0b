// The SQL of users and of those who have not confirmed their address yet: one named function for
// each statement. Lesson: user-management (tour)

import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { hashToken } from '../../auth/tokens/token.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { User } from './users.ts'

export type Signup = { email: string; name: string; passwordHash: string }

/** The columns of a user, under the names that the rules use. */
export const userColumns = sql`
  users.id, users.email, users.name, users.role, users.created_at as createdAt,
  users.updated_at as updatedAt, users.disabled_at as disabledAt,
  users.password_hash is not null as hasPassword, users.totp_since is not null as hasSecondFactor,
  users.version`

export type UserStore = ReturnType<typeof createUserStore>

export function createUserStore(database: Database) {
  return {
    find(id: number): Promise<User | undefined> {
      return database.one(sql<User>`select ${userColumns} from users where id = ${id}`)
    },

    findByEmail(email: string): Promise<User | undefined> {
      return database.one(sql<User>`select ${userColumns} from users where email = ${email}`)
    },

    findSignup(tokenHash: Uint8Array, now: number): Promise<Signup | undefined> {
      return database.one(sql<Signup>`
        select email, name, password_hash as passwordHash from signups
        where token_hash = ${tokenHash} and expires_at > ${now}`)
    },

    /** Tells which of a user's passwords counts now. */
    async passwordVersion(id: number): Promise<number> {
      const user = await database.one(sql<{ version: number }>`
        select password_version as version from users where id = ${id}`)
      return user?.version ?? 0
    },

    /** Changes the name. Gives undefined when the user is not at this version. */
    async rename(
      id: number, { name, version, now }: { name: string; version: number | null; now: number },
    ): Promise<User | undefined> {
      const { rows } = await database.run(sql<User>`
        update users set name = ${name}, updated_at = ${now}, version = version + 1
        where id = ${id} and (${version} is null or version = ${version})
        returning ${userColumns}`)
      return rows[0]
    },

    async cleanSignups(now: number): Promise<void> {
      await repeatWhileFull(database, sql`
        delete from signups where token_hash in (
          select token_hash from signups where expires_at <= ${now} limit ${rowsAtOnce})`)
    },
  }
}

/** Keeps what somebody asked for until they confirm the address. */
export function insertSignup(
  signup: Signup & { tokenHash: Uint8Array; now: number; expiresAt: number },
): Sql {
  return sql`
    insert into signups (token_hash, email, name, password_hash, created_at, expires_at)
    values (${signup.tokenHash}, ${signup.email}, ${signup.name}, ${signup.passwordHash},
      ${signup.now}, ${signup.expiresAt})`
}

/** Makes a user of a sign-up, which is used up by it: the first of two confirmations wins. */
export function insertConfirmed(tokenHash: Uint8Array, now: number): Sql<User> {
  return sql<User>`
    insert into users (email, name, password_hash, created_at, updated_at)
    select email, name, password_hash, ${now}, ${now} from signups
    where token_hash = ${tokenHash} and expires_at > ${now}
    returning ${userColumns}`
}

/** Makes a user of an invitation, which the same batch uses up. */
export function insertInvited(
  token: string, { name, passwordHash, now }: { name: string; passwordHash: string; now: number },
): Sql<User> {
  return sql<User>`
    insert into users (email, name, password_hash, created_at, updated_at)
    select email, ${name}, ${passwordHash}, ${now}, ${now} from invitations
    where token_hash = ${hashToken(token)} and expires_at > ${now}
    returning ${userColumns}`
}

/** Ends all sign-ups for an address that has a user now. */
export function endSignups(email: string): Sql {
  return sql`delete from signups where email = ${email}`
}

/** Gives the user with this address the owner that its links belong to. */
export function insertOwner(email: string, tokenHash: Uint8Array, now: number): Sql {
  return sql`
    insert into owners (token_hash, created_at, user)
    select ${tokenHash}, ${now}, id from users where email = ${email}`
}

/**
 * Makes the statement that sets a new password. Where the old one was checked, `version` says which
 * it was: once it was changed, the version would become null, which ends the whole batch with a
 * ConstraintError. So a thief who knows the old one can't undo a reset that was faster.
 */
export function updatePassword(
  id: number, passwordHash: string, now: number, version: number | null = null,
): Sql {
  return sql`
    update users set password_hash = ${passwordHash},
      password_version = iif(${version} is null or password_version = ${version},
        password_version + 1, null),
      updated_at = ${now}, version = version + 1
    where id = ${id}`
}

export function updateEmail(id: number, email: string, now: number): Sql {
  return sql`
    update users set email = ${email}, updated_at = ${now}, version = version + 1
    where id = ${id}`
}

/** Deletes a user and all that hangs on the row: sessions, keys, tokens and applications. */
export function deleteUser(id: number): Sql {
  return sql`delete from users where id = ${id}`
}
