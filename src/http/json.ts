// Reads JSON that somebody else wrote, more strictly than JSON.parse: not too deep, no name twice
// in one object, no `__proto__`. Lesson: reading-a-body (tour)

import { HttpError } from './errors.ts'
import { findMistake } from './jsonMistake.ts'

const maxDepth = 64
// An import of 1,000 links has 40,000. JSON.parse takes over a second for a million names.
const maxValues = 100_000

const quote = 34
const comma = 44
const colon = 58
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125

/**
 * Reads a JSON text (RFC 8259).
 *
 * Throws an HttpError 400 that says where the text stops being JSON, or `too-deep` for more than
 * 64 levels, `too-many-values` for more than 100,000 names and values, `duplicate-name` for a name
 * that appears twice in one object, `forbidden-name` for `__proto__`.
 */
export function parseJson(text: string): unknown {
  const colons = scan(text)
  const value = parse(text)
  // RFC 8259, section 4: readers disagree about which of the two counts. In a valid text each
  // colon outside a string belongs to one member, and JSON.parse drops a member named twice.
  if (countMembers(value) === colons) return value
  throw new HttpError(400, 'duplicate-name', 'The JSON has a name twice in one object')
}

// Checks the depth and the size before JSON.parse builds anything, and counts the colons outside
// strings.
function scan(text: string): number {
  let depth = 0
  let colons = 0
  let commas = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) index = endOfString(text, index)
    else if (code === colon) colons += 1
    else if (code === comma) commas += 1
    else if (code === closeBrace || code === closeBracket) depth -= 1
    else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > maxDepth) throw tooDeep()
    }
  }
  if (colons + commas > maxValues) throw tooMany()
  return colons
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length) {
    const code = text.charCodeAt(index)
    if (code === quote) break
    index += code === backslash ? 2 : 1
  }
  return index
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpError(400, 'bad-json', describeMistake(text))
  }
}

function describeMistake(text: string): string {
  const { position, expected } = findMistake(text) ?? { position: 0, expected: 'JSON' }
  const before = text.slice(0, position).split('\n')
  const column = (before.at(-1) ?? '').length + 1
  const found = text.codePointAt(position)
  const what = found === undefined ? 'but the text ends' : `found ${quoted(found)}`
  const place = `line ${before.length}, column ${column}`
  return `Cannot read the JSON at ${place}: expected ${expected}, ${what}`
}

// JSON.parse makes `__proto__` a property like any other. Code that copies the object later sets a
// prototype instead.
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item)
    return count
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') throw forbiddenName()
    count += 1 + countMembers(member)
  }
  return count
}

function quoted(codePoint: number): string {
  return JSON.stringify(String.fromCodePoint(codePoint))
}

function tooMany(): HttpError {
  const message = `The JSON has more than ${maxValues.toLocaleString('en')} names and values`
  return new HttpError(400, 'too-many-values', message)
}

function tooDeep(): HttpError {
  return new HttpError(400, 'too-deep', `The JSON has more than ${maxDepth} levels`)
}

function forbiddenName(): HttpError {
  return new HttpError(400, 'forbidden-name', 'The JSON has the name "__proto__"')
}
