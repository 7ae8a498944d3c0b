// The JSON API for many links: list, bulk creation, import and export.
// Lesson: pages-filters-sorting (tour)

import { Readable } from 'node:stream'
import { object, string } from '../../../basics/check.ts'
import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { joinPieces } from '../../../http/pieces.ts'
import { json, type Reply } from '../../../http/reply.ts'
import { askerOf, ownerHeaders, parse, privately, show, withEditKey } from './api.ts'
import { claimAllLinks } from '../transfer/claim.ts'
import { createMany, type RowResult } from '../transfer/rules.ts'
import { slugWarnings, type RowWarning } from '../transfer/csvRows.ts'
import type { Dependencies } from '../dependencies.ts'
import { readImport, type ImportGate } from '../transfer/importBody.ts'
import { listLinks, type LinkQuery } from './linkList.ts'
import { formatCursor, linkSorts, parseCursor, type LinkSort } from './linkOrder.ts'
import { hashEditKey, readOwner, unknownEditKey } from '../owner.ts'
import { readTruth } from '../transfer/spreadsheet.ts'
import { exportLinks, readJsonRows } from '../transfer/export.ts'
import { clientOf } from '../follow/unlock.ts'
import { refusalStatuses, refuse } from '../../site/refusal.ts'

const mostBulkRows = 100
const mostImportRows = 1_000
const mostLinksOnPage = 100

const claimChecker = object({ editKey: string({ min: 1, max: 100 }) })

/** Adds the list at `/api/links`, and `bulk`, `import`, `export` and `claim` below it. */
export function addLinkListApi(app: App, dependencies: Dependencies): void {

  app.get('/api/links', async (context) => {
    const owner = await readOwner(context, dependencies)
    if (owner === undefined) return json({ links: [], next: null }, 200, privately)
    await requireKnown(dependencies, owner.hash, owner.from === 'header')
    const query = { ...readListQuery(context), ownerHash: owner.hash }
    const { links, next } = await listLinks(dependencies, query)
    const nextUrl = next === undefined ? null : pageUrl(context, formatCursor(next))
    const link = [`<${pageUrl(context, null)}>; rel="first"`]
    if (nextUrl !== null) link.push(`<${nextUrl}>; rel="next"`)
    const body = { links: links.map((each) => show(dependencies, each)), next: nextUrl }
    return json(body, 200, { ...privately, link: link.join(', ') })
  })

  app.post('/api/links/bulk', async (context) => {
    const startedAt = dependencies.clock()
    const rows = readJsonRows(await readJson(context))
    return replyToRows(dependencies, context, { rows, most: mostBulkRows, isDryRun: false, startedAt })
  })

  const gate: ImportGate = { clients: new Set() }
  app.post('/api/links/import', async (context) => {
    const startedAt = dependencies.clock()
    const isDryRun = readDryRun(context)
    const client = clientOf(dependencies, context)
    return readImport(context, { gate, client, maxRows: mostImportRows }, ({ rows, isCsv }) => {
      const warnings = isCsv ? slugWarnings(rows.slice(0, mostImportRows)) : []
      const request = { rows, most: mostImportRows, isDryRun, startedAt, warnings }
      return replyToRows(dependencies, context, request)
    })
  })

  // The edit key is proof enough: an account that has it can take over its links, for good.
  app.post('/api/links/claim', async (context) => {
    const { editKey } = parse(claimChecker, await readJson(context))
    const owner = await readOwner(context, dependencies)
    if (owner?.account === undefined) throw refuse('unknown-owner', 'Sign in to claim these links')
    const anonymousHash = hashEditKey(editKey)
    if (anonymousHash === undefined) throw refuse('invalid', 'This is not an edit key', 'editKey')
    const claimed = await claimAllLinks(dependencies.database, anonymousHash, owner.account.id)
    return json({ claimed }, 200, privately)
  })

  app.get('/api/links/export', async (context) => {
    const { format, isForExcel } = readExportQuery(context)
    const { owner } = await askerOf(context, dependencies)
    await requireKnown(dependencies, owner.hash, owner.from === 'header')
    return {
      status: 200,
      headers: {
        ...privately,
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
        'content-disposition': `attachment; filename="links.${format}"`,
      },
      body: Readable.from(joinPieces(withMark(exportLinks(dependencies, owner, format), isForExcel))),
    }
  })
}

