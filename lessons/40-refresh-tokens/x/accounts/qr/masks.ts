// Masks: data may happen to look like a finder, or be all dark. So each symbol is drawn with eight
// masks, which flip different modules of the data, and the one that is easiest to read is used.
// Lesson: the-page (appendix)

import type { QrMatrix } from './grid.ts'

export type Mask = (row: number, column: number) => boolean

/** The masks by number: each says whether it flips a module (ISO/IEC 18004:2015, table 10). */
export const masks: readonly Mask[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

/**
 * Scores how hard a symbol is to read: the mask with the lowest score is used.
 *
 * Source: ISO/IEC 18004:2015, 7.8.3.1. The quiet zone does not take part.
 */
export function penaltyOf(matrix: QrMatrix): number {
  const rows = matrix.map((modules) => modules.map(Number).join(''))
  const columns = matrix.map((_, column) => rows.map((row) => row.charAt(column)).join(''))
  const lines = [...rows, ...columns]
  return (
    sum(lines.map(runPenalty)) +
    sum(lines.map(finderPenalty)) +
    sum(rows.map((row, index) => squarePenalty(row, rows[index + 1] ?? ''))) +
    balancePenalty(rows.join(''))
  )
}

// Five modules of one colour in a row: 3, and 1 for each further one.
function runPenalty(line: string): number {
  const runs = line.match(/0{5,}|1{5,}/g) ?? []
  return sum(runs.map((run) => run.length - 2))
}

// What looks like a line through a finder, with four light modules before or after it: 40.
// Lookarounds take up no characters, so overlapping ones are found too.
function finderPenalty(line: string): number {
  const lookalikes = line.match(/(?<=0000)(?=1011101)|(?=10111010000)/g) ?? []
  return 40 * lookalikes.length
}

// Two by two modules of one colour: 3. Bigger areas count once for each such square in them.
function squarePenalty(row: string, next: string): number {
  let squares = 0
  for (let column = 1; column < next.length; column++) {
    const corners = row.slice(column - 1, column + 1) + next.slice(column - 1, column + 1)
    if (corners === '0000' || corners === '1111') squares++
  }
  return 3 * squares
}

// The share of dark modules: 10 for each whole 5 % away from one half.
function balancePenalty(modules: string): number {
  const darkPercent = (100 * modules.replaceAll('0', '').length) / modules.length
  return 10 * Math.floor(Math.abs(darkPercent - 50) / 5)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
