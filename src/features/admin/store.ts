// The SQL of users for administrators: one named function for each statement.
// Lesson: user-management (appendix)

import type { Role } from '../../auth/access/identity.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'

/** A user as an administrator sees one: no password, no secret, no token. */
export type ManagedUser = {
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

export const userColumns = sql`
  id, email, name, role, created_at as createdAt, updated_at as updatedAt,
  disabled_at as disabledAt, password_hash is not null as hasPassword,
  totp_since is not null as hasSecondFactor, version`

export function findUser(database: Database, id: number): Promise<ManagedUser | undefined> {
  return database.one(sql<ManagedUser>`select ${userColumns} from users where id = ${id}`)
}

export function findUserByEmail(
  database: Database, email: string,
): Promise<ManagedUser | undefined> {
  return database.one(sql<ManagedUser>`select ${userColumns} from users where email = ${email}`)
}

export type UserUpdate = { role: Role; disabledAt: number | null; now: number }

/**
 * Makes the statement that changes a user who is still at this version. At another one the version
 * would become null, which the schema refuses: then the whole batch is undone, and not only this
 * statement left out.
 */
export function updateUser({ id, version }: ManagedUser, update: UserUpdate): Sql<ManagedUser> {
  return sql<ManagedUser>`
    update users set role = ${update.role}, disabled_at = ${update.disabledAt},
      updated_at = ${update.now}, version = iif(version = ${version}, version + 1, null)
    where id = ${id}
    returning ${userColumns}`
}
