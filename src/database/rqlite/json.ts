// Statements and rows as rqlite's JSON: what JSON doesn't have (bytes, integers beyond 2^53, reals
// without a fraction) comes and goes unchanged, with these exceptions:
// - An integer beyond 2^53 is read as a bigint. (node:sqlite throws.)
// - So is a real from 2^53 to 2^63, unless its column is declared as real. (For an expression,
//   rqlite gives the type that it has in the first row.)
// - An infinite number can be written, but rqlite can't send it back: reading it fails.
// Lesson: outgrowing-one-machine (tour)

import { isRecord } from '../../basics/check.ts'
import { RowMaker } from '../connection.ts'
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
    `[${[JSON.stringify(markValues(text, values)), ...values.map(writeValue)].join(',')}]`))
  return `[${list.join(',')}]`
}

function writeValue(value: SqlValue): string {
  if (value instanceof Uint8Array) return `"${value.toHex()}"`
  if (typeof value === 'bigint') return String(value)
  if (value === Infinity || value === -Infinity) return `"${value > 0 ? '' : '-'}9e999"`
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

// Not every version of rqlite has parameters for bytes: they travel in hex. Later versions read
// text that looks like x'0f' as bytes, so such a text travels in hex too. JSON has no infinite
// numbers: they travel as text.
function markValues(text: string, values: readonly SqlValue[]): string {
  if (values.every((value) => markOf(value) === '?')) return text
  let index = -1
  return text.replaceAll(quotedOrParameter, (part) => {
    if (part !== '?') return part
    return markOf(values[index += 1])
  })
}

// A question mark in quotes or in a comment isn't a parameter.
const quotedOrParameter = /'[^']*'|"[^"]*"|--[^\n]*|\/\*[^]*?\*\/|\?/g

function markOf(value: SqlValue | undefined): string {
  if (value instanceof Uint8Array) return 'unhex(?)'
  if (value === Infinity || value === -Infinity) return 'cast(? as real)'
  return typeof value === 'string' && looksLikeBytes(value) ? 'cast(unhex(?) as text)' : '?'
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
  const { columns, types, values, rows_affected: affected, time } = value
  const isReal = Array.isArray(types) ? types.map((type) => type === 'real') : []
  const rows = Array.isArray(columns) ? readRows(columns, { values, isReal }) : []
  return {
    error: undefined,
    rows,
    // Missing where a select has read.
    changes: Number(affected ?? 0),
    durationMs: Number(time ?? 0) * 1000,
  }
}

type Values = { values: unknown; isReal: readonly boolean[] }

function readRows(columns: unknown[], { values, isReal }: Values): unknown[] {
  const rows = new RowMaker(columns.map((name) => ({ name: String(name) })))
  const list = Array.isArray(values) ? values : []
  return rows.all(list.map((row) => (Array.isArray(row)
    ? row.map((value, column) => readValue(value, isReal[column]))
    : row)))
}

// With `blob_array`, bytes come as an array of numbers. A large real comes without a fraction.
function readValue(value: unknown, isReal: boolean | undefined): unknown {
  if (Array.isArray(value)) return Uint8Array.from(value)
  return typeof value === 'bigint' && isReal ? Number(value) : value
}

// Most texts have no number that JSON.parse would round, and a reviver takes several times as long.
function parse(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    return typeof value === 'number' && isLargeInteger(value, source) ? BigInt(source) : value
  })
}

// Beyond 64 bits it's a real: SQLite has no such integers.
function isLargeInteger(value: number, source: string | undefined): source is string {
  if (Number.isSafeInteger(value) || Math.abs(value) > 2 ** 63) return false
  if (source === undefined || !/^-?\d+$/.test(source)) return false
  return BigInt.asIntN(64, BigInt(source)) === BigInt(source)
}
