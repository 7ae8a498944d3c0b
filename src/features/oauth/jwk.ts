// Public keys as JSON (RFC 7517): how one service tells others which keys it signs with.
// Lesson: oauth-and-oidc (appendix)

import { createHash } from 'node:crypto'
import { isRecord } from '../../basics/check.ts'

// RSA keys have n and e, elliptic curves crv, x and (most of them) y. The private members have no
// place here.
const members = ['kty', 'n', 'e', 'crv', 'x', 'y', 'kid', 'use', 'alg'] as const

/** A public key. */
export type Jwk = { [Member in (typeof members)[number]]?: string }

/** Reads a public key, undefined for anything else. Private members are left out. */
export function readJwk(value: unknown): Jwk | undefined {
  if (!isRecord(value) || typeof value['kty'] !== 'string') return undefined
  const key: Jwk = {}
  for (const member of members) {
    const text = value[member]
    if (typeof text === 'string') key[member] = text
  }
  return key
}

/** Reads a list of keys (RFC 7517, section 5): those that can't be read are left out. */
export function readKeySet(value: unknown): Jwk[] {
  const list: unknown = isRecord(value) ? value['keys'] : undefined
  if (!Array.isArray(list)) return []
  return list.map(readJwk).filter((key) => key !== undefined)
}

/** Names a public RSA key by its thumbprint: the same key has the same name (RFC 7638). */
export function thumbprintOf({ e, kty, n }: Jwk): string {
  // In alphabetical order, and without spaces (RFC 7638, section 3.3).
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url')
}
