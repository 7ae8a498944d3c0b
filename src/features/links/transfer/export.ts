// Takes links along: export as a stream of CSV or JSON, and the rows of a JSON import.
// Lesson: pages-filters-sorting (tour)

import { isRecord } from '../../../basics/check.ts'
import { formatCsvRow } from '../../../basics/csv.ts'
import { closings, columns, exportOnly } from './csvRows.ts'
import type { Dependencies } from '../dependencies.ts'
import { listLinks } from '../manage/linkList.ts'
import type { Cursor } from '../manage/linkOrder.ts'
import { describeLink, type Link } from '../links.ts'
import type { Owner } from '../owner.ts'
import { Refusal } from '../../site/refusal.ts'

/** Writes an owner's links as CSV or as a JSON list, a page at a time. */
export async function* exportLinks(
  dependencies: Dependencies,
  owner: Owner,
  format: 'csv' | 'json',
): AsyncGenerator<string> {
  yield format === 'csv' ? formatCsvRow([...columns, ...exportOnly]) : '['
  let isFirst = true
  for await (const link of eachLink(dependencies, owner)) {
    const shown = describeLink(link, { origin: dependencies.publicOrigin, now: dependencies.clock() })
    if (format === 'json') yield (isFirst ? '\n' : ',\n') + JSON.stringify(shown)
    else yield formatCsvRow([...columns, ...exportOnly].map((name) => cell(shown[name])))
    isFirst = false
  }
  if (format === 'json') yield '\n]\n'
}

async function* eachLink(dependencies: Dependencies, owner: Owner): AsyncGenerator<Link> {
  let after: Cursor | undefined
  do {
    const page = await listLinks(dependencies, {
      ownerHash: owner.hash, search: '', sort: 'createdAt', after, limit: 200,
    })
    yield* page.links
    after = page.next
  } while (after !== undefined)
}

// A German Excel writes `true` as `WAHR`, but it leaves `yes` alone.
function cell(value: unknown): string | number | null {
  if (typeof value === 'number' || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === null ? null : String(value)
}

function invalid(message: string): Refusal {
  return new Refusal('invalid', [{ field: '', message }])
}

/** Finds the list of rows in a JSON body: the list itself, or under `links`. */
export function readJsonRows(body: unknown): unknown[] {
  const rows = isRecord(body) ? body['links'] : body
  if (!Array.isArray(rows)) throw invalid('Send a list of links, or an object with a list "links"')
  return rows.map((row: unknown) => isRecord(row) && 'shortUrl' in row ? withoutNumbers(row) : row)
}

// A row of an export: what an import can't set is passed over.
function withoutNumbers(row: Record<string, unknown>): Record<string, unknown> {
  const closed = closings.filter((name) => row[name])
  return Object.fromEntries([...columns, ...closed].map((name) => [name, row[name]]))
}
