// The JSON API for many links at once: bulk creation, import and export, and claiming the links of
// an edit key. Lesson: pages-filters-sorting (tour)

import { Readable } from 'node:stream'
import { ownerPrefix } from '../../../auth/access/owners.ts'
import { parseToken } from '../../../auth/tokens/token.ts'
import { object, string } from '../../../basics/check.ts'
import { takeTurns } from '../../../basics/turns.ts'
import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { joinPieces } from '../../../http/pieces.ts'
import { json, type Reply } from '../../../http/reply.ts'
import { checkParameters, clientOf, readInput } from '../../site/input.ts'
import { refusalStatuses, refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { describeLink } from '../make/api.ts'
import { accountLimit } from '../make/rules.ts'
import {
  ownerHeaders, privateHeaders, readOwner, readRequester, requireKnown, withEditKey,
} from '../owner.ts'
import { claimAllLinks } from './claim.ts'
import { exportLinks, type ExportFormat } from './export.ts'
import { describeImport } from './importApi.ts'
import { readImport, readJsonRows, type ImportFile } from './importBody.ts'
import type { ImportRow } from './importRow.ts'
import { limitImports, rowsInGroup, storeImport, type RowGroups } from './largeImport.ts'
import { checkCount, createMany, type ManyOptions, type RowResult } from './rules.ts'
import { readTruth, slugWarnings, type RowWarning } from './spreadsheet.ts'

const mostBulkRows = 100
// What is larger becomes a job.
const mostImportRows = 1_000

const claimChecker = object({ editKey: string({ min: 1, max: 100 }) })

/** Adds `bulk`, `import`, `export` and `claim` below `/api/links`. */
export function addTransferApi(app: App, dependencies: Dependencies): void {
  app.post('/api/links/bulk', (context) => createBulk(dependencies, context))
  app.post('/api/links/import', (context) => importFile(dependencies, context))
  app.get('/api/links/export', (context) => exportAll(dependencies, context))
  app.post('/api/links/claim', (context) => claim(dependencies, context))
}

async function createBulk(dependencies: Dependencies, context: Context): Promise<Reply> {
  const startedAt = dependencies.clock()
  const isDryRun = readDryRun(context)
  const rows = readJsonRows(await readJson(context), dependencies)
  checkCount(rows.length, mostBulkRows)
  const request = { rows, isImported: false, isDryRun, startedAt }
  return createRows(dependencies, context, request)
}

function importFile(dependencies: Dependencies, context: Context): Promise<Reply> {
  const startedAt = dependencies.clock()
  const isDryRun = readDryRun(context)
  const client = clientOf(context, dependencies.trustedHops)
  return readImport(context, { ...dependencies, client }, (file) =>
    importRows(dependencies, context, { ...file, isDryRun, startedAt }))
}

type FileRequest = ImportFile & Pick<RowGroups, 'isDryRun' | 'startedAt'>

async function importRows(
  dependencies: Dependencies, context: Context, file: FileRequest,
): Promise<Reply> {
  const groups = takeTurns(file.rows, rowsInGroup)
  const rows: ImportRow[] = []
  for (let next = await groups.next(); !next.done; next = await groups.next()) {
    rows.push(...next.value)
    if (rows.length > mostImportRows) {
      return importLater(dependencies, context, { ...file, groups: follow(rows, groups) })
    }
  }
  checkCount(rows.length, mostImportRows)
  const { isCsv, isDryRun, startedAt, notes: { service, skipped } } = file
  const warnings = isCsv ? slugWarnings(rows) : []
  const source = service === '' ? {} : { service, skipped: [...skipped] }
  // If each link counted, the limit would stop such a file in the middle.
  const isFileCounted = !isDryRun && rows.length > accountLimit.most
  const request =
    { rows, isImported: true, isDryRun, isFileCounted, startedAt, warnings, source }
  return createRows(dependencies, context, request)
}

async function* follow(
  first: readonly ImportRow[], groups: AsyncIterable<readonly ImportRow[]>,
): AsyncGenerator<readonly ImportRow[]> {
  yield* takeTurns(first, rowsInGroup)
  yield* groups
}

async function importLater(
  dependencies: Dependencies, context: Context, file: RowGroups,
): Promise<Reply> {
  const requester = await readRequester(context, dependencies)
  await requireKnown(dependencies, requester.owner)
  const stored = await storeImport(dependencies, requester, file)
  return json(withEditKey(context, describeImport(stored), requester.owner), 202, {
    ...ownerHeaders(context, requester.owner, dependencies.publicOrigin),
    location: `/api/links/imports/${stored.id}`,
  })
}

// A word that isn't understood is refused: an import that was meant as a dry run would store links.
function readDryRun({ query }: Context): boolean {
  checkParameters(query, ['dryRun'])
  const word = query.get('dryRun')
  if (word === null) return false
  const isDryRun = word === '' ? true : readTruth(word)
  if (isDryRun !== undefined) return isDryRun
  throw refuse('invalid', 'Write true or false', 'dryRun')
}

type RowsRequest = Omit<ManyOptions, 'requester'> & {
  rows: readonly ImportRow[]
  /** What a person should look at, although it isn't a mistake. */
  warnings?: RowWarning[]
  /** Which service the links come from, and what isn't imported. */
  source?: { service?: string; skipped?: string[] }
}

async function createRows(
  dependencies: Dependencies,
  context: Context,
  { rows, warnings = [], source = {}, ...options }: RowsRequest,
): Promise<Reply> {
  const requester = await readRequester(context, dependencies)
  await requireKnown(dependencies, requester.owner)
  if (options.isFileCounted === true) await limitImports(dependencies, requester)
  const results = await createMany(dependencies, rows, { ...options, requester })
  const valid = results.filter((result) => 'link' in result).length
  const body = {
    dryRun: options.isDryRun,
    created: options.isDryRun ? 0 : valid,
    valid,
    failed: results.length - valid,
    ...source,
    ...(warnings.length > 0 && { warnings }),
    results: results.map((result) => showRow(dependencies, result)),
  }
  // Where nothing was stored, an edit key would be of no use.
  if (body.created === 0) return json(body, 200, privateHeaders)
  const headers = ownerHeaders(context, requester.owner, dependencies.publicOrigin)
  return json(withEditKey(context, body, requester.owner), 200, headers)
}

function showRow(dependencies: Dependencies, result: RowResult) {
  if ('errors' in result) {
    const { row, code, errors } = result
    return { row, status: refusalStatuses[code], code, errors }
  }
  const { row, link } = result
  if (link === null) return { row, status: 200 }
  return { row, status: 201, link: describeLink(link, dependencies) }
}

async function exportAll(dependencies: Dependencies, context: Context): Promise<Reply> {
  const wanted = readFormat(context)
  const { owner } = await readRequester(context, dependencies)
  await requireKnown(dependencies, owner)
  return {
    status: 200,
    headers: {
      ...privateHeaders,
      'content-type': wanted.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'content-disposition': `attachment; filename="links.${wanted.format}"`,
    },
    body: Readable.from(joinPieces(exportLinks(dependencies, owner, wanted))),
  }
}

function readFormat({ query }: Context): ExportFormat {
  checkParameters(query, ['format', 'for'])
  const reader = query.get('for')
  if (reader !== null && reader !== 'excel') throw refuse('invalid', 'Write excel', 'for')
  const format = query.get('format') ?? (reader === 'excel' ? 'csv' : 'json')
  if (format !== 'csv' && format !== 'json') throw refuse('invalid', 'Write csv or json', 'format')
  return { format, isForExcel: reader === 'excel' && format === 'csv' }
}

// The edit key is proof enough: an account that has it can take over its links, for good.
async function claim(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { editKey } = await readInput(context, claimChecker)
  const owner = await readOwner(context, dependencies)
  if (owner?.account === undefined) throw refuse('unknown-owner', 'Sign in to claim these links')
  const key = parseToken(ownerPrefix, editKey)
  if (key === undefined) throw refuse('invalid', 'This is not an edit key', 'editKey')
  const claimed = await claimAllLinks(dependencies.database, key.hash, owner.account.id)
  return json({ claimed }, 200, privateHeaders)
}
