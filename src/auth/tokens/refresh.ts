// Refresh tokens keep a program signed in. Each one works once and is replaced by its successor;
// all that came from one sign-in are a family. When a used token comes back, somebody has a copy,
// and nobody can tell who: the whole family ends (RFC 9700, section 4.14.2). Only for a few seconds
// does the same request get the same response: the first may be lost, or two tabs may send it.
// Lesson: refresh-tokens (core)

import { createHmac } from 'node:crypto'
import { dayMs, hourMs, secondMs, type Clock } from '../../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Limit } from '../../services/limits.ts'
import { deriveKey } from '../../services/secret.ts'
import {
  accountColumns, accountJoin, formatScopes, parseScopes, type Account, type ListedSignIn,
  type Scope,
} from '../access/identity.ts'
import { mayStillSignIn, type Proof } from '../access/users.ts'
import { SignInError } from '../passwords/admission.ts'
import { hashToken, isToken, makeToken } from './token.ts'

/** What a program signs in with. What wasn't needed to prove who it is may be left out. */
type NewFamily = Pick<Proof, 'user'> & Partial<Proof> & {
  scopes: Iterable<Scope>
  agent: string
}

type Refreshed = {
  token: string
  account: Account
  scopes: ReadonlySet<Scope>
  /** All that was granted: for an application, more than our own scopes. */
  granted: string
  family: number
  /** Whether the token was used before, just now: its successor is the same as then. */
  isRepeat: boolean
}

/** What became of a refresh token: `reused` names the family that was ended for it. */
export type RefreshResult = Refreshed | { reused: { family: number; user: number } } | undefined

export const refreshPrefix = 'gwr_'
/** However often it is refreshed, a sign-in of a program ends after this time. */
export const familyLimitMs = 90 * dayMs
/** How long a used token gives the same successor again. */
export const repeatLimitMs = 10 * secondMs
/** How many repeats of a family are audited: anyone who has a token could fill the disk. */
export const repeatAuditLimit: Limit = { name: 'refresh repeats', most: 20, windowMs: hourMs }
const longestAgent = 100

type RefreshOptions = { database: Database; clock: Clock; secret: Uint8Array }

/** The refresh tokens of a database. */
export class RefreshTokens {
  readonly #database: Database
  readonly #clock: Clock
  readonly #key: Uint8Array

  constructor({ database, clock, secret }: RefreshOptions) {
    this.#database = database
    this.#clock = clock
    this.#key = deriveKey(secret, 'refresh tokens')
  }

