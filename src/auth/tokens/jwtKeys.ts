// The keys that sign tokens. Each has an id, `kid`, which is in the header of its tokens, so that
// they stay valid while a new key takes over: put the new one first, and remove the old one when
// its last token has expired. Lesson: jwt (core)

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

export type JwtKey = {
  kid: string
  // A KeyObject logged by mistake doesn't show its bytes, and it's a little faster than bytes.
  secret: KeyObject
  /** The encoded headers of this key's tokens, by their type. */
  headers: Map<string, string>
}

export type JwtKeys = {
  /** Signs; all of them verify. */
  current: JwtKey
  // Unlike an object, a Map inherits no names: there is no key called `constructor`.
  byKid: ReadonlyMap<string, JwtKey>
}

// A shorter key could be guessed from one token (RFC 7518, section 3.2).
const leastSecretBytes = 32

/**
 * Makes the keys; the first one signs. Throws an Error if there is none, if one has fewer than 256
 * bits, or if a kid is empty or appears twice.
 */
export function createJwtKeys(list: readonly { kid: string; secret: Uint8Array }[]): JwtKeys {
  const byKid = new Map<string, JwtKey>()
  for (const { kid, secret } of list) {
    if (kid === '') throw new Error('Cannot use a JWT key: its kid is empty')
    if (byKid.has(kid)) throw new Error(`Cannot use two JWT keys with the kid ${quote(kid)}`)
    // createHmac accepts an empty key.
    if (secret.length < leastSecretBytes) {
      const size = `${secret.length} bytes, fewer than ${leastSecretBytes}`
      throw new Error(`Cannot use the JWT key ${quote(kid)}: it has ${size}`)
    }
    byKid.set(kid, { kid, secret: createSecretKey(secret), headers: new Map() })
  }
  const [current] = byKid.values()
  if (current === undefined) throw new Error('Cannot sign tokens without a JWT key')
  return { current, byKid }
}

/** Returns the encoded header of a key's tokens. There are few types, so each is encoded once. */
export function headerOf(key: JwtKey, typ: string): string {
  const known = key.headers.get(typ)
  if (known !== undefined) return known
  const header = JSON.stringify({ alg: 'HS256', typ, kid: key.kid })
  const encoded = Buffer.from(header).toString('base64url')
  key.headers.set(typ, encoded)
  return encoded
}

/** Returns the HMAC with SHA-256 of a text in base64url: HS256 (RFC 7518, section 3.2). */
export function macOf(secret: KeyObject, text: string | Uint8Array): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

function quote(kid: string): string {
  return JSON.stringify(kid)
}
