// Reads links from JSON one at a time, so that a file of 50 MiB keeps nobody waiting: JSON.parse
// would take half a second for it. The text is only cut into its entries here; each one is then
// parsed, and checked, by itself. Lesson: reading-a-body (tour)
//
// The list is the whole text, or is under one of the names that APIs use for it. Several texts may
// follow each other: the pages of an API, or the lines of a JSON Lines file.

import { isRecord } from '../../../basics/check.ts'
import {
  countEmpty, items, mistake, passOver, peek, readName, readValue, startReading, type JsonReader,
} from '../../../http/jsonReader.ts'
import { refuse, type Refusal } from '../../site/refusal.ts'
import { findFormat, plainName } from './formats.ts'

// Ours, Bitly's and YOURLS's are under `links`, Kutt's under `data`, Shlink's under `shortUrls` and
// `data`, those of a YOURLS plugin under `result`, Lstu's under `urls`, Zipline's under both.
const listNames = new Set(['links', 'data', 'shortUrls', 'result', 'urls'])

/** Gives the entries of a list of links, and of each page where it's a list of an API's pages. */
export function* readJsonEntries(text: string): Generator<unknown, undefined> {
  const reader = startReading(text)
  const first = peek(reader)
  if (first !== '[' && first !== '{') readValue(reader)
  if (first !== '[' && first !== '{') throw noList()
  const isLine = first === '{' && followsAnother(reader)
  do yield* readText(reader, isLine)
  while (peek(reader) === first)
  if (peek(reader) !== '') throw mistake(reader, 'the end')
}

// Whether another object follows the first one.
function followsAnother(reader: JsonReader): boolean {
  const ahead = { ...reader }
  try {
    passOver(ahead, ahead.position)
    return peek(ahead) === '{'
  } catch {
    // It's too long to be a line, or it isn't JSON: reading it will show which.
    return false
  }
}

function* readText(reader: JsonReader, isLine: boolean): Generator<unknown, undefined> {
  if (isLine) yield* pageOrEntry(reader)
  else if (!(yield* readContainer(reader))) throw noList()
}

// If you join the pages of an API, you get a list of pages.
function* pageOrEntry(reader: JsonReader): Generator<unknown, undefined> {
  const entry = readValue(reader)
  const list = isRecord(entry) && !('target' in entry) ? listIn(entry) : undefined
  if (list?.length === 0) countEmpty(reader)
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

// Reads a list, or an object that has one; says whether there was any. An object without a list may
// be a link: the only line of a JSON Lines file.
function* readContainer(reader: JsonReader): Generator<unknown, boolean> {
  if (peek(reader) === '[') {
    for (const _ of items(reader, ']')) yield* pageOrEntry(reader)
    return true
  }
  const { position } = reader
  const names = new Set<string>()
  let hasList = false
  for (const _ of items(reader, '}')) {
    const start = reader.position
    const name = readName(reader)
    const next = peek(reader)
    names.add(plainName(name))
    if (!listNames.has(name) || (next !== '[' && next !== '{')) passOver(reader, start)
    else hasList = (yield* readList(reader)) || hasList
  }
  if (hasList || !isLink(names)) return hasList
  reader.position = position
  yield readValue(reader)
  return true
}

function isLink(names: ReadonlySet<string>): boolean {
  return names.has('target') || findFormat(names) !== undefined
}

// YOURLS names its entries: { "links": { "link_1": {…}, "link_2": {…} } }.
function* readList(reader: JsonReader): Generator<unknown, boolean> {
  if (peek(reader) === '[') return yield* readContainer(reader)
  for (const _ of items(reader, '}')) {
    const start = reader.position
    const name = readName(reader)
    if (listNames.has(name) && peek(reader) === '[') yield* readContainer(reader)
    else if (/^link_\d{1,9}$/.test(name)) yield readValue(reader)
    else passOver(reader, start)
  }
  return true
}

function noList(): Refusal {
  return refuse('invalid', 'Send a list of links, or an object with a list "links"')
}
