// Opaque tokens: random text that means nothing by itself. Anyone who has one is let in, so only
// its SHA-256 is stored: a stolen copy of the database lets nobody in. A slow hash is for
// passwords, which can be guessed; 256 random bits can't. Lesson: sessions (core)

import { hash, randomBytes } from 'node:crypto'

export type Token = {
  /** What its owner gets, only once. */
  text: string
  /** What is stored. */
  hash: Uint8Array
}

const tokenBytes = 32
const textLength = 43

/** Makes a token of 256 random bits. The prefix tells people and secret scanners what it is. */
export function makeToken(prefix: string): Token {
  const text = prefix + randomBytes(tokenBytes).toString('base64url')
  return { text, hash: hashToken(text) }
}

/** Gives what is stored of a token: its SHA-256. */
export function hashToken(text: string): Uint8Array {
  return hash('sha256', text, 'buffer')
}

/** Reads a token with this prefix; undefined if the text can't be one. */
export function parseToken(prefix: string, text: string): Token | undefined {
  return isToken(prefix, text) ? { text, hash: hashToken(text) } : undefined
}

/** Says whether a text could be a token with this prefix, before the database is asked. */
export function isToken(prefix: string, text: string): boolean {
  return text.length === prefix.length + textLength && text.startsWith(prefix) &&
    /^[\w-]+$/.test(text.slice(prefix.length))
}
