// The oracles are independent of the source: tables of ISO/IEC 18004:2015, a decoder written here
// from the standard (with its own masks, places and arithmetic), and zbarimg where it is installed.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { capacityOf } from '../../src/basics/qr/codewords.ts'
import { drawQrPng, drawQrSvg } from '../../src/basics/qr/draw.ts'
import { encodeQr } from '../../src/basics/qr/encode.ts'
import type { QrMatrix } from '../../src/basics/qr/grid.ts'
import { formatBits, versionBits } from '../../src/basics/qr/information.ts'
import { masks, penaltyOf } from '../../src/basics/qr/masks.ts'
import { checkBytes, multiply } from '../../src/basics/qr/reedSolomon.ts'
import { planOf, type QrLevel } from '../../src/basics/qr/tables.ts'

const levels: readonly QrLevel[] = ['L', 'M', 'Q', 'H']
const versions = Array.from({ length: 40 }, (_, index) => index + 1)

// ---- Tables of the standard

// Table 7: characters in byte mode, versions 1 to 40.
const capacities = {
  L: [
    17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792,
    858, 929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303,
    2431, 2563, 2699, 2809, 2953,
  ],
  M: [
    14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
    711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911,
    1989, 2099, 2213, 2331,
  ],
  Q: [
    11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482,
    509, 565, 611, 661, 715, 751, 805, 868, 908, 982, 1030, 1112, 1168, 1228, 1283, 1351, 1423,
    1499, 1579, 1663,
  ],
  H: [
    7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382, 403,
    439, 461, 511, 535, 593, 625, 658, 698, 742, 790, 842, 898, 958, 983, 1051, 1093, 1139, 1219,
    1273,
  ],
}

// Table 9: (bytes of a block, data bytes of it), and how many such blocks.
const blocks: readonly [number, QrLevel, string][] = [
  [1, 'L', '1×(26,19)'], [2, 'M', '1×(44,28)'], [3, 'Q', '2×(35,17)'], [4, 'H', '4×(25,9)'],
  [5, 'Q', '2×(33,15) 2×(34,16)'], [5, 'H', '2×(33,11) 2×(34,12)'], [6, 'M', '4×(43,27)'],
  [7, 'H', '4×(39,13) 1×(40,14)'], [10, 'M', '4×(69,43) 1×(70,44)'],
  [14, 'Q', '11×(36,16) 5×(37,17)'], [15, 'L', '5×(109,87) 1×(110,88)'],
  [22, 'H', '34×(37,13)'], [32, 'M', '10×(74,46) 23×(75,47)'],
  [40, 'L', '19×(148,118) 6×(149,119)'], [40, 'M', '18×(75,47) 31×(76,48)'],
  [40, 'Q', '34×(54,24) 34×(55,25)'], [40, 'H', '20×(45,15) 61×(46,16)'],
]

// Table C.1, masks 0 to 7.
const formats = {
  L: [0x77c4, 0x72f3, 0x7daa, 0x789d, 0x662f, 0x6318, 0x6c41, 0x6976],
  M: [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0],
  Q: [0x355f, 0x3068, 0x3f31, 0x3a06, 0x24b4, 0x2183, 0x2eda, 0x2bed],
  H: [0x1689, 0x13be, 0x1ce7, 0x19d0, 0x0762, 0x0255, 0x0d0c, 0x083b],
}

// Table D.1, versions 7 to 40.
const versionCodes = [
  0x07c94, 0x085bc, 0x09a99, 0x0a4d3, 0x0bbf6, 0x0c762, 0x0d847, 0x0e60d, 0x0f928, 0x10b78,
  0x1145d, 0x12a17, 0x13532, 0x149a6, 0x15683, 0x168c9, 0x177ec, 0x18ec4, 0x191e1, 0x1afab,
  0x1b08e, 0x1cc1a, 0x1d33f, 0x1ed75, 0x1f250, 0x209d5, 0x216f0, 0x228ba, 0x2379f, 0x24b0b,
  0x2542e, 0x26a64, 0x27541, 0x28c69,
]

