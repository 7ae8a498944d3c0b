// The routes of tokens, for programs that a person signs in: an access token for a quarter of an
// hour, and the refresh token that brings the next one.

import { readJson } from './framework/body.ts'
import { empty, json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { accessSeconds, type AccessTokens } from './accessTokens.ts'
import { authenticate, type AccountParts } from './credentials.ts'
import type { Grant, RefreshTokens } from './refreshTokens.ts'
import { finishSignIn, makeTicket, type SecondStepParts } from './secondStep.ts'
import { readToken } from './tokens.ts'
import { unauthorized } from './unauthorized.ts'
import type { User } from './users.ts'

export type TokenParts = AccountParts & SecondStepParts & {
  accessTokens: AccessTokens
  refreshTokens: RefreshTokens
}

const noStore = { 'cache-control': 'no-store' }

/** Adds the routes. The members are those of OAuth, in the spelling of our JSON. */
export function addTokenRoutes(router: Router, parts: TokenParts): void {
  const { refreshTokens } = parts
  router.add('POST', '/api/tokens', async (context) => {
    const user = await authenticate(parts, context, await readJson(context))
    if (user.hasSecondFactor) return json({ ticket: makeTicket(parts, user) }, 202, noStore)
    return json(signIn(parts, user), 201, noStore)
  })
  router.add('POST', '/api/tokens/second-factor', async (context) => {
    const user = finishSignIn(parts, await readJson(context))
    return json(signIn(parts, user), 201, noStore)
  })
  router.add('POST', '/api/tokens/refresh', async (context) => {
    const grant = refreshTokens.use(refreshTokenIn(await readJson(context)))
    const user = grant && refreshTokens.findUser(grant.family)
    if (grant === undefined || user === undefined) {
      throw unauthorized('This refresh token is no longer valid: sign in again')
    }
    return json(makePair(parts, user, grant), 200, noStore)
  })
  // The same response for every token: it no longer works (RFC 7009, section 2.2).
  router.add('POST', '/api/tokens/revoke', async (context) => {
    refreshTokens.endByToken(refreshTokenIn(await readJson(context)))
    return empty(204, noStore)
  })
}

function signIn(parts: TokenParts, user: User) {
  const pair = makePair(parts, user, parts.refreshTokens.start(user.id))
  parts.audit.write({ actor: user.id, action: 'signed-in', user: user.id })
  return pair
}

function makePair({ accessTokens }: TokenParts, user: User, { family, refreshToken }: Grant) {
  const accessToken = accessTokens.issue(user, family)
  return { accessToken, tokenType: 'Bearer', expiresIn: accessSeconds, refreshToken }
}

function refreshTokenIn(value: unknown): string {
  const { refreshToken } = { refreshToken: '', ...Object(value) }
  return readToken(refreshToken)
}
