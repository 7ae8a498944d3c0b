// The SQL of tokens that work once: in the link of a mail, or between a password and a code.

import type { DatabaseSync } from 'node:sqlite'
import { hashToken, makeToken } from './tokens.ts'

export type Purpose = 'reset-password' | 'confirm-email' | 'second-factor'

export type OneTimeTokens = {
  make(purpose: Purpose, user: number): string
  /** Finds the user of a token, which stays good. */
  find(purpose: Purpose, token: string): number | undefined
  /** Uses a token up, and all others of its user for this purpose. Gives the user, or undefined. */
  use(purpose: Purpose, token: string): number | undefined
  /** Ends all tokens of a user for this purpose. */
  endAll(purpose: Purpose, user: number): void
}

const minuteMs = 60_000
const limitsMs: Readonly<Record<Purpose, number>> = {
  'reset-password': 30 * minuteMs,
  'confirm-email': 1_440 * minuteMs,
  'second-factor': 10 * minuteMs,
}

/** Gives what can be done with the one-time tokens of a database. */
export function createOneTimeTokens(database: DatabaseSync): OneTimeTokens {
  const clean = database.prepare('delete from one_time_tokens where expires_at <= ?')
  const insert = database.prepare(`
    insert into one_time_tokens (token_hash, purpose, user, expires_at) values (?, ?, ?, ?)`)
  const select = database.prepare(`
    select user from one_time_tokens where token_hash = ? and purpose = ? and expires_at > ?`)
  // One statement finds it and uses it up: of two requests at once, one gets a row.
  const use = database.prepare(`
    delete from one_time_tokens where token_hash = ? and purpose = ? and expires_at > ?
    returning user`)
  const removeAll = database.prepare(
    'delete from one_time_tokens where user = ? and purpose = ?')
  return {
    make(purpose, user) {
      const [token, now] = [makeToken('gwo_'), Date.now()]
      clean.run(now)
      insert.run(hashToken(token), purpose, user, now + limitsMs[purpose])
      return token
    },
    find(purpose, token) {
      const row = select.get(hashToken(token), purpose, Date.now())
      return row && Number(row['user'])
    },
    use(purpose, token) {
      const row = use.get(hashToken(token), purpose, Date.now())
      if (row === undefined) return undefined
      const user = Number(row['user'])
      removeAll.run(user, purpose)
      return user
    },
    endAll: (purpose, user) => void removeAll.run(user, purpose),
  }
}
