// What an import reads from a file, whatever its format: rows as `POST /api/links` takes them, and
// notes on where they come from and what was left behind.
// Lesson: pages-filters-sorting (tour)

import { isRecord } from '../../../basics/check.ts'
import type { Clock } from '../../../basics/clock.ts'
import { withoutOrigin } from '../manage/searchText.ts'
import { findFormat, isRead, plainName, type Format } from './formats.ts'
import { readTruth } from './spreadsheet.ts'
import { isEmpty, isMissing, longestNote, nameInUse, translate, usedUp } from './translate.ts'

/** The columns of an export that an import reads. */
export const importColumns = [
  'slug', 'target', 'note', 'expiresAt', 'visitLimit', 'redirect', 'forwardQuery', 'createdAt',
  'importedClicks',
] as const

/** If one of these has a value, the import switches the link off: it mustn't come back open. */
export const closedColumns = ['hasPassword', 'disabled'] as const

/** All columns of an export. */
export const exportColumns = [
  ...importColumns, 'shortUrl', 'clicks', 'bots', ...closedColumns,
] as const

/** `row` is the place in the file, from 1. A row of another service can give several links. */
export type ImportRow = { row: number; input: unknown }

/** Filled in while rows are read. */
export type ImportNotes = {
  clock: Clock
  /** Where short URLs of this server begin. */
  publicOrigin: string
  /** The service whose format was recognized; empty for ours. */
  service: string
  /** Names of columns that had something in them, and weren't imported. */
  skipped: Set<string>
  /** Slugs that a spreadsheet would change, if the file may come from one. */
  rewritten: Set<string>
}

// Nobody reads more of them.
const mostSkipped = 50
const longestName = 40
const mostNames = 200

/** Reads rows from the entries of a list: ours, or those of another service's API. */
export function* readEntries(
  entries: Iterable<unknown>, notes: ImportNotes,
): Generator<ImportRow, undefined> {
  let row = 0
  for (const entry of entries) {
    row += 1
    for (const input of readEntry(entry, notes)) yield { row, input }
  }
}

/** Reads a row of a list in JSON. */
export function readEntry(entry: unknown, notes: ImportNotes): unknown[] {
  if (!isRecord(entry)) return [entry]
  const cells = flatten(entry)
  const format = findFormat(new Set(cells.map(({ plain }) => plain)))
  if (format !== undefined) return readForeign(format, cells, notes)
  return ['shortUrl' in entry ? toImportRow(entry, notes) : entry]
}

/** A value of another service under its name, which is also there as `plainName` writes it. */
type Cell = { name: string; plain: string; value: unknown }

/** Reads a row of another service. */
export function readForeign(format: Format, cells: readonly Cell[], notes: ImportNotes): unknown[] {
  notes.service = format.service
  const values = new Map(cells.map(({ plain, value }) => [plain, value]))
  const noteName = nameInUse(values, format.note ?? [])
  for (const { name, plain, value } of cells) {
    if (notes.skipped.size >= mostSkipped) break
    if (isMissing(value) || value === false) continue
    const shown = name.trim().slice(0, longestName)
    const isNote = plain === noteName
    if (isNote && isLongNote(value)) notes.skipped.add(`${shown} after ${longestNote} characters`)
    const isUsed = isNote || (isRead(format, plain) && format.note?.includes(plain) !== true)
    if (!isUsed) notes.skipped.add(shown)
  }
  return translate(format, values, notes.clock())
}

function isLongNote(value: unknown): boolean {
  return typeof value === 'string' && value.trim().length > longestNote
}

/** Turns a row of our own export into one that can be imported. */
export function toOwnRow(
  row: Record<string, unknown>, notes: ImportNotes,
): Record<string, unknown> {
  return takeSlug(keepClosed(carryClicks(row)), notes)
}

/**
 * Adds the clicks that our own export counted to the imported ones, and subtracts them from the
 * visit limit. A link that was used up is switched off when it's imported.
 */
function carryClicks({ clicks, ...row }: Record<string, unknown>): Record<string, unknown> {
  if (typeof clicks !== 'number') return row
  const carried = { ...row, importedClicks: clicks + Number(row['importedClicks'] ?? 0) }
  const { visitLimit } = row
  if (typeof visitLimit !== 'number' || clicks <= 0) return carried
  if (visitLimit > clicks) return { ...carried, visitLimit: visitLimit - clicks }
  return { ...carried, visitLimit: null, disabledReason: usedUp }
}

const hadPassword = 'This link had a password before it moved here'

/**
 * Keeps a link of our own export closed if it was switched off, or if it had a password, which no
 * export contains. A `no` in place of the reason stays in the row, so that the row is refused.
 */
function keepClosed(
  { disabled, hasPassword, ...row }: Record<string, unknown>,
): Record<string, unknown> {
  if (isNo(disabled)) return { ...row, disabled }
  const reason = disabled || (hasPassword ? hadPassword : undefined)
  return reason ? { ...row, disabledReason: reason } : row
}

/** Says whether a text is a word such as `no` or `FALSE`. */
export function isNo(text: unknown): boolean {
  return typeof text === 'string' && readTruth(text) === false
}

const longestShortUrl = 500

/**
 * Takes a slug that is missing from the short URL. One that isn't ours stays in the row, which is
 * refused then: with another slug, the link that is printed somewhere wouldn't work.
 */
function takeSlug(
  { shortUrl, ...row }: Record<string, unknown>, { publicOrigin }: ImportNotes,
): Record<string, unknown> {
  if (!isEmpty(row['slug']) || isEmpty(shortUrl)) return row
  const url = typeof shortUrl === 'string' ? shortUrl.trim() : ''
  const slug = url.length > longestShortUrl ? url : withoutOrigin(url, publicOrigin)
  return slug === url ? { ...row, shortUrl } : { ...row, slug }
}

// `meta: { maxVisits }` has the name `meta.maxVisits`.
function flatten(entry: Record<string, unknown>): Cell[] {
  return Object.entries(entry).slice(0, mostNames).flatMap(([name, value]) =>
    isRecord(value)
      ? Object.entries(value).slice(0, mostNames).map(([inner, each]) =>
        cellOf(`${name}.${inner}`, each))
      : cellOf(name, value))
}

function cellOf(name: string, value: unknown): Cell {
  return { name, plain: plainName(name), value }
}

// A row of our own export without what an import can't set.
function toImportRow(row: Record<string, unknown>, notes: ImportNotes): Record<string, unknown> {
  const names = [...importColumns, ...closedColumns, 'disabledReason', 'shortUrl', 'clicks']
  return toOwnRow(Object.fromEntries(names.map((name) => [name, row[name]])), notes)
}
