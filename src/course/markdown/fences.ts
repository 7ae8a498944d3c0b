// Blocks of code between two fences (CommonMark, section 4.5).

import type { Found } from './block.ts'

const opening = /^( {0,3})(`{3,}|~{3,})([^`]*)$/
const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/

/** Tells whether a line begins a block of code. */
export function startsFence(line: string): boolean {
  return opening.test(line)
}

/** Reads a block of code; one that is not closed goes on to the last line. */
export function readFence(lines: readonly string[], at: number): Found | undefined {
  const [, indentation = '', marker, info = ''] = opening.exec(lines[at] ?? '') ?? []
  if (marker === undefined) return undefined
  const end = closingFence(lines, at, marker)
  const text = lines.slice(at + 1, end).map((line) => withoutIndentation(line, indentation))
  return { block: { kind: 'code', info: info.trim(), text: text.join('\n') }, next: end + 1 }
}

/** Gives the number of the line that closes the fence of a line, or of the line after the last. */
export function endOfFence(lines: readonly string[], at: number): number | undefined {
  const marker = opening.exec(lines[at] ?? '')?.[2]
  return marker === undefined ? undefined : closingFence(lines, at, marker)
}

// The closing fence is at least as long as the opening one.
function closingFence(lines: readonly string[], at: number, marker: string): number {
  for (let next = at + 1; next < lines.length; next += 1) {
    if (closing.exec(lines[next] ?? '')?.[1]?.startsWith(marker)) return next
  }
  return lines.length
}

function withoutIndentation(line: string, indentation: string): string {
  return line.startsWith(indentation) ? line.slice(indentation.length) : line.trimStart()
}
