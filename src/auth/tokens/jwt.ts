// A JSON Web Token: claims that we signed, so that we believe them when somebody brings them back
// (RFC 7519). One algorithm, HS256, and no choice: most attacks on tokens let the token choose (RFC
// 8725). Nobody can take a token back before it expires, so it lives for minutes.
// Lesson: jwt (core)

import { timingSafeEqual } from 'node:crypto'
import { checkClaims, type Claims, type Expectation } from './claims.ts'
import { decodePart, JwtError, readPart, splitToken, type JwtParts } from './jwtParts.ts'
import { headerOf, macOf, type JwtKey, type JwtKeys } from './jwtKeys.ts'

/** `typ` says what a token is for, such as `at+jwt`: it isn't valid for anything else. */
export type TokenToSign = { typ: string; claims: Claims }

/** Signs claims with the current key: `signJwt(keys, { typ: 'at+jwt', claims })`. */
export function signJwt(keys: JwtKeys, { typ, claims }: TokenToSign): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  const signed = `${headerOf(keys.current, typ)}.${payload}`
  return `${signed}.${macOf(keys.current.secret, signed)}`
}

/**
 * Returns the claims of a token that one of the keys has signed, that is of this type, for this
 * audience, and has not expired.
 *
 * Throws a JwtError with the reason for any other.
 */
export function verifyJwt(
  keys: JwtKeys,
  token: string,
  expected: Expectation & { typ: string },
): Claims {
  const parts = splitToken(token)
  const key = findKey(keys, parts.header, expected.typ)
  checkSignature(key, parts)
  // Nothing that the payload says has been read up to here.
  return checkClaims(readPart(parts.payload, 'claims'), expected)
}

// Most tokens have the very header that we would write: then there is nothing to read in it.
function findKey(keys: JwtKeys, header: string, typ: string): JwtKey {
  return header === headerOf(keys.current, typ) ? keys.current : readHeader(keys, header, typ)
}

// A header may also bring a key along (`jwk`, `jku`, `x5u`, `x5c`). It is not even looked at.
function readHeader(keys: JwtKeys, part: string, typ: string): JwtKey {
  const header = readPart(decodePart(part), 'malformed')
  if (header['alg'] !== 'HS256') throw new JwtError('algorithm', 'The token is not HS256')
  // It lists what a reader must understand, and we understand nothing of it (RFC 7515, 4.1.11).
  if (Object.hasOwn(header, 'crit')) throw new JwtError('critical', 'The token has a crit')
  if (header['typ'] !== typ) throw new JwtError('type', `The token is not of the type ${typ}`)
  const { kid } = header
  const key = typeof kid === 'string' ? keys.byKid.get(kid) : undefined
  if (key === undefined) throw new JwtError('unknown-key', 'The token names no key of ours')
  return key
}

// A comparison that stops at the first difference tells by its time how far a guess was right.
function checkSignature(key: JwtKey, { signed, signature }: JwtParts): void {
  const expected = Buffer.from(macOf(key.secret, signed), 'base64url')
  const isSame = signature.length === expected.length && timingSafeEqual(signature, expected)
  if (!isSame) throw new JwtError('signature', 'The token was not signed by us, or was changed')
}
