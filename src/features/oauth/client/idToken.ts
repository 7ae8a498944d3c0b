// Checks an ID token of another provider (OpenID Connect Core, section 3.1.3.7). Two algorithms and
// no others: with `none` nobody signed it, and with HS256 the public key would be the secret, which
// everybody has. The key comes from the provider's list, never from the token.
// Lesson: oauth-and-oidc (appendix)

import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { decodePart, JwtError, readPart, splitToken } from '../../../auth/tokens/jwtParts.ts'
import { isPlainName } from '../../site/user.ts'
import type { Jwk } from '../jwk.ts'

/** Who signed in there. */
export type ProviderIdentity = {
  issuer: string
  subject: string
  email: string | undefined
  isEmailVerified: boolean
  name: string
}

type IdTokenExpectation = {
  issuer: string
  clientId: string
  /** What this browser's sign-in began with: a token of another sign-in has another one. */
  nonce: string
  /** Seconds since 1970. */
  now: number
}

type Algorithm = 'RS256' | 'ES256'

const skewSeconds = 60
// A code is exchanged at once, so its token was made just now.
const oldestSeconds = 10 * 60
const leastModulusLength = 2048

/** Returns who signed in. Throws a JwtError for a token that isn't valid here and now. */
export function verifyIdToken(
  keys: readonly Jwk[], token: string, expected: IdTokenExpectation,
): ProviderIdentity {
  const { header, payload, signature, signed } = splitToken(token)
  const { algorithm, kid } = readHeader(header)
  const key = findKey(keys, algorithm, kid)
  // A signature of ES256 is two numbers side by side (RFC 7518, section 3.4).
  const isSigned = verify(
    'sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
  if (!isSigned) throw new JwtError('signature', 'The ID token is not signed with this key')
  return checkClaims(readPart(payload, 'claims'), expected)
}

/** Says whether a token names a key that is not in the list, so that the list may be too old. */
export function namesUnknownKey(keys: readonly Jwk[], token: string): boolean {
  const { kid } = readHeader(splitToken(token).header)
  return kid !== undefined && !keys.some((key) => key.kid === kid)
}

function readHeader(part: string): { algorithm: Algorithm; kid: string | undefined } {
  const { alg, kid, typ = 'JWT', ...others } = readPart(decodePart(part), 'malformed')
  if (alg !== 'RS256' && alg !== 'ES256') throw new JwtError('algorithm', 'Not RS256 or ES256')
  if (Object.hasOwn(others, 'crit')) throw new JwtError('critical', 'The ID token has a crit')
  // An access token of the same provider is signed with the same keys (RFC 9068, section 4).
  if (String(typ).toUpperCase() !== 'JWT') throw new JwtError('type', "This isn't an ID token")
  return { algorithm: alg, kid: typeof kid === 'string' ? kid : undefined }
}

function findKey(keys: readonly Jwk[], algorithm: Algorithm, kid: string | undefined): KeyObject {
  const fitting = keys.filter((key) => fits(key, algorithm))
  // Without a name, only one key may fit (OpenID Connect Core, section 10.1).
  const [found, ...others] = kid === undefined ? fitting : fitting.filter((key) => key.kid === kid)
  if (found === undefined || others.length > 0) {
    throw new JwtError('unknown-key', 'The ID token names no key of the provider')
  }
  const key = readKey(found)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? leastModulusLength
  if (bits < leastModulusLength) throw new JwtError('unknown-key', 'The RSA key is too short')
  return key
}

function fits({ kty, crv, use = 'sig', alg }: Jwk, algorithm: Algorithm): boolean {
  if (use !== 'sig' || (alg !== undefined && alg !== algorithm)) return false
  return algorithm === 'RS256' ? kty === 'RSA' : kty === 'EC' && crv === 'P-256'
}

function readKey(jwk: Jwk): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    throw new JwtError('unknown-key', 'A key of the provider cannot be read')
  }
}

function checkClaims(
  claims: Record<string, unknown>, { issuer, clientId, nonce, now }: IdTokenExpectation,
): ProviderIdentity {
  const { iss, sub, aud, azp, exp, iat, nbf } = claims
  if (typeof exp !== 'number' || typeof iat !== 'number' || !isSubject(sub)) {
    throw new JwtError('claims', 'A claim is missing or of a wrong type')
  }
  if (iss !== issuer) throw new JwtError('issuer', 'The ID token is from another issuer')
  checkAudience(aud, azp, clientId)
  if (now >= exp || now - iat > oldestSeconds) throw new JwtError('expired', 'It has expired')
  const start = typeof nbf === 'number' ? Math.max(iat, nbf) : iat
  if (start > now + skewSeconds) throw new JwtError('not-yet', 'It is not valid yet')
  if (claims['nonce'] !== nonce) throw new JwtError('nonce', 'It belongs to another sign-in')
  return describe(claims, { issuer, subject: sub })
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

function describe(
  claims: Record<string, unknown>, { issuer, subject }: { issuer: string; subject: string },
): ProviderIdentity {
  const { email, email_verified: verified, name } = claims
  return {
    issuer,
    subject,
    email: typeof email === 'string' ? email : undefined,
    // The text "true" isn't the value true: some providers send it, and we don't guess.
    isEmailVerified: verified === true,
    name: readName(name),
  }
}

// The name comes from another site: one that our own form would refuse is left out.
function readName(name: unknown): string {
  if (typeof name !== 'string' || !name.isWellFormed()) return ''
  // The cut may split a surrogate pair.
  const short = name.trim().slice(0, 100).replace(/[\ud800-\udbff]$/, '').trim()
  return isPlainName(short) ? short : ''
}
