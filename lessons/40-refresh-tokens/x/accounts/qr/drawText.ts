// A QR code as text, for a terminal: one character shows two modules, one above the other.
// Lesson: share-it (tour)

import { styleText } from 'node:util'
import type { QrMatrix } from './grid.ts'

const quietZone = 4
// By what is light: the light modules are drawn, so that the code has a light frame around it.
const blocks = [' ', '▄', '▀', '█']

/**
 * Draws a QR code with half blocks, two rows of modules in one line of text.
 *
 * With colours it's white on black in every terminal. Without them the light modules have the
 * colour of text, which suits a dark background; most readers accept an inverted code as well.
 */
export function drawQrText(matrix: QrMatrix, { hasColours = false } = {}): string {
  const last = matrix.length + quietZone
  const isLight = (row: number, column: number) =>
    row < last && matrix[row]?.[column] !== true
  const lines: string[] = []
  for (let row = -quietZone; row < last; row += 2) {
    let line = ''
    for (let column = -quietZone; column < last; column += 1) {
      const shape = Number(isLight(row, column)) * 2 + Number(isLight(row + 1, column))
      line += blocks[shape]
    }
    lines.push(hasColours ? styleText(['whiteBright', 'bgBlack'], line, plain) : line)
  }
  return lines.join('\n')
}

// The caller has decided about colours.
const plain = { validateStream: false }
