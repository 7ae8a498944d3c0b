// Ranges (RFC 9110, section 14): a client asks for parts of a file, to resume a download or to skip
// ahead in a video. Lesson: ranges (core)

/** Positions of the first and last byte, counted from 0. Both are included. */
export type ByteRange = { first: number; last: number }

// A player or reader asks for a few at a time. Thousands of tiny ones make the server send more
// framing than content (RFC 9110, section 17.15).
const maxRanges = 16

/**
 * Parses a Range header for a file of this size.
 *
 * `whole` means that the header is ignored: it's missing or malformed, its unit is unknown, or it
 * asks for more than the whole file. `unsatisfiable` means 416.
 */
export function parseRange(
  header: string | undefined,
  size: number,
): ByteRange[] | 'whole' | 'unsatisfiable' {
  const set = /^bytes=(.+)$/i.exec(header ?? '')?.[1]
  // No range fits an empty file, and some clients always ask for `bytes=0-`.
  if (set === undefined || size === 0) return 'whole'
  const specs = set.split(',').map((spec) => spec.trim()).filter((spec) => spec !== '')
  if (specs.length === 0 || specs.length > maxRanges) return 'whole'
  const ranges: ByteRange[] = []
  for (const spec of specs) {
    const range = parseSpec(spec, size)
    if (range === 'malformed') return 'whole'
    if (range.first <= range.last) ranges.push(range)
  }
  if (ranges.length === 0) return 'unsatisfiable'
  return lengthOf(ranges) > size ? 'whole' : ranges
}

/** Counts the bytes of some ranges together. */
export function lengthOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)
}

/** Formats a Content-Range: `bytes 0-4/10`. */
export function formatContentRange({ first, last }: ByteRange, size: number): string {
  return `bytes ${first}-${last}/${size}`
}

/** A piece of a body: text of our own, or bytes of the file. */
export type Piece = string | ByteRange

/**
 * Lays several ranges out as the pieces of a multipart/byteranges body (RFC 9110, section 14.6).
 * The boundary must not occur in the content: make it random.
 */
export function layOutParts(
  ranges: readonly ByteRange[],
  { size, contentType, boundary }: { size: number; contentType: string; boundary: string },
): Piece[] {
  const parts = ranges.flatMap((range, index) => [
    `${index === 0 ? '' : '\r\n'}--${boundary}\r\n` +
      `content-type: ${contentType}\r\n` +
      `content-range: ${formatContentRange(range, size)}\r\n\r\n`,
    range,
  ])
  return [...parts, `\r\n--${boundary}--\r\n`]
}

/** Counts the bytes of a body in pieces. */
export function lengthOfPieces(pieces: readonly Piece[]): number {
  const length = (piece: Piece) =>
    typeof piece === 'string' ? Buffer.byteLength(piece) : lengthOf([piece])
  return pieces.reduce((sum, piece) => sum + length(piece), 0)
}

// `0-4`, `5-` (to the end) or `-3` (the last three). One after the end of the file comes out empty:
// its first byte is after its last.
function parseSpec(spec: string, size: number): ByteRange | 'malformed' {
  const [, firstText = '', lastText = ''] = /^(\d*)-(\d*)$/.exec(spec) ?? []
  if (firstText === '' && lastText === '') return 'malformed'
  if (firstText === '') return { first: Math.max(size - Number(lastText), 0), last: size - 1 }
  const first = Number(firstText)
  if (lastText === '') return { first, last: size - 1 }
  const last = Number(lastText)
  return last < first ? 'malformed' : { first, last: Math.min(last, size - 1) }
}
