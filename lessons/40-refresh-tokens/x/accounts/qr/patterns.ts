// The patterns that every symbol of a version shares. A reader finds the symbol by its finders,
// counts its modules along the timing lines, and corrects for perspective at the alignment marks.
// Lesson: the-page (appendix)

import type { Grid } from './grid.ts'

/**
 * Draws finders, alignment patterns and timing lines.
 *
 * `alignment` are the rows and columns of the alignment patterns' centres. Source: ISO/IEC
 * 18004:2015, 6.3.
 */
export function drawPatterns(grid: Grid, alignment: readonly number[]): void {
  drawFinders(grid)
  drawAlignments(grid, alignment)
  drawTiming(grid)
}

// Rings from the centre outwards, `#` is dark. The last ring of a finder is the gap around it.
const finder = '##.#.'
const alignmentPattern = '#.#'

function drawFinders(grid: Grid): void {
  const near = 3
  const far = grid.size - 4
  drawRings(grid, [near, near], finder)
  drawRings(grid, [near, far], finder)
  drawRings(grid, [far, near], finder)
}

// In three corners of the raster there are finders already.
function drawAlignments(grid: Grid, alignment: readonly number[]): void {
  for (const row of alignment) {
    for (const column of alignment) {
      if (grid.isFree(row, column)) drawRings(grid, [row, column], alignmentPattern)
    }
  }
}

// Where the lines cross an alignment pattern, both have the same colours.
function drawTiming(grid: Grid): void {
  for (let place = 8; place < grid.size - 8; place++) {
    grid.set(6, place, place % 2 === 0)
    grid.set(place, 6, place % 2 === 0)
  }
}

function drawRings(grid: Grid, centre: readonly [number, number], rings: string): void {
  const [row, column] = centre
  const radius = rings.length - 1
  for (let down = -radius; down <= radius; down++) {
    for (let right = -radius; right <= radius; right++) {
      const ring = Math.max(Math.abs(down), Math.abs(right))
      grid.set(row + down, column + right, rings[ring] === '#')
    }
  }
}
