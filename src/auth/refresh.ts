// Refresh tokens keep a program signed in. Each one works once and is followed by the next; all
// that came from one sign-in are a family. A token that comes a second time was stolen, from us or
// by us, and nobody can tell which: the whole family ends (RFC 9700, section 4.14.2).
// Lesson 38 (refresh-tokens).

import { dayMs, type Clock } from '../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../database/batches.ts'
import type { Database } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { accountColumns, accountJoin, mayStillSignIn } from './account.ts'
import { SignInError } from './credentials.ts'
import { formatScopes, parseScopes, type Account, type Scope } from './identity.ts'
import { hashToken, isToken, makeToken } from './token.ts'

export type NewFamily = {
  user: number
  scopes: Iterable<Scope>
  agent: string
  /** Of the password that was checked; null when none was needed. */
  passwordVersion?: number | null
}

export type Refreshed = {
  token: string
  account: Account
  scopes: ReadonlySet<Scope>
  /** All that was granted; an application's grant has more than our own rights. */
  granted: string
  family: number
}

/** What became of a refresh token: `reused` names the family that was ended for it. */
export type RefreshResult = Refreshed | { reused: { family: number; user: number } } | undefined

/** A program's sign-in as its user sees it. */
export type ListedFamily = { id: number; agent: string; createdAt: number; seenAt: number }

export type RefreshTokens = ReturnType<typeof createRefreshTokens>

export const refreshPrefix = 'gwr_'
/** However often it is refreshed, a sign-in of a program ends after this time. */
export const familyLimitMs = 90 * dayMs
const longestAgent = 100

/** Makes the refresh tokens of a database. */
export function createRefreshTokens({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /**
     * Starts a family for somebody who just signed in. Throws a SignInError when the password that
     * was checked has been changed meanwhile.
     */
    async start(
      { user, scopes, agent, passwordVersion = null }: NewFamily,
    ): Promise<{ token: string; family: number }> {
      const token = makeToken(refreshPrefix)
      const now = clock()
      const [{ rows: [family] }] = await database.batch([
        sql<{ id: number }>`
          insert into token_families (user, scopes, agent, created_at, seen_at, expires_at)
          select ${user}, ${formatScopes(scopes)}, ${agent.slice(0, longestAgent)}, ${now},
            ${now}, ${now + familyLimitMs}
          where ${mayStillSignIn(user, passwordVersion)}
          returning id`,
        sql`insert into refresh_tokens (token_hash, family)
          select ${token.hash}, last_insert_rowid() where changes() > 0`,
      ])
      if (family === undefined) throw new SignInError('wrong')
      return { token: token.text, family: family.id }
    },

    /**
     * Uses a token up and gives its successor. Of several uses at the same time one wins, because
     * the first statement decides; all others are reuse. Gives undefined for a token that is
     * unknown, too old, or of an account that is off; or that was given to another application than
     * `client`, null for the user's own programs (RFC 6749, section 10.4).
     */
    async use(text: string, client: string | null = null): Promise<RefreshResult> {
      if (!isToken(refreshPrefix, text)) return undefined
      const used = hashToken(text)
      const next = makeToken(refreshPrefix)
      const now = clock()
      const [{ changes }] = await database.batch([
        succeed(used, { next: next.hash, client, now }),
        sql`insert into refresh_tokens (token_hash, family)
          select ${next.hash}, family from refresh_tokens
          where token_hash = ${used} and successor = ${next.hash}`,
        sql`update token_families set seen_at = ${now}
          where id = (select family from refresh_tokens where token_hash = ${next.hash})`,
      ])
      if (changes === 0) return endReused(database, used, client)
      const refreshed = await readFamily(database, next.hash)
      return refreshed && { ...refreshed, token: next.text }
    },

    list(user: number): Promise<ListedFamily[]> {
      return database.all(sql<ListedFamily>`
        select id, agent, created_at as createdAt, seen_at as seenAt from token_families
        where user = ${user} and expires_at > ${clock()} order by seen_at desc, id desc`)
    },

    /** Ends one family of a user. Says whether there was one. */
    async end(user: number, id: number): Promise<boolean> {
      const { changes } = await database.run(sql`
        delete from token_families where id = ${id} and user = ${user}`)
      return changes > 0
    },

    /** Ends the family of a token, for a program that signs out. */
    async endByToken(text: string, client: string | null = null): Promise<void> {
      if (!isToken(refreshPrefix, text)) return
      await database.run(sql`
        delete from token_families
        where client is ${client}
          and id = (select family from refresh_tokens where token_hash = ${hashToken(text)})`)
    },

    async clean(): Promise<void> {
      const now = clock()
      // A family has a token for each use: they go first, or one row would take thousands along.
      await repeatWhileFull(database, sql`
        delete from refresh_tokens where token_hash in (
          select token_hash from token_families join refresh_tokens on family = token_families.id
          where expires_at <= ${now} limit ${rowsAtOnce})`)
      await repeatWhileFull(database, sql`
        delete from token_families where id in (
          select id from token_families where expires_at <= ${now} limit ${rowsAtOnce})`)
    },
  }
}

/** Makes the statement that ends a user's families; `except` is one to keep. */
export function endFamilies(user: number, except: number | null = null): Sql {
  return sql`delete from token_families where user = ${user} and id is not ${except}`
}

function succeed(
  used: Uint8Array, { next, client, now }: { next: Uint8Array; client: string | null; now: number },
): Sql {
  return sql`
    update refresh_tokens set successor = ${next}
    where token_hash = ${used} and successor is null
      and exists (select 1 from token_families join users on users.id = token_families.user
        where token_families.id = refresh_tokens.family and expires_at > ${now}
          and token_families.client is ${client} and users.disabled_at is null)`
}

async function readFamily(database: Database, tokenHash: Uint8Array) {
  const found = await database.one(sql<Account & { family: number; scopes: string }>`
    select ${accountColumns}, token_families.id as family, token_families.scopes
    from refresh_tokens
    join token_families on token_families.id = refresh_tokens.family
    join users on users.id = token_families.user ${accountJoin}
    where refresh_tokens.token_hash = ${tokenHash}`)
  if (found === undefined) return undefined
  const { family, scopes, ...account } = found
  return { account, family, scopes: parseScopes(scopes), granted: scopes }
}

async function endReused(
  database: Database, used: Uint8Array, client: string | null,
): Promise<RefreshResult> {
  const { rows: [family] } = await database.run(sql<{ id: number; user: number }>`
    delete from token_families
    where client is ${client} and id = (select family from refresh_tokens
      where token_hash = ${used} and successor is not null)
    returning id, user`)
  return family && { reused: { family: family.id, user: family.user } }
}
