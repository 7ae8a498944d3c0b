// Takes Markdown apart into blocks: the part of CommonMark, and the tables and alerts of GitHub, that
// the lessons use. HTML is not passed through; `<details>` and `<summary>` are the one exception.

export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'picture'; alt: string; source: string }
  | { kind: 'code'; info: string; text: string }
  | { kind: 'list'; start: number | undefined; items: readonly (readonly Block[])[] }
  | { kind: 'quote'; alert: string | undefined; blocks: readonly Block[] }
  | { kind: 'table'; alignments: readonly Alignment[]; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: 'details'; summary: string; blocks: readonly Block[] }
  | { kind: 'rule' }

export type Alignment = 'left' | 'center' | 'right' | undefined

type Found = { block: Block; next: number }

const fence = /^( {0,3})(`{3,}|~{3,})[ \t]*([^`]*?)[ \t]*$/
const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const bullet = /^( {0,3})(?:([-*+])|(\d{1,9})[.)])([ \t]+|$)/
const picture = /^!\[([^\]]*)\]\(([^()\s]+)\)$/
const alertMark = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/i
const tableRule = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/

/** Reads a text as a list of blocks. */
export function parseBlocks(text: string): readonly Block[] {
  return readLines(text.replaceAll('\r\n', '\n').split('\n'))
}

const readers: readonly ((lines: readonly string[], at: number) => Found | undefined)[] = [
  readFence, readHeading, readRule, readDetails, readQuote, readList, readTable,
]

function readLines(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at += 1
      continue
    }
    const { block, next } = readBlock(lines, at) ?? readParagraph(lines, at)
    blocks.push(block)
    at = next
  }
  return blocks
}

function readBlock(lines: readonly string[], at: number): Found | undefined {
  for (const read of readers) {
    const found = read(lines, at)
    if (found !== undefined) return found
  }
  return undefined
}

function readFence(lines: readonly string[], at: number): Found | undefined {
  const [, indentation = '', marker, info = ''] = fence.exec(lines[at] ?? '') ?? []
  if (marker === undefined) return undefined
  const body: string[] = []
  let next = at + 1
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1]
    if (closing?.startsWith(marker)) break
    body.push(line.startsWith(indentation) ? line.slice(indentation.length) : line.trimStart())
  }
  return { block: { kind: 'code', info, text: body.join('\n') }, next: next + 1 }
}

function readHeading(lines: readonly string[], at: number): Found | undefined {
  const [, marks, text = ''] = heading.exec(lines[at] ?? '') ?? []
  if (marks === undefined) return undefined
  return { block: { kind: 'heading', level: marks.length, text }, next: at + 1 }
}

function readRule(lines: readonly string[], at: number): Found | undefined {
  return rule.test(lines[at] ?? '') ? { block: { kind: 'rule' }, next: at + 1 } : undefined
}

function readDetails(lines: readonly string[], at: number): Found | undefined {
  if (lines[at]?.trim() !== '<details>') return undefined
  const end = closingDetails(lines, at)
  const body = lines.slice(at + 1, end)
  const first = body.findIndex((line) => !isBlank(line))
  const summary = /^<summary>(.*)<\/summary>$/.exec(body[first]?.trim() ?? '')?.[1]
  const rest = summary === undefined ? body : body.slice(first + 1)
  return {
    block: { kind: 'details', summary: summary ?? 'More', blocks: readLines(rest) },
    next: end + 1,
  }
}

// `<details>` inside of code is code.
function closingDetails(lines: readonly string[], at: number): number {
  let marker: string | undefined
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (marker === undefined && line.trim() === '</details>') return next
    if (marker === undefined) marker = mark
    else if (mark?.startsWith(marker)) marker = undefined
  }
  return lines.length
}

