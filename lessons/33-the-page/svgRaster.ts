// Paints the shapes of a picture as pixels, as a browser does: a pixel gets the color that is at
// its center.

import { SvgError, type Picture, type Point } from './svgShapes.ts'

/** A square of pixels, row by row. */
export type Raster = { side: number; pixels: Uint8Array }

export const unpainted = 0
export const dark = 1
export const light = 2

const mostCrossings = 2_000_000

/** Paints a picture into a square with this many pixels on each side. */
export function paint({ width, height, shapes }: Picture, side: number): Raster {
  const pixels = new Uint8Array(side * side)
  const scale = side / Math.max(width, height)
  // A picture that isn't square is in the middle.
  const [left, top] = [(side - width * scale) / 2, (side - height * scale) / 2]
  let crossings = 0
  for (const { isDark, isEvenOdd, outlines } of shapes) {
    const rows = new Map<number, [x: number, direction: number][]>()
    for (const outline of outlines) {
      const points = outline.map(([x, y]): Point => [x * scale + left, y * scale + top])
      points.forEach((point, index) => {
        crossings += cross(rows, side, point, points[(index + 1) % points.length] ?? point)
      })
      if (crossings > mostCrossings) throw new SvgError('so many lines')
    }
    for (const [row, found] of rows) {
      found.sort(([one], [other]) => one - other)
      fillRow(pixels, { row, side, found, isEvenOdd, color: isDark ? dark : light })
    }
  }
  return { side, pixels }
}

// Notes where an edge crosses the middle of a row of pixels.
function cross(
  rows: Map<number, [number, number][]>, side: number, [x0, y0]: Point, [x1, y1]: Point,
): number {
  if (y0 === y1) return 0
  const [upper, lower] = y0 < y1 ? [y0, y1] : [y1, y0]
  const [first, end] = [Math.max(0, firstIn(upper)), Math.min(side, firstIn(lower))]
  for (let row = first; row < end; row += 1) {
    const x = x0 + (row + 0.5 - y0) / (y1 - y0) * (x1 - x0)
    const found = rows.get(row) ?? []
    if (found.length === 0) rows.set(row, found)
    found.push([x, y0 < y1 ? 1 : -1])
  }
  return Math.max(0, end - first)
}

// The first pixel whose center isn't before a place. Sums of decimals are off by a little.
function firstIn(place: number): number {
  return Math.ceil(Math.round(place * 1e6) / 1e6 - 0.5)
}

function fillRow(pixels: Uint8Array, { row, side, found, isEvenOdd, color }: {
  row: number; side: number; found: readonly [number, number][]; isEvenOdd: boolean; color: number
}): void {
  let winding = 0
  found.forEach(([x, direction], index) => {
    winding += direction
    const isInside = isEvenOdd ? index % 2 === 0 : winding !== 0
    const next = found[index + 1]?.[0]
    if (!isInside || next === undefined) return
    const [first, end] = [Math.max(0, firstIn(x)), Math.min(side, firstIn(next))]
    if (first < end) pixels.fill(color, row * side + first, row * side + end)
  })
}
