// Reads links from CSV as people and spreadsheets write it: with any usual separator, in any case,
// with empty rows and columns. Lesson: pages-filters-sorting (tour)

import { isRecord } from '../../../basics/check.ts'
import { CsvError, parseCsv, unescapeFormula } from '../../../basics/csv.ts'
import { describeSeparator, findDialect, isEmptyRow } from '../../../basics/csvDialect.ts'
import { refuse, type Refusal } from '../../site/refusal.ts'
import { count } from '../../site/texts.ts'
import { completeTarget } from '../make/target.ts'
import { likelyColumn } from './columnHints.ts'
import { findFormat, isRead, plainName, type Format } from './formats.ts'
import {
  closedColumns, exportColumns, importColumns, readForeign, toOwnRow, type ImportNotes,
  type ImportRow,
} from './importRow.ts'
import { isRewritten, readTruth } from './spreadsheet.ts'

const knownNames = new Map(exportColumns.map((name) => [plainName(name), name]))

// Far more than there are columns, because spreadsheets add empty ones.
const mostColumns = 100
const mostEmptyRows = 10_000
// Nobody would compare more names than this.
const mostRewritten = 50

/**
 * Reads rows from CSV, one at a time. The first line that isn't empty names the columns: ours, with
 * `target` as the one that must be there, or those of another service.
 *
 * Throws a Refusal `invalid` when the text isn't CSV, or doesn't name such columns.
 */
export function* readCsvRows(text: string, notes: ImportNotes): Generator<ImportRow, undefined> {
  const { separator, isDeclared } = findDialect(text, isHead)
  const filled = withoutEmpty(eachLine(text, separator))
  if (isDeclared) filled.next()
  const { value: names } = filled.next()
  if (names === undefined) {
    throw invalid('The file is empty: its first line must name a column "target"')
  }
  const format = findFormat(plainNames(names))
  const readRow = format === undefined
    ? ownReader(readHead(names, separator), separator, notes)
    : foreignReader(format, names, notes)
  let row = 0
  for (const fields of filled) {
    row += 1
    for (const input of readRow(fields)) {
      noteRewritten(input, notes)
      yield { row, input }
    }
  }
}

function noteRewritten(input: unknown, { rewritten }: ImportNotes): void {
  const slug = rewritten.size < mostRewritten && isRecord(input) ? input['slug'] : undefined
  if (typeof slug === 'string' && isRewritten(slug)) rewritten.add(slug)
}

type RowReader = (fields: readonly string[]) => unknown[]

function ownReader(
  head: readonly Column[], separator: string, notes: ImportNotes,
): RowReader {
  const mayBeOneCell = head.length > 1 && head[0]?.name === 'slug'
  return (fields) => {
    const [line = ''] = fields
    const isOneCell = mayBeOneCell && fields.length === 1 && line.includes(separator)
    return [toOwnRow(rowOf(head, isOneCell ? splitCell(line, separator) : fields), notes)]
  }
}

// A spreadsheet that expects another separator puts each line into one cell, and puts quotes around
// a cell that contains quotes. The first column is the slug, and no slug contains a separator, so
// the cell must be such a line. A cell with several lines stays whole, and is refused as a slug: to
// read only its first line would lose the others.
function splitCell(line: string, separator: string): string[] {
  try {
    const rows = parseCsv(line, { separator, maxFields: mostColumns })
    const { value: fields = [line] } = rows.next()
    return rows.next().done ? fields : [line]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return [line]
  }
}

function foreignReader(format: Format, names: readonly string[], notes: ImportNotes): RowReader {
  const columns = names.map((name) => ({ name, plain: plainName(name) }))
  refuseRepeated(columns.map(({ plain }) => isRead(format, plain) ? plain : undefined))
  return (fields) => readForeign(format, fields.map((value, index) => {
    const { name, plain } = columns[index] ?? { name: '', plain: '' }
    return { name: name || `column ${index + 1}`, plain, value }
  }), notes)
}

function* eachLine(text: string, separator: string): Generator<string[], undefined> {
  try {
    yield* parseCsv(text, { separator, maxFields: mostColumns })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw invalid(`${error.message} ${separatedBy(separator)}`)
  }
}

function* withoutEmpty(lines: Iterable<string[]>): Generator<string[], undefined> {
  let emptyRows = 0
  for (const fields of lines) {
    if (!isEmptyRow(fields)) yield fields
    // A long one, of blanks only, counts for several.
    else emptyRows += 1 + Math.floor(fields.join('').length / 100)
    if (emptyRows > mostEmptyRows) {
      throw invalid(`The file has more than ${count(mostEmptyRows, 'empty row')}`)
    }
  }
}

