// Random tokens: anyone who has one is let in. Only their SHA-256 is stored, so a stolen copy of
// the database lets nobody in. A slow hash is for passwords, which can be guessed; 256
// random bits can't.

import { createHash, randomBytes } from 'node:crypto'

/** Makes a token of 256 random bits. A prefix tells people and programs what it's for. */
export function makeToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** Gives what is stored of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Reads a token in parsed JSON; nobody has the empty one. */
export function readToken(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
