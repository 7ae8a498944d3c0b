// Tokens that work once: in the link of an email that resets a password, or between the password
// and the second factor. One transaction finds a token and deletes it, so of two requests with the
// same token only one gets in. Lesson: reset-by-email (core)

import { minuteMs, type Clock } from '../../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import { mayStillSignIn, requireIfUserExists, type Proof } from '../access/users.ts'
import { hashToken, isToken, makeToken } from './token.ts'

export type Purpose = 'reset-password' | 'change-email' | 'second-factor'

/** What a token stood for. */
type Ticket = { user: number; email: string | null }

/** When a token is stored, and how long it's valid. */
type StoreOptions = { condition?: Sql; limitMs?: number }

export type OneTimeTokens = ReturnType<typeof createOneTimeTokens>

type StoreDependencies = { auth: { oneTimeTokens: OneTimeTokens }; database: Database }

const prefix = 'gwo_'

/** How long a token of each purpose is valid, unless another time is given. */
export const ticketLimitMs: Record<Purpose, number> = {
  'reset-password': 30 * minuteMs,
  'change-email': 60 * minuteMs,
  'second-factor': 10 * minuteMs,
}

/** Makes the one-time tokens of a database. */
export function createOneTimeTokens({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /**
     * Prepares a token, and the statements that store it in place of an older one, if the condition
     * holds: by default, that the account isn't disabled. Only a token for the second
     * factor leaves the older ones valid.
     */
    prepare(
      purpose: Purpose, ticket: Ticket,
      { condition = mayStillSignIn(ticket), limitMs = ticketLimitMs[purpose] }: StoreOptions = {},
    ): { token: string; statements: readonly [Sql, Sql] } {
      const token = makeToken(prefix)
      const stored = { ...ticket, purpose, tokenHash: token.hash, expiresAt: clock() + limitMs }
      return { token: token.text, statements: replaceTicket(stored, condition) }
    },

    /** Reads what a token stands for without using it up: for the page that asks for the rest. */
    async look(purpose: Purpose, text: string): Promise<Ticket | undefined> {
      if (!isToken(prefix, text)) return undefined
      return database.one(sql<Ticket>`
        select user, email from one_time_tokens where ${isValid(purpose, text, clock())}`)
    },

    /** Uses a token up. Gives what it stood for, undefined when it's no longer valid. */
    async use(purpose: Purpose, text: string): Promise<Ticket | undefined> {
      if (!isToken(prefix, text)) return undefined
      const [{ rows: [ticket] }] = await database.batch(takeTicket(isValid(purpose, text, clock())))
      return ticket
    },

    async clean(): Promise<void> {
      await repeatWhileFull(database, sql`
        delete from one_time_tokens where token_hash in (
          select token_hash from one_time_tokens where expires_at <= ${clock()}
          order by expires_at, token_hash limit ${rowsAtOnce})`)
    },
  }
}

/**
 * Stores a token for a user who has shown the first factor and still has to show the second. Gives
 * undefined when the first is no longer valid.
 */
export async function storeSecondFactorToken(
  { auth, database }: StoreDependencies, { user, passwordVersion }: Proof,
): Promise<string | undefined> {
  const ticket = { user, email: null }
  const condition = mayStillSignIn({ user, passwordVersion })
  const { token, statements } = auth.oneTimeTokens.prepare('second-factor', ticket, { condition })
  const [, { changes }] = await database.batch(statements)
  return changes === 0 ? undefined : token
}

/**
 * Uses up a user's token at the beginning of a batch. The whole batch is refused with a
 * ConstraintError when something has ended the token since it was looked at.
 */
export function useTicket(
  purpose: Purpose, text: string, { user, now }: { user: number; now: number },
): readonly [Sql, Sql] {
  const isThis = sql`${isValid(purpose, text, now)} and user = ${user}`
  return [
    requireIfUserExists(user, sql`exists (select 1 from one_time_tokens where ${isThis})`),
    sql`delete from one_time_tokens where ${isThis}`,
  ]
}

/** Ends a user's tokens of one purpose, or of all. */
export function endTickets(user: number, purpose: Purpose | null = null): Sql {
  return sql`
    delete from one_time_tokens
    where user = ${user} and (${purpose} is null or purpose = ${purpose})`
}

// Reads it first: once it's deleted, nobody can tell what it stood for.
function takeTicket(isThis: Sql): readonly [Sql<Ticket>, Sql] {
  return [
    sql<Ticket>`select user, email from one_time_tokens where ${isThis}`,
    sql`delete from one_time_tokens where ${isThis}`,
  ]
}

type StoredTicket = Ticket & { purpose: Purpose; tokenHash: Uint8Array; expiresAt: number }

// A token that is valid for longer stays: anybody can ask for a reset, and mustn't end the link of
// a new account. Anyone who knows the password can begin a sign-in, and mustn't end the owner's.
function replaceTicket(
  { user, email, purpose, tokenHash, expiresAt }: StoredTicket, condition: Sql,
): readonly [Sql, Sql] {
  return [
    sql`delete from one_time_tokens
      where user = ${user} and purpose = ${purpose} and expires_at <= ${expiresAt}
        and purpose <> 'second-factor'`,
    sql`insert into one_time_tokens (token_hash, purpose, user, email, expires_at)
      select ${tokenHash}, ${purpose}, ${user}, ${email}, ${expiresAt}
      where ${condition}`,
  ]
}

function isValid(purpose: Purpose, text: string, now: number): Sql {
  return sql`token_hash = ${hashToken(text)} and purpose = ${purpose} and expires_at > ${now}`
}
