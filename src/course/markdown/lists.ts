// Bulleted and numbered lists (CommonMark, section 5.3).

import { isBlank, type Block, type Found, type ReadInside } from './block.ts'

const marker = /^ {0,3}(?:[-*+]|(\d{1,9})[.)])(?:[ \t]+|$)/
// A sentence may break before `2026.`, so only a list from 1 begins inside a paragraph.
const interruption = /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/

type Surroundings = {
  readInside: ReadInside
  /** Tells whether a line ends the paragraph before it. */
  interrupts(lines: readonly string[], at: number): boolean
}

/** Tells whether a line begins a list, even right after a paragraph. */
export function startsList(line: string): boolean {
  return interruption.test(line)
}

/** Reads a list with all of its items. */
export function readList(
  lines: readonly string[],
  at: number,
  surroundings: Surroundings,
): Found | undefined {
  const first = marker.exec(lines[at] ?? '')
  if (first === null) return undefined
  const isOrdered = first[1] !== undefined
  const items: (readonly Block[])[] = []
  let next = at
  while (next < lines.length) {
    const found = marker.exec(lines[next] ?? '')
    if (found === null || (found[1] !== undefined) !== isOrdered) break
    const end = endOfItem(lines, next, { indentation: found[0].length, ...surroundings })
    items.push(surroundings.readInside(linesOfItem(lines.slice(next, end), found[0].length)))
    next = end
    while (next < lines.length && isBlank(lines[next])) next += 1
  }
  return { block: { kind: 'list', start: isOrdered ? Number(first[1]) : undefined, items }, next }
}

type Item = { indentation: number; interrupts: Surroundings['interrupts'] }

// An item goes on as long as lines are indented under its text, over blank lines before such, and
// over lines that carry on its paragraph.
function endOfItem(lines: readonly string[], at: number, item: Item): number {
  let end = at + 1
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    if (isBlank(line)) continue
    const goesOn = isInside(line, item.indentation)
      || (end === next && !marker.test(line) && !item.interrupts(lines, next))
    if (!goesOn) break
    end = next + 1
  }
  return end
}

function isInside(line: string, indentation: number): boolean {
  return line.startsWith(' '.repeat(Math.min(indentation, 4)))
}

function linesOfItem(lines: readonly string[], indentation: number): string[] {
  return lines.map((line, index) => {
    if (index === 0) return line.slice(indentation)
    return line.slice(Math.min(indentation, line.length - line.trimStart().length))
  })
}
