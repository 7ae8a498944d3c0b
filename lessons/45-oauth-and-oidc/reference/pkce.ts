// Proof key for code exchange (PKCE, RFC 7636). The program that begins makes a secret, the
// verifier, and sends only its hash, the challenge. A stolen code is worth nothing without the
// verifier.

import { createHash } from 'node:crypto'

/** Gives the challenge of a verifier. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/** Says whether a text can be a challenge: 256 bits in base64url. */
export function isChallenge(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}
