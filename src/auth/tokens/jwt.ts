// JSON Web Tokens: claims that we signed, so we believe them when somebody sends them back (RFC
// 7519). There is one algorithm, HS256: most attacks let the token choose another one (RFC 8725). A
// token can't be revoked before it expires, so it's only valid for minutes.
// Lesson: jwt (core)

import { timingSafeEqual } from 'node:crypto'
import { decodePart, JwtError, readPart, splitToken, type JwtParts } from './jwtParts.ts'
import { headerOf, macOf, type JwtKey, type JwtKeys } from './jwtKeys.ts'

/** What a token says (RFC 7519, section 4.1). Times are in seconds since 1970. */
export type Claims = {
  /** Who made the token. */
  iss: string
  /** Whom it's about. */
  sub: string
  /** For whom it was made. */
  aud: string | readonly string[]
  exp: number
  iat: number
  /** Its own id, for a list of revoked tokens. */
  jti: string
  // Other claims are unknown until somebody checks them.
  [name: string]: unknown
}

type Expectation = {
  issuer: string
  audience: string
  /** Seconds since 1970. */
  now: number
}

// How far the issuer's clock may be ahead of ours.
const skewSeconds = 60

/** `typ` says what a token is for, such as `at+jwt`: it isn't valid for anything else. */
type TokenToSign = { typ: string; claims: Claims }

/** Signs claims with the current key: `signJwt(keys, { typ: 'at+jwt', claims })`. */
export function signJwt(keys: JwtKeys, { typ, claims }: TokenToSign): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  const signed = `${headerOf(keys.current, typ)}.${payload}`
  return `${signed}.${macOf(keys.current.secret, signed)}`
}

/**
 * Returns the claims of a token that one of the keys has signed, that is of this type, for this
 * audience, and hasn't expired. Throws a JwtError with the reason for any other.
 */
export function verifyJwt(
  keys: JwtKeys, token: string, expected: Expectation & { typ: string },
): Claims {
  const parts = splitToken(token)
  const key = findKey(keys, parts.header, expected.typ)
  checkSignature(key, parts)
  // Up to here, nothing in the payload has been read.
  return checkClaims(readPart(parts.payload, 'claims'), expected)
}

// A header may also contain a key (`jwk`, `jku`, `x5u`, `x5c`). It's never looked at.
function findKey(keys: JwtKeys, part: string, typ: string): JwtKey {
  // Most tokens have exactly the header that we would write: then there is nothing to read in it.
  if (part === headerOf(keys.current, typ)) return keys.current
  const header = readPart(decodePart(part), 'malformed')
  if (header['alg'] !== 'HS256') throw new JwtError('algorithm', 'The token is not HS256')
  // It lists what a recipient must understand, and we support none of it (RFC 7515, 4.1.11).
  if (Object.hasOwn(header, 'crit')) throw new JwtError('critical', 'The token has a crit')
  if (header['typ'] !== typ) throw new JwtError('type', `The token is not of the type ${typ}`)
  const { kid } = header
  const key = typeof kid === 'string' ? keys.byKid.get(kid) : undefined
  if (key === undefined) throw new JwtError('unknown-key', 'The token names no key of ours')
  return key
}

// The time of a comparison that stops at the first difference tells how much of a guess was right.
function checkSignature(key: JwtKey, { signed, signature }: JwtParts): void {
  const expected = Buffer.from(macOf(key.secret, signed), 'base64url')
  const isSame = signature.length === expected.length && timingSafeEqual(signature, expected)
  if (!isSame) throw new JwtError('signature', 'The token was not signed by us, or was changed')
}

/**
 * Returns the claims of a token whose signature was checked, if it's for us and valid now. Throws a
 * JwtError that names the first one that doesn't hold.
 */
export function checkClaims(claims: Record<string, unknown>, expected: Expectation): Claims {
  if (!isComplete(claims)) throw new JwtError('claims', 'A claim is missing or of a wrong type')
  const { issuer, audience, now } = expected
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
