// Writes gray pictures as PNG files: a signature, then chunks (length, type, data, checksum), of
// which three are enough: a header, the compressed pixels, and an end. Lesson: the-page (appendix)

import { crc32, deflateSync } from 'node:zlib'

/**
 * Encodes rows of gray values, one for each pixel: 0 is black, white is 1 or, with 8 bits, 255.
 *
 * Throws a `RangeError` when there are no pixels, when rows differ in length, or when a value does
 * not fit into a bit. Source: PNG specification (third edition), sections 5 and 11.2.
 */
export function encodePng(rows: readonly Uint8Array[], bitDepth: 1 | 8): Uint8Array {
  const width = checkedWidth(rows)
  const scanlines = rows.map((row) => scanline(bitDepth === 1 ? packBits(row) : row))
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, rows.length, bitDepth)),
    chunk('IDAT', deflateSync(Buffer.concat(scanlines))),
    chunk('IEND', new Uint8Array()),
  ])
}

// Not ASCII at first, and with both kinds of line end: a transfer as text damages it visibly.
const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

function checkedWidth(rows: readonly Uint8Array[]): number {
  const width = rows[0]?.length ?? 0
  if (width === 0) throw new RangeError('Cannot encode a picture without pixels')
  for (const [index, row] of rows.entries()) {
    if (row.length === width) continue
    throw new RangeError(`Row ${index} has ${row.length} pixels, the first has ${width}`)
  }
  return width
}

// The first bit of a byte is the pixel furthest to the left; the last byte is filled up with 0.
function packBits(row: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(row.length / 8))
  for (const [column, value] of row.entries()) {
    if (value > 1) throw new RangeError(`Gray value ${value} does not fit into one bit`)
    packed[column >> 3] = (packed[column >> 3] ?? 0) | (value << (7 - (column & 7)))
  }
  return packed
}

// Each row begins with the number of its filter: 0 leaves the bytes as they are.
function scanline(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(0), bytes])
}

function header(width: number, height: number, bitDepth: number): Uint8Array {
  const data = Buffer.alloc(13) // what stays 0: colour type gray, deflate, filters, not interlaced
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.writeUInt8(bitDepth, 8)
  return data
}

// The checksum covers type and data, but not the length.
function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), typed, uint32(crc32(typed))])
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
