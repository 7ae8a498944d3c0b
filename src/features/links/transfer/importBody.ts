// Reads the body of an import, which may be larger than any other: 1,000 links with the longest
// targets and notes. A large one takes memory, so only two are read at once, and only one of a
// client. Lesson: reading-a-body (tour)

import { isRecord } from '../../../basics/check.ts'
import { readBytes, readJson } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { refuse } from '../../site/refusal.ts'
import { importColumns, readCsvRows, refusedColumns } from './csvRows.ts'

export type Import = { rows: unknown[]; isCsv: boolean }

export type ImportOptions = {
  maxRows: number
  /** Names who sends it. */
  client: string
  /** The clients whose large imports are being read. */
  reading: Set<string>
}

// A link in our own export has at most 9,500 bytes: 4,100 for its target, 3,000 for its note and
// 1,200 for why it is disabled, if JSON has to escape every character of them.
const mostBytes = 10 * 1024 * 1024
const usualBytes = 1024 * 1024
const largeAtOnce = 2
const csvTypes = /^(?:text\/(?:csv|tab-separated-values)|application\/(?:csv|vnd\.ms-excel))$/

/**
 * Reads the rows of an import, and calls `use` with them. Throws an HttpError 413 for more than
 * 10 MiB, and 503 while other large imports are read.
 */
export async function readImport<Result>(
  context: Context,
  { maxRows, client, reading }: ImportOptions,
  use: (read: Import) => Promise<Result>,
): Promise<Result> {
  const length = Number(context.header('content-length'))
  if (length <= usualBytes) return use(await readRows(context, maxRows))
  if (reading.has(client) || reading.size >= largeAtOnce) {
    const headers = { 'retry-after': '5', 'connection': 'close' }
    const message = 'Other large imports are being read: send this one again in a few seconds'
    throw new HttpError(503, 'busy', message, { headers })
  }
  reading.add(client)
  try {
    return await use(await readRows(context, maxRows))
  } finally {
    reading.delete(client)
  }
}

/** Finds the list of rows in a JSON body: the list itself, or under `links`. */
export function readJsonRows(body: unknown): unknown[] {
  const rows = isRecord(body) ? body['links'] : body
  if (!Array.isArray(rows)) {
    throw refuse('invalid', 'Send a list of links, or an object with a list "links"')
  }
  return rows.map((row: unknown) => isRecord(row) && 'shortUrl' in row ? toImportRow(row) : row)
}

// A row of an export without what an import can't set.
function toImportRow(row: Record<string, unknown>): Record<string, unknown> {
  const refused = refusedColumns.filter((name) => row[name])
  return Object.fromEntries([...importColumns, ...refused].map((name) => [name, row[name]]))
}

async function readRows(context: Context, maxRows: number): Promise<Import> {
  const [type = ''] = (context.header('content-type') ?? '').split(';', 1)
  const isCsv = csvTypes.test(type.trim().toLowerCase())
  if (!isCsv) return { rows: readJsonRows(await readJson(context, { maxBytes: mostBytes })), isCsv }
  const bytes = await readBytes(context, { maxBytes: mostBytes })
  return { rows: readCsvRows(decode(bytes, context), maxRows), isCsv }
}

// Spreadsheets save "Unicode text" as UTF-16 with a byte order mark.
function decode(bytes: Uint8Array, context: Context): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes)
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes)
  const label = /;[ \t]*charset="?([\w:-]{1,40})/i.exec(context.header('content-type') ?? '')?.[1]
  return decodeAs(label ?? 'utf-8', bytes)
}

function decodeAs(label: string, bytes: Uint8Array): string {
  const decoder = decoderFor(label)
  try {
    return decoder.decode(bytes)
  } catch {
    const message = `The file is not ${decoder.encoding.toUpperCase()}: save it as "CSV UTF-8"`
    throw new HttpError(400, 'bad-encoding', message)
  }
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    throw new HttpError(415, 'unsupported-charset', `Cannot read ${label}: save the file as UTF-8`)
  }
}
