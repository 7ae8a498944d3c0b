// What an application sends itself, without a browser in between: a code for a token, and the token
// to read who has signed in.

import { readForm } from './framework/body.ts'
import { json, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { accessSeconds, type AccessTokens } from './accessTokens.ts'
import { requireScope, type IdentityParts } from './identify.ts'
import type { OauthStore } from './oauthStore.ts'
import { challengeOf } from './pkce.ts'
import type { RefreshTokens } from './refreshTokens.ts'

export type OauthTokenParts = IdentityParts & {
  oauth: OauthStore
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
}

const noStore = { 'cache-control': 'no-store' }

/** Adds the routes. The members have the names of RFC 6749. */
export function addOauthRoutes(router: Router, parts: OauthTokenParts): void {
  router.add('POST', '/oauth/token', async (context) =>
    exchangeCode(parts, await readForm(context)))
  router.add('GET', '/oauth/userinfo', async (context) => {
    const { user } = await requireScope(parts, context, 'email')
    const claims = { sub: String(user.id), email: user.email, email_verified: user.isConfirmed }
    return json(claims, 200, noStore)
  })
}

function exchangeCode(
  { oauth, refreshTokens, accessTokens }: OauthTokenParts, form: URLSearchParams,
): Reply {
  // No parameter may appear twice (RFC 6749, section 3.2).
  if (new Set(form.keys()).size < form.size) return json({ error: 'invalid_request' }, 400, noStore)
  if (form.get('grant_type') !== 'authorization_code') {
    return json({ error: 'unsupported_grant_type' }, 400, noStore)
  }
  const binding = {
    client: form.get('client_id') ?? '', redirectUri: form.get('redirect_uri') ?? '',
    challenge: challengeOf(form.get('code_verifier') ?? ''),
  }
  const family = oauth.useCode(binding, form.get('code') ?? '')
  const user = family === undefined ? undefined : refreshTokens.findUser(family)
  if (family === undefined || user === undefined) {
    return json({ error: 'invalid_grant' }, 400, noStore)
  }
  // The application may know the address, and nothing else of the account.
  const token = accessTokens.issue(user, family, new Set(['email']))
  const expires = { token_type: 'Bearer', expires_in: accessSeconds, scope: 'email' }
  return json({ access_token: token, ...expires }, 200, noStore)
}
