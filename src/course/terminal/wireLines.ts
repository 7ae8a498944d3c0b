// The bytes that were sent and that came back, with the wrong part marked.

import { markedPlaces } from '../check/markedPlaces.ts'
import type { WireTurn } from '../check/report.ts'
import { showByteText } from '../check/wire.ts'
import { line, span, widthOf, wrap, makeVisible, type Line, type Span } from './layout.ts'

export type Room = { columns: number; hasStyles: boolean }

const indent = '    '

// What is far from the mark is left out: a body of two megabytes would fill a thousand screens.
const maxBytes = 1_600
const aroundBytes = 400

const endings = {
  closed: 'then the connection was closed',
  reset: 'then the connection was reset',
  timeout: 'and then nothing more came',
}

/** Shows one turn of the conversation. */
export function wireLines(turn: WireTurn, room: Room): readonly Line[] {
  const isSent = turn.direction === 'sent'
  const heading = isSent ? span('  → sent', 'sent') : span('  ← received', 'received')
  const lines: Line[] = [line(heading)]
  for (const row of splitRows(markedPieces(turn))) lines.push(...rowLines(row, room))
  if (turn.bytes === '') lines.push(line(indent, span('nothing', 'quiet')))
  const { ending } = turn
  if (ending !== undefined) {
    lines.push(...wrap([span(indent), span(`(${endings[ending]})`, 'quiet')], room.columns, indent))
  }
  return lines
}

function rowLines(row: readonly Span[], { columns, hasStyles }: Room): readonly Line[] {
  const wrapped = wrap([span(indent), ...row], columns, indent)
  if (hasStyles) return wrapped
  return wrapped.flatMap((each) => {
    const carets = caretLine(each)
    return carets === undefined ? [each] : [each, carets]
  })
}

// Without colours the mark is a line of its own below.
function caretLine(spans: Line): Line | undefined {
  if (!spans.some(({ style }) => style === 'marked')) return undefined
  const carets = spans.map(({ text, style }) =>
    (style === 'marked' ? '^' : ' ').repeat(widthOf(text)))
  return line(carets.join('').trimEnd())
}

// The bytes before, in and after each mark. An empty mark is a place where something is missing.
function markedPieces(turn: WireTurn): readonly Span[] {
  const { bytes } = turn
  const pieces: Span[] = []
  let reached = 0
  for (const { start, end } of markedPlaces(turn)) {
    const marked = bytes.slice(start, end)
    const shown = marked === '' ? ' ' : shorten(marked, 'end')
    pieces.push(span(shorten(bytes.slice(reached, start), 'middle')), span(shown, 'marked'))
    reached = end
  }
  return [...pieces, span(shorten(bytes.slice(reached), 'end'))]
}

function shorten(bytes: string, omit: 'middle' | 'end'): string {
  if (bytes.length <= maxBytes) return showByteText(bytes)
  const head = omit === 'middle' ? aroundBytes : maxBytes - aroundBytes
  const tail = omit === 'middle' ? aroundBytes : 0
  const left = (bytes.length - head - tail).toLocaleString('en')
  const end = tail === 0 ? '' : `\n${showByteText(bytes.slice(-tail))}`
  return `${showByteText(bytes.slice(0, head))}\n… ${left} more bytes …${end}`
}

function splitRows(pieces: readonly Span[]): readonly (readonly Span[])[] {
  const rows: Span[][] = [[]]
  for (const { text, style } of pieces) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) rows.push([])
      if (part !== '') rows.at(-1)?.push(span(makeVisible(part), style))
    }
  }
  const last = rows.at(-1)
  return last?.length === 0 ? rows.slice(0, -1) : rows
}
