// Reads the body of an import, which may be larger than any other: 100,000 links, or 1,000 with the
// longest targets and notes. A large one takes memory, so only two are read at once, and only one
// of a client. Lesson: reading-a-body (tour)

import { setImmediate } from 'node:timers/promises'
import { isRecord } from '../../../basics/check.ts'
import { readBytes, readJsonBytes } from '../../../http/body.ts'
import { readParameters } from '../../../http/charset.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { readMultipart, type Part } from '../../../http/multipart.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { readOwner } from '../owner.ts'
import { readCsvRows } from './csvRows.ts'
import { readEntries, type ImportNotes, type ImportRow } from './importRow.ts'
import { readJsonEntries } from './jsonRows.ts'
import { areForAccounts, signInFirst } from './largeImport.ts'

/** A file whose rows are read one by one; its notes are complete after the last one. */
export type ImportFile = { rows: Iterable<ImportRow>; isCsv: boolean; notes: ImportNotes }

type ImportOptions = {
  /** Names who sends it. */
  client: string
} & Pick<Dependencies,
  // The clients whose large imports are being read, and what tells who has an account.
  'reading' | 'identify' | 'isPublic' | 'anonymousLinks' | 'publicOrigin' | 'clock'>

/** What an import knows of the server. */
type Site = Pick<ImportNotes, 'clock' | 'publicOrigin'>

const longestName = 100
const mostBytes = 50 * 1024 * 1024
const usualBytes = 1024 * 1024
const largeAtOnce = 2
const lineTypes = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines)$/
const csvTypes = /^(?:text\/(?:csv|tab-separated-values)|application\/(?:csv|vnd\.ms-excel))$/

/**
 * Reads the file of an import from a body of JSON or CSV, and calls `use` with it. Throws an
 * HttpError 413 for more than 50 MiB, and 503 while other large imports are read. Where large ones
 * (over 1 MiB) need an account, throws a Refusal `closed` for one without, or the 413 if it doesn't
 * say its length.
 */
export function readImport<Result>(
  context: Context, options: ImportOptions, use: (file: ImportFile) => Promise<Result>,
): Promise<Result> {
  return inTurn(context, options, async (maxBytes) =>
    use(await readFile(context, { ...options, maxBytes })))
}

/**
 * The same for a form with a field `file` or `text`. `use` gets the fields of the form, with the
 * text if it's short enough to be shown again, and calls `read` for the file.
 */
export function readUpload<Result>(
  context: Context,
  options: ImportOptions,
  use: (fields: URLSearchParams, read: () => Promise<ImportFile>) => Promise<Result>,
): Promise<Result> {
  return inTurn(context, options, async (maxBytes) => {
    const parts = await readMultipart(context, { maxBytes })
    return use(fieldsOf(parts), () => readParts(parts, options))
  })
}