test('each version holds as many bytes at each level as the standard says', () => {
  for (const level of levels) {
    const actual = versions.map((version) => capacityOf(planOf(version, level)))
    assert.deepEqual(actual, capacities[level], `level ${level}`)
  }
})

for (const [version, level, expected] of blocks) {
  test(`version ${version}-${level} has the blocks ${expected}`, () => {
    const plan = planOf(version, level)
    const data = Math.floor(plan.dataBytes / plan.blocks)
    const longer = plan.dataBytes % plan.blocks
    const describe = (count: number, bytes: number) => {
      return count === 0 ? [] : [`${count}×(${bytes + plan.checkBytesPerBlock},${bytes})`]
    }
    const actual = [...describe(plan.blocks - longer, data), ...describe(longer, data + 1)]
    assert.equal(actual.join(' '), expected)
  })
}

test('there is no version 0 and no version 41', () => {
  for (const version of [0, 41]) {
    assert.throws(() => planOf(version, 'M'), { name: 'RangeError', message: /use 1 to 40/ })
  }
})

test('the format bits are those of the standard for each level and mask', () => {
  for (const level of levels) {
    const actual = formats[level].map((_, mask) => formatBits(level, mask))
    assert.deepEqual(actual, formats[level])
  }
})

test('the version bits are those of the standard', () => {
  assert.deepEqual(versionCodes.map((_, index) => versionBits(7 + index)), versionCodes)
})

// ---- Reed-Solomon

// Powers of 2 in GF(256): another way to multiply, by adding exponents.
const powers = [1]
for (let power = 2; powers.length < 255; power = power < 128 ? power * 2 : (power * 2) ^ 0x11d) {
  powers.push(power)
}
const exponents = new Map(powers.map((power, exponent) => [power, exponent]))

function product(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  return at(powers, ((exponents.get(a) ?? 0) + (exponents.get(b) ?? 0)) % 255)
}

test('products of bytes are those of the exponent table', () => {
  for (let a = 0; a < 256; a++) {
    for (let b = 0; b < 256; b++) assert.equal(multiply(a, b), product(a, b))
  }
})

const checks: readonly [name: string, data: string, check: string][] = [
  [
    'of the standard, annex I (01234567, version 1-M)',
    '10 20 0c 56 61 80 ec 11 ec 11 ec 11 ec 11 ec 11', 'a5 24 d4 c1 ed 36 c7 87 2c 55',
  ],
  [
    'that tutorials use (HELLO WORLD, version 1-M)',
    '20 5b 0b 78 d1 72 dc 4d 43 40 ec 11 ec 11 ec 11', 'c4 23 27 77 eb d7 e7 e2 5d 17',
  ],
  [
    'that tutorials use (HELLO WORLD, version 1-Q)',
    '20 5b 0b 78 d1 72 dc 4d 43 40 ec 11 ec', 'a8 48 16 52 d9 36 9c 00 2e 0f b4 7a 10',
  ],
]

for (const [name, data, check] of checks) {
  test(`the check bytes are right for the example ${name}`, () => {
    const bytes = [...Buffer.from(data.replaceAll(' ', ''), 'hex')]
    const expected = [...Buffer.from(check.replaceAll(' ', ''), 'hex')]
    assert.deepEqual(checkBytes(bytes, expected.length), expected)
  })
}

// ---- A decoder

function at<Item>(list: ArrayLike<Item>, index: number): Item {
  const item = list[index]
  if (item === undefined) throw new RangeError(`Nothing stands at ${index}`)
  return item
}

// The masks, as functions of the product modulo 6 where the standard has sums of two remainders.
const flips: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => ((row >> 1) + Math.trunc(column / 3)) % 2 === 0,
  (row, column) => (row * column) % 6 === 0,
  (row, column) => (row * column) % 6 < 3,
  (row, column) => (row + column + (row * column) % 3) % 2 === 0,
]

