// Counts the refreshes of a user's programs and applications, before a token is used up.
// Lesson: refresh-tokens (appendix)

import { refreshLimit, userOfRefreshToken } from '../../auth/tokens/refreshLimit.ts'
import type { Database } from '../../database/database.ts'
import type { Limits } from '../../services/limits.ts'
import { takeOrRefuse } from './refusal.ts'

type CountDependencies = { auth: { limits: Limits }; database: Database }

/** Counts a refresh. Throws a Refusal `limited`; an unknown token stores nothing. */
export async function countRefresh(
  { auth, database }: CountDependencies, token: string,
): Promise<void> {
  const user = await userOfRefreshToken(database, token)
  if (user === undefined) return
  await takeOrRefuse(auth.limits, { limit: refreshLimit, who: String(user) })
}
