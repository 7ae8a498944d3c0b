// What a program gets when it signs in: an access token for a quarter of an hour, and the refresh
// token that brings the next one. Lesson: refresh-tokens (tour)

import { formatScopes, type Scope } from '../../../auth/access/identity.ts'
import type { User } from '../../../auth/access/users.ts'
import { accessLimitMs } from '../../../auth/tokens/accessToken.ts'
import { secondMs } from '../../../basics/clock.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Requester } from '../requester.ts'
import { chooseScopes, rightsOf } from './scopes.ts'

/** The names are those of OAuth (RFC 6749, section 5.1), in the spelling of our JSON. */
export type TokenPair = {
  accessToken: string
  tokenType: 'Bearer'
  expiresIn: number
  refreshToken: string
  /** The rights, with a space between: `links:read links:write`. */
  scope: string
}

type Grant = { user: number; scopes: Iterable<Scope>; family: number; refreshToken: string }

/** Signs a program in. Throws a Refusal when it asks for rights that the user has not. */
export async function startFamily(
  dependencies: Dependencies, user: User, { requester, scopes: wanted, passwordVersion = null }: {
    requester: Requester
    scopes?: readonly Scope[] | undefined
    passwordVersion?: number | null
  },
): Promise<TokenPair> {
  const { audit, refreshTokens } = dependencies.auth
  const scopes = chooseScopes(wanted, rightsOf(user))
  const { requestId, agent } = requester
  // Before and not after: there is no sign-in without its line, at worst a line without a sign-in.
  await audit.write({
    requestId, actor: user.id, action: 'signed-in', target: `user ${user.id}`,
    details: { by: 'token', scope: formatScopes(scopes) },
  })
  const start = { user: user.id, scopes, agent, passwordVersion }
  const { token, family } = await refreshTokens.start(start)
  return makePair(dependencies, { user: user.id, scopes, family, refreshToken: token })
}

/** Makes the pair for a family: its access token is signed here, its refresh token was stored. */
export function makePair(dependencies: Dependencies, { refreshToken, ...grant }: Grant): TokenPair {
  return {
    accessToken: dependencies.auth.accessTokens.issue(grant),
    tokenType: 'Bearer',
    expiresIn: accessLimitMs / secondMs,
    refreshToken,
    scope: formatScopes(grant.scopes),
  }
}
