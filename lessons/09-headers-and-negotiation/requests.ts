// Sends an Accept header, and reads which of the three formats came back.

import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type Format = 'json' | 'csv' | 'text'
export type BoardTools = Tools<Id>

export const types = {
  json: 'application/json', csv: 'text/csv', text: 'text/plain',
} as const satisfies Record<Format, string>

export const formats = ['json', 'csv', 'text'] as const satisfies Format[]

/** A header, the formats that are right for it, and the mistake that another one shows. */
export type Row = readonly [accept: string | undefined, allowed: readonly Format[], id: Id]

// A program that doesn't find a range sends 406: for these, that is the same mistake.
const missed = new Set<Id>([
  'no-header-not-served', 'list-not-read', 'case-sensitive', 'parameter-not-skipped',
  'wildcard-not-read',
])

/** Asks for the board with this Accept header. */
export function ask(
  { send }: Pick<BoardTools, 'send'>, accept: string | undefined, method = 'GET',
): Promise<HttpExchange> {
  const headers = accept === undefined ? [] : [['Accept', accept] as const]
  return send({ method, target: '/departures', headers })
}

/** Asks once for each row, and ends the step at the first wrong response. */
export async function askAll(tools: BoardTools, rows: readonly Row[]): Promise<void> {
  for (const [accept, allowed, id] of rows) {
    expectFormat(tools, await ask(tools, accept), { allowed, id })
  }
}

/** Ends the step with a finding unless one of these formats came. */
export function expectFormat(
  { fail }: BoardTools,
  exchange: HttpExchange,
  { allowed, id }: { allowed: readonly Format[]; id: Id },
): void {
  const { status } = exchange.answer
  const expected = `200 and ${allowed.map((format) => types[format]).join(' or ')}`
  const type = exchange.answer.header('content-type')
  const evidence = { exchange, expected, actual: `${status} and ${type ?? 'no Content-Type'}` }
  if (status === 406 && missed.has(id)) return fail(id, { ...evidence, mark: 'status' })
  if (status !== 200) return fail('wrong-status', { ...evidence, mark: 'status' })
  const format = formatOf(exchange)
  const mark = 'header content-type'
  if (format === undefined) return fail('wrong-content-type', { ...evidence, mark })
  if (!showsDepartures(exchange)) {
    return fail('departures-missing', {
      exchange, mark: 'body', expected: 'the departures to Zürich and Lyon, in UTF-8',
      actual: exchange.answer.text.slice(0, 200) || 'an empty body',
    })
  }
  if (!isBoard(exchange, format)) {
    return fail('body-of-another-type', {
      exchange, mark: 'body', expected: `a body in the format ${types[format]}`,
      actual: exchange.answer.text.slice(0, 200),
    })
  }
  if (!allowed.includes(format)) return fail(id, { ...evidence, mark })
}

/** The format that Content-Type names. */
export function formatOf({ answer }: HttpExchange): Format | undefined {
  const [type = ''] = (answer.header('content-type') ?? '').toLowerCase().split(';')
  return formats.find((format) => types[format] === type.trim())
}

/** The names in Vary, in lower case. */
export function varyOf({ answer }: HttpExchange): string[] {
  return (answer.header('vary') ?? '').toLowerCase().split(',').map((name) => name.trim())
}

// In JSON, the ü may be written as an escape.
function showsDepartures({ answer }: HttpExchange): boolean {
  const text = JSON.stringify(answer.json()) ?? answer.text
  return text.includes('Zürich') && text.includes('Lyon')
}

function isBoard({ answer }: HttpExchange, format: Format): boolean {
  const value = answer.json()
  if (format === 'json') return typeof value === 'object'
  if (value !== undefined) return false
  const row = answer.text.split('\n').find((line) => line.includes('Lyon')) ?? ''
  const commas = row.split(',').length - 1
  // Columns may come in any order, and a sentence for people may have commas before its spaces.
  return format === 'csv' ? commas > 0 : commas < 2 || row.includes(', ')
}