// A word that isn't understood is refused: an import that was meant as a dry run would store links.
function readDryRun({ query }: Context): boolean {
  const [word, ...others] = query.getAll('dryRun')
  if (word === undefined) return false
  const isDryRun = word === '' ? true : readTruth(word)
  if (isDryRun !== undefined && others.length === 0) return isDryRun
  throw refuse('invalid', 'Write true or false, once', 'dryRun')
}

function readExportQuery({ query }: Context): { format: 'csv' | 'json'; isForExcel: boolean } {
  const reader = query.get('for')
  if (reader !== null && reader !== 'excel') throw refuse('invalid', 'Write excel', 'for')
  const format = query.get('format') ?? (reader === 'excel' ? 'csv' : 'json')
  if (format !== 'csv' && format !== 'json') throw refuse('invalid', 'Write csv or json', 'format')
  return { format, isForExcel: reader === 'excel' && format === 'csv' }
}

// Without a byte order mark, Excel takes a CSV file for the old encoding of the country. A line
// `sep=,` would make it ignore the mark.
async function* withMark(text: AsyncIterable<string>, isForExcel: boolean) {
  if (isForExcel) yield '\uFEFF'
  yield* text
}

/** Reads which part of a list the query asks for. Throws a Refusal for what it can't read. */
export function readListQuery(context: Context): Omit<LinkQuery, 'ownerHash'> {
  const { query } = context
  const wantedSort = query.get('sort') ?? '-createdAt'
  const sort = linkSorts.find((known) => known === wantedSort)
  if (sort === undefined) throw refuse('invalid', `Write one of ${linkSorts.join(', ')}`, 'sort')
  const limit = Number(query.get('limit') ?? 20)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLinksOnPage) {
    throw refuse('invalid', `Write a whole number from 1 to ${mostLinksOnPage}`, 'limit')
  }
  const search = (query.get('search') ?? '').trim().slice(0, 200)
  return { search, sort, limit, after: readCursor(query.get('cursor'), sort) }
}

function readCursor(text: string | null, sort: LinkSort) {
  if (text === null || text === '') return undefined
  const cursor = parseCursor(text, sort)
  if (cursor !== undefined) return cursor
  throw refuse('invalid', 'This is not a cursor of this list: take it from the last page', 'cursor')
}

async function requireKnown(dependencies: Dependencies, ownerHash: Uint8Array, isClaimed: boolean): Promise<void> {
  if (isClaimed && !await dependencies.store.hasOwner(ownerHash)) throw unknownEditKey()
}

function pageUrl(context: Context, cursor: string | null): string {
  const query = new URLSearchParams(context.query)
  query.delete('cursor')
  if (cursor !== null) query.set('cursor', cursor)
  return query.size === 0 ? context.target.path : `${context.target.path}?${query}`
}

type RowsRequest = {
  rows: unknown[]
  most: number
  isDryRun: boolean
  startedAt: number
  /** What a person should look at, although it isn't a mistake. */
  warnings?: RowWarning[]
}

async function replyToRows(
  dependencies: Dependencies,
  context: Context,
  { rows, most, isDryRun, startedAt, warnings = [] }: RowsRequest,
): Promise<Reply> {
  if (rows.length === 0) throw refuse('invalid', 'There are no rows to read')
  if (rows.length > most) {
    const message = `Send at most ${most.toLocaleString('en')} links at once`
    throw new HttpError(413, 'too-many-rows', message)
  }
  const asker = await askerOf(context, dependencies)
  await requireKnown(dependencies, asker.owner.hash, asker.owner.from === 'header')
  const results = await createMany(dependencies, rows, { asker, isDryRun, startedAt })
  const valid = results.filter((result) => 'link' in result).length
  const body = {
    dryRun: isDryRun,
    created: isDryRun ? 0 : valid,
    valid,
    failed: results.length - valid,
    ...(warnings.length > 0 && { warnings }),
    results: results.map((result) => showRow(dependencies, result)),
  }
  // Where nothing was stored, an edit key would be of no use.
  if (body.created === 0) return json(body, 200, privately)
  const headers = ownerHeaders(context, dependencies, asker.owner)
  return json(withEditKey(context, body, asker.owner), 200, headers)
}

function showRow(dependencies: Dependencies, result: RowResult) {
  if ('errors' in result) {
    const { row, code, errors } = result
    return { row, status: refusalStatuses[code], code, errors }
  }
  const { row, link } = result
  return link === null ? { row, status: 200 } : { row, status: 201, link: show(dependencies, link) }
}