type Place = readonly [row: number, column: number]

const finder = [
  '#######.', '#.....#.', '#.###.#.', '#.###.#.', '#.###.#.', '#.....#.', '#######.', '........',
]
const alignment = ['#####', '#...#', '#.#.#', '#...#', '#####']

// Annex E as the formula that many decoders use, with its one exception.
function alignmentCentres(size: number): number[] {
  const version = (size - 17) / 4
  if (version === 1) return []
  const gaps = Math.trunc(version / 7) + 1
  const step = version === 32 ? 26 : 2 * Math.ceil((size - 13) / (2 * gaps))
  return [6, ...Array.from({ length: gaps }, (_, index) => size - 7 - index * step).reverse()]
}

// The colour of a module that is the same in all symbols of a size, or null.
function patternAt(centres: readonly number[], size: number, place: Place): '#' | '.' | null {
  const [row, column] = place
  const fromEdge = [Math.min(row, size - 1 - row), Math.min(column, size - 1 - column)] as const
  const isCorner = fromEdge[0] < 8 && fromEdge[1] < 8 && (row < 8 || column < 8)
  if (isCorner) return colour(finder, ...fromEdge)

  const centreRow = centres.find((centre) => Math.abs(centre - row) <= 2)
  const centreColumn = centres.find((centre) => Math.abs(centre - column) <= 2)
  if (centreRow !== undefined && centreColumn !== undefined) {
    const corners = ['6,6', `6,${size - 7}`, `${size - 7},6`]
    const isInFinder = corners.includes(`${centreRow},${centreColumn}`)
    if (!isInFinder) return colour(alignment, row - centreRow + 2, column - centreColumn + 2)
  }
  if (row === 6 || column === 6) return (row + column) % 2 === 0 ? '#' : '.'
  return row === size - 8 && column === 8 ? '#' : null
}

function colour(picture: readonly string[], row: number, column: number): '#' | '.' {
  return at(at(picture, row), column) === '#' ? '#' : '.'
}

// Both copies, highest bit first.
function formatPlaces(size: number): readonly [Place[], Place[]] {
  const inwards = [0, 1, 2, 3, 4, 5, 7]
  const first: Place[] = [
    ...inwards.map((column): Place => [8, column]),
    [8, 8],
    ...inwards.toReversed().map((row): Place => [row, 8]),
  ]
  const second = first.map((_, index): Place => {
    return index < 7 ? [size - 1 - index, 8] : [8, size - 15 + index]
  })
  return [first, second]
}

// Both copies, highest bit first.
function versionPlaces(size: number): readonly [Place[], Place[]] {
  if (size < 45) return [[], []]
  const first = Array.from({ length: 18 }, (_, index): Place => {
    return [5 - Math.trunc(index / 3), size - 9 - (index % 3)]
  })
  return [first, first.map(([row, column]): Place => [column, row])]
}

function readNumber(matrix: QrMatrix, places: readonly Place[]): number {
  const bits = places.map(([row, column]) => (at(at(matrix, row), column) ? '1' : '0'))
  return Number.parseInt(bits.join(''), 2)
}

// Every module that is neither pattern nor format nor version, in the order of reading.
function dataPlaces(size: number): Place[] {
  const centres = alignmentCentres(size)
  const taken = new Set([...formatPlaces(size), ...versionPlaces(size)].flat().map(String))
  const columns = Array.from({ length: size }, (_, index) => index).filter((index) => index !== 6)
  const places: Place[] = []
  for (let pair = 0; pair < columns.length / 2; pair++) {
    for (let step = 0; step < size; step++) {
      const row = pair % 2 === 0 ? size - 1 - step : step
      places.push([row, at(columns, size - 2 - 2 * pair)], [row, at(columns, size - 3 - 2 * pair)])
    }
  }
  const isPattern = (place: Place) => patternAt(centres, size, place) !== null
  return places.filter((place) => !isPattern(place) && !taken.has(String(place)))
}

