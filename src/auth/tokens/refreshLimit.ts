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

/** How often one application may: otherwise it could use up the refreshes of all the others. */
export const applicationLimit: Limit =
  { name: 'refreshes of an application', most: 250, windowMs: hourMs }

/** Finds whose a refresh token is, to count its use; undefined for an unknown one. */
export function findRefreshOwner(
  database: Database, token: string,
): Promise<{ user: number; client: string | null } | undefined> {
  return database.one(sql<{ user: number; client: string | null }>`
    select user, client from token_families where id =
      (select family from refresh_tokens where token_hash = ${hashToken(token)})`)
}
