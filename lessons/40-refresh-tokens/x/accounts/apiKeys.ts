// The SQL of API keys: long-lived tokens that a user makes for a program, with the scopes that it
// needs and no others.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { formatScopes, parseScopes, type Scope } from './scopes.ts'
import { hashToken, makeToken } from './tokens.ts'
import { toUser, userColumns, type User } from './users.ts'

export type NewKey = {
  user: number
  name: string
  scopes: ReadonlySet<Scope>
  /** Milliseconds since 1970; null for a key that doesn't expire. */
  expiresAt: number | null
}

/** A key as its user sees it. */
export type ListedKey = {
  id: number
  name: string
  scopes: readonly Scope[]
  createdAt: string
  expiresAt: string | null
}

export type ApiKeys = {
  /** Adds a key. Its text is shown this once. */
  add(key: NewKey): ListedKey & { key: string }
  find(text: string): { user: User; scopes: ReadonlySet<Scope> } | undefined
  list(user: number): ListedKey[]
  /** Revokes a key of a user; says whether there was one. */
  revoke(user: number, id: number): boolean
}

/** What our keys begin with, so that programs that look for leaked secrets know them. */
export const apiKeyPrefix = 'gw_'

const columns = 'id, name, scopes, created_at, expires_at'

/** Gives what can be done with the keys of a database. */
export function createApiKeys(database: DatabaseSync): ApiKeys {
  const insert = database.prepare(`
    insert into api_keys (user, name, key_hash, scopes, created_at, expires_at)
    values (?, ?, ?, ?, ?, ?) returning ${columns}`)
  const select = database.prepare(`
    select scopes, ${userColumns} from api_keys join users on users.id = api_keys.user
    where key_hash = ? and (expires_at is null or expires_at > ?)`)
  const list = database.prepare(
    `select ${columns} from api_keys where user = ? order by id desc`)
  const remove = database.prepare('delete from api_keys where user = ? and id = ?')
  return {
    add({ user, name, scopes, expiresAt }) {
      const key = makeToken(apiKeyPrefix)
      const stored = [name, hashToken(key), formatScopes(scopes), Date.now(), expiresAt] as const
      return { ...toListed({ ...insert.get(user, ...stored) }), key }
    },
    find(text) {
      const row = select.get(hashToken(text), Date.now())
      if (row === undefined) return undefined
      return { user: toUser(row), scopes: parseScopes(String(row['scopes'])) }
    },
    list: (user) => list.all(user).map(toListed),
    revoke: (user, id) => remove.run(user, id).changes > 0,
  }
}

function toListed(row: Record<string, SQLOutputValue>): ListedKey {
  const expiresAt = row['expires_at']
  return {
    id: Number(row['id']),
    name: String(row['name']),
    scopes: [...parseScopes(String(row['scopes']))],
    createdAt: new Date(Number(row['created_at'])).toISOString(),
    expiresAt: typeof expiresAt === 'number' ? new Date(expiresAt).toISOString() : null,
  }
}
