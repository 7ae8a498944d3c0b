// Format and version: what a reader must know before it can read anything else. Both are drawn
// twice and carry check bits of their own (BCH codes), so that they survive damage too.
// Lesson: the-page (appendix)

import type { Grid } from './grid.ts'
import type { QrLevel } from './tables.ts'

/**
 * Makes the 15 bits that say level and mask: 2 and 3 bits, and 10 check bits.
 *
 * They are XORed with a constant so that they are never all light. Source: ISO/IEC 18004:2015, 7.9
 * and annex C.
 */
export function formatBits(level: QrLevel, mask: number): number {
  const code = { L: 0b01, M: 0b00, Q: 0b11, H: 0b10 }[level]
  return withCheckBits((code << 3) | mask, 0b101_0011_0111) ^ 0b101_0100_0001_0010
}

/** Makes the 18 bits that say the version: 6, and 12 check bits (ISO/IEC 18004:2015, annex D). */
export function versionBits(version: number): number {
  return withCheckBits(version, 0b1_1111_0010_0101)
}

/** Draws the format around the top left finder, and again beside the other two. */
export function drawFormat(grid: Grid, level: QrLevel, mask: number): void {
  const bits = formatBits(level, mask)
  // The path turns the corner at (8, 8); row 6 and column 6 belong to the timing lines.
  const along = [0, 1, 2, 3, 4, 5, 7, 8]
  along.forEach((row, place) => grid.set(row, 8, isSet(bits, place)))
  along.slice(0, -1).forEach((column, place) => grid.set(8, column, isSet(bits, 14 - place)))

  for (let place = 0; place < 8; place++) grid.set(8, grid.size - 1 - place, isSet(bits, place))
  for (let place = 8; place < 15; place++) grid.set(grid.size - 15 + place, 8, isSet(bits, place))
  const alwaysDark = grid.size - 8
  grid.set(alwaysDark, 8, true)
}

/** Draws the version beside the two outer finders; symbols below version 7 do without. */
export function drawVersion(grid: Grid, version: number): void {
  if (version < 7) return
  const bits = versionBits(version)
  for (let place = 0; place < 18; place++) {
    const along = Math.floor(place / 3)
    const across = grid.size - 11 + (place % 3)
    grid.set(along, across, isSet(bits, place))
    grid.set(across, along, isSet(bits, place))
  }
}

// Long division in binary, where subtraction is XOR; the remainder goes behind the value.
function withCheckBits(value: number, generator: number): number {
  const checkBits = bitLength(generator) - 1
  const shifted = value << checkBits
  let remainder = shifted
  while (bitLength(remainder) > checkBits) {
    remainder ^= generator << (bitLength(remainder) - bitLength(generator))
  }
  return shifted | remainder
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value)
}

function isSet(bits: number, place: number): boolean {
  return ((bits >> place) & 1) === 1
}
