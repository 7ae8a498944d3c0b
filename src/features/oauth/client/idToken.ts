// Checks an ID token from another provider (OpenID Connect Core, section 3.1.3.7): who signed it,
// and whether it was made for us, for this sign-in and just now. Lesson: oauth-and-oidc (appendix)

import { JwtError } from '../../../auth/tokens/jwtParts.ts'
import { isPlainName } from '../../site/user.ts'
import type { Jwk } from '../jwk.ts'
import { readSignedClaims } from '../signedClaims.ts'

/** What a provider says about somebody. */
export type ProviderProfile = {
  email: string | undefined
  isEmailVerified: boolean
  name: string
}

/** Who signed in there. */
export type ProviderIdentity = ProviderProfile & {
  issuer: string
  subject: string
  /** When they signed in there, in seconds since 1970; undefined if the provider doesn't say. */
  signedInAt: number | undefined
}

type IdTokenExpectation = {
  issuer: string
  clientId: string
  /** What this browser's sign-in began with: a token of another sign-in has another one. */
  nonce: string
  /** Seconds since 1970. */
  now: number
}

const skewSeconds = 60
// A code is exchanged at once, so its token was made just now.
const oldestSeconds = 10 * 60

/** Returns who signed in. Throws a JwtError for a token that isn't valid here and now. */
export function verifyIdToken(
  keys: readonly Jwk[], token: string, expected: IdTokenExpectation,
): ProviderIdentity {
  return checkClaims(readSignedClaims(keys, token), expected)
}

/** Reads what the claims of a provider say about somebody. */
export function readProfile(claims: Record<string, unknown>): ProviderProfile {
  const { email, email_verified: verified, name } = claims
  return {
    email: typeof email === 'string' ? email : undefined,
    // The text "true" isn't the value true: some providers send it, and we don't guess.
    isEmailVerified: verified === true,
    name: readName(name),
  }
}

function checkClaims(
  claims: Record<string, unknown>, { issuer, clientId, nonce, now }: IdTokenExpectation,
): ProviderIdentity {
  const { iss, sub, aud, azp, exp, iat, nbf, auth_time: authTime } = claims
  if (typeof exp !== 'number' || typeof iat !== 'number' || !isSubject(sub)) {
    throw new JwtError('claims', 'A claim is missing or of a wrong type')
  }
  if (iss !== issuer) throw new JwtError('issuer', 'The ID token is from another issuer')
  checkAudience(aud, azp, clientId)
  if (now >= exp || now - iat > oldestSeconds) throw new JwtError('expired', 'It has expired')
  const start = typeof nbf === 'number' ? Math.max(iat, nbf) : iat
  if (start > now + skewSeconds) throw new JwtError('not-yet', 'It is not valid yet')
  if (claims['nonce'] !== nonce) throw new JwtError('nonce', 'It belongs to another sign-in')
  const signedInAt = authTime === undefined ? undefined : Number(authTime)
  return { issuer, subject: sub, signedInAt, ...readProfile(claims) }
}

function isSubject(sub: unknown): sub is string {
  return typeof sub === 'string' && sub !== '' && sub.length <= 255 && sub.isWellFormed()
}

// With several audiences, `azp` says for which of them it was made.
function checkAudience(aud: unknown, azp: unknown, clientId: string): void {
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud]
  const isOurs = audiences.includes(clientId) && (azp === undefined || azp === clientId)
  const isPlain = audiences.length === 1 || azp === clientId
  if (!isOurs || !isPlain) throw new JwtError('audience', 'The ID token is for others')
}

// The name comes from another site: one that our own form would refuse is left out.
function readName(name: unknown): string {
  if (typeof name !== 'string' || !name.isWellFormed()) return ''
  // The cut may split a surrogate pair.
  const short = name.trim().slice(0, 100).replace(/[\ud800-\udbff]$/, '').trim()
  return isPlainName(short) ? short : ''
}
