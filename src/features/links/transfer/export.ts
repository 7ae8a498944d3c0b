// Writes all links of an owner as CSV or JSON, a page at a time.
// Lesson: pages-filters-sorting (tour)

import { formatCsvRow } from '../../../basics/csv.ts'
import type { Cursor } from '../../site/list.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Link } from '../links.ts'
import { describeLink } from '../make/api.ts'
import { listLinks } from '../manage/list.ts'
import type { Owner } from '../owner.ts'
import { exportColumns } from './importRow.ts'

export type ExportFormat = { format: 'csv' | 'json'; isForExcel: boolean }

/** Writes an owner's links as CSV or as a JSON list, a page at a time. */
export async function* exportLinks(
  dependencies: Dependencies, owner: Owner, { format, isForExcel }: ExportFormat,
): AsyncGenerator<string> {
  // Without a byte order mark, Excel takes a CSV file for the old encoding of the country. A line
  // `sep=,` would make it ignore the mark.
  if (isForExcel) yield '\uFEFF'
  yield format === 'csv' ? formatCsvRow(exportColumns) : '['
  let isFirst = true
  for await (const link of eachLink(dependencies, owner)) {
    const shown = describeLink(link, dependencies)
    if (format === 'json') yield (isFirst ? '\n' : ',\n') + JSON.stringify(shown)
    else yield formatCsvRow(exportColumns.map((name) => cell(shown[name])))
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
