// Tables as on GitHub: a line of names, a line of dashes, and a line for each row.

import type { Alignment, Found } from './block.ts'

const dashes = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/

// Each row is filled up to the names of the head, so width times height must stay small.
const mostColumns = 50

/** Tells whether a table begins at a line. */
export function startsTable(lines: readonly string[], at: number): boolean {
  const [head = '', line = ''] = [lines[at], lines[at + 1]]
  if (!head.includes('|') || !line.includes('-') || !dashes.test(line.trim())) return false
  const width = cellsOf(line).length
  return width <= mostColumns && cellsOf(head).length === width
}

/** Reads a table: every row has as many cells as the head. */
export function readTable(lines: readonly string[], at: number): Found | undefined {
  if (!startsTable(lines, at)) return undefined
  const head = cellsOf(lines[at] ?? '')
  const alignments = cellsOf(lines[at + 1] ?? '').map(readAlignment)
  const rows: string[][] = []
  let next = at + 2
  for (; next < lines.length && (lines[next] ?? '').includes('|'); next += 1) {
    const cells = cellsOf(lines[next] ?? '')
    rows.push(head.map((_name, index) => cells[index] ?? ''))
  }
  return { block: { kind: 'table', alignments, head, rows }, next }
}

// `\|` is a bar inside a cell, also in code.
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

function readAlignment(cell: string): Alignment {
  const [isLeft, isRight] = [cell.startsWith(':'), cell.endsWith(':')]
  if (isLeft && isRight) return 'center'
  if (isRight) return 'right'
  return isLeft ? 'left' : undefined
}
