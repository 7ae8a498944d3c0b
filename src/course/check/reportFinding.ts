// Makes the report of one mistake: its sentences, the bytes with the wrong part marked, and a
// command that repeats what was sent.

import type { Finding } from './finding.ts'
import { repeatCommand } from './repeat.ts'
import { placeOf, type Mark, type Place } from './exchange.ts'
import type { ReportedFinding, WireTurn } from './report.ts'

export type FindingFacts = {
  id: string
  texts: Finding
  turns?: readonly WireTurn[]
  mark?: Mark | undefined
  expected?: string
  actual?: string
  output?: string
  place?: ReportedFinding['place']
  /** Where the check was the client: the port of the program, so that a request can be repeated. */
  port?: number | undefined
}

// A report is for people: of a long body the beginning is enough.
const longestTurn = 4_096

/** Makes the report of a mistake. */
export function toReportedFinding(facts: FindingFacts): ReportedFinding {
  const { id, texts, turns = [], mark, expected, actual, output, place, port } = facts
  const curl = port === undefined ? undefined : repeatCommand(turns, port)
  return {
    id,
    title: texts.title,
    why: texts.why,
    hint: texts.hint,
    read: texts.read,
    wire: shorten(marked(turns, mark)),
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(curl !== undefined && { curl }),
    ...(place !== undefined && { place }),
    ...(output !== undefined && { output }),
  }
}

function marked(turns: readonly WireTurn[], mark: Mark | undefined): WireTurn[] {
  const index = turns.findLastIndex(({ direction }) => direction === 'received')
  const place = mark === undefined ? undefined : placeOf(mark, turns[index]?.bytes ?? '')
  return turns.map(({ pieces, ...turn }, position) =>
    position === index && place !== undefined ? { ...turn, mark: place } : turn)
}

function shorten(turns: readonly WireTurn[]): WireTurn[] {
  return turns.map((turn) => {
    const { mark, ...rest } = turn
    const { length } = turn.bytes
    if (length <= longestTurn) return turn
    const isFar = mark !== undefined && mark.start >= longestTurn
    if (isFar) return { ...rest, ...aroundMark(turn, mark) }
    const bytes = `${turn.bytes.slice(0, longestTurn)}... (${length} bytes in all)`
    if (mark === undefined) return { ...rest, bytes }
    return { ...rest, bytes, mark: { ...mark, end: Math.min(mark.end, longestTurn) } }
  })
}

// The beginning, and the bytes around a mark that comes much later.
function aroundMark({ bytes }: WireTurn, mark: Place): { bytes: string; mark: Place } {
  const half = longestTurn / 2
  const from = mark.start - half / 2
  const part = bytes.slice(from, from + half)
  const head = `${bytes.slice(0, half)}\n... (${from - half} bytes left out) ...\n`
  const start = head.length + mark.start - from
  const end = Math.min(start + mark.end - mark.start, head.length + part.length)
  return { bytes: `${head}${part}... (${bytes.length} bytes in all)`, mark: { start, end } }
}
