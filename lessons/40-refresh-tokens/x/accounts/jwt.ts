// JSON Web Tokens: JSON that we signed, so we believe it when somebody sends it back (RFC 7519).
// There is one algorithm, HS256: most attacks let the token choose another one (RFC 8725).

import { createHmac, timingSafeEqual } from 'node:crypto'

/** A token isn't signed with this key, or isn't written as RFC 7515 asks for. */
export class JwtError extends Error {}

export type JsonObject = Readonly<Record<string, unknown>>

export type Jwt = { header: JsonObject; claims: JsonObject }

const longestToken = 8_192

/** Signs a token: `signJwt(key, { header: { typ: 'at+jwt' }, claims })`. */
export function signJwt(key: Uint8Array, { header, claims }: Jwt): string {
  const signed = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`
  return `${signed}.${macOf(key, signed).toString('base64url')}`
}

/** Reads a token that was signed with this key. Throws a JwtError for any other. */
export function openJwt(key: Uint8Array, token: string): Jwt {
  if (token.length > longestToken) throw new JwtError('The token is too long')
  const [head = '', payload = '', signature = '', ...others] = token.split('.', 4)
  if (others.length > 0) throw new JwtError('The token has more than three parts')
  const header = readObject(decode(head))
  // What the token says is compared, never used: the algorithm is our choice.
  if (header['alg'] !== 'HS256') throw new JwtError('The token is not signed with HS256')
  // It lists what a recipient must understand, and we understand none of it.
  if (Object.hasOwn(header, 'crit')) throw new JwtError('The token has a crit')
  const [sent, expected] = [decode(signature), macOf(key, `${head}.${payload}`)]
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
    throw new JwtError('The token was not signed with this key, or was changed')
  }
  // Up to here, nothing in the payload has been read.
  return { header, claims: readObject(decode(payload)) }
}

function macOf(key: Uint8Array, signed: string): Buffer {
  return createHmac('sha256', key).update(signed).digest()
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

// Node ignores padding, other characters, and what is left over in the last one. Encoding the bytes
// again shows them: each token has one spelling.
function decode(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') === part) return bytes
  throw new JwtError("A part of the token isn't base64url")
}

function readObject(bytes: Buffer): JsonObject {
  const value = parseJson(bytes.toString())
  if (isObject(value)) return value
  throw new JwtError("A part of the token isn't a JSON object")
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
