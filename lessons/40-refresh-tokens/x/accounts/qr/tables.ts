// The tables of the QR code standard: what each of the forty versions (sizes) holds at each level.
// The standard gives no formula for them, so they are copied as they are.
// Lesson: the-page (appendix)

/** How much damage a symbol survives: about 7 % (L), 15 % (M), 25 % (Q) or 30 % (H). */
export type QrLevel = 'L' | 'M' | 'Q' | 'H'

/** What one version holds at one level. */
export type QrPlan = {
  readonly version: number
  readonly level: QrLevel
  /** Modules along one side. */
  readonly size: number
  /** Bytes for mode, length, text and padding, in all blocks together. */
  readonly dataBytes: number
  /** Blocks that the data is dealt into; each gets check bytes of its own. */
  readonly blocks: number
  readonly checkBytesPerBlock: number
  /** Rows (and columns) on which alignment patterns have their centres. */
  readonly alignment: readonly number[]
}

export const lastVersion = 40

/**
 * Looks up a version, 1 to 40, at a level.
 *
 * Throws a `RangeError` for a version that does not exist. Source: ISO/IEC 18004:2015, table 9
 * and annex E.
 */
export function planOf(version: number, level: QrLevel): QrPlan {
  const row = versions[version - 1]
  if (row === undefined) throw new RangeError(`No QR code has version ${version}: use 1 to 40`)
  const [bytes, low, medium, quartile, high, alignment] = row
  const [checkBytesPerBlock, blocks] = { L: low, M: medium, Q: quartile, H: high }[level]
  const dataBytes = bytes - checkBytesPerBlock * blocks
  const size = 17 + 4 * version
  return { version, level, size, dataBytes, blocks, checkBytesPerBlock, alignment }
}

type Checks = readonly [checkBytesPerBlock: number, blocks: number]
type Row = readonly [
  bytes: number, L: Checks, M: Checks, Q: Checks, H: Checks, alignment: readonly number[],
]

const versions: readonly Row[] = [
  // all      L         M         Q         H      alignment
  [  26, [ 7,  1], [10,  1], [13,  1], [17,  1], []],
  [  44, [10,  1], [16,  1], [22,  1], [28,  1], [6, 18]],
  [  70, [15,  1], [26,  1], [18,  2], [22,  2], [6, 22]],
  [ 100, [20,  1], [18,  2], [26,  2], [16,  4], [6, 26]],
  [ 134, [26,  1], [24,  2], [18,  4], [22,  4], [6, 30]],
  [ 172, [18,  2], [16,  4], [24,  4], [28,  4], [6, 34]],
  [ 196, [20,  2], [18,  4], [18,  6], [26,  5], [6, 22, 38]],
  [ 242, [24,  2], [22,  4], [22,  6], [26,  6], [6, 24, 42]],
  [ 292, [30,  2], [22,  5], [20,  8], [24,  8], [6, 26, 46]],
  [ 346, [18,  4], [26,  5], [24,  8], [28,  8], [6, 28, 50]],
  [ 404, [20,  4], [30,  5], [28,  8], [24, 11], [6, 30, 54]],
  [ 466, [24,  4], [22,  8], [26, 10], [28, 11], [6, 32, 58]],
  [ 532, [26,  4], [22,  9], [24, 12], [22, 16], [6, 34, 62]],
  [ 581, [30,  4], [24,  9], [20, 16], [24, 16], [6, 26, 46, 66]],
  [ 655, [22,  6], [24, 10], [30, 12], [24, 18], [6, 26, 48, 70]],
  [ 733, [24,  6], [28, 10], [24, 17], [30, 16], [6, 26, 50, 74]],
  [ 815, [28,  6], [28, 11], [28, 16], [28, 19], [6, 30, 54, 78]],
  [ 901, [30,  6], [26, 13], [28, 18], [28, 21], [6, 30, 56, 82]],
  [ 991, [28,  7], [26, 14], [26, 21], [26, 25], [6, 30, 58, 86]],
  [1085, [28,  8], [26, 16], [30, 20], [28, 25], [6, 34, 62, 90]],
  [1156, [28,  8], [26, 17], [28, 23], [30, 25], [6, 28, 50, 72, 94]],
  [1258, [28,  9], [28, 17], [30, 23], [24, 34], [6, 26, 50, 74, 98]],
  [1364, [30,  9], [28, 18], [30, 25], [30, 30], [6, 30, 54, 78, 102]],
  [1474, [30, 10], [28, 20], [30, 27], [30, 32], [6, 28, 54, 80, 106]],
  [1588, [26, 12], [28, 21], [30, 29], [30, 35], [6, 32, 58, 84, 110]],
  [1706, [28, 12], [28, 23], [28, 34], [30, 37], [6, 30, 58, 86, 114]],
  [1828, [30, 12], [28, 25], [30, 34], [30, 40], [6, 34, 62, 90, 118]],
  [1921, [30, 13], [28, 26], [30, 35], [30, 42], [6, 26, 50, 74, 98, 122]],
  [2051, [30, 14], [28, 28], [30, 38], [30, 45], [6, 30, 54, 78, 102, 126]],
  [2185, [30, 15], [28, 29], [30, 40], [30, 48], [6, 26, 52, 78, 104, 130]],
  [2323, [30, 16], [28, 31], [30, 43], [30, 51], [6, 30, 56, 82, 108, 134]],
  [2465, [30, 17], [28, 33], [30, 45], [30, 54], [6, 34, 60, 86, 112, 138]],
  [2611, [30, 18], [28, 35], [30, 48], [30, 57], [6, 30, 58, 86, 114, 142]],
  [2761, [30, 19], [28, 37], [30, 51], [30, 60], [6, 34, 62, 90, 118, 146]],
  [2876, [30, 19], [28, 38], [30, 53], [30, 63], [6, 30, 54, 78, 102, 126, 150]],
  [3034, [30, 20], [28, 40], [30, 56], [30, 66], [6, 24, 50, 76, 102, 128, 154]],
  [3196, [30, 21], [28, 43], [30, 59], [30, 70], [6, 28, 54, 80, 106, 132, 158]],
  [3362, [30, 22], [28, 45], [30, 62], [30, 74], [6, 32, 58, 84, 110, 136, 162]],
  [3532, [30, 24], [28, 47], [30, 65], [30, 77], [6, 26, 54, 82, 110, 138, 166]],
  [3706, [30, 25], [28, 49], [30, 68], [30, 81], [6, 30, 58, 86, 114, 142, 170]],
]
