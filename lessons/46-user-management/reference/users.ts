// The SQL of users. No other file writes their table.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { HttpError } from './framework/errors.ts'

export type Role = 'user' | 'admin'

/** A user, as everybody who may know about them sees them. */
export type User = {
  id: number
  email: string
  name: string
  role: Role
  /** Whether somebody has opened the mail that we sent to this address. */
  isConfirmed: boolean
  /** Whether a code has to follow the password. */
  hasSecondFactor: boolean
}

export type StoredUser = { user: User; passwordHash: string }

/** A user, as administrators see them. */
export type ListedUser = User & { isDisabled: boolean }

/** What an administrator can change; null for what stays. */
export type UserChanges = { role: Role | null; isDisabled: boolean | null }

export type Users = {
  /** Adds a user; undefined when another one has this address. */
  add(email: string, passwordHash: string): User | undefined
  /** Says whether there was such a user. */
  setPassword(id: number, passwordHash: string): boolean
  /** Notes that a user reads the mails of their address. */
  confirm(id: number): void
  /** Finds a user who may sign in. */
  find(id: number): User | undefined
  findByEmail(email: string): StoredUser | undefined
  /** Gives a user a name; undefined when there's none. */
  rename(id: number, name: string): User | undefined
  /**
   * Deletes a user, and what is theirs; says whether there was one. Throws an HttpError 409 for the
   * last administrator.
   */
  remove(id: number): boolean
  /** Changes a user; undefined when there's none. Throws an HttpError 409 as above. */
  change(id: number, changes: UserChanges): ListedUser | undefined
  /** The newest users. */
  list(): ListedUser[]
}

/** The columns of a User, read for each request: a new role counts at once. */
export const userColumns = `users.id, users.email, users.name, users.role, users.confirmed_at,
  exists (select 1 from second_factors
    where user = users.id and enabled_at is not null) as has_factor`

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
  const rename = database.prepare(
    `update users set name = ? where id = ? returning ${userColumns}`)
  const remove = database.prepare('delete from users where id = ?')
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
    setPassword: (id, passwordHash) => setHash.run(passwordHash, id).changes > 0,
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
    rename(id, name) {
      const row = rename.get(name, id)
      return row && toUser(row)
    },
    remove: (id) => orConflict(() => remove.run(id)).changes > 0,
    change(id, { role, isDisabled }) {
      const disabled = isDisabled === null ? null : Number(isDisabled)
      const row = orConflict(() => change.get(role, disabled, Date.now(), id))
      return row && toListed(row)
    },
    list: () => list.all().map(toListed),
  }
}

type Row = Record<string, SQLOutputValue>

/** Makes a User of a row that has its columns. */
export function toUser(row: Row): User {
  const role = row['role'] === 'admin' ? 'admin' : 'user'
  return {
    id: Number(row['id']), email: String(row['email']), name: String(row['name']), role,
    isConfirmed: row['confirmed_at'] !== null,
    hasSecondFactor: row['has_factor'] === 1,
  }
}

function toListed(row: Row): ListedUser {
  return { ...toUser(row), isDisabled: row['disabled_at'] !== null }
}

// Two triggers refuse it, and say so.
function orConflict<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error && error.message === 'last administrator')) throw error
    throw new HttpError(409, 'This is the last administrator: make another one first')
  }
}