type Column = { name: string; read: (field: string) => string }

// Worked out once for the whole file: this decides which fields each row is made of.
function readHead(head: readonly string[], separator: string): Column[] {
  const found = head.map((name) => knownNames.get(plainName(name)))
  if (!found.includes('target')) throw noTarget(head, separator)
  const unknown = head.find((name, index) => found[index] === undefined && plainName(name) !== '')
  if (unknown !== undefined) {
    const likely = likelyColumn(plainName(unknown))
    const hint = likely === undefined ? '' : `Did you mean "${likely}"? `
    const known = `The columns are ${importColumns.join(', ')} ${separatedBy(separator)}`
    throw invalid(`There is no column "${clip(unknown)}". ${hint}${known}`)
  }
  refuseRepeated(found)
  // Our own export has an apostrophe before what a spreadsheet would take for a formula.
  const read = found.includes('shortUrl') ? unescapeFormula : (field: string) => field
  return found.map((name) => ({ name: name ?? '', read }))
}

function separatedBy(separator: string): string {
  return `(fields are separated by ${describeSeparator(separator)})`
}

function noTarget(head: readonly string[], separator: string): Refusal {
  const other = otherText(head)
  if (other !== undefined) return invalid(other)
  const names = head.slice(0, 10).map((name) => `"${clip(name)}"`).join(', ')
  const likely = head.find((name) => likelyColumn(plainName(name)) === 'target')
  const hint = likely === undefined
    ? '' : `. If "${clip(likely)}" is where the links lead, rename it to "target"`
  return invalid('The first line must name a column "target". With the separator ' +
    `${describeSeparator(separator)}, it names ${names}${hint}`)
}

// What people send in place of a list: a table without its head, or a file of another kind.
function otherText(head: readonly string[]): string | undefined {
  const [first = ''] = head
  if (head.join('').includes('\0')) {
    return 'This file seems to be UTF-16 without a byte order mark: save it as UTF-8'
  }
  if (/^\s*<[!?a-z]/i.test(first)) return 'This is a web page or XML: export the links as CSV'
  if (/^\s*(?:--|\/\*|(?:insert|create|drop|set|use)\s)/i.test(first)) {
    return 'This seems to be an SQL dump: export the table with the links as CSV'
  }
  const url = head.find((name) => /^\s*https?:\/\//i.test(name))
  return url && `The first line is a link already ("${clip(url)}"): put a line before it that ` +
    'names the columns, with "target" for the column of the URLs'
}

function refuseRepeated(names: readonly (string | undefined)[]): void {
  const repeated = names.find((name, index) => name !== undefined && names.indexOf(name) !== index)
  if (repeated !== undefined) throw invalid(`The first line names the column "${repeated}" twice`)
}

const wanted = new Set<string>([...importColumns, ...closedColumns, 'shortUrl', 'clicks'])

// A CSV cell is always text: numbers and truth values are recognized here, and empty means "not
// given". A field without a column is named after its place, so that the row's checker refuses it.
function rowOf(head: readonly Column[], fields: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [index, field] of fields.entries()) {
    const { name, read } = head[index] ?? { name: '', read: (text: string) => text }
    const text = name === 'note' ? read(field) : read(field).trim()
    if (text.trim() === '') continue
    if (name === '') row[`column ${index + 1}`] = text
    else if (wanted.has(name)) row[name] = readCell(name, text)
  }
  if (row['hasPassword'] === false) delete row['hasPassword']
  return row
}

const numberNames = new Set(['visitLimit', 'redirect', 'importedClicks', 'clicks'])

function readCell(name: string, text: string): unknown {
  // Statistics programs write `5.0` or `5,0` if this column is empty in other rows.
  if (numberNames.has(name)) return /^\d+(?:[.,]0)?$/.test(text) ? parseInt(text, 10) : text
  if (name === 'forwardQuery' || name === 'hasPassword') return readTruth(text) ?? text
  // People write `www.example.com` into a spreadsheet, as they do into the form.
  if (name === 'target') return completeTarget(text)
  return text
}

function isHead(fields: readonly string[]): boolean {
  const names = plainNames(fields)
  return names.has('target') || findFormat(names) !== undefined
}

function plainNames(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => plainName(name)))
}

function clip(text: string): string {
  const trimmed = text.trim()
  return trimmed.length > 40 ? `${trimmed.slice(0, 40)}…` : trimmed
}

function invalid(message: string): Refusal {
  return refuse('invalid', message)
}
