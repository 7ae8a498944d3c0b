// Reads the text of a QR code (ISO/IEC 18004:2015) from its modules. It corrects no errors, so that
// it finds the mistakes of an encoder: our own one in tests, and a learner's in checks.

import type { QrMatrix } from '../../basics/qr/grid.ts'
import { planOf, type QrLevel } from '../../basics/qr/tables.ts'
import {
  alignmentCentres, at, dataPlaces, flips, formatPlaces, formats, patternAt, readNumber,
  versionCodes, versionPlaces,
} from './qrPlaces.ts'

/** Why a QR code can't be read. */
export class QrError extends Error {}

export type QrContent = {
  text: string
  version: number
  level: QrLevel
  /** The bits after the text, which readers ignore. */
  padding: string
}

const levels: readonly QrLevel[] = ['L', 'M', 'Q', 'H']

/** Reads a whole QR code, without its quiet zone. Throws a QrError that says what is wrong. */
export function decodeQr(matrix: QrMatrix): QrContent {
  const size = matrix.length
  const version = (size - 17) / 4
  if (!Number.isInteger(version) || version < 1 || version > 40) {
    throw new QrError(`No QR code has ${size} modules on each side`)
  }
  if (matrix.some((row) => row.length !== size)) throw new QrError("It isn't a square")
  checkPatterns(matrix)
  checkVersion(matrix, version)
  const { level, mask } = readFormat(matrix)
  const data = readBlocks(readCodewords(matrix, mask), version, level)
  return { ...readText(data, version), version, level }
}

/** Reads the level and the mask. Throws a QrError when its two copies aren't the same. */
export function readFormat(matrix: QrMatrix): { level: QrLevel; mask: number } {
  const [format, copy] = formatPlaces(matrix.length).map((places) => readNumber(matrix, places))
  if (copy !== format) throw new QrError('The two copies of the format bits differ')
  for (const level of levels) {
    const mask = formats[level].findIndex((bits) => bits === format)
    if (mask !== -1) return { level, mask }
  }
  throw new QrError('The format bits mean nothing')
}

function checkPatterns(matrix: QrMatrix): void {
  const centres = alignmentCentres(matrix.length)
  matrix.forEach((modules, row) => modules.forEach((isDark, column) => {
    const expected = patternAt(centres, matrix.length, [row, column])
    if (expected === null || expected === (isDark ? '#' : '.')) return
    const place = `row ${row}, column ${column}`
    throw new QrError(`The patterns that a reader looks for are wrong at ${place}`)
  }))
}

function checkVersion(matrix: QrMatrix, version: number): void {
  if (version < 7) return
  const isWrong = versionPlaces(matrix.length)
    .some((places) => readNumber(matrix, places) !== versionCodes[version - 7])
  if (isWrong) throw new QrError('The version bits are wrong')
}

function readCodewords(matrix: QrMatrix, mask: number): number[] {
  const flip = at(flips, mask)
  const bits = dataPlaces(matrix.length).map(([row, column]) => {
    return at(at(matrix, row), column) === flip(row, column) ? '0' : '1'
  })
  const leftOver = bits.splice(bits.length - (bits.length % 8))
  if (leftOver.includes('1')) throw new QrError("The bits after the last byte aren't 0")
  const bytes = bits.join('').match(/.{8}/g) ?? []
  return bytes.map((byte) => Number.parseInt(byte, 2))
}

// Undoes the interleaving, and fails unless each block with its check bytes divides evenly.
function readBlocks(codewords: readonly number[], version: number, level: QrLevel): number[] {
  const { blocks: count, checkBytesPerBlock } = planOf(version, level)
  const dataLength = codewords.length - count * checkBytesPerBlock
  const lengths: number[] = []
  for (let block = 0; block < count; block++) lengths.push(Math.floor((dataLength + block) / count))
  const blocks = lengths.map((): number[] => [])
  let next = 0
  for (let place = 0; place < Math.max(...lengths); place++) {
    const open = blocks.filter((_, index) => place < at(lengths, index))
    open.forEach((block) => block.push(at(codewords, next++)))
  }
  const data = blocks.flat()
  for (let check = 0; check < checkBytesPerBlock; check++) {
    blocks.forEach((block) => block.push(at(codewords, next++)))
  }
  if (blocks.every((block) => isWhole(block, checkBytesPerBlock))) return data
  throw new QrError("The check bytes don't belong to the data")
}

function isWhole(block: readonly number[], checkBytes: number): boolean {
  return powers.slice(0, checkBytes)
    .every((root) => block.reduce((sum, byte) => product(sum, root) ^ byte, 0) === 0)
}

// Powers of 2 in GF(256): another way to multiply, by adding exponents.
const powers = [1]
for (let power = 2; powers.length < 255; power = power < 128 ? power * 2 : (power * 2) ^ 0x11d) {
  powers.push(power)
}
const exponents = new Map(powers.map((power, exponent) => [power, exponent]))

/** Multiplies two bytes in GF(256). */
export function product(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  return at(powers, ((exponents.get(a) ?? 0) + (exponents.get(b) ?? 0)) % 255)
}

const byteMode = 0b0100
const alphanumericMode = 0b0010
const numericMode = 0b0001
const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

// A text can be in several parts, each in the mode that takes the least space.
function readText(data: readonly number[], version: number): { text: string; padding: string } {
  const bits = data.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  let end = 0
  const take = (count: number): number => {
    if (end + count > bits.length) throw new QrError('The text is longer than the data')
    end += count
    return Number.parseInt(bits.slice(end - count, end), 2)
  }
  const bytes: number[] = []
  while (bits.length - end >= 4 && /1/.test(bits.slice(end, end + 4))) {
    const mode = take(4)
    const group = Math.trunc((version + 7) / 17)
    if (mode === byteMode) {
      for (let left = take(version < 10 ? 8 : 16); left > 0; left--) bytes.push(take(8))
    } else if (mode === alphanumericMode) {
      for (let left = take(9 + 2 * group); left > 0; left -= 2) {
        const pair = take(left === 1 ? 6 : 11)
        const letters = left === 1 ? [pair] : [Math.trunc(pair / 45), pair % 45]
        bytes.push(...Buffer.from(letters.map((letter) => at(alphanumeric, letter)).join('')))
      }
    } else if (mode === numericMode) {
      for (let left = take(10 + 2 * group); left > 0; left -= 3) {
        const length = Math.min(left, 3)
        bytes.push(...Buffer.from(String(take(at([0, 4, 7, 10], length))).padStart(length, '0')))
      }
    } else throw new QrError(`A part of the text is in mode ${mode}, which can't be read here`)
  }
  return { text: Buffer.from(bytes).toString(), padding: bits.slice(end) }
}