function readFormat(matrix: QrMatrix): { level: QrLevel, mask: number } {
  const [format, copy] = formatPlaces(matrix.length).map((places) => readNumber(matrix, places))
  assert.equal(copy, format, 'both copies of the format are the same')
  for (const level of levels) {
    const mask = formats[level].findIndex((bits) => bits === format)
    if (mask !== -1) return { level, mask }
  }
  assert.fail(`no format is ${format}`)
}

function readCodewords(matrix: QrMatrix, mask: number): number[] {
  const flip = at(flips, mask)
  const bits = dataPlaces(matrix.length).map(([row, column]) => {
    return at(at(matrix, row), column) === flip(row, column) ? '0' : '1'
  })
  const leftOver = bits.splice(bits.length - (bits.length % 8))
  assert.ok(!leftOver.includes('1'), 'the bits after the last byte are 0')
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
  for (const block of blocks) assert.deepEqual(syndromes(block, checkBytesPerBlock), [])
  return data
}

function syndromes(block: readonly number[], count: number): number[] {
  const roots = powers.slice(0, count)
  return roots
    .map((root) => block.reduce((sum, byte) => product(sum, root) ^ byte, 0))
    .filter((remainder) => remainder !== 0)
}

function readText(data: readonly number[], version: number): string {
  const bits = data.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  assert.equal(bits.slice(0, 4), '0100', 'byte mode')
  const start = version < 10 ? 12 : 20
  const end = start + 8 * Number.parseInt(bits.slice(4, start), 2)
  const padding = bits.slice(end)
  assert.equal(padding, `0000${'1110110000010001'.repeat(data.length)}`.slice(0, padding.length))
  const bytes = bits.slice(start, end).match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString()
}

function decode(matrix: QrMatrix): { text: string, version: number, level: QrLevel } {
  const size = matrix.length
  const version = (size - 17) / 4
  const centres = alignmentCentres(size)
  matrix.forEach((modules, row) => {
    assert.equal(modules.length, size)
    modules.forEach((isDark, column) => {
      const expected = patternAt(centres, size, [row, column])
      if (expected !== null) assert.equal(isDark ? '#' : '.', expected, `at ${row}, ${column}`)
    })
  })
  if (version >= 7) {
    for (const places of versionPlaces(size)) {
      assert.equal(readNumber(matrix, places), at(versionCodes, version - 7))
    }
  }
  const { level, mask } = readFormat(matrix)
  const data = readBlocks(readCodewords(matrix, mask), version, level)
  return { text: readText(data, version), version, level }
}

// ---- Whole symbols

test('a symbol of each version can be read back when it is full', () => {
  for (const version of versions) {
    const level = at(levels, version % 4)
    const text = sampleText(capacities[level][version - 1] ?? 0)
    assert.deepEqual(decode(encodeQr(text, level)), { text, version, level })
  }
})

const samples: readonly [name: string, text: string, level: QrLevel, version: number][] = [
  ['an empty text', '', 'M', 1],
  ['one letter, which leaves much padding', 'x', 'L', 1],
  ['a short link', 'https://go.example/a1b2c3', 'M', 2],
  ['a link of 60 characters', `https://go.example/${'abcdefghi/'.repeat(5).slice(0, 41)}`, 'M', 4],
  ['one byte too many for a version', 'x'.repeat(15), 'M', 2],
  ['the first version with two bytes of length', 'x'.repeat(181), 'M', 10],
  ['letters of two, three and four bytes', 'é€😀', 'Q', 1],
  ['eight letters of two bytes each', 'é'.repeat(8), 'M', 2],
]

for (const [name, text, level, version] of samples) {
  test(`${name} can be read back`, () => {
    assert.deepEqual(decode(encodeQr(text, level)), { text, version, level })
  })
}

test('the level is M unless it is named', () => {
  assert.equal(decode(encodeQr('text')).level, 'M')
})

