// Where the data goes: bit after bit into the free modules, in columns two modules wide, from the
// bottom right corner up, down the next column, up the next, and so on to the left.
// Lesson: the-page (appendix)

import type { Grid } from './grid.ts'

export type Place = readonly [row: number, column: number]

/**
 * Lists the free modules in the order in which they take data.
 *
 * Source: ISO/IEC 18004:2015, 7.7.3.
 */
export function dataPlaces(grid: Grid): Place[] {
  return zigzag(grid.size).filter(([row, column]) => grid.isFree(row, column))
}

/** Says whether a bit of the codewords is 1; the few modules left over at the end get 0. */
export function bitAt(codewords: readonly number[], index: number): boolean {
  const byte = codewords[index >> 3] ?? 0
  return ((byte >> (7 - (index & 7))) & 1) === 1
}

// The column of the timing line is left out, so the pairs to its left begin at odd columns.
function zigzag(size: number): Place[] {
  const places: Place[] = []
  let isUpward = true
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step++) {
      const row = isUpward ? size - 1 - step : step
      places.push([row, right], [row, right - 1])
    }
    isUpward = !isUpward
  }
  return places
}
