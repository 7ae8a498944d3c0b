// Where things are in a QR code (ISO/IEC 18004:2015): patterns, format, version and data, and what
// its masks flip. It's written from the standard, independently of our encoder, which it checks.

import type { QrMatrix } from '../../basics/qr/grid.ts'

// Table C.1, masks 0 to 7.
export const formats = {
  L: [0x77c4, 0x72f3, 0x7daa, 0x789d, 0x662f, 0x6318, 0x6c41, 0x6976],
  M: [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0],
  Q: [0x355f, 0x3068, 0x3f31, 0x3a06, 0x24b4, 0x2183, 0x2eda, 0x2bed],
  H: [0x1689, 0x13be, 0x1ce7, 0x19d0, 0x0762, 0x0255, 0x0d0c, 0x083b],
}

// Table D.1, versions 7 to 40.
export const versionCodes = [
  0x07c94, 0x085bc, 0x09a99, 0x0a4d3, 0x0bbf6, 0x0c762, 0x0d847, 0x0e60d, 0x0f928, 0x10b78,
  0x1145d, 0x12a17, 0x13532, 0x149a6, 0x15683, 0x168c9, 0x177ec, 0x18ec4, 0x191e1, 0x1afab,
  0x1b08e, 0x1cc1a, 0x1d33f, 0x1ed75, 0x1f250, 0x209d5, 0x216f0, 0x228ba, 0x2379f, 0x24b0b,
  0x2542e, 0x26a64, 0x27541, 0x28c69,
]

/** Gives an item that has to be there. */
export function at<Item>(list: ArrayLike<Item>, index: number): Item {
  const item = list[index]
  if (item === undefined) throw new RangeError(`There is nothing at ${index}`)
  return item
}

/** The masks; functions of the product modulo 6 where the standard has sums of two remainders. */
export const flips: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => ((row >> 1) + Math.trunc(column / 3)) % 2 === 0,
  (row, column) => (row * column) % 6 === 0,
  (row, column) => (row * column) % 6 < 3,
  (row, column) => (row + column + (row * column) % 3) % 2 === 0,
]

export type Place = readonly [row: number, column: number]

const finder = [
  '#######.', '#.....#.', '#.###.#.', '#.###.#.', '#.###.#.', '#.....#.', '#######.', '........',
]
const alignment = ['#####', '#...#', '#.#.#', '#...#', '#####']

/** Annex E as the formula that many decoders use, with its one exception. */
export function alignmentCentres(size: number): number[] {
  const version = (size - 17) / 4
  if (version === 1) return []
  const gaps = Math.trunc(version / 7) + 1
  const step = version === 32 ? 26 : 2 * Math.ceil((size - 13) / (2 * gaps))
  return [6, ...Array.from({ length: gaps }, (_, index) => size - 7 - index * step).reverse()]
}

/** The colour of a module that is the same in all symbols of a size, or null. */
export function patternAt(
  centres: readonly number[], size: number, place: Place,
): '#' | '.' | null {
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

/** Both copies, highest bit first. */
export function formatPlaces(size: number): readonly [Place[], Place[]] {
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

/** Both copies, highest bit first. */
export function versionPlaces(size: number): readonly [Place[], Place[]] {
  if (size < 45) return [[], []]
  const first = Array.from({ length: 18 }, (_, index): Place => {
    return [5 - Math.trunc(index / 3), size - 9 - (index % 3)]
  })
  return [first, first.map(([row, column]): Place => [column, row])]
}

export function readNumber(matrix: QrMatrix, places: readonly Place[]): number {
  const bits = places.map(([row, column]) => (at(at(matrix, row), column) ? '1' : '0'))
  return Number.parseInt(bits.join(''), 2)
}

/** Every module that is neither pattern nor format nor version, in the order of reading. */
export function dataPlaces(size: number): Place[] {
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
