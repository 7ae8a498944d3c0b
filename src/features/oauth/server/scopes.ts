// What an application can ask to see or do, and what it's then told about a user. Rights over the
// account itself aren't offered: an application can't change a password.
// Lesson: oauth-and-oidc (tour)

import { hash } from 'node:crypto'
import type { Account } from '../../../auth/access/identity.ts'
import { minuteMs, secondMs } from '../../../basics/clock.ts'
import type { UsedCode } from './store.ts'

/** The first three are OpenID Connect's (Core, section 5.4), the others are ours. */
export const offeredScopes = ['openid', 'profile', 'email', 'links:read', 'links:write'] as const

export type OfferedScope = (typeof offeredScopes)[number]

const idTokenLimitMs = 10 * minuteMs

/** What each scope means, as the page of consent says it. */
export const scopeSentences: Record<OfferedScope, string> = {
  'openid': 'Recognize you, by a number',
  'profile': 'See your name',
  'email': 'See your email address',
  'links:read': 'See your links and their clicks',
  'links:write': 'Create, edit and delete your links',
}

/** Reads scopes as they are sent. Unknown ones are left out (OpenID Connect Core, 3.1.2.1). */
export function readOfferedScopes(text: string): OfferedScope[] {
  const words = new Set(text.split(' '))
  return offeredScopes.filter((scope) => words.has(scope))
}

/** Says whether all of the wanted scopes are among the granted ones. */
export function coversScopes(granted: string, wanted: readonly OfferedScope[]): boolean {
  const words = new Set(granted.split(' '))
  return wanted.every((scope) => words.has(scope))
}

/** Joins two lists, each scope once. */
export function joinScopes(granted: string, added: readonly OfferedScope[]): string {
  return readOfferedScopes(`${granted} ${added.join(' ')}`).join(' ')
}

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
  { issuer, audience, account, grant, accessToken, now }: {
    issuer: string; audience: string; account: Account; grant: UsedCode; accessToken: string
    now: number
  },
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
