// Writes what changed between two texts as `diff -u` does, so that the course can show changes on a
// machine without that program.

import { lineChanges } from './lineChanges.ts'

export type DiffLine = { sign: ' ' | '-' | '+'; text: string }

/** Lines that changed, with some lines around them. The positions count from 1. */
export type Hunk = { oldStart: number; newStart: number; lines: readonly DiffLine[] }

const contextLines = 3

/** Gives the lines of both texts in one list: the same, removed, added. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const result: DiffLine[] = []
  let reached = 0
  for (const { start, end, lines } of lineChanges(before, after)) {
    result.push(
      ...withSign(' ', before.slice(reached, start)),
      ...withSign('-', before.slice(start, end)), ...withSign('+', lines),
    )
    reached = end
  }
  return [...result, ...withSign(' ', before.slice(reached))]
}

/** Puts changes that are close to each other into one hunk. */
export function hunksOf(lines: readonly DiffLine[]): Hunk[] {
  const hunks: { oldStart: number; newStart: number; lines: DiffLine[]; end: number }[] = []
  const positions = positionsOf(lines)
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const end = Math.min(lines.length, index + contextLines + 1)
    const last = hunks.at(-1)
    const begin = Math.max(0, index - contextLines)
    if (last !== undefined && begin <= last.end) {
      last.lines.push(...lines.slice(last.end, end))
      last.end = Math.max(last.end, end)
      continue
    }
    const { oldLine = 1, newLine = 1 } = positions[begin] ?? {}
    hunks.push({ oldStart: oldLine, newStart: newLine, lines: lines.slice(begin, end), end })
  }
  return hunks.map(({ oldStart, newStart, lines: shown }) => ({ oldStart, newStart, lines: shown }))
}

function withSign(sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }))
}

// The line of the old and of the new text at each line of the list.
function positionsOf(lines: readonly DiffLine[]): { oldLine: number; newLine: number }[] {
  let [oldLine, newLine] = [1, 1]
  return lines.map(({ sign }) => {
    const position = { oldLine, newLine }
    if (sign !== '+') oldLine += 1
    if (sign !== '-') newLine += 1
    return position
  })
}
