// Counts the refreshes of a user's programs and applications, before a token is used up.
// Lesson: refresh-tokens (appendix)

import {
  applicationLimit, findRefreshOwner, refreshLimit,
} from '../../auth/tokens/refreshLimit.ts'
import type { Database } from '../../database/database.ts'
import type { Limits } from '../../services/limits.ts'
import { takeOrRefuse } from './refusal.ts'

type CountDependencies = { auth: { limits: Limits }; database: Database }

/** Counts a refresh. Throws a Refusal `limited`; an unknown token stores nothing. */
export async function countRefresh(
  { auth, database }: CountDependencies, token: string,
): Promise<void> {
  const owner = await findRefreshOwner(database, token)
  if (owner === undefined) return
  const { user, client } = owner
  if (client !== null) {
    await takeOrRefuse(auth.limits, { limit: applicationLimit, who: `${user} ${client}` })
  }
  await takeOrRefuse(auth.limits, { limit: refreshLimit, who: String(user) })
}