test('a text that fits into no version is refused', () => {
  for (const level of levels) {
    const most = capacities[level].at(-1) ?? 0
    const limit = `level ${level} holds at most ${most}`
    const message = `Cannot encode ${most + 1} bytes as a QR code: ${limit}`
    assert.throws(() => encodeQr('x'.repeat(most + 1), level), { name: 'RangeError', message })
  }
  assert.throws(() => encodeQr('é'.repeat(1477), 'L'), /Cannot encode 2954 bytes/)
})

function sampleText(length: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&()*+,;=%'
  return Array.from({ length }, (_, index) => letters[(index * index + 7 * index) % 58]).join('')
}

// ---- Masks

const penalties: readonly [name: string, picture: string, penalty: number][] = [
  ['a row of alternating modules', '#.#.#.', 0],
  ['four of one colour', '####....', 0],
  ['five dark and five light', '#####.....', 3 + 3],
  ['six and six', '######......', 4 + 4],
  ['five below each other', '# . # . #/# # . # ./# . # . #/# # . # ./# . # . #', 3 + 20],
  ['squares of four', '##../##../..##/..##', 4 * 3],
  ['an area of two by three counts as two squares', '###.../###...', 4 * 3],
  ['a finder line before four light modules', '#.###.#....', 40],
  ['a finder line after four light modules', '....#.###.#', 40],
  ['a finder line between light modules counts once', '#.##....#.###.#....##.#', 40],
  ['a finder line beside three light modules', '#...#.###.#...#', 0],
  ['two finder lines that overlap', '##....#.###.###.#....##', 80],
  ['54.5 % dark', '#.#.#.#.#.#', 0],
  ['55.6 % dark', '#.#.#.#.#', 10],
  ['60 % dark', '#.#.#', 20],
  ['60 % light', '.#.#.', 20],
  ['all dark, as a square', '##/##', 3 + 100],
]

for (const [name, picture, penalty] of penalties) {
  test(`the penalty is ${penalty} for ${name}`, () => {
    const rows = picture.replaceAll(' ', '').split('/')
    assert.equal(penaltyOf(rows.map((row) => [...row].map((module) => module === '#'))), penalty)
  })
}

test('each mask flips the modules that the standard says', () => {
  assert.equal(masks.length, flips.length)
  for (let row = 0; row < 12; row++) {
    for (let column = 0; column < 12; column++) {
      const actual = masks.map((mask) => mask(row, column))
      assert.deepEqual(actual, flips.map((flip) => flip(row, column)), `at ${row}, ${column}`)
    }
  }
})

test('a symbol has the mask with the lowest penalty of all eight', () => {
  const used = new Set<number>()
  for (let length = 1; length < 40; length++) {
    const matrix = encodeQr(sampleText(length))
    const { mask } = readFormat(matrix)
    assert.equal(mask, easiestMasks(matrix, mask)[0])
    used.add(mask)
  }
  assert.ok(used.size >= 6, 'the texts use most of the masks')
})

test('of two masks with the same penalty, the first is used', () => {
  const matrix = encodeQr('t50')
  const { mask } = readFormat(matrix)
  assert.deepEqual({ mask, easiest: easiestMasks(matrix, mask) }, { mask: 0, easiest: [0, 4] })
})

function easiestMasks(matrix: QrMatrix, mask: number): number[] {
  const scores = flips.map((_, other) => penaltyOf(remask(matrix, mask, other)))
  const lowest = Math.min(...scores)
  return scores.flatMap((score, other) => (score === lowest ? [other] : []))
}

function remask(matrix: QrMatrix, mask: number, other: number): QrMatrix {
  const rows = matrix.map((modules) => [...modules])
  for (const [row, column] of dataPlaces(rows.length)) {
    const isChanged = at(flips, mask)(row, column) !== at(flips, other)(row, column)
    at(rows, row)[column] = at(at(rows, row), column) !== isChanged
  }
  for (const places of formatPlaces(rows.length)) {
    places.forEach(([row, column], index) => {
      at(rows, row)[column] = ((at(formats.M, other) >> (14 - index)) & 1) === 1
    })
  }
  return rows
}

