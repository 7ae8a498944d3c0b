// Reads and writes CSV (RFC 4180): rows of fields separated by commas. A field in double quotes may
// contain commas, line breaks and, written twice, double quotes.
// Lesson: pages-filters-sorting (tour)
//
// Spreadsheets run a field that begins like a formula, even one that a stranger typed into a form.
// So rows for them are written with an apostrophe before such fields (OWASP, CSV injection). Many
// spreadsheets don't separate fields by commas, so what starts a field for them counts as well.

import { lineAt } from './lines.ts'

/** A text that is not CSV. `line` is the line of the text, from 1, where reading failed. */
export class CsvError extends Error {
  readonly line: number

  constructor(line: number, problem: string) {
    super(`Cannot read line ${line}: ${problem}`)
    this.name = 'CsvError'
    this.line = line
  }
}

export type CsvOptions = { maxFields?: number; separator?: string }

// Nobody writes more. A longer row would keep others waiting while it's read.
const longestRow = 1_000_000

/**
 * Parses CSV row by row, so that a caller who has seen enough can stop. Fields are separated by a
 * comma unless another separator is given. Lines end in CRLF, in LF, or, as in old files of Excel
 * for Mac, in CR; the last one needs no line end.
 *
 * A byte order mark at the start is dropped; an empty line is a row with one empty field. Rows may
 * differ in length. Throws a `CsvError` for a row of more than `maxFields` fields (10,000 unless
 * another limit is given) or of more than a million characters, a quote that is never closed,
 * text after a closing quote, or, unless tabs separate the fields, a quote inside an unquoted
 * field. Source: RFC 4180, section 2.
 */
export function* parseCsv(
  text: string,
  { maxFields = 10_000, separator = ',' }: CsvOptions = {},
): Generator<string[], undefined> {
  let position = text.startsWith('\uFEFF') ? 1 : 0
  while (position < text.length) {
    const row = readRow(text, position, { maxFields, separator })
    yield row.fields
    position = row.end
  }
}

/**
 * Formats one row, with its CRLF. Formulas in text are escaped; `null` is an empty field.
 *
 * Numbers are written as they are: a minus before a number doesn't make a formula.
 */
export function formatCsvRow(fields: readonly (string | number | null)[]): string {
  return `${fields.map(formatField).join(',')}\r\n`
}

/**
 * Takes away the apostrophes that `formatCsvRow` put before formulas.
 *
 * Gives back every text that was written by it. In a file from elsewhere, an apostrophe before a
 * formula may be part of the text: leave such files as they are.
 */
export function unescapeFormula(field: string): string {
  return field.replaceAll(escapedStart, '')
}

function formatField(field: string | number | null): string {
  const text = typeof field === 'string' ? escapeFormula(field) : String(field ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function escapeFormula(text: string): string {
  return text.replaceAll(formulaStart, "'")
}

// A formula behind apostrophes counts too: it gets one more, so that none is lost on the way back.
// Spreadsheets skip control characters at the start, and read what follows. Japanese ones read
// full-width characters like the plain ones.
//
// A German Excel separates fields by semicolons only, and LibreOffice by tabs and semicolons too.
// They drop a quote at the start of what is a field for them. Our own quotes are often further on
// then, where they have no effect, so a line break between these ends the row.
const formulaStart =
  /^(?='*[=+\-@\t\r\n\0＝＋－＠])|(?<=[;\t\r\n])(?=['"]*\0*[=+\-@＝＋－＠])/g
const escapedStart =
  /^'(?='*[=+\-@\t\r\n\0＝＋－＠])|(?<=[;\t\r\n])'(?=['"]*\0*[=+\-@＝＋－＠])/g

type Field = { value: string, end: number }

type Row = { fields: string[], end: number }

function readRow(text: string, start: number, { maxFields, separator }: Required<CsvOptions>): Row {
  const fields: string[] = []
  let position = start
  while (true) {
    if (fields.length === maxFields) {
      throw errorAt(text, position, `more than ${maxFields.toLocaleString('en')} fields`)
    }
    const field = readField(text, position, separator)
    if (field.end - start > longestRow) throw tooLong(text, start)
    fields.push(field.value)
    if (text[field.end] !== separator) return { fields, end: readLineEnd(text, field.end) }
    position = field.end + 1
  }
}

function readField(text: string, start: number, separator: string): Field {
  return text[start] === '"' ? readQuoted(text, start) : readPlain(text, start, separator)
}

function readPlain(text: string, start: number, separator: string): Field {
  // Cells that are copied from a spreadsheet have tabs between them: there, a quote is just text.
  const stops = separator === '\t' ? '\t\r\n' : `${separator}\r\n"`
  let end = start
  while (end < text.length && !stops.includes(text.charAt(end))) {
    if (end - start > longestRow) throw tooLong(text, start)
    end++
  }
  if (text[end] === '"') throw errorAt(text, end, 'a quote in a field that does not begin with one')
  return { value: text.slice(start, end), end }
}

function readQuoted(text: string, start: number): Field {
  let value = ''
  let position = start + 1
  while (true) {
    const quote = text.indexOf('"', position)
    if (quote === -1) throw errorAt(text, start, 'the quote that begins here is never closed')
    if (quote - start > longestRow) throw tooLong(text, start)
    value += text.slice(position, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    position = quote + 2
  }
}

function readLineEnd(text: string, position: number): number {
  if (position === text.length) return position
  if (text[position] === '\n') return position + 1
  if (text.startsWith('\r\n', position)) return position + 2
  if (text[position] === '\r') return position + 1
  throw errorAt(text, position, 'text after a closing quote')
}

function tooLong(text: string, start: number): CsvError {
  return errorAt(text, start, `more than ${longestRow.toLocaleString('en')} characters in a row`)
}

function errorAt(text: string, position: number, problem: string): CsvError {
  return new CsvError(lineAt(text, position), problem)
}
