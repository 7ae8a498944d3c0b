// How many random bits a few secrets can have at most, judged by their letters.

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
