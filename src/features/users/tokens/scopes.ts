// Which rights a key or a token may be given: never more than its creator has.
// Lesson: basic-and-api-keys (tour)

import { allScopes, type Role, type Scope } from '../../../auth/access/identity.ts'
import { array, oneOf } from '../../../basics/check.ts'
import { refuse } from '../../site/refusal.ts'

export const scopesChecker = array(oneOf(allScopes), { max: allScopes.length })

/** The rights that somebody can hand on; `scopes` is what their own key or token has. */
export function rightsOf(
  { role }: { role: Role }, scopes: Iterable<Scope> = allScopes,
): ReadonlySet<Scope> {
  // A right that waits for a promotion would be a surprise on that day.
  return new Set([...scopes].filter((scope) => scope !== 'admin' || role === 'admin'))
}

/**
 * Chooses the rights that were asked for; by default, all but the administrator's. Throws a
 * Refusal for an empty list, and for a right that the creator can't pass on.
 */
export function chooseScopes(
  wanted: readonly Scope[] | undefined, rights: ReadonlySet<Scope>,
): ReadonlySet<Scope> {
  if (wanted === undefined) return new Set([...rights].filter((scope) => scope !== 'admin'))
  if (wanted.length === 0) throw refuse('invalid', 'Name at least one right', 'scopes')
  const missing = wanted.find((scope) => !rights.has(scope))
  if (missing === undefined) return new Set(wanted)
  throw refuse('invalid', `You do not have the right "${missing}" yourself`, 'scopes')
}
