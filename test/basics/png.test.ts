import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { encodePng } from '../../src/basics/png.ts'

// CRC-32 bit by bit, as annex D of the PNG specification defines it.
function slowCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

type Chunk = { type: string, data: Buffer }

function readChunks(png: Uint8Array): Chunk[] {
  const file = Buffer.from(png)
  const chunks: Chunk[] = []
  for (let start = 8; start < file.length; ) {
    const end = start + 8 + file.readUInt32BE(start)
    assert.equal(file.readUInt32BE(end), slowCrc(file.subarray(start + 4, end)))
    const type = file.toString('latin1', start + 4, start + 8)
    chunks.push({ type, data: file.subarray(start + 8, end) })
    start = end + 4
  }
  return chunks
}

function pixelBytes(png: Uint8Array): number[] {
  const [, data] = readChunks(png)
  return [...inflateSync(data?.data ?? '')]
}

test('a file is the signature and the chunks IHDR, IDAT and IEND, each with its CRC', () => {
  const png = encodePng([Uint8Array.of(0, 255)], 8)
  assert.deepEqual([...png.slice(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  assert.deepEqual(readChunks(png).map(({ type }) => type), ['IHDR', 'IDAT', 'IEND'])
  assert.equal(readChunks(png)[2]?.data.length, 0)
})

test('the header has width, height, bit depth and gray as colour type', () => {
  const rows = Array<Uint8Array>(2).fill(new Uint8Array(300))
  for (const bitDepth of [1, 8] as const) {
    const [header] = readChunks(encodePng(rows, bitDepth))
    assert.deepEqual([...header?.data ?? []], [0, 0, 1, 44, 0, 0, 0, 2, bitDepth, 0, 0, 0, 0])
  }
})

test('with 8 bits, each row is a filter byte 0 and its gray values', () => {
  const png = encodePng([Uint8Array.of(0, 127, 255), Uint8Array.of(1, 2, 3)], 8)
  assert.deepEqual(pixelBytes(png), [0, 0, 127, 255, 0, 1, 2, 3])
})

const packings: readonly [name: string, row: number[], bytes: number[]][] = [
  ['the first pixel is the highest bit', [1, 0, 0, 0, 0, 0, 0, 0], [0x80]],
  ['the eighth pixel is the lowest bit', [0, 0, 0, 0, 0, 0, 0, 1], [0x01]],
  ['a part of a byte is filled up with 0', [1, 1, 1], [0xe0]],
  ['the ninth pixel begins a byte', [0, 1, 0, 1, 0, 1, 0, 1, 1], [0x55, 0x80]],
]

for (const [name, row, bytes] of packings) {
  test(`with 1 bit, ${name}`, () => {
    assert.deepEqual(pixelBytes(encodePng([Uint8Array.from(row)], 1)), [0, ...bytes])
  })
}

const refusals: readonly [name: string, rows: number[][], bitDepth: 1 | 8, message: RegExp][] = [
  ['no rows', [], 8, /without pixels/],
  ['empty rows', [[], []], 8, /without pixels/],
  ['a row that is longer', [[1], [1], [1, 0]], 1, /^Row 2 has 2 pixels, the first has 1$/],
  ['a value over one bit', [[0, 2]], 1, /^Gray value 2 does not fit into one bit$/],
]

for (const [name, rows, bitDepth, message] of refusals) {
  test(`refuses ${name}`, () => {
    const bytes = rows.map((row) => Uint8Array.from(row))
    assert.throws(() => encodePng(bytes, bitDepth), { name: 'RangeError', message })
  })
}
