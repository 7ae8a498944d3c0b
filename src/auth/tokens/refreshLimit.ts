// How often all programs of a user together may refresh. Each refresh stores a token until its
// family ends, so that a second use is noticed: without a limit, any user could fill the disk.
// Lesson: refresh-tokens (appendix)

import { hourMs } from '../../basics/clock.ts'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import type { Limit } from '../../services/limits.ts'
import { hashToken } from './token.ts'

// A program refreshes four times an hour.
export const refreshLimit: Limit = { name: 'refreshes', most: 1_000, windowMs: hourMs }

/** Finds whose a refresh token is, to count its use; undefined for an unknown one. */
export async function userOfRefreshToken(
  database: Database, token: string,
): Promise<number | undefined> {
  const row = await database.one(sql<{ user: number }>`
    select user from token_families where id =
      (select family from refresh_tokens where token_hash = ${hashToken(token)})`)
  return row?.user
}
