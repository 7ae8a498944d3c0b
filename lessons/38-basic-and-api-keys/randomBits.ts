// How many random bits a few secrets can have at most, judged by their letters, and whether one of
// them is only a hash of something that others know.

import { hash } from 'node:crypto'

/**
 * Counts the bits of the places at which the secrets differ: what is the same in all of them, such
 * as the beginning of a time, isn't random.
 */
export function bitsOf(secrets: readonly string[]): number {
  const [first = ''] = secrets
  const differing = [...first].filter((letter, index) =>
    secrets.some((secret) => secret[index] !== letter))
  return differing.length * Math.log2(alphabetSize(secrets.join('')))
}

function alphabetSize(text: string): number {
  if (/^\d*$/.test(text)) return 10
  if (/^(?:[\da-f-]*|[\dA-F-]*)$/.test(text)) return 16
  if (/^(?:[\da-z]*|[\dA-Z]*)$/.test(text)) return 36
  return 64
}

const algorithms = ['sha256', 'sha1', 'md5', 'sha512']
const forms = ['hex', 'base64url', 'base64'] as const

/** Finds the text that a secret is a hash of, out of these, alone or two of them together. */
export function sourceOf(secret: string, known: readonly string[]): string | undefined {
  const pairs = known.flatMap((one) => known.flatMap((other) =>
    ['', ':', '-', ' ', '.'].map((between) => one + between + other)))
  return [...known, ...pairs].find((text) => algorithms.some((algorithm) => {
    const bytes = hash(algorithm, text, 'buffer')
    return forms.some((form) => secret.startsWith(bytes.toString(form).replace(/=+$/, '')))
  }))
}
