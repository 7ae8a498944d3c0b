// Which lines of the project no lesson quotes yet. The list is in `lessons/uncovered.json` and may
// only shrink: when the course is complete, it's empty.

import type { SourceFile } from './declarations.ts'
import { findQuoted } from './extract.ts'
import { findQuotes, type ReadSource } from './fences.ts'

/** A stretch of lines, counted from 1; the last belongs to it. */
export type LineRange = readonly [first: number, last: number]

export type Uncovered = {
  /** How many lines no lesson quotes; blank ones don't count. */
  lines: number
  /** The stretches of each file that has any, by its path. */
  files: ReadonlyMap<string, readonly LineRange[]>
}

/** Gives the lines of each file that these texts quote. */
export function quotedLines(
  texts: readonly string[],
  readSource: ReadSource,
): ReadonlyMap<string, ReadonlySet<number>> {
  const covered = new Map<string, Set<number>>()
  for (const { path, name } of texts.flatMap(findQuotes)) {
    const { first, last } = findQuoted(readSource(path), name)
    const lines = covered.get(path) ?? new Set()
    for (let line = first; line <= last; line += 1) lines.add(line)
    covered.set(path, lines)
  }
  return covered
}

/** Finds the stretches of a file that are not among the quoted lines. */
export function uncoveredRanges(text: string, quoted: ReadonlySet<number>): readonly LineRange[] {
  const ranges: [number, number][] = []
  let isOpen = false
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const number = index + 1
    const last = ranges.at(-1)
    if (quoted.has(number)) isOpen = false
    else if (isOpen && last !== undefined) last[1] = number
    else isOpen = ranges.push([number, number]) > 0
  }
  return ranges
}

/** Finds what no lesson quotes. `texts` are the Markdown of all lessons. */
export function findUncovered(
  sources: readonly SourceFile[],
  texts: readonly string[],
  readSource: ReadSource,
): Uncovered {
  const covered = quotedLines(texts, readSource)
  const files = new Map<string, readonly LineRange[]>()
  let lines = 0
  for (const { path, text } of sources) {
    const quoted = covered.get(path) ?? new Set<number>()
    const ranges = uncoveredRanges(text, quoted)
    if (ranges.length > 0) files.set(path, ranges)
    lines += text.split('\n')
      .filter((line, index) => line.trim() !== '' && !quoted.has(index + 1)).length
  }
  return { lines, files }
}

/** Writes the list as JSON with a line for each file: `"src/http/app.ts": "1-20, 31"`. */
export function formatUncovered({ lines, files }: Uncovered): string {
  const rows = [...files].map(([path, ranges]) => {
    const text = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    return `    ${JSON.stringify(path)}: ${JSON.stringify(text.join(', '))}`
  })
  const body = rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n  }`
  return `{\n  "lines": ${lines},\n  "files": ${body}\n}\n`
}
