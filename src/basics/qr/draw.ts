// Pictures of a QR code: SVG for pages, PNG for everything else. Both have a light frame around the
// symbol, the quiet zone, without which readers do not find it. Lesson: the-page (appendix)

import { encodePng } from '../png.ts'
import type { QrMatrix } from './grid.ts'

const quietZone = 4

/**
 * Draws a QR code as an SVG document, one unit for each module.
 *
 * It has colours as attributes and neither styles nor scripts, so a strict Content-Security-Policy
 * lets it be inlined. It has no text: the page around it says what it shows.
 */
export function drawQrSvg(matrix: QrMatrix): string {
  const side = matrix.length + 2 * quietZone
  const path = matrix.map((modules, row) => pathOfRow(modules, row)).join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"` +
    ' shape-rendering="crispEdges">' +
    `<rect width="${side}" height="${side}" fill="#fff"/>` +
    `<path fill="#000" d="${path}"/></svg>`
  )
}

/**
 * Draws a QR code as a PNG file. `scale` is the width of a module in pixels, 1 to 32.
 *
 * Throws a `RangeError` for any other scale.
 */
export function drawQrPng(matrix: QrMatrix, { scale }: { scale: number }): Uint8Array {
  if (!Number.isInteger(scale) || scale < 1 || scale > 32) {
    throw new RangeError(`Cannot draw a QR code at scale ${scale}: use a whole number from 1 to 32`)
  }
  const side = matrix.length + 2 * quietZone
  const light = new Uint8Array(side * scale).fill(1)
  const frame = Array<Uint8Array>(quietZone * scale).fill(light)
  const rows = matrix.flatMap((modules) => {
    return Array<Uint8Array>(scale).fill(pixelsOfRow(modules, scale))
  })
  return encodePng([...frame, ...rows, ...frame], 1)
}

// One bar for each run of dark modules: go to its corner, then right, down, left and home.
function pathOfRow(modules: readonly boolean[], row: number): string {
  const bits = modules.map(Number).join('')
  const bars = bits.matchAll(/1+/g).map(({ 0: run, index }) => {
    return `M${index + quietZone} ${row + quietZone}h${run.length}v1h-${run.length}z`
  })
  return [...bars].join('')
}

function pixelsOfRow(modules: readonly boolean[], scale: number): Uint8Array {
  const pixels = new Uint8Array((modules.length + 2 * quietZone) * scale).fill(1)
  modules.forEach((isDark, column) => {
    const start = (column + quietZone) * scale
    if (isDark) pixels.fill(0, start, start + scale)
  })
  return pixels
}