async function readParts(parts: readonly Part[], site: Site): Promise<ImportFile> {
  const [chosen, ...others] = parts.filter((part) =>
    (part.name === 'file' || part.name === 'text') && !isBlank(part))
  if (others.length > 0) throw refuse('invalid', 'Choose one file or paste its text, not both')
  if (chosen === undefined) {
    throw refuse('invalid', "Choose a file that isn't empty, or paste its text")
  }
  const text = await decode(chosen.bytes, encodingOf(chosen.bytes))
  const isCsv = !/^\uFEFF?\s{0,100}[[{]/.test(text)
  return fileOf(text, isCsv, site)
}

/** Finds the list of rows in a JSON body: the list itself, or under `links`, with nothing else. */
export function readJsonRows(body: unknown, site: Site): ImportRow[] {
  const entries: unknown = isRecord(body) ? body['links'] : body
  if (!Array.isArray(entries)) {
    throw refuse('invalid', 'Send a list of links, or an object with a list "links"')
  }
  const other = isRecord(body) && Object.keys(body).find((name) => name !== 'links')
  if (typeof other === 'string') {
    const message = 'There is no such field; there is only "links"'
    throw refuse('invalid', message, other.slice(0, longestName))
  }
  return [...readEntries(entries, newNotes(site))]
}

async function inTurn<Result>(
  context: Context, options: ImportOptions, use: (maxBytes: number) => Promise<Result>,
): Promise<Result> {
  const { client, reading } = options
  const length = Number(context.header('content-length'))
  if (length <= usualBytes) return use(usualBytes)
  // Two strangers who send slowly could keep everybody else from importing.
  if (areForAccounts(options) && (await readOwner(context, options))?.account === undefined) {
    if (length > usualBytes) throw refuse('closed', signInFirst)
    return use(usualBytes)
  }
  if (reading.has(client) || reading.size >= largeAtOnce) {
    const headers = { 'retry-after': '5', 'connection': 'close' }
    const message = 'Other large imports are being read: send this one again in a few seconds'
    throw new HttpError(503, 'busy', message, { headers })
  }
  reading.add(client)
  try {
    return await use(mostBytes)
  } finally {
    reading.delete(client)
  }
}

async function readFile(
  context: Context, { maxBytes, ...site }: Site & { maxBytes: number },
): Promise<ImportFile> {
  const contentType = context.header('content-type') ?? ''
  const [type = ''] = contentType.toLowerCase().split(';', 1)
  const isCsv = csvTypes.test(type.trim())
  const isPlain = isCsv || lineTypes.test(type.trim())
  if (!isPlain && !type.trim().endsWith('json')) throw neitherType(contentType)
  const bytes = await (isPlain ? readBytes : readJsonBytes)(context, { maxBytes })
  const label = readParameters(contentType).find(({ name }) => name === 'charset')?.value
  const text = await decode(bytes, encodingOf(bytes, isCsv ? label?.slice(0, 40) : undefined))
  return fileOf(text, isCsv, site)
}

function neitherType(contentType: string): HttpError {
  const given = contentType === ''
    ? ': this request has none' : `, not ${JSON.stringify(contentType)}`
  const message = `Send the file with Content-Type text/csv or application/json${given}`
  const headers = { accept: 'text/csv, application/json' }
  return new HttpError(415, 'unsupported-media-type', message, { headers })
}

function fileOf(text: string, isCsv: boolean, site: Site): ImportFile {
  const notes = newNotes(site)
  const rows = isCsv ? readCsvRows(text, notes) : readEntries(readJsonEntries(text), notes)
  return { rows, isCsv, notes }
}

function newNotes({ clock, publicOrigin }: Site): ImportNotes {
  return { clock, publicOrigin, service: '', skipped: new Set(), rewritten: new Set() }
}

function isBlank({ bytes }: Part): boolean {
  return bytes.length < 1_000 && Buffer.from(bytes).toString().trim() === ''
}

const longestFields = new Map([['formToken', 1_000], ['text', 100_000]])

function fieldsOf(parts: readonly Part[]): URLSearchParams {
  const fields = parts.filter(({ name, bytes }) => bytes.length < (longestFields.get(name) ?? 0))
  return new URLSearchParams(fields.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]))
}

// Spreadsheet programs save "Unicode text" as UTF-16 with a byte order mark. So does PowerShell.
function encodingOf([first, second]: Uint8Array, label = 'utf-8'): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : label
}

// A piece at a time: 50 MiB of letters that aren't ASCII take a tenth of a second.
const pieceBytes = 1024 * 1024

async function decode(bytes: Uint8Array, label: string): Promise<string> {
  refuseOtherFiles(bytes)
  const decoder = decoderFor(label)
  try {
    let text = ''
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      if (start > 0) await setImmediate()
      text += decoder.decode(bytes.subarray(start, start + pieceBytes), { stream: true })
    }
    return text + decoder.decode()
  } catch {
    const message = `The file is not ${decoder.encoding.toUpperCase()}: save it as "CSV UTF-8"`
    throw new HttpError(400, 'bad-encoding', message)
  }
}

// Files in these formats begin with the same bytes each time.
const otherFiles: readonly [start: readonly number[], problem: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'This is an Excel file or a ZIP archive: save it as "CSV UTF-8"'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'This is an Excel file: save it as "CSV UTF-8"'],
  [[...Buffer.from('SQLite format 3\0')], 'This is an SQLite database: export its table as CSV'],
  [[0x1f, 0x8b], 'This file is compressed: decompress it first'],
]

function refuseOtherFiles(bytes: Uint8Array): void {
  const other = otherFiles.find(([start]) => start.every((byte, index) => bytes[index] === byte))
  if (other !== undefined) throw refuse('invalid', other[1])
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    throw new HttpError(415, 'unsupported-charset', `Cannot read ${label}: save the file as UTF-8`)
  }
}
