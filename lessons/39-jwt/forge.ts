// Makes tokens: what a right program would make, and what an attacker would.

import { createHmac } from 'node:crypto'
import type { Fresh } from '../../src/course/check/fresh.ts'

export type Members = Readonly<Record<string, unknown>>

/** A token that the program made, and what the check knows about it. */
export type Original = {
  token: string
  header: Members
  claims: Members
  /** Where the program thinks it is: the value of iss and aud. */
  origin: string
  /** Whose token it is. */
  email: string
  /** The bytes of JWT_SECRET. */
  secret: string
  /** Seconds since 1970. */
  now: number
  fresh: Fresh
}

/** A token that has to be accepted, and how it was made. */
export type GoodToken = readonly [what: string, token: string]

export type Changes = {
  /** Members to set; those that are undefined are left out. */
  header?: Members
  claims?: Members
  /** What it is signed with; usually the right secret and SHA-256. */
  secret?: string
  hash?: 'sha256' | 'sha384' | 'sha512'
}

/** Makes a token from the original one, with a right signature unless `changes` say otherwise. */
export function forge(original: Original, changes: Changes = {}): string {
  const header = JSON.stringify({ ...original.header, ...changes.header })
  const payload = JSON.stringify({ ...original.claims, ...changes.claims })
  return signParts(original, [encode(header), encode(payload)], changes)
}

/** Signs parts as they are, encoded well or badly. */
export function signParts(
  original: Original, parts: readonly [header: string, payload: string], changes: Changes = {},
): string {
  const { secret = original.secret, hash = 'sha256' } = changes
  const signed = parts.join('.')
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}

/** Encodes text or bytes in base64url. */
export function encode(content: string | Uint8Array): string {
  return Buffer.from(content).toString('base64url')
}

/** Decodes one part as JSON; undefined for anything that isn't JSON in base64url. */
export function decode(part = ''): unknown {
  try {
    return JSON.parse(readPart(part))
  } catch {
    return undefined
  }
}

/** Decodes a part as text. */
export function readPart(part = ''): string {
  return Buffer.from(part, 'base64url').toString()
}

/** Says whether a token has the signature that HS256 and the secret give. */
export function isSigned(token: string, secret: string): boolean {
  const [header = '', payload = '', signature] = token.split('.')
  const mac = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')
  return signature === mac
}

/** Shows a token in the report: its first two parts as text. */
export function describeToken(token: string): string {
  const [header, payload] = token.split('.')
  return `${readPart(header)}.${readPart(payload)}`.slice(0, 400)
}
