// The charset of a Content-Type: which bytes stand for which characters. We read UTF-8 only, but it
// has several names. Lesson: reading-a-body (tour)

import { splitOutsideQuotes } from './preferences.ts'

/**
 * Says whether a Content-Type names no charset, or UTF-8 by any label that browsers know: `utf-8`,
 * `UTF8`, `unicode-1-1-utf-8` (Encoding standard, section 4.2). One other charset is enough to
 * make it false.
 */
export function isUtf8(contentType: string): boolean {
  return readParameters(contentType).every(({ name, value }) =>
    name !== 'charset' || isUtf8Label(value))
}

/**
 * Reads the parameters of a Content-Type or a Content-Disposition, with their names in lower case.
 * In a quoted value, a semicolon doesn't end the value, nor does a quote after a backslash (RFC
 * 9110, sections 5.6.4 and 5.6.6). A part without `=` is left out.
 */
export function readParameters(header: string): { name: string; value: string }[] {
  if (!header.includes(';')) return []
  return splitOutsideQuotes(header, ';').slice(1).filter((part) => part.includes('='))
    .map((part) => {
      const equals = part.indexOf('=')
      const name = part.slice(0, equals).trim().toLowerCase()
      return { name, value: unquote(part.slice(equals + 1).trim()) }
    })
}

function unquote(value: string): string {
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"')
  return isQuoted ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value
}

// Longer than any label of UTF-8.
const longestLabel = 20

function isUtf8Label(label: string): boolean {
  if (label.length > longestLabel) return false
  try {
    return new TextDecoder(label).encoding === 'utf-8'
  } catch {
    // A label that is unknown.
    return false
  }
}
