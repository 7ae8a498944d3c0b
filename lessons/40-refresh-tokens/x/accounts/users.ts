// The SQL of users. No other file writes their table.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

/** A user, as everybody who may know about them sees them. */
export type User = { id: number; email: string }

export type StoredUser = { user: User; passwordHash: string }

export type Users = {
  /** Adds a user; undefined when another one has this address. */
  add(email: string, passwordHash: string): User | undefined
  find(id: number): User | undefined
  findByEmail(email: string): StoredUser | undefined
}

/** The columns of a User, for every query that finds one. */
export const userColumns = 'users.id, users.email'

/** Gives what can be done with the users of a database. Addresses are in lower case. */
export function createUsers(database: DatabaseSync): Users {
  const insert = database.prepare(`
    insert into users (email, password_hash, created_at) values (?, ?, ?)
    on conflict (email) do nothing returning ${userColumns}`)
  const selectById = database.prepare(`select ${userColumns} from users where id = ?`)
  const select = database.prepare(
    `select ${userColumns}, password_hash from users where email = ?`)
  return {
    add(email, passwordHash) {
      const row = insert.get(email, passwordHash, Date.now())
      return row === undefined ? undefined : toUser(row)
    },
    find(id) {
      const row = selectById.get(id)
      return row === undefined ? undefined : toUser(row)
    },
    findByEmail(email) {
      const row = select.get(email)
      if (row === undefined) return undefined
      return { user: toUser(row), passwordHash: String(row['password_hash']) }
    },
  }
}

/** Makes a User of a row that has its columns. */
export function toUser(row: Record<string, SQLOutputValue>): User {
  return { id: Number(row['id']), email: String(row['email']) }
}
