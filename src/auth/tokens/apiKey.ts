// API keys: long-lived tokens that a user creates for a program, with only the permissions that it
// needs. A key is shown once and sent in a header, never in a URL, because URLs are logged.
// Lesson: basic-and-api-keys (core)

import { hourMs, type Clock } from '../../basics/clock.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import {
  accountColumns, accountJoin, formatScopes, parseScopes, type Account, type Scope,
} from '../access/identity.ts'
import { mayStillSignIn } from '../access/users.ts'
import { hashToken, isToken, makeToken, type Token } from './token.ts'

export type NewKey = {
  user: number
  name: string
  scopes: Iterable<Scope>
  /** Null for a key that doesn't expire. */
  expiresAt: number | null
  /** Of the account when its user was identified; null where nobody was. */
  passwordVersion?: number | null
  /** What else has to be so when the key is added. */
  condition?: Sql
}

/** A key as its user sees it. */
export type ListedKey = {
  id: number
  name: string
  /** Its last four characters. */
  ending: string
  scopes: string
  createdAt: number
  expiresAt: number | null
  usedAt: number | null
}

type FoundKey = { account: Account; scopes: ReadonlySet<Scope>; key: number }

export type ApiKeys = ReturnType<typeof createApiKeys>

export const apiKeyPrefix = 'gw_'
/** More than anybody needs; a limit keeps the list readable and the table small. */
export const mostKeys = 50
// Storing each use would make every request a write.
const usePrecisionMs = hourMs

const keyColumns = sql`
  id, name, ending, scopes, created_at as createdAt, expires_at as expiresAt, used_at as usedAt`

/** Makes the API keys of a database. */
export function createApiKeys({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /**
     * Prepares a key: its text, and the statements that add it and read it. They add nothing when
     * the user has as many keys as are allowed, or when what allowed the key has changed meanwhile:
     * the password, or the role that an `admin` scope needs, or the condition.
     */
    prepare(key: NewKey): { text: string; statements: readonly [Sql, Sql<ListedKey>] } {
      const token = makeToken(apiKeyPrefix)
      return { text: token.text, statements: insertKey(key, token, clock()) }
    },

    /** Finds the account and the scopes of a key, undefined when it's no longer valid. */
    async find(text: string): Promise<FoundKey | undefined> {
      if (!isToken(apiKeyPrefix, text)) return undefined
      const now = clock()
      const found = await database.one(sql<Account & Use>`
        select ${accountColumns}, api_keys.id as keyId, api_keys.scopes, api_keys.used_at as usedAt
        from api_keys join users on users.id = api_keys.user ${accountJoin}
        where api_keys.key_hash = ${hashToken(text)} and users.disabled_at is null
          and (api_keys.expires_at is null or api_keys.expires_at > ${now})`)
      if (found === undefined) return undefined
      const { keyId, scopes, usedAt, ...account } = found
      if (usedAt === null || usedAt < now - usePrecisionMs) {
        await database.run(sql`update api_keys set used_at = ${now} where id = ${keyId}`)
      }
      return { account, scopes: parseScopes(scopes), key: keyId }
    },

    list: (user: number): Promise<ListedKey[]> => database.all(sql<ListedKey>`
      select ${keyColumns} from api_keys where user = ${user} order by id desc`),
  }
}

/** Revokes one key of a user. */
export function revokeKey(user: number, id: number): Sql {
  return sql`delete from api_keys where id = ${id} and user = ${user}`
}

/** Revokes all keys of a user. */
export function revokeKeys(user: number): Sql {
  return sql`delete from api_keys where user = ${user}`
}

/**
 * Takes the `admin` scope from a user's keys for good: a later promotion doesn't bring it back. A
 * key that had no other scope is revoked.
 */
export function revokeAdminScopes(user: number): readonly [Sql, Sql] {
  return [
    sql`delete from api_keys where user = ${user} and scopes = 'admin'`,
    sql`update api_keys set scopes = trim(replace(' ' || scopes || ' ', ' admin ', ' '))
      where user = ${user} and ' ' || scopes || ' ' like '% admin %'`,
  ]
}

type Use = { keyId: number; scopes: string; usedAt: number | null }

function insertKey(key: NewKey, token: Token, now: number): readonly [Sql, Sql<ListedKey>] {
  const scopes = formatScopes(key.scopes)
  const needsAdmin = parseScopes(scopes).has('admin') ? 1 : 0
  const { user, passwordVersion = null, condition = sql`true` } = key
  return [
    sql`insert into api_keys (user, name, key_hash, ending, scopes, created_at, expires_at)
      select ${user}, ${key.name}, ${token.hash}, ${token.text.slice(-4)}, ${scopes}, ${now},
        ${key.expiresAt}
      where (select count(*) from api_keys where user = ${user}) < ${mostKeys}
        and ${mayStillSignIn({ user, passwordVersion })} and ${condition}
        and (${needsAdmin} = 0
          or exists (select 1 from users where id = ${user} and role = 'admin'))`,
    sql<ListedKey>`
      select ${keyColumns} from api_keys where id = last_insert_rowid() and changes() > 0`,
  ]
}
