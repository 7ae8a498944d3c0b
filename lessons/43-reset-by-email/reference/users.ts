// The SQL of users. No other file writes their table.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

export type Role = 'user' | 'admin'

/** A user, as everybody who may know about them sees them. */
export type User = {
  id: number
  email: string
  role: Role
  /** Whether somebody has opened the mail that we sent to this address. */
  isConfirmed: boolean
}

export type StoredUser = { user: User; passwordHash: string }

/** A user, as administrators see them. */
export type ListedUser = User & { isDisabled: boolean }

/** What an administrator can change; null for what stays. */
export type UserChanges = { role: Role | null; isDisabled: boolean | null }

export type Users = {
  /** Adds a user; undefined when another one has this address. */
  add(email: string, passwordHash: string): User | undefined
  setPassword(id: number, passwordHash: string): void
  /** Notes that a user reads the mails of their address. */
  confirm(id: number): void
  /** Finds a user who may sign in. */
  find(id: number): User | undefined
  findByEmail(email: string): StoredUser | undefined
  /** Changes a user; undefined when there's none. */
  change(id: number, changes: UserChanges): ListedUser | undefined
  /** The newest users. */
  list(): ListedUser[]
}

/** The columns of a User, read for each request: a new role counts at once. */
export const userColumns = 'users.id, users.email, users.role, users.confirmed_at'

const mostListed = 100

/** Gives what can be done with the users of a database. Addresses are in lower case. */
export function createUsers(database: DatabaseSync): Users {
  const insert = database.prepare(`
    insert into users (email, password_hash, created_at) values (?, ?, ?)
    on conflict (email) do nothing returning ${userColumns}`)
  const selectById = database.prepare(
    `select ${userColumns} from users where id = ? and disabled_at is null`)
  const select = database.prepare(`
    select ${userColumns}, password_hash from users where email = ? and disabled_at is null`)
  const setHash = database.prepare('update users set password_hash = ? where id = ?')
  const confirm = database.prepare(
    'update users set confirmed_at = coalesce(confirmed_at, ?) where id = ?')
  const change = database.prepare(`
    update users set role = coalesce(?, role),
      disabled_at = iif(coalesce(?, disabled_at is not null), coalesce(disabled_at, ?), null)
    where id = ? returning ${userColumns}, disabled_at`)
  const list = database.prepare(`
    select ${userColumns}, disabled_at from users order by id desc limit ${mostListed}`)
  return {
    add(email, passwordHash) {
      const row = insert.get(email, passwordHash, Date.now())
      return row === undefined ? undefined : toUser(row)
    },
    setPassword: (id, passwordHash) => void setHash.run(passwordHash, id),
    confirm: (id) => void confirm.run(Date.now(), id),
    find(id) {
      const row = selectById.get(id)
      return row && toUser(row)
    },
    findByEmail(email) {
      const row = select.get(email)
      if (row === undefined) return undefined
      return { user: toUser(row), passwordHash: String(row['password_hash']) }
    },
    change(id, { role, isDisabled }) {
      const row = change.get(role, isDisabled === null ? null : Number(isDisabled), Date.now(), id)
      return row && toListed(row)
    },
    list: () => list.all().map(toListed),
  }
}

type Row = Record<string, SQLOutputValue>

/** Makes a User of a row that has its columns. */
export function toUser(row: Row): User {
  const role = row['role'] === 'admin' ? 'admin' : 'user'
  const isConfirmed = row['confirmed_at'] !== null
  return { id: Number(row['id']), email: String(row['email']), role, isConfirmed }
}

function toListed(row: Row): ListedUser {
  return { ...toUser(row), isDisabled: row['disabled_at'] !== null }
}
