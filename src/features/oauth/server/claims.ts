// What an application is told about a user, as far as the scopes allow: in an ID token, and by the
// userinfo endpoint. Lesson: oauth-and-oidc (tour)

import { hash } from 'node:crypto'
import type { Account } from '../../../auth/access/identity.ts'
import { minuteMs, secondMs } from '../../../basics/clock.ts'
import type { UsedCode } from './store.ts'

/** A sign-in, and the access token that the application gets with the ID token. */
type SignIn = {
  issuer: string
  /** The application. */
  audience: string
  account: Account
  grant: UsedCode
  accessToken: string
  now: number
}

const idTokenLimitMs = 10 * minuteMs

/** Describes a user as far as the scopes allow (OpenID Connect Core, section 5.4). */
export function userClaims({ id, name, email }: Account, scopes: string): Record<string, unknown> {
  const granted = new Set(scopes.split(' '))
  return {
    sub: String(id),
    ...(granted.has('profile') && name !== '' ? { name } : {}),
    // Every account here has an address that was confirmed.
    ...(granted.has('email') ? { email, email_verified: true } : {}),
  }
}

/** Makes the claims of an ID token: who signed in, when, and whom it's for (Core, section 2). */
export function idTokenClaims(
  { issuer, audience, account, grant, accessToken, now }: SignIn,
): Record<string, unknown> {
  const seconds = Math.floor(now / secondMs)
  return {
    iss: issuer,
    aud: audience,
    iat: seconds,
    exp: seconds + idTokenLimitMs / secondMs,
    auth_time: Math.floor(grant.authenticatedAt / secondMs),
    ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
    at_hash: accessTokenHash(accessToken),
    ...userClaims(account, grant.scopes),
  }
}

// Binds an access token to the ID token beside it: half of its hash (Core, section 3.1.3.6).
function accessTokenHash(accessToken: string): string {
  return hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url')
}
