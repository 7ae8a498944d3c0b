// Reads links from JSON one at a time, so that a file of 50 MiB keeps nobody waiting: JSON.parse
// would take half a second for it. The text is only cut into its entries here; each one is then
// parsed, and checked, by itself. Lesson: reading-a-body (tour)
//
// The list is the whole text, or is found under one of the names that APIs use for it.

import { isRecord } from '../../../basics/check.ts'
import { lineAt } from '../../../basics/lines.ts'
import { HttpError } from '../../../http/errors.ts'
import { parseJson } from '../../../http/json.ts'
import { refuse, type Refusal } from '../../site/refusal.ts'

// Ours, Bitly's and YOURLS's are under `links`, Kutt's under `data`, Shlink's under `shortUrls` and
// `data`, those of a YOURLS plugin under `result`.
const listNames = new Set(['links', 'data', 'shortUrls', 'result'])
// No link needs more, nor a page of an API. All that is passed over may not be longer either.
const longestEntry = 500_000
// A page of 100 links has 4,000. JSON.parse takes a twentieth of a second for 40,000 names.
const mostNames = 10_000

type Reader = { readonly text: string; position: number; passedOver: number }

/** Gives the entries of a list of links, and of each page where it's a list of an API's pages. */
export function* readJsonEntries(text: string): Generator<unknown, undefined> {
  const reader = { text, position: text.startsWith('\uFEFF') ? 1 : 0, passedOver: 0 }
  const first = peek(reader)
  if (first !== '[' && first !== '{') parseJson(text.slice(0, longestEntry))
  if (first !== '[' && first !== '{') throw noList()
  if (!(yield* readContainer(reader))) throw noList()
  if (peek(reader) !== '') throw mistake(reader, 'the end')
}

// If you join the pages of an API, you get a list of pages.
function* pageOrEntry(entry: unknown): Generator<unknown, undefined> {
  const list = isRecord(entry) && !('target' in entry) ? listIn(entry) : undefined
  if (list === undefined) yield entry
  else yield* list
}

function listIn(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (!isRecord(value)) return undefined
  const inner = Object.entries(value).find(([name, list]) =>
    listNames.has(name) && (Array.isArray(list) || isRecord(list)))?.[1]
  return isRecord(inner) ? listIn(inner) ?? Object.values(inner) : listIn(inner)
}

// Reads a list, or an object that has one; says whether there was any.
function* readContainer(reader: Reader): Generator<unknown, boolean> {
  if (peek(reader) === '[') {
    for (const _ of items(reader, ']')) yield* pageOrEntry(readEntry(reader))
    return true
  }
  let hasList = false
  for (const _ of items(reader, '}')) {
    const start = reader.position
    const name = readName(reader)
    const next = peek(reader)
    if (!listNames.has(name) || (next !== '[' && next !== '{')) passOver(reader, start)
    else hasList = (yield* readList(reader)) || hasList
  }
  return hasList
}

// YOURLS names its entries: { "links": { "link_1": {…}, "link_2": {…} } }.
function* readList(reader: Reader): Generator<unknown, boolean> {
  if (peek(reader) === '[') return yield* readContainer(reader)
  for (const _ of items(reader, '}')) {
    const start = reader.position
    const name = readName(reader)
    if (listNames.has(name) && peek(reader) === '[') yield* readContainer(reader)
    else if (/^link_\d{1,9}$/.test(name)) yield readEntry(reader)
    else passOver(reader, start)
  }
  return true
}

// Stops before each item of a list or an object, and behind its end.
function* items(reader: Reader, close: ']' | '}'): Generator<undefined, undefined> {
  reader.position += 1
  if (peek(reader) === close) {
    reader.position += 1
    return
  }
  while (true) {
    yield
    const next = peek(reader)
    if (next !== ',' && next !== close) throw mistake(reader, `"," or "${close}"`)
    reader.position += 1
    if (next === close) return
  }
}

function readName(reader: Reader): string {
  if (peek(reader) !== '"') throw mistake(reader, 'a name in quotes')
  const name = readEntry(reader)
  if (peek(reader) !== ':') throw mistake(reader, '":"')
  reader.position += 1
  return String(name)
}

function readEntry(reader: Reader): unknown {
  const start = reader.position
  skip(reader)
  const text = reader.text.slice(start, reader.position)
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const { status, code, message } = error
    const place = `the entry that begins on line ${lineAt(reader.text, start)}`
    throw new HttpError(status, code, `${message} of ${place}`)
  }
}

function passOver(reader: Reader, start: number): void {
  skip(reader)
  reader.passedOver += reader.position - start
  if (reader.passedOver > longestEntry) throw tooLong(reader)
}

const quote = 34
const colon = 58
const backslash = 92
const open = new Set([91, 123])
const close = new Set([93, 125])
const ends = new Set([44, 58, 93, 125, 9, 10, 13, 32])

// Moves behind a value, whatever it is: what is inside it, parseJson checks.
function skip(reader: Reader): void {
  peek(reader)
  const { text, position: start } = reader
  const limit = Math.min(text.length, start + longestEntry)
  let depth = 0
  let names = 0
  let at = start
  do {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at, limit)
    else if (code === colon) names += 1
    else if (open.has(code)) depth += 1
    else if (depth > 0 && close.has(code)) depth -= 1
    else if (depth === 0 && !ends.has(code)) at = endOfWord(text, at, limit)
    at += 1
  } while (depth > 0 && at < limit)
  if (names > mostNames) throw tooLong(reader, `${mostNames.toLocaleString('en')} names`)
  if (depth > 0 && at >= limit) throw limit === text.length ? unfinished(reader) : tooLong(reader)
  reader.position = at
}

function endOfString(text: string, start: number, limit: number): number {
  let at = start + 1
  while (at < limit && text.charCodeAt(at) !== quote) {
    at += text.charCodeAt(at) === backslash ? 2 : 1
  }
  return at
}

function endOfWord(text: string, start: number, limit: number): number {
  let at = start
  while (at + 1 < limit && !ends.has(text.charCodeAt(at + 1))) at += 1
  return at
}

// What comes between two entries at most.
const usualBlanks = 1_000

// The next character that isn't a blank; empty at the end.
function peek(reader: Reader): string {
  const blanks = /[\t\n\r ]*/y
  blanks.lastIndex = reader.position
  blanks.test(reader.text)
  reader.passedOver += Math.max(blanks.lastIndex - reader.position - usualBlanks, 0)
  if (reader.passedOver > longestEntry) throw tooLong(reader)
  reader.position = blanks.lastIndex
  return reader.text.charAt(reader.position)
}

function mistake({ text, position }: Reader, expected: string): HttpError {
  const next = text.charAt(position)
  const found = next === '' ? 'but the text ends' : `found ${JSON.stringify(next)}`
  const message = `Cannot read the JSON at line ${lineAt(text, position)}: expected ${expected}, `
  return new HttpError(400, 'bad-json', message + found)
}

function unfinished(reader: Reader): HttpError {
  return mistake({ ...reader, position: reader.text.length }, 'the end of an entry')
}

function tooLong(
  { text, position }: Reader, limit = `${longestEntry.toLocaleString('en')} characters`,
): HttpError {
  const message = `What begins on line ${lineAt(text, position)} has more than ${limit}`
  return new HttpError(400, 'too-long', message)
}

function noList(): Refusal {
  return refuse('invalid', 'Send a list of links, or an object with a list "links"')
}
