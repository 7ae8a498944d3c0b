// Many links at once: bulk creation, import from JSON or CSV with a dry run, and export as a
// stream. One wrong row never stops the others; each gets its own answer.

import { check, isRecord, type Issue } from '../../basics/check.ts'
import { formatCsvRow, parseCsv, unescapeFormula } from '../../basics/csv.ts'
import { createLink, tryLink, type Asker } from './create.ts'
import { LinkRefusal, type Desk, type RefusalCode } from './desk.ts'
import { describeLink, newLinkChecker, type Link, type NewLink } from './links.ts'
import { listLinks } from './linkList.ts'
import type { Cursor } from './linkOrder.ts'
import type { Owner } from './owner.ts'
import { toRefusal } from './refusals.ts'

/** What became of one row. `row` counts from 1, as a person does. */
export type RowResult =
  | { row: number; link: Link | null }
  | { row: number; code: RefusalCode; errors: Issue[] }

// Rows under way together share a commit; more of them would only queue up for their passwords.
const rowsAtOnce = 20

/**
 * Makes a link of each row. A dry run checks the same rules, and that no slug is taken, but stores
 * nothing.
 */
export async function createMany(
  desk: Desk,
  rows: readonly unknown[],
  options: ManyOptions,
): Promise<RowResult[]> {
  const seen = new Set<string>()
  const results: RowResult[] = []
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const group = rows.slice(start, start + rowsAtOnce)
    const answers = group.map((input, index) =>
      createRow(desk, input, { ...options, row: start + index + 1, seen }))
    results.push(...await Promise.all(answers))
  }
  return results
}

type ManyOptions = { asker: Asker; isDryRun: boolean }

async function createRow(
  desk: Desk,
  input: unknown,
  { asker, isDryRun, row, seen }: ManyOptions & { row: number; seen: Set<string> },
): Promise<RowResult> {
  const lost = lostInExport(input)
  if (lost !== undefined) return { row, code: 'invalid', errors: [lost] }
  const checked = check(newLinkChecker, input)
  if ('issues' in checked) return { row, code: 'invalid', errors: checked.issues }
  try {
    if (!isDryRun) return { row, link: await createLink(desk, checked.value, asker) }
    refuseRepeated(checked.value, seen)
    await tryLink(desk, checked.value, asker.owner)
    return { row, link: null }
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal === undefined) throw error
    return { row, code: refusal.code, errors: refusal.issues }
  }
}

// An export holds no password and cannot disable: such a link would come back open to everybody.
function lostInExport(input: unknown): Issue | undefined {
  if (!isRecord(input)) return undefined
  if (input['hasPassword'] === true) {
    const message = 'This link had a password, and an export holds none. Make it anew with one'
    return { field: 'hasPassword', message }
  }
  if (!input['disabled']) return undefined
  return { field: 'disabled', message: 'This link was disabled, and importing it would open it' }
}

const columns = [
  'slug', 'target', 'note', 'expiresAt', 'visitLimit', 'redirect', 'forwardQuery',
] as const

// What would open a closed link is read, in order to refuse it.
const closings = ['hasPassword', 'disabled'] as const
const exportOnly = ['shortUrl', 'createdAt', 'clicks', 'bots', ...closings] as const

/**
 * Reads rows from CSV. The first line names the columns; `target` is the one that must be there,
 * and columns that only an export has are passed over.
 *
 * Throws a LinkRefusal `invalid` when the text is no CSV or names unknown columns.
 */
export function readCsvRows(text: string): unknown[] {
  const [head, ...lines] = parseRows(text)
  if (head === undefined) throw invalid('The file is empty')
  const names = head.map((name) => name.trim())
  if (!names.includes('target')) throw invalid('The first line must name a column "target"')
  const known = new Set<string>([...columns, ...exportOnly])
  const unknown = names.find((name) => !known.has(name))
  if (unknown !== undefined) throw invalid(`There is no column "${unknown}"`)
  // Our own export has an apostrophe before what a spreadsheet would take for a formula.
  const isExport = names.includes('shortUrl')
  const read = isExport ? unescapeFormula : (field: string) => field
  return lines
    .filter((fields) => fields.some((field) => field !== ''))
    .map((fields) => rowOf(names, fields.map(read)))
}

/** Writes an owner's links as CSV or as a JSON list, a page at a time. */
export async function* exportLinks(
  desk: Desk,
  owner: Owner,
  format: 'csv' | 'json',
): AsyncGenerator<string> {
  yield format === 'csv' ? formatCsvRow([...columns, ...exportOnly]) : '['
  let isFirst = true
  for await (const link of eachLink(desk, owner)) {
    const shown = describeLink(link, { origin: desk.publicOrigin, now: desk.clock() })
    if (format === 'json') yield (isFirst ? '\n' : ',\n') + JSON.stringify(shown)
    else yield formatCsvRow([...columns, ...exportOnly].map((name) => cell(shown[name])))
    isFirst = false
  }
  if (format === 'json') yield '\n]\n'
}

async function* eachLink(desk: Desk, owner: Owner): AsyncGenerator<Link> {
  let after: Cursor | undefined
  do {
    const page = await listLinks(desk, {
      ownerHash: owner.hash, search: '', sort: 'createdAt', after, limit: 200,
    })
    yield* page.links
    after = page.next
  } while (after !== undefined)
}

function parseRows(text: string): string[][] {
  try {
    return parseCsv(text)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'This is no CSV')
  }
}

// A CSV cell is always text: numbers and yes or no are recognised here, and empty means "not
// given".
function rowOf(names: readonly string[], fields: readonly string[]): unknown {
  const row: Record<string, unknown> = {}
  for (const [index, name] of names.entries()) {
    const text = fields[index]?.trim() ?? ''
    if (text === '' || text === 'false' && name === 'hasPassword') continue
    if ([...columns, ...closings].some((column) => column === name)) {
      row[name] = readCell(name, text)
    }
  }
  return row
}

function readCell(name: string, text: string): unknown {
  if (name === 'visitLimit' || name === 'redirect') return /^\d+$/.test(text) ? Number(text) : text
  if (name === 'forwardQuery' || name === 'hasPassword') {
    return text === 'true' ? true : text === 'false' ? false : text
  }
  return text
}

function cell(value: unknown): string | number | null {
  if (typeof value === 'number' || typeof value === 'string') return value
  return value === null ? null : String(value)
}

function refuseRepeated(input: NewLink, seen: Set<string>): void {
  if (!input.slug) return
  const slug = input.slug.toLowerCase()
  if (seen.has(slug)) {
    const message = `The name "${slug}" stands twice in this list`
    throw new LinkRefusal('taken', [{ field: 'slug', message }])
  }
  seen.add(slug)
}

function invalid(message: string): LinkRefusal {
  return new LinkRefusal('invalid', [{ field: '', message }])
}

/** Finds the list of rows in a JSON body: the list itself, or under `links`. */
export function readJsonRows(body: unknown): unknown[] {
  const rows = isRecord(body) ? body['links'] : body
  if (!Array.isArray(rows)) throw invalid('Send a list of links, or an object with a list "links"')
  return rows.map((row: unknown) => isRecord(row) && 'shortUrl' in row ? withoutNumbers(row) : row)
}

// A row of an export: what it tells beside what can be asked for is passed over.
function withoutNumbers(row: Record<string, unknown>): Record<string, unknown> {
  const closed = closings.filter((name) => row[name])
  return Object.fromEntries([...columns, ...closed].map((name) => [name, row[name]]))
}
