// What a token says (RFC 7519, section 4.1), and whether it says it to us, now. The signature has
// been checked before: this is about tokens that are real, and still not good for what they are
// used for. Lesson: jwt (core)

import { JwtError } from './jwtParts.ts'

/** Times are seconds since 1970. Other claims are unknown until somebody checks them. */
export type Claims = {
  /** Who made the token. */
  iss: string
  /** Whom it speaks for. */
  sub: string
  /** For whom it was made. */
  aud: string | readonly string[]
  exp: number
  iat: number
  /** Its own name, for a list of revoked tokens. */
  jti: string
  [name: string]: unknown
}

export type Expectation = {
  issuer: string
  audience: string
  /** Seconds since 1970. */
  now: number
  /** How far the issuer's clock may be ahead of ours: 60 by default. */
  skewSeconds?: number
}

/** Returns the claims when they hold. Throws a JwtError that names the first one that does not. */
export function checkClaims(claims: Record<string, unknown>, expected: Expectation): Claims {
  if (!isComplete(claims)) throw new JwtError('claims', 'A claim is missing or of a wrong type')
  const { issuer, audience, now, skewSeconds = 60 } = expected
  if (now >= claims.exp) throw new JwtError('expired', 'The token has expired')
  const latest = now + skewSeconds
  if (claims.iat > latest || !isPast(claims['nbf'], latest)) {
    throw new JwtError('not-yet', 'The token is not valid yet')
  }
  if (claims.iss !== issuer) throw new JwtError('issuer', 'The token is from another issuer')
  if (!isFor(claims.aud, audience)) throw new JwtError('audience', 'The token is for others')
  return claims
}

function isComplete(claims: Record<string, unknown>): claims is Claims {
  const { iss, sub, aud, exp, iat, jti, nbf } = claims
  return isText(iss) && isText(sub) && isText(jti) && isAudience(aud) &&
    Number.isFinite(exp) && Number.isFinite(iat) && (nbf === undefined || Number.isFinite(nbf))
}

// JSON can hold half of a surrogate pair, which a database would store as something else.
function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.isWellFormed()
}

function isAudience(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isText) : isText(value)
}

function isPast(time: unknown, latest: number): boolean {
  return typeof time !== 'number' || time <= latest
}

function isFor(aud: string | readonly string[], audience: string): boolean {
  return typeof aud === 'string' ? aud === audience : aud.includes(audience)
}
