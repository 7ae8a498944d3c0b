// Reads a long JSON text value by value, so that others can have their turn in between: JSON.parse
// takes half a second for 50 MiB. It only finds out where a value ends; `parseJson` reads, and
// checks, what is inside it. Lesson: reading-a-body (tour)

import { lineAt } from '../basics/lines.ts'
import { HttpError } from './errors.ts'
import { parseJson } from './json.ts'

// To read a longer value would keep others waiting. All that is passed over may not be longer.
const longestValue = 500_000
// JSON.parse takes a twentieth of a second for 40,000 names.
const mostNames = 10_000
// Others have their turn between two items: where there are none, they would wait.
const mostEmpty = 10_000

export type JsonReader = {
  readonly text: string
  position: number
  /** How much was passed over so far. */
  passedOver: number
  /** How many lists and objects without items there were so far. */
  empty: number
}

/** Begins to read a text; a byte order mark is passed over. */
export function startReading(text: string): JsonReader {
  return { text, position: text.startsWith('\uFEFF') ? 1 : 0, passedOver: 0, empty: 0 }
}

/** Stops before each item of a list or an object, and behind its end. */
export function* items(reader: JsonReader, close: ']' | '}'): Generator<undefined, undefined> {
  reader.position += 1
  if (peek(reader) === close) {
    reader.position += 1
    countEmpty(reader)
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

/** Counts a list or an object that has nothing in it. Throws after 10,000 of them. */
export function countEmpty(reader: JsonReader): void {
  reader.empty += 1
  if (reader.empty <= mostEmpty) return
  const place = `up to line ${lineAt(reader.text, reader.position)}`
  const count = mostEmpty.toLocaleString('en')
  throw new HttpError(400, 'too-long', `There are more than ${count} empty lists ${place}`)
}

/** Reads the name of a member, and its colon. */
export function readName(reader: JsonReader): string {
  if (peek(reader) !== '"') throw mistake(reader, 'a name in quotes')
  const name = readValue(reader)
  if (peek(reader) !== ':') throw mistake(reader, '":"')
  reader.position += 1
  return String(name)
}

/** Reads the next value, as `parseJson` does; a message says where it begins. */
export function readValue(reader: JsonReader): unknown {
  const start = reader.position
  skip(reader)
  const text = reader.text.slice(start, reader.position)
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const { status, code, message } = error
    const place = `the value that begins on line ${lineAt(reader.text, start)}`
    throw new HttpError(status, code, `${message} of ${place}`)
  }
}

/** Passes over a value; `start` is where its name begins. */
export function passOver(reader: JsonReader, start: number): void {
  skip(reader)
  reader.passedOver += reader.position - start
  if (reader.passedOver > longestValue) throw tooLong(reader)
}

const quote = 34
const colon = 58
const backslash = 92
const open = new Set([91, 123])
const close = new Set([93, 125])
const ends = new Set([44, 58, 93, 125, 9, 10, 13, 32])

// Moves behind a value, whatever it is: what is inside it, parseJson checks.
function skip(reader: JsonReader): void {
  peek(reader)
  const { text, position: start } = reader
  const limit = Math.min(text.length, start + longestValue)
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

/** Gives the next character that isn't a blank; an empty text at the end. */
export function peek(reader: JsonReader): string {
  const blanks = /[\t\n\r ]*/y
  blanks.lastIndex = reader.position
  blanks.test(reader.text)
  reader.passedOver += Math.max(blanks.lastIndex - reader.position - usualBlanks, 0)
  if (reader.passedOver > longestValue) throw tooLong(reader)
  reader.position = blanks.lastIndex
  return reader.text.charAt(reader.position)
}

/** Makes the error for what isn't JSON; `expected` completes the sentence "expected …". */
export function mistake({ text, position }: JsonReader, expected: string): HttpError {
  const next = text.charAt(position)
  const found = next === '' ? 'but the text ends' : `found ${JSON.stringify(next)}`
  const message = `Cannot read the JSON at line ${lineAt(text, position)}: expected ${expected}, `
  return new HttpError(400, 'bad-json', message + found)
}

function unfinished(reader: JsonReader): HttpError {
  return mistake({ ...reader, position: reader.text.length }, 'the end of a value')
}

function tooLong(
  { text, position }: JsonReader, limit = `${longestValue.toLocaleString('en')} characters`,
): HttpError {
  const message = `What begins on line ${lineAt(text, position)} has more than ${limit}`
  return new HttpError(400, 'too-long', message)
}
