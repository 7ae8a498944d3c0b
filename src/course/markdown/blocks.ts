// Takes Markdown apart into blocks: the part of CommonMark, and the tables and alerts of GitHub,
// that the lessons use. HTML is not passed through; `<details>` and `<summary>` are the exception.

import { isBlank, type Block, type Found, type ReadInside } from './block.ts'
import { readDetails } from './details.ts'
import { readFence, startsFence } from './fences.ts'
import { readList, startsList } from './lists.ts'
import { readTable, startsTable } from './tables.ts'

const heading = /^ {0,3}(#{1,6})(?:[ \t](.*))?$/
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const quote = /^ {0,3}> ?(.*)$/
const picture = /^!\[([^[\]]*)\]\(([^()\s]+)\)$/
const alertMark = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/i

// Each level copies the lines inside it, so unlimited depth would take unlimited time.
const deepest = 20

/** Reads a text as a list of blocks. */
export function parseBlocks(text: string): readonly Block[] {
  return readLines(text.replaceAll('\r\n', '\n').split('\n'), 0)
}

function readLines(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at += 1
      continue
    }
    const { block, next } = readBlock(lines, at, depth)
    blocks.push(block)
    at = next
  }
  return blocks
}

function readBlock(lines: readonly string[], at: number, depth: number): Found {
  const readInside: ReadInside = (inner) => readLines(inner, depth + 1)
  const leaf = readFence(lines, at) ?? readHeading(lines, at) ?? readRule(lines, at)
    ?? readTable(lines, at)
  if (leaf !== undefined) return leaf
  const container = depth === deepest
    ? undefined
    : readDetails(lines, at, readInside) ?? readQuote(lines, at, readInside)
      ?? readList(lines, at, { readInside, interrupts })
  return container ?? readParagraph(lines, at)
}

function readHeading(lines: readonly string[], at: number): Found | undefined {
  const [, marks, text = ''] = heading.exec(lines[at] ?? '') ?? []
  if (marks === undefined) return undefined
  // The marks may appear again at the end: `## Title ##`.
  const title = text.trim().replace(/(?:^|[ \t])#+$/, '').trim()
  return { block: { kind: 'heading', level: marks.length, text: title }, next: at + 1 }
}

function readRule(lines: readonly string[], at: number): Found | undefined {
  return rule.test(lines[at] ?? '') ? { block: { kind: 'rule' }, next: at + 1 } : undefined
}

function readQuote(
  lines: readonly string[],
  at: number,
  readInside: ReadInside,
): Found | undefined {
  const body: string[] = []
  let next = at
  for (; next < lines.length; next += 1) {
    const text = quote.exec(lines[next] ?? '')?.[1]
    if (text === undefined) break
    body.push(text)
  }
  if (body.length === 0) return undefined
  const alert = alertMark.exec(body[0]?.trim() ?? '')?.[1]?.toLowerCase()
  const blocks = readInside(alert === undefined ? body : body.slice(1))
  return { block: { kind: 'quote', alert, blocks }, next }
}

function readParagraph(lines: readonly string[], at: number): Found {
  const body = [(lines[at] ?? '').trim()]
  let next = at + 1
  for (; next < lines.length && !isBlank(lines[next]) && !interrupts(lines, next); next += 1) {
    body.push((lines[next] ?? '').trim())
  }
  const text = body.join('\n')
  const [, alt, source] = picture.exec(text) ?? []
  const isPicture = alt !== undefined && source !== undefined
  return { block: isPicture ? { kind: 'picture', alt, source } : { kind: 'paragraph', text }, next }
}

// What ends a paragraph without a blank line before it.
function interrupts(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  return startsFence(line) || heading.test(line) || rule.test(line) || quote.test(line)
    || startsList(line) || /^<\/?details>$/.test(line.trim()) || startsTable(lines, at)
}
