// Reads a token that is signed with a private key, such as an ID token. Only algorithms of a short
// list are accepted: with `none`, nobody signed it, and with HS256, the secret would be the public
// key, which everybody has. The key comes from a list, never from the token.
// Lesson: oauth-and-oidc (appendix)

import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { decodePart, JwtError, readPart, splitToken } from '../../auth/tokens/jwtParts.ts'
import type { Jwk } from './jwk.ts'

type Algorithm = { name: string; kty: string; crv?: string; hash: string | null }

// Every provider supports RS256, but some sign with a curve unless they're told otherwise (RFC
// 7518, section 3.1; RFC 8037, section 3.1). EdDSA has its hash built in, and got a new name in RFC
// 9864.
const algorithms: readonly Algorithm[] = [
  { name: 'RS256', kty: 'RSA', hash: 'sha256' },
  { name: 'ES256', kty: 'EC', crv: 'P-256', hash: 'sha256' },
  { name: 'ES384', kty: 'EC', crv: 'P-384', hash: 'sha384' },
  { name: 'EdDSA', kty: 'OKP', crv: 'Ed25519', hash: null },
  { name: 'Ed25519', kty: 'OKP', crv: 'Ed25519', hash: null },
]

const leastModulusLength = 2048
// Some providers list all groups of a user: 200 of them are 10,000 characters.
const maxTokenLength = 64 * 1024

/** Returns the claims of a token that one of the keys signed. Throws a JwtError for any other. */
export function readSignedClaims(keys: readonly Jwk[], token: string): Record<string, unknown> {
  const { header, payload, signature, signed } = splitToken(token, maxTokenLength)
  const { algorithm, kid } = readHeader(header)
  const key = findKey(keys, algorithm, kid)
  // A signature of ES256 is two numbers side by side (RFC 7518, section 3.4).
  const isSigned = verify(
    algorithm.hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
  if (!isSigned) throw new JwtError('signature', 'The token is not signed with this key')
  return readPart(payload, 'claims')
}

/** Says whether a token names a key that is not in the list, so that the list may be too old. */
export function namesUnknownKey(keys: readonly Jwk[], token: string): boolean {
  const { kid } = readHeader(splitToken(token, maxTokenLength).header)
  return kid !== undefined && !keys.some((key) => key.kid === kid)
}

function readHeader(part: string): { algorithm: Algorithm; kid: string | undefined } {
  const { alg, kid, typ = 'JWT', ...others } = readPart(decodePart(part), 'malformed')
  const algorithm = algorithms.find(({ name }) => name === alg)
  if (algorithm === undefined) {
    const names = algorithms.map(({ name }) => name).join(', ')
    throw new JwtError('algorithm', `The token is signed with none of ${names}`)
  }
  if (Object.hasOwn(others, 'crit')) throw new JwtError('critical', 'The token has a crit')
  // An access token of the same provider is signed with the same keys (RFC 9068, section 4).
  if (String(typ).toUpperCase() !== 'JWT') throw new JwtError('type', "This isn't an ID token")
  return { algorithm, kid: typeof kid === 'string' ? kid : undefined }
}

function findKey(keys: readonly Jwk[], algorithm: Algorithm, kid: string | undefined): KeyObject {
  const fitting = keys.filter((key) => fits(key, algorithm))
  // Without a name, only one key may fit (OpenID Connect Core, section 10.1).
  const [found, ...others] = kid === undefined ? fitting : fitting.filter((key) => key.kid === kid)
  if (found === undefined || others.length > 0) {
    throw new JwtError('unknown-key', 'The token names no key of the issuer')
  }
  const key = readKey(found)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? leastModulusLength
  if (bits < leastModulusLength) throw new JwtError('unknown-key', 'The RSA key is too short')
  return key
}

const edwardsNames: readonly string[] = ['EdDSA', 'Ed25519']

function fits(key: Jwk, { name, kty, crv }: Algorithm): boolean {
  const { use = 'sig', alg = name } = key
  // A key may have one of the names, and the token the other.
  const isNamed = alg === name || (edwardsNames.includes(alg) && edwardsNames.includes(name))
  return use === 'sig' && isNamed && key.kty === kty && key.crv === crv
}

function readKey(jwk: Jwk): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    throw new JwtError('unknown-key', 'A key of the issuer cannot be read')
  }
}
