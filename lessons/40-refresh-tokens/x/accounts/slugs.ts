// A slug is the short name after the slash: a random one, or one that somebody chose.

import { randomBytes } from 'node:crypto'
import { HttpError } from './framework/errors.ts'

// Without 0 and o, 1, i and l, which look alike on paper, and without vowels, which make words.
const alphabet = '23456789bcdfghjkmnpqrstvwxyz'

/** The length of a random slug: there are 28^7 of them, 13 billion. */
export const slugLength = 7

// Paths of this program, and of pages that it may have one day.
const reserved = new Set(['admin', 'api', 'health', 'links', 'login', 'static'])

/** Makes a random slug that nobody can guess. */
export function makeSlug(length = slugLength): string {
  // 256 isn't a multiple of 28: bytes from 252 up would favour the first letters, so they're left
  // out. That's called rejection sampling.
  const limit = 256 - (256 % alphabet.length)
  let slug = ''
  while (slug.length < length) {
    for (const byte of randomBytes(length - slug.length)) {
      if (byte < limit) slug += alphabet[byte % alphabet.length]
    }
  }
  return slug
}

/** Brings a slug into the form in which it's stored. */
export function normalizeSlug(slug: string): string {
  return slug.toLowerCase()
}

/** Checks a chosen slug and gives its stored form. Throws an HttpError 422. */
export function checkSlug(value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  const isLong = text.length < 3 || text.length > 50
  if (isLong || !/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])$/i.test(text)) {
    throw new HttpError(422, 'A name has 3 to 50 letters from a to z and digits, with - and _ '
      + 'between them')
  }
  const slug = normalizeSlug(text)
  if (reserved.has(slug)) throw new HttpError(422, `The name ${slug} is reserved: choose another`)
  return slug
}
