// Proof Key for Code Exchange (RFC 7636): an application shows the hash of a secret when it asks
// for a code, and the secret itself when it exchanges the code. Anyone who steals the code on its
// way through the browser can't use it. S256 only; `plain` proves nothing.
// Lesson: oauth-and-oidc (core)

import { hash } from 'node:crypto'
import type { Random } from '../../basics/random.ts'

/** Makes a verifier of 256 bits. */
export function makeVerifier(random: Random): string {
  return Buffer.from(random(32)).toString('base64url')
}

/** Says whether a text has the form of a verifier (RFC 7636, section 4.1). */
export function isVerifier(text: string): boolean {
  return /^[A-Za-z0-9._~-]{43,128}$/.test(text)
}

/** Says whether a text has the form of an S256 challenge: 256 bits in canonical base64url. */
export function isChallenge(text: string): boolean {
  // Only four bits of the last character are used; the others are zero.
  return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text)
}

/** Returns the challenge of a verifier (RFC 7636, section 4.2). */
export function challengeOf(verifier: string): string {
  return hash('sha256', verifier, 'base64url')
}
