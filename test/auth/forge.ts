// Makes tokens that no signer of ours would make, with the real key: what is wrong with them is
// what a test says, and nothing else.

import { createHmac } from 'node:crypto'
import { createJwtKeys } from '../../src/auth/tokens/jwtKeys.ts'

export const kid = '2026-11'
export const secret = Buffer.from('a key of the tests, 32 bytes long')
export const keys = createJwtKeys([{ kid, secret }])

export const typ = 'at+jwt'
export const now = 1_800_000_000
export const issuer = 'https://groundwork.example'
export const audience = 'https://api.groundwork.example'
export const expected = { typ, issuer, audience, now }

export const goodHeader = { alg: 'HS256', typ, kid }
export const goodClaims = {
  iss: issuer, sub: '42', aud: audience, exp: now + 900, iat: now, jti: 'token-1', role: 'user',
}

/** A header or a payload: an object, or the very text or bytes. */
export type Part = object | string

export type Forgery = { header?: Part; payload?: Part; secret?: Uint8Array; algorithm?: string }

/** Makes a token of these parts, truly signed with the key of the tests or another. */
export function forge(forgery: Forgery = {}): string {
  const { header = goodHeader, payload = goodClaims } = forgery
  return sign(`${encode(header)}.${encode(payload)}`, forgery)
}

/** Signs a text that may be anything, and puts the signature behind it. */
export function sign(
  text: string,
  { secret: key = secret, algorithm = 'sha256' }: Omit<Forgery, 'header' | 'payload'> = {},
): string {
  return `${text}.${createHmac(algorithm, key).update(text).digest('base64url')}`
}

export function encode(part: Part): string {
  if (part instanceof Uint8Array) return Buffer.from(part).toString('base64url')
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}
