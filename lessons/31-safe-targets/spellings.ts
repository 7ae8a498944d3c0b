// Other spellings of a host and a scheme that browsers read as the same: the rules are those of
// https://url.spec.whatwg.org/#host-parsing.

import type { Fresh } from '../../src/course/check/fresh.ts'

export const schemeSpellings = ['http:', 'https:', 'HTTP:', 'hTTps:']

/** Writes a host of small letters and dots in ways that mean the same. */
export function hostSpellings(host: string, fresh: Fresh): string[] {
  const at = fresh.integer(0, host.indexOf('.') === -1 ? host.length - 1 : host.indexOf('.') - 1)
  const change = (write: (letter: string) => string) =>
    host.slice(0, at) + write(host.charAt(at)) + host.slice(at + 1)
  return [
    change(percentEncoded),
    change((letter) => percentEncoded(letter.toUpperCase())),
    [...host].map(percentEncoded).join(''),
    change(wide),
    change((letter) => wide(letter.toUpperCase())),
    [...host].map((letter) => letter === '.' ? '。' : wide(letter)).join(''),
    // A soft hyphen: it's dropped when the name is looked up.
    change((letter) => `${letter}\u00ad`),
    change(circled),
  ]
}

function percentEncoded(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`
}

// Letters as wide as Chinese characters, from U+FF01 for the exclamation mark on.
function wide(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 0xfee0)
}

// From ⓐ on.
function circled(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 'a'.charCodeAt(0) + 0x24d0)
}
