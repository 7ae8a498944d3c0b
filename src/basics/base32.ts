// Base32 (RFC 4648, section 6): bytes as letters and digits that people can read aloud and type.
// Authenticator apps take their secrets in it. Lesson: second-factor (appendix)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const letterBits = 5
const byteBits = 8

/** Writes bytes in base32, without the padding that nobody wants to type. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << byteBits) | byte
    bits += byteBits
    while (bits >= letterBits) {
      bits -= letterBits
      text += alphabet.charAt(buffer >> bits)
      buffer = lowBits(buffer, bits)
    }
  }
  return bits === 0 ? text : text + alphabet.charAt(buffer << (letterBits - bits))
}

/**
 * Reads base32 as people type it: in small or capital letters, with spaces. undefined for any other
 * letter, padding, and an end that no encoder writes.
 */
export function decodeBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  // An asterisk isn't in the alphabet; toUpperCase would turn a long s into an S.
  for (const letter of text.replaceAll(' ', '').replaceAll(/[^\0-\x7f]/g, '*').toUpperCase()) {
    const value = alphabet.indexOf(letter)
    if (value === -1) return undefined
    buffer = (buffer << letterBits) | value
    bits += letterBits
    if (bits < byteBits) continue
    bits -= byteBits
    bytes.push(buffer >> bits)
    buffer = lowBits(buffer, bits)
  }
  // Bits that are left over belong to no byte: fewer than a letter, and all zero.
  const isWhole = bits < letterBits && buffer === 0
  return isWhole ? Uint8Array.from(bytes) : undefined
}

function lowBits(value: number, bits: number): number {
  return value & ((1 << bits) - 1)
}
