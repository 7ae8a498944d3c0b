// The oracles are independent of the source: tables of ISO/IEC 18004:2015, a decoder written from
// the standard (with its own masks, places and arithmetic), and zbarimg where it is installed.

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
import {
  at, dataPlaces, flips, formatPlaces, formats, versionCodes,
} from '../../src/course/check/qrPlaces.ts'
import { decodeQr, product, QrError, readFormat } from '../../src/course/check/qrReader.ts'

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

// The text, the version and the level of a symbol, whose padding has to be right too.
function decode(matrix: QrMatrix): { text: string, version: number, level: QrLevel } {
  const { padding, ...content } = decodeQr(matrix)
  assert.equal(padding, `0000${'1110110000010001'.repeat(3000)}`.slice(0, padding.length))
  return content
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

test('the decoder reads parts in other modes', () => {
  // 1-L: "AB", "123", then bytes. Written by hand from section 7.4.
  const bits = '0010' + '000000010' + '00111001101' + '0001' + '0000000011' + '0001111011'
    + '0100' + '00000001' + '01111010'
  assert.deepEqual(decodeQr(symbolOf(bits)).text, 'AB123z')
})

test('the decoder refuses what a reader would have to correct', () => {
  const matrix = encodeQr('https://go.example/a1b2c3')
  for (const [row, column] of [[0, 0], [8, 2], [12, 12], [24, 24]] as const) {
    const rows = matrix.map((modules) => [...modules])
    at(rows, row)[column] = !matrix[row]?.[column]
    assert.throws(() => decodeQr(rows), QrError, `${row}, ${column}`)
  }
  assert.throws(() => decodeQr(matrix.slice(1)), QrError)
  assert.throws(() => decodeQr([]), QrError)
  assert.throws(() => decodeQr(matrix.map((row) => row.toReversed())), QrError)
})

// A symbol 1-L with these data bits, made of one with another text.
function symbolOf(bits: string): QrMatrix {
  const plan = planOf(1, 'L')
  const padded = bits.padEnd(plan.dataBytes * 8, '0')
  const data = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  const codewords = [...data, ...checkBytes(data, plan.checkBytesPerBlock)]
  const rows = encodeQr('x', 'L').map((modules) => [...modules])
  const { mask } = readFormat(rows)
  dataPlaces(rows.length).forEach(([row, column], index) => {
    const isSet = ((codewords[index >> 3] ?? 0) >> (7 - (index & 7)) & 1) === 1
    at(rows, row)[column] = isSet !== at(flips, mask)(row, column)
  })
  return rows
}

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

test("the PNG refuses a scale that isn't a whole number from 1 to 32", () => {
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
