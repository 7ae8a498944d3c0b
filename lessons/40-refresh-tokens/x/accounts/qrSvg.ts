// Draws the modules of a QR code, its small squares, as an SVG picture.

import { encodeQr } from './qr/encode.ts'

// A reader needs this many light modules around the code to find it.
const quietZone = 4

/** Makes a picture of a text, one unit for each module. It stays sharp at every size. */
export function drawQr(text: string): string {
  const rows = encodeQr(text)
  const side = rows.length + 2 * quietZone
  const squares = rows.flatMap((row, y) => row.map((isDark, x) =>
    isDark ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : ''))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" `
    + `shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/>`
    + `<path fill="#000" d="${squares.join('')}"/></svg>`
}
