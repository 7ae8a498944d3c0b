// What a program gets when it signs in: an access token for a quarter of an hour, and the refresh
// token that brings the next one. Lesson: refresh-tokens (tour)

import { formatScopes, type Scope } from '../../../auth/access/identity.ts'
import { findUser, type Proof, type User } from '../../../auth/access/users.ts'
import { accessLimitMs } from '../../../auth/tokens/accessToken.ts'
import { endFamily, repeatAuditLimit } from '../../../auth/tokens/refresh.ts'
import { secondMs } from '../../../basics/clock.ts'
import { countRefresh } from '../../site/countRefresh.ts'
import { unknownId } from '../../site/input.ts'
import { accountGone, refuse, type Refusal } from '../../site/refusal.ts'
import type { Requester } from '../../site/requester.ts'
import { eventOf, type Actor } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { chooseScopes, grantableScopes } from '../keys/rules.ts'
import { requireProof } from '../signIn/rules.ts'

/** The names are those of OAuth (RFC 6749, section 5.1), in the spelling of our JSON. */
type TokenPair = {
  accessToken: string
  tokenType: 'Bearer'
  expiresIn: number
  refreshToken: string
  /** The scopes, separated by spaces: `links:read links:write`. */
  scope: string
}

type Wanted = { requester: Requester; scopes?: readonly Scope[] | undefined }

/** Signs a program in whose user has just proved who they are. */
export async function signInProgram(
  dependencies: Dependencies, { user: id, ...shown }: Proof, wanted: Wanted,
): Promise<TokenPair> {
  const user = await findUser(dependencies.database, id)
  if (user === undefined) throw accountGone()
  return startFamily(dependencies, user, { ...wanted, ...shown })
}

/** Signs a program in. Throws a Refusal when it asks for scopes that the user doesn't have. */
export async function startFamily(
  dependencies: Dependencies, user: User,
  { requester, scopes: wanted, ...shown }: Wanted & Partial<Omit<Proof, 'user'>>,
): Promise<TokenPair> {
  const { audit, refreshTokens } = dependencies.auth
  const scopes = chooseScopes(wanted, grantableScopes(user))
  // Written first: the trail misses no sign-in, and at worst has one that failed.
  const details = { by: 'token', scope: formatScopes(scopes) }
  await audit.write(eventOf('signed-in', { user, requester }, details))
  const start = { ...shown, user: user.id, scopes, agent: requester.agent }
  const { token, family } = await refreshTokens.start(start)
  return makePair(dependencies, { user: user.id, scopes, family, refreshToken: token })
}

/**
 * Exchanges a refresh token for the next pair. One that was used before ends its whole family.
 * Throws a Refusal: `invalid-token`, `token-reused` or `limited`.
 */
export async function refreshPair(
  dependencies: Dependencies, refreshToken: string, { requestId }: Requester,
): Promise<TokenPair> {
  const { audit, limits, refreshTokens } = dependencies.auth
  const tell = (action: string, user: number, family: number) => audit.write({
    requestId, actor: null, action, target: `user ${user}`, details: { family },
  })
  await countRefresh(dependencies, refreshToken)
  const result = await refreshTokens.use(refreshToken)
  if (result === undefined) throw unusable('invalid-token', 'is unknown, ended or too old')
  if ('reused' in result) {
    await tell('refresh-token-reused', result.reused.user, result.reused.family)
    throw unusable('token-reused', 'was used before: all that came from it has ended')
  }
  const { account: { id: user }, token, isRepeat, ...grant } = result
  if (isRepeat && (await limits.take(repeatAuditLimit, String(grant.family))).isAllowed) {
    await tell('refresh-token-repeated', user, grant.family)
  }
  return makePair(dependencies, { ...grant, user, refreshToken: token })
}

/** Signs one program of a user out. Throws a Refusal: `needs-password` or `not-found`. */
export async function endProgram(
  { auth: { audit }, clock }: Dependencies, actor: Actor, id: number,
): Promise<void> {
  requireProof(actor, clock())
  const event = eventOf('tokens-ended', actor, { family: id })
  const { changes } = await audit.record(endFamily(actor.user.id, id), event)
  if (changes === 0) throw unknownId()
}

type Grant = { user: number; scopes: Iterable<Scope>; family: number; refreshToken: string }

// The access token of a pair is signed here; its refresh token was stored.
function makePair({ auth }: Dependencies, { refreshToken, ...grant }: Grant): TokenPair {
  return {
    accessToken: auth.accessTokens.issue(grant),
    tokenType: 'Bearer',
    expiresIn: accessLimitMs / secondMs,
    refreshToken,
    scope: formatScopes(grant.scopes),
  }
}

function unusable(code: 'invalid-token' | 'token-reused', reason: string): Refusal {
  return refuse(code, `This refresh token ${reason}`)
}
