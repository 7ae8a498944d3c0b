// Statements and rows as rqlite's JSON: what JSON doesn't have (bytes, integers beyond 2^53, reals
// without a fraction) comes and goes unchanged.
// Lesson: outgrowing-one-machine (tour)

import { RowMaker } from '../rows.ts'
import type { Sql, SqlValue } from '../sql.ts'

/** What rqlite says of one statement. */
export type StatementResult =
  | { error: string }
  | { error: undefined; rows: unknown[]; changes: number; durationMs: number }

/** What rqlite responds with; `error` is about all statements together. */
export type ResultList = { results: StatementResult[]; error: string | undefined }

/** Writes statements as `[["insert … values (?)", 1], …]`. */
export function writeStatements(statements: readonly Sql[]): string {
  const list = statements.map(({ text, values }) => (
    `[${[JSON.stringify(markBytes(text, values)), ...values.map(writeValue)].join(',')}]`))
  return `[${list.join(',')}]`
}

function writeValue(value: SqlValue): string {
  if (value instanceof Uint8Array) return `"${value.toHex()}"`
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return writeReal(value)
  const isText = value !== null && looksLikeBytes(value)
  return isText ? `"${Buffer.from(value).toString('hex')}"` : JSON.stringify(value)
}

// node:sqlite gives SQLite every number as a real, so that 7 / 2 is 3.5. JSON's 7 would be an
// integer, and 7 / 2 would be 3.
function writeReal(value: number): string {
  const digits = JSON.stringify(value)
  return Number.isInteger(value) && !digits.includes('e') ? `${digits}.0` : digits
}

// rqlite has had no parameters for bytes in all versions: they travel in hex. Later versions take
// text that looks like x'0f' for bytes, so such a text travels in hex too.
function markBytes(text: string, values: readonly SqlValue[]): string {
  if (!values.some((value) => needsHex(value))) return text
  let index = -1
  return text.replaceAll(quotedOrParameter, (part) => {
    if (part !== '?') return part
    const value = values[index += 1]
    if (value === undefined || !needsHex(value)) return part
    return typeof value === 'string' ? 'cast(unhex(?) as text)' : 'unhex(?)'
  })
}

// A question mark in quotes or in a comment isn't a parameter.
const quotedOrParameter = /'[^']*'|"[^"]*"|--[^\n]*|\/\*[^]*?\*\/|\?/g

function needsHex(value: SqlValue): boolean {
  return value instanceof Uint8Array || (typeof value === 'string' && looksLikeBytes(value))
}

function looksLikeBytes(text: string): boolean {
  return /^x'/i.test(text) && text.endsWith("'")
}

/** Reads the results of statements. Throws an Error when it isn't what rqlite writes. */
export function readResults(text: string): ResultList {
  const value = parse(text)
  if (!isRecord(value) || !Array.isArray(value['results'])) {
    throw new Error(`rqlite responded with ${text.slice(0, 200)}`)
  }
  const { error } = value
  return {
    results: value['results'].map(readResult),
    error: typeof error === 'string' ? error : undefined,
  }
}

function readResult(value: unknown): StatementResult {
  if (!isRecord(value)) throw new Error('A result of rqlite is not an object')
  if (typeof value['error'] === 'string') return { error: value['error'] }
  const { columns, values, rows_affected: affected, time } = value
  const rows = Array.isArray(columns) ? readRows(columns, values) : []
  return {
    error: undefined,
    rows,
    // Missing where a select has read.
    changes: Number(affected ?? 0),
    durationMs: Number(time ?? 0) * 1000,
  }
}

function readRows(columns: unknown[], values: unknown): unknown[] {
  const rows = new RowMaker(columns.map((name) => ({ name: String(name) })))
  return rows.all(Array.isArray(values) ? values.map(readRow) : [])
}

// With `blob_array`, bytes come as an array of numbers.
function readRow(row: unknown): unknown {
  return Array.isArray(row)
    ? row.map((value) => (Array.isArray(value) ? Uint8Array.from(value) : value))
    : row
}

// Most texts have no number that JSON.parse would round, and a reviver takes several times as long.
function parse(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    const isRounded = typeof value === 'number' && !Number.isSafeInteger(value)
    return isRounded && isDigits(source) ? BigInt(source) : value
  })
}

function isDigits(source: string | undefined): source is string {
  return source !== undefined && /^-?\d+$/.test(source)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