// ---- Pictures

// Light modules all around, four deep.
function withQuietZone(matrix: QrMatrix): string[] {
  const side = matrix.length + 8
  const frame = Array<string>(4).fill('.'.repeat(side))
  const rows = matrix.map((row) => `....${row.map((isDark) => (isDark ? '#' : '.')).join('')}....`)
  return [...frame, ...rows, ...frame]
}

test('the SVG is a white square and one black path of the dark modules', () => {
  const matrix = encodeQr('https://go.example/a1b2c3')
  const svg = drawQrSvg(matrix)
  const [, path = ''] = svg.match(/<path fill="#000" d="([^"]*)"\/>/) ?? []
  assert.equal(
    svg.replace(path, '…'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33" shape-rendering="crispEdges">' +
      '<rect width="33" height="33" fill="#fff"/><path fill="#000" d="…"/></svg>',
  )
  const canvas = Array.from({ length: 33 }, () => Array<string>(33).fill('.'))
  for (const bar of path.match(/M[^z]*z/g) ?? []) {
    const [, x, y, width] = bar.match(/^M(\d+) (\d+)h(\d+)v1h-\3z$/) ?? assert.fail(bar)
    at(canvas, Number(y)).fill('#', Number(x), Number(x) + Number(width))
  }
  assert.deepEqual(canvas.map((row) => row.join('')), withQuietZone(matrix))
  assert.equal(path.replaceAll(/M\d+ \d+h\d+v1h-\d+z/g, ''), '')
})

for (const scale of [1, 3, 32]) {
  test(`the PNG at scale ${scale} has ${scale} by ${scale} pixels for each module`, () => {
    const matrix = encodeQr('https://go.example/a1b2c3')
    const png = Buffer.from(drawQrPng(matrix, { scale }))
    const side = 33 * scale
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [side, side])
    const lines = inflateSync(png.subarray(41, -16))
    const rowBytes = 1 + Math.ceil(side / 8)
    const pictures = Array.from({ length: side }, (_, row) => {
      const bytes = lines.subarray(row * rowBytes + 1, (row + 1) * rowBytes)
      const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
      return bits.slice(0, side).replaceAll('0', '#').replaceAll('1', '.')
    })
    const widen = (row: string) => row.replaceAll(/./g, (module) => module.repeat(scale))
    const wide = withQuietZone(matrix).map(widen)
    assert.deepEqual(pictures, wide.flatMap((row) => Array<string>(scale).fill(row)))
  })
}

test('the PNG refuses a scale that is no whole number from 1 to 32', () => {
  for (const scale of [0, -1, 1.5, 33, Number.NaN]) {
    const message = `Cannot draw a QR code at scale ${scale}: use a whole number from 1 to 32`
    assert.throws(() => drawQrPng(encodeQr('x'), { scale }), { name: 'RangeError', message })
  }
})

const zbarimg = ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable']
const hasZbarimg = spawnSync('zbarimg', ['--version']).status === 0

test('zbarimg reads a symbol of each version', {
  skip: hasZbarimg ? false : 'zbarimg is not installed (apt-get install zbar-tools)',
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'qr-'))
  try {
    const texts = versions.map((version) => {
      const level = at(levels, (version + 1) % 4)
      return { version, level, text: sampleText(at(capacities[level], version - 1)) }
    })
    const files = texts.map(({ version, level, text }) => {
      const file = join(folder, `${version}-${level}.png`)
      writeFileSync(file, drawQrPng(encodeQr(text, level), { scale: 3 }))
      return file
    })
    const { stdout } = spawnSync('zbarimg', [...zbarimg, ...files], { encoding: 'utf8' })
    assert.deepEqual(stdout.trimEnd().split('\n'), texts.map(({ text }) => text))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