function readQuote(lines: readonly string[], at: number): Found | undefined {
  const body: string[] = []
  let next = at
  for (; next < lines.length; next += 1) {
    const [, text] = /^ {0,3}> ?(.*)$/.exec(lines[next] ?? '') ?? []
    if (text === undefined) break
    body.push(text)
  }
  if (body.length === 0) return undefined
  const alert = alertMark.exec(body[0]?.trim() ?? '')?.[1]?.toLowerCase()
  const blocks = readLines(alert === undefined ? body : body.slice(1))
  return { block: { kind: 'quote', alert, blocks }, next }
}

function readList(lines: readonly string[], at: number): Found | undefined {
  const first = bullet.exec(lines[at] ?? '')
  if (first === null) return undefined
  const isOrdered = first[3] !== undefined
  const items: Block[][] = []
  let next = at
  while (next < lines.length) {
    const marker = bullet.exec(lines[next] ?? '')
    if (marker === null || (marker[3] !== undefined) !== isOrdered) break
    const item = readItem(lines, next, marker[0].length)
    items.push(readLines(item.lines))
    next = item.next
  }
  return { block: { kind: 'list', start: isOrdered ? Number(first[3]) : undefined, items }, next }
}

// An item goes on as long as lines are indented under its text, and over blank lines before such.
function readItem(
  lines: readonly string[],
  at: number,
  indentation: number,
): { lines: string[]; next: number } {
  const body = [(lines[at] ?? '').slice(indentation)]
  let next = at + 1
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    const isInside = line.startsWith(' '.repeat(Math.min(indentation, 4))) && !isBlank(line)
    const isLazy = !isBlank(line) && !isBlank(lines[next - 1]) && !startsBlock(lines, next)
    if (isInside) body.push(line.slice(Math.min(indentation, line.length - line.trimStart().length)))
    else if (isLazy) body.push(line.trimStart())
    else if (isBlank(line) && goesOn(lines, next, indentation)) body.push('')
    else break
  }
  while (next < lines.length && isBlank(lines[next])) next += 1
  return { lines: body, next }
}

function goesOn(lines: readonly string[], at: number, indentation: number): boolean {
  const line = lines.slice(at, at + 4).find((each) => !isBlank(each))
  return line !== undefined && line.startsWith(' '.repeat(Math.min(indentation, 4)))
}

function readTable(lines: readonly string[], at: number): Found | undefined {
  const [head = '', line = ''] = [lines[at], lines[at + 1]]
  if (!head.includes('|') || !line.includes('-') || !tableRule.test(line.trim())) return undefined
  const alignments = cellsOf(line).map(readAlignment)
  const names = cellsOf(head)
  if (names.length !== alignments.length) return undefined
  const rows: string[][] = []
  let next = at + 2
  for (; next < lines.length && (lines[next] ?? '').includes('|'); next += 1) {
    const cells = cellsOf(lines[next] ?? '')
    rows.push(names.map((_name, index) => cells[index] ?? ''))
  }
  return { block: { kind: 'table', alignments, head: names, rows }, next }
}

// `\|` is a bar inside a cell, also in code.
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

function readAlignment(cell: string): Alignment {
  const [isLeft, isRight] = [cell.startsWith(':'), cell.endsWith(':')]
  if (isLeft && isRight) return 'center'
  return isRight ? 'right' : isLeft ? 'left' : undefined
}

function readParagraph(lines: readonly string[], at: number): Found {
  const body = [(lines[at] ?? '').trim()]
  let next = at + 1
  for (; next < lines.length && !isBlank(lines[next]) && !startsBlock(lines, next); next += 1) {
    body.push((lines[next] ?? '').trim())
  }
  const text = body.join('\n')
  const [, alt, source] = picture.exec(text) ?? []
  const isPicture = alt !== undefined && source !== undefined
  return { block: isPicture ? { kind: 'picture', alt, source } : { kind: 'paragraph', text }, next }
}

// What ends a paragraph without a blank line before it.
function startsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  return fence.test(line) || heading.test(line) || rule.test(line) || bullet.test(line)
    || /^ {0,3}>/.test(line) || /^<\/?details>$/.test(line.trim())
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === ''
}
