// Answers that stay hidden until the reader opens them, written as code hosts understand them:
// `<details>`, `<summary>Title</summary>` and `</details>`, each alone on its line.

import { isBlank, type Found, type ReadInside } from './block.ts'
import { endOfFence } from './fences.ts'

/** Reads a block of `<details>`; one that is not closed goes on to the last line. */
export function readDetails(
  lines: readonly string[],
  at: number,
  readInside: ReadInside,
): Found | undefined {
  if (lines[at]?.trim() !== '<details>') return undefined
  const end = closingLine(lines, at)
  const body = lines.slice(at + 1, end)
  const first = body.findIndex((line) => !isBlank(line))
  const summary = /^<summary>(.*)<\/summary>$/.exec(body[first]?.trim() ?? '')?.[1]
  const rest = summary === undefined ? body : body.slice(first + 1)
  return {
    block: { kind: 'details', summary: summary ?? 'More', blocks: readInside(rest) },
    next: end + 1,
  }
}

// Details may contain details; in code they mean nothing.
function closingLine(lines: readonly string[], at: number): number {
  let depth = 1
  for (let next = at + 1; next < lines.length; next += 1) {
    next = endOfFence(lines, next) ?? next
    const line = lines[next]?.trim()
    if (line === '<details>') depth += 1
    if (line === '</details>') depth -= 1
    if (depth === 0) return next
  }
  return lines.length
}