  /**
   * Starts a family for somebody who just signed in. Throws a SignInError when what was shown is no
   * longer enough to sign in.
   */
  async start({ scopes, agent, ...proof }: NewFamily): Promise<{ token: string; family: number }> {
    const token = makeToken(refreshPrefix)
    const source = sql`
      select ${proof.user} as user, null as client, ${formatScopes(scopes)} as scopes,
        ${agent.slice(0, longestAgent)} as agent
      where ${mayStillSignIn(proof)}`
    const start = insertFamily(source, { tokenHash: token.hash, now: this.#clock() })
    const [, { rows: [family] }] = await this.#database.batch(start)
    if (family === undefined) throw new SignInError('wrong')
    return { token: token.text, family: family.id }
  }

  /**
   * Uses a token up and gives its successor. The token that was used last gives the same one
   * again for ten seconds, while the successor is unused; any other second use ends the family.
   * Gives undefined for a token that is unknown, too old, or of an account that is disabled; or
   * that was given to another application than `client`, null for the user's own programs
   * (RFC 6749, section 10.4).
   */
  async use(text: string, client: string | null = null): Promise<RefreshResult> {
    if (!isToken(refreshPrefix, text)) return undefined
    const token = this.#successorOf(text)
    const step = { used: hashToken(text), next: hashToken(token), client, now: this.#clock() }
    const [{ changes }, , , { rows: [reused] }] = await this.#database.batch(
      [setSuccessor(step), insertSuccessor(step), updateSeen(step), ...endReused(step)])
    if (reused !== undefined) return { reused }
    const refreshed = await readFamily(this.#database, step)
    return refreshed && { ...refreshed, token, isRepeat: changes === 0 }
  }

  list(user: number): Promise<ListedSignIn[]> {
    return this.#database.all(sql<ListedSignIn>`
      select id, agent, created_at as createdAt, seen_at as seenAt from token_families
      where user = ${user} and expires_at > ${this.#clock()} order by seen_at desc, id desc`)
  }

  /** Ends one family of a user. Says whether there was one. */
  async end(user: number, id: number): Promise<boolean> {
    return (await this.#database.run(endFamily(user, id))).changes > 0
  }

  /** Ends the family of a token, for a program that signs out. */
  async endByToken(text: string, client: string | null = null): Promise<void> {
    if (!isToken(refreshPrefix, text)) return
    await this.#database.batch(endFamilyOf(hashToken(text), client))
  }

  async clean(): Promise<void> {
    const now = this.#clock()
    // A family has a token for each use. Deleted with it, thousands would go in one step.
    await repeatWhileFull(this.#database, sql`
      delete from refresh_tokens where token_hash in (
        select token_hash from token_families join refresh_tokens on family = token_families.id
        where expires_at <= ${now}
        order by expires_at, token_families.id, token_hash limit ${rowsAtOnce})`)
    await repeatWhileFull(this.#database, sql`
      delete from token_families where id in (
        select id from token_families where expires_at <= ${now}
        order by expires_at, id limit ${rowsAtOnce})`)
  }

  // Made from the token, so that the same request gets the same response without storing either.
  #successorOf(text: string): string {
    return refreshPrefix + createHmac('sha256', this.#key).update(text).digest('base64url')
  }
}

/**
 * Starts a family with its first token, and reads the family's id. `source` selects its user,
 * client, scopes and agent; if it finds no row, no family is started.
 */
export function insertFamily(
  source: Sql, { tokenHash, now }: { tokenHash: Uint8Array; now: number },
): readonly [Sql, Sql<{ id: number }>, Sql] {
  return [
    sql`insert into token_families (user, client, scopes, agent, created_at, seen_at, expires_at)
      select user, client, scopes, agent, ${now}, ${now}, ${now + familyLimitMs}
      from (${source})`,
    sql<{ id: number }>`select last_insert_rowid() as id where changes() > 0`,
    sql`insert into refresh_tokens (token_hash, family)
      select ${tokenHash}, last_insert_rowid() where changes() > 0`,
  ]
}

/** Gives the scopes of an application's refresh token; none if it belongs to another one. */
export async function readGrantedScopes(
  database: Database, token: string, client: string,
): Promise<string> {
  const row = await database.one(sql<{ scopes: string }>`
    select scopes from token_families where client = ${client} and id =
      (select family from refresh_tokens where token_hash = ${hashToken(token)})`)
  return row?.scopes ?? ''
}

/** Reads whose family a token is in, and ends it. A query may give the token's hash. */
export function endFamilyOf(
  tokenHash: Uint8Array | Sql, client: string | null,
): readonly [Sql<{ user: number }>, Sql] {
  const isThis = sql`client is ${client}
    and id = (select family from refresh_tokens where token_hash = ${tokenHash})`
  return [
    sql<{ user: number }>`select user from token_families where ${isThis}`,
    sql`delete from token_families where ${isThis}`,
  ]
}

/** Ends all families that an application has of a user. */
export function endFamiliesOfClient(user: number, client: string): Sql {
  return sql`delete from token_families where user = ${user} and client = ${client}`
}

/** Ends one family of a user. */
export function endFamily(user: number, id: number): Sql {
  return sql`delete from token_families where id = ${id} and user = ${user}`
}

/** Ends a user's families, except for one. */
export function endFamilies(user: number, except: number | null = null): Sql {
  return sql`delete from token_families where user = ${user} and id is not ${except}`
}

/** One use of a token: the hashes of the token and of its successor. */
type Step = { used: Uint8Array; next: Uint8Array; client: string | null; now: number }

function setSuccessor({ used, next, client, now }: Step): Sql {
  return sql`
    update refresh_tokens set successor = ${next}
    where token_hash = ${used} and successor is null
      and exists (select 1 from token_families join users on users.id = token_families.user
        where token_families.id = refresh_tokens.family and expires_at > ${now}
          and token_families.client is ${client} and users.disabled_at is null)`
}

function insertSuccessor({ used, next }: Step): Sql {
  return sql`
    insert into refresh_tokens (token_hash, family)
    select ${next}, family from refresh_tokens where token_hash = ${used} and changes() > 0`
}

function updateSeen({ next, now }: Step): Sql {
  return sql`
    update token_families set seen_at = ${now} where changes() > 0
      and id = (select family from refresh_tokens where token_hash = ${next})`
}

// Reads the family first: once it's deleted, nobody can tell whose it was.
function endReused(step: Step): readonly [Sql<{ family: number; user: number }>, Sql] {
  return [
    sql<{ family: number; user: number }>`
      select id as family, user from token_families where ${isReused(step)}`,
    sql`delete from token_families where ${isReused(step)}`,
  ]
}

// While the successor is unused, the family was last seen when it was made. A clock that was set
// back makes the wait longer, but never endless.
function isReused({ used, next, client, now }: Step): Sql {
  return sql`client is ${client} and id = (select family from refresh_tokens
      where token_hash = ${used} and successor is not null)
    and not (abs(${now} - seen_at) < ${repeatLimitMs} and exists (select 1 from refresh_tokens
      where token_hash = ${next} and successor is null))`
}

async function readFamily(database: Database, { next, client, now }: Step) {
  const found = await database.one(sql<Account & { family: number; scopes: string }>`
    select ${accountColumns}, token_families.id as family, token_families.scopes
    from refresh_tokens
    join token_families on token_families.id = refresh_tokens.family
    join users on users.id = token_families.user ${accountJoin}
    where refresh_tokens.token_hash = ${next} and token_families.expires_at > ${now}
      and token_families.client is ${client} and users.disabled_at is null`)
  if (found === undefined) return undefined
  const { family, scopes, ...account } = found
  return { account, family, scopes: parseScopes(scopes), granted: scopes }
}
