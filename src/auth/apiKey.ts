// API keys: long-lived tokens that a user makes for a program, with only the rights that it needs.
// A key is shown once and sent in a header, never in an address, because addresses are logged.
// Lesson 35 (api-keys).

import { hourMs, type Clock } from '../basics/clock.ts'
import type { Database } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { accountColumns, accountJoin } from './account.ts'
import { formatScopes, parseScopes, type Account, type Scope } from './identity.ts'
import { hashToken, isToken, makeToken } from './token.ts'

export type NewKey = {
  user: number
  name: string
  scopes: Iterable<Scope>
  /** Null for a key without an end. */
  expiresAt: number | null
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

export type ApiKeys = ReturnType<typeof createApiKeys>

export const apiKeyPrefix = 'gw_'
/** More than anybody needs; a limit keeps the list readable and the table small. */
export const mostKeys = 50
// Writing down each use would make every request a write.
const usePrecisionMs = hourMs

const keyColumns = sql`
  id, name, ending, scopes, created_at as createdAt, expires_at as expiresAt, used_at as usedAt`

/** Makes the API keys of a database. */
export function createApiKeys({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /** Makes a key. Gives undefined when the user has the most that are allowed. */
    async add(key: NewKey): Promise<(ListedKey & { key: string }) | undefined> {
      const token = makeToken(apiKeyPrefix)
      const { rows: [made] } = await database.run(insertKey(key, token, clock()))
      return made && { ...made, key: token.text }
    },

    /** Finds the account and the rights of a key, undefined when it counts no more. */
    async find(
      text: string,
    ): Promise<{ account: Account; scopes: ReadonlySet<Scope> } | undefined> {
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
      return { account, scopes: parseScopes(scopes) }
    },

    list(user: number): Promise<ListedKey[]> {
      return database.all(sql<ListedKey>`
        select ${keyColumns} from api_keys where user = ${user} order by id desc`)
    },

    /** Revokes one key of a user. Says whether there was one. */
    async revoke(user: number, id: number): Promise<boolean> {
      const { changes } = await database.run(sql`
        delete from api_keys where id = ${id} and user = ${user}`)
      return changes > 0
    },
  }
}

type Use = { keyId: number; scopes: string; usedAt: number | null }

function insertKey(key: NewKey, token: ReturnType<typeof makeToken>, now: number): Sql<ListedKey> {
  return sql<ListedKey>`
    insert into api_keys (user, name, key_hash, ending, scopes, created_at, expires_at)
    select ${key.user}, ${key.name}, ${token.hash}, ${token.text.slice(-4)},
      ${formatScopes(key.scopes)}, ${now}, ${key.expiresAt}
    where (select count(*) from api_keys where user = ${key.user}) < ${mostKeys}
    returning ${keyColumns}`
}
