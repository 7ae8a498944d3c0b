// The rows of tokens, and how well the tokens are kept secret.

import type { Account } from '../35-passwords/client.ts'
import { countRandomBits, findSource, isInFile } from '../36-sessions/guesses.ts'
import type { Letter, LinkPath } from './mailbox.ts'
import type { ResetTools } from './resetTools.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const limitsMs: Readonly<Record<LinkPath, number>> = {
  '/login/reset': 30 * minuteMs,
  '/login/confirm': 24 * hourMs,
}
// A busy machine lets the check look late, and a program may round.
const toleranceMs = minuteMs

export type TokenRow = { hash: string; expiresAt: number }

/** Reads the rows of a user's tokens. */
export function readRows({ query }: ResetTools, { email }: Account): readonly TokenRow[] {
  const rows = query(`
    select token_hash, expires_at from one_time_tokens
    join users on users.id = one_time_tokens.user where email = ?`, email)
  return rows.map((row) => ({
    hash: String(row['token_hash']), expiresAt: Number(row['expires_at']),
  }))
}

/** Finds the row that a letter has brought, and fails unless its end is as the lesson says. */
export function findRow(
  tools: ResetTools, account: Account, { path, exchange }: Letter, before: readonly TokenRow[] = [],
): TokenRow {
  const known = new Set(before.map(({ hash }) => hash))
  const row = readRows(tools, account).find(({ hash }) => !known.has(hash))
  const usualMs = Date.now() + limitsMs[path]
  if (row !== undefined && Math.abs(row.expiresAt - usualMs) <= toleranceMs) return row
  const usual = path === '/login/reset' ? '30 minutes' : '24 hours'
  return tools.fail('not-in-table', {
    exchange,
    expected: `a new row whose user is ${account.email}, and expires_at in ${usual}, which is `
      + `about ${usualMs}`,
    actual: row === undefined ? 'no new row' : `expires_at is ${row.expiresAt}`,
  })
}

/** Sets when a token ends. */
export function endAt({ change }: ResetTools, { hash }: TokenRow, time: number): void {
  change('update one_time_tokens set expires_at = ? where token_hash = ?', time, hash)
}

// With few tokens, a random place can look like a fixed one.
const fewestBits = 126

/** When a letter was asked for: a time is easy to guess, and so is its hash. */
export type Times = { from: number; to: number }

/** Fails if tokens can be guessed, or can be read in the file. The first one has these times. */
export function expectSecret(
  tools: ResetTools, account: Account, letters: readonly Letter[], times: Times,
): void {
  const { fail, query, database } = tools
  const tokens = letters.map(({ token }) => token)
  const exchange = letters[0]?.exchange
  const bits = countRandomBits(tokens)
  if (bits < fewestBits) {
    return fail('token-guessable', {
      exchange, expected: '256 random bits',
      actual: `at most ${bits} bits differ between ${tokens.join(', ')}`,
    })
  }
  const [row] = query('select id from users where email = ?', account.email)
  const known = { email: account.email, id: String(row?.['id']) }
  const [first = ''] = tokens
  const source = findSource(first, known, times)
  if (source !== undefined) {
    return fail('token-guessable', { exchange, actual: `${first} is a hash of ${source}` })
  }
  const stored = letters.find(({ token }) => isInFile(token, database))
  if (stored === undefined) return
  fail('token-stored', {
    exchange: stored.exchange, actual: `${stored.token} is in the file of the database`,
  })
}
