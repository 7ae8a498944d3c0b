// What a token says about itself: who made it, for whom, and until when (RFC 7519, section 4.1).
// Times are in seconds since 1970.

import { JwtError, type JsonObject } from './jwt.ts'

export type Expectation = {
  issuer: string
  audience: string
  /** Seconds since 1970. */
  now: number
}

// How far the issuer's clock may be ahead of ours.
const skewSeconds = 60

/** Throws a JwtError unless a token is for us and valid now, and names its subject. */
export function checkClaims(claims: JsonObject, { issuer, audience, now }: Expectation): void {
  const { iss, aud, sub, exp, iat, nbf = iat } = claims
  if (iss !== issuer) throw new JwtError('The token is from another issuer')
  // One audience or a list of them.
  const isForUs = Array.isArray(aud) ? aud.includes(audience) : aud === audience
  if (!isForUs) throw new JwtError('The token is for others')
  if (typeof sub !== 'string' || sub === '') throw new JwtError('The token has no subject')
  if (typeof exp !== 'number' || now >= exp) throw new JwtError('The token has expired')
  for (const start of [iat, nbf]) {
    if (typeof start === 'number' && start <= now + skewSeconds) continue
    throw new JwtError('The token is not valid yet')
  }
}
