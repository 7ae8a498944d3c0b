// What an application is told of a user, as far as they have allowed it. The ID token also says
// when they signed in, and for whom it is (OpenID Connect Core, section 2).
// Lesson: oauth-and-oidc (tour)

import { hash } from 'node:crypto'
import { minuteMs, secondMs } from '../../../basics/clock.ts'
import type { Account } from '../../../auth/access/identity.ts'
import type { UsedCode } from './store.ts'

const idTokenLimitMs = 10 * minuteMs

export type NewIdToken = {
  issuer: string
  /** The client_id of the application that it is for. */
  audience: string
  account: Account
  grant: UsedCode
  accessToken: string
  now: number
}

/** Says of a user what the scopes allow (OpenID Connect Core, section 5.4). */
export function userClaims({ id, name, email }: Account, scopes: string): Record<string, unknown> {
  const granted = new Set(scopes.split(' '))
  return {
    sub: String(id),
    ...(granted.has('profile') && name !== '' ? { name } : {}),
    // There is no account here without an address that was confirmed.
    ...(granted.has('email') ? { email, email_verified: true } : {}),
  }
}

/** Puts the claims of an ID token together. */
export function idTokenClaims(
  { issuer, audience, account, grant, accessToken, now }: NewIdToken,
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

/** Binds an access token to the ID token beside it: half of its hash (Core, section 3.1.3.6). */
function accessTokenHash(accessToken: string): string {
  return hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url')
}
