// The table of users: what an account is, how it's read, and every statement that changes it. A
// statement that depends on what was read before checks it in its condition, so nothing can happen
// between the two. Lesson: user-management (tour)

import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import { hashToken } from '../tokens/token.ts'
import type { Role } from './identity.ts'

/** An account as its user or an administrator sees it: no password, no secret, no token. */
export type User = {
  id: number
  email: string
  name: string
  role: Role
  createdAt: number
  updatedAt: number
  disabledAt: number | null
  hasPassword: 0 | 1
  hasSecondFactor: 0 | 1
  version: number
}

/** The columns of a user, under the names that the rules use. */
export const userColumns = sql`
  users.id, users.email, users.name, users.role, users.created_at as createdAt,
  users.updated_at as updatedAt, users.disabled_at as disabledAt,
  users.password_hash is not null as hasPassword, users.totp_since is not null as hasSecondFactor,
  users.version`

export function findUser(database: Database, id: number): Promise<User | undefined> {
  return database.one(sql<User>`select ${userColumns} from users where id = ${id}`)
}

export function findUserByEmail(database: Database, email: string): Promise<User | undefined> {
  return database.one(sql<User>`select ${userColumns} from users where email = ${email}`)
}

/** The id of the user with an email address, as a part of a statement. */
export function userIdOf(email: string): Sql {
  return sql`(select id from users where email = ${email})`
}

/** Says whether a user can sign in with a password. */
export async function hasPassword(database: Database, id: number): Promise<boolean> {
  return (await findUser(database, id))?.hasPassword === 1
}

export type NewUser = { email: string; name: string; now: number }

/** A statement that adds or changes a user, and the one that then reads the user, if it did. */
export type ChangeAndRead = readonly [change: Sql, read: Sql<User>]

function readChanged(id: Sql): Sql<User> {
  return sql<User>`select ${userColumns} from users where id = ${id} and changes() > 0`
}

const readAdded = readChanged(sql`last_insert_rowid()`)

/** Adds a user without a password, if the condition holds. */
export function insertUser({ email, name, now }: NewUser, condition = sql`true`): ChangeAndRead {
  return [sql`
    insert into users (email, name, created_at, updated_at)
    select ${email}, ${name}, ${now}, ${now} where ${condition}`, readAdded]
}

/** Makes a sign-up a user; the same batch ends the sign-up, so the first confirmation wins. */
export function insertConfirmed(tokenHash: Uint8Array, now: number): ChangeAndRead {
  return [sql`
    insert into users (email, name, password_hash, created_at, updated_at)
    select email, name, password_hash, ${now}, ${now} from signups
    where token_hash = ${tokenHash} and expires_at > ${now}`, readAdded]
}

/** Makes an invited person a user; the same batch ends the invitation. */
export function insertInvited(
  token: string, { name, passwordHash, now }: { name: string; passwordHash: string; now: number },
): ChangeAndRead {
  return [sql`
    insert into users (email, name, password_hash, created_at, updated_at)
    select email, ${name}, ${passwordHash}, ${now}, ${now} from invitations
    where token_hash = ${hashToken(token)} and expires_at > ${now}`, readAdded]
}

/** Changes the name of a user who is still at this version; null means any version. */
export function updateName(
  id: number, { name, version, now }: { name: string; version: number | null; now: number },
): ChangeAndRead {
  return [sql`
    update users set name = ${name}, updated_at = ${now}, version = version + 1
    where id = ${id} and (${version} is null or version = ${version})`, readChanged(sql`${id}`)]
}

export function updateEmail(id: number, email: string, now: number): Sql {
  return sql`
    update users set email = ${email}, updated_at = ${now}, version = version + 1
    where id = ${id}`
}

type AccessUpdate = { role: Role; disabledAt: number | null; now: number }

/**
 * Changes what a user may do, if they're still at this version. Otherwise the version would become
 * null, which the schema refuses: that undoes the whole batch, not only this statement.
 */
export function updateAccess({ id, version }: User, update: AccessUpdate): ChangeAndRead {
  return [sql`
    update users set role = ${update.role}, disabled_at = ${update.disabledAt},
      updated_at = ${update.now}, version = iif(version = ${version}, version + 1, null)
    where id = ${id}`, readChanged(sql`${id}`)]
}

/** Deletes a user, and with the row their sessions, keys, tokens and applications. */
export function deleteUser(id: number): Sql {
  return sql`delete from users where id = ${id}`
}

/** What a sign-in is checked against. */
export type StoredCredentials = {
  id: number
  passwordHash: string | null
  passwordVersion: number
  isDisabled: 0 | 1
  /** When the second factor was switched on; null while it's off. */
  secondFactorSince: number | null
}

const credentialColumns = sql`
  id, password_hash as passwordHash, password_version as passwordVersion,
  disabled_at is not null as isDisabled, totp_since as secondFactorSince`

export function findCredentials(
  database: Database, id: number,
): Promise<StoredCredentials | undefined> {
  return database.one(sql<StoredCredentials>`
    select ${credentialColumns} from users where id = ${id}`)
}

export function findCredentialsByEmail(
  database: Database, email: string,
): Promise<StoredCredentials | undefined> {
  return database.one(sql<StoredCredentials>`
    select ${credentialColumns} from users where email = ${email}`)
}

/** Who proved who they are, and with what. It may change before their sign-in begins. */
export type Proof = {
  user: number
  /** Which of the user's passwords was right; null: no password was needed. */
  passwordVersion: number | null
  /** When the second factor that was shown was switched on; null: it was off. */
  secondFactorSince: number | null
}

/**
 * The condition under which a sign-in may go on: the account isn't disabled, and what was shown is
 * still enough to sign in. Hashing takes a while, and all of this may change meanwhile.
 */
export function mayStillSignIn(
  { user, passwordVersion = null, secondFactorSince }: Pick<Proof, 'user'> & Partial<Proof>,
): Sql {
  const isEnough = secondFactorSince === undefined
    ? sql`true` : sql`(totp_since is null or totp_since is ${secondFactorSince})`
  return sql`exists (select 1 from users where id = ${user} and disabled_at is null
    and (${passwordVersion} is null or password_version = ${passwordVersion}) and ${isEnough})`
}

/** Refuses its batch with a ConstraintError, unless the condition holds or the user was deleted. */
export function requireIfUserExists(user: number, condition: Sql): Sql {
  return sql`
    update users set password_version = iif(${condition}, password_version, null)
    where id = ${user}`
}

/** Refuses its batch unless the condition holds, by adding a user that isn't valid. */
export function requireCondition(condition: Sql): Sql {
  return sql`insert into users (email, created_at, updated_at, password_version)
    select '', 0, 0, null where not (${condition})`
}

/** Gives the version of a user's current password; 0 for a user who was deleted. */
export async function readPasswordVersion(database: Database, id: number): Promise<number> {
  return (await findCredentials(database, id))?.passwordVersion ?? 0
}

type NewHash = { passwordHash: string; now: number; version?: number | null }

/**
 * Sets a new password. If the old one was checked, `version` says which it was. If it has been
 * changed since, the version would become null, which refuses the whole batch with a
 * ConstraintError: a thief who knows the old password can't undo a reset that came first.
 */
export function updatePassword(id: number, { passwordHash, now, version = null }: NewHash): Sql {
  return sql`
    update users set password_hash = ${passwordHash},
      password_version = iif(${version} is null or password_version = ${version},
        password_version + 1, null),
      updated_at = ${now}, version = version + 1
    where id = ${id}`
}

/** Stores a new hash of the same password, unless the password was changed meanwhile. */
export function updatePasswordHash({ id, passwordHash }: StoredCredentials, newHash: string): Sql {
  return sql`
    update users set password_hash = ${newHash}
    where id = ${id} and password_hash = ${passwordHash}`
}

/** The second factor. It's on once the first code for its secret was entered. */
type StoredTotp = { secret: string | null; isOn: 0 | 1; lastStep: number }

export function findTotp(database: Database, id: number): Promise<StoredTotp | undefined> {
  return database.one(sql<StoredTotp>`
    select totp_secret as secret, totp_since is not null as isOn, totp_last_step as lastStep
    from users where id = ${id}`)
}

/** Stores a new secret, unless the second factor is on already. */
export function updateTotpSecret(id: number, secret: string): Sql {
  return sql`update users set totp_secret = ${secret} where id = ${id} and totp_since is null`
}

/**
 * Switches the second factor on, with the secret and the step of the first code. Where it's on
 * already, or another secret was stored since, the version would become null, which the schema
 * refuses: so nothing else of the batch counts either.
 */
export function enableTotp(
  id: number, { secret, step, now }: { secret: string; step: number; now: number },
): Sql {
  return sql`
    update users set totp_since = ${now}, totp_last_step = ${step}, updated_at = ${now},
      version = iif(totp_since is null and totp_secret = ${secret}, version + 1, null)
    where id = ${id}`
}

/** Uses up the code of a step, unless one was used since `lastStep` was read. */
export function useTotpStep(id: number, step: number, lastStep: number): Sql {
  return sql`
    update users set totp_last_step = ${step} where id = ${id} and totp_last_step = ${lastStep}`
}

/** Switches off the second factor with this secret; if it's another one, refuses the batch. */
export function disableTotp(id: number, { secret, now }: { secret: string; now: number }): Sql {
  return sql`
    update users set totp_since = null, totp_secret = null, updated_at = ${now},
      version = iif(totp_since is not null and totp_secret = ${secret}, version + 1, null)
    where id = ${id}`
}
