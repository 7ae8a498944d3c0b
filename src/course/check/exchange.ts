// What a check and a program said to each other: the bytes, and the response in them.

import { readByteText, type WireTurn } from './report.ts'
import { readMessage, type Field, type Message, type Reading } from './message.ts'

/** What was sent and received over one connection, in order. */
export type Exchange = { readonly turns: readonly WireTurn[] }

/** A request of the check, and the whole response of the program. */
export type HttpExchange = Exchange & {
  /** The request as bytes. */
  request: string
  answer: Answer
}

export type Answer = {
  version: string
  status: number
  reason: string
  fields: readonly Field[]
  /** The value of a header; several lines are joined by a comma. Undefined when it is missing. */
  header(name: string): string | undefined
  /** The values of all lines of a header. */
  headers(name: string): readonly string[]
  /** The body read as UTF-8. */
  text: string
  /** The body, each character one byte. */
  body: string
  /** The body read as JSON; undefined when it isn't JSON. */
  json(): unknown
  message: Message
}

/** The part of a response that is wrong; a position means bytes of the last thing received. */
export type Mark =
  | 'status' | 'reason' | 'status-line' | 'head' | 'body' | `header ${string}`
  | Place

/** Positions in bytes; `end` is after the last one. */
export type Place = { start: number; end: number }

// More than any server sends: one that goes on like this never gets to the final response.
const mostInterim = 100

/**
 * Reads a response, and skips the interim ones before it (RFC 9110, section 15.2). `method` is that
 * of its request, because a response to HEAD has no body.
 */
export function readAnswer(bytes: string, method: string, hasEnded: boolean): Reading {
  return readMessage(bytes, {
    hasEnded,
    start: endOfInterim(bytes),
    checkStartLine: checkStatusLine,
    bodyRule(line) {
      const hasNone = method === 'HEAD' || /^HTTP\/1\.[01] (?:1\d\d|204|304)/.test(line)
      return hasNone ? 'none' : 'framed-or-until-close'
    },
  })
}

/** Gives the position after interim responses such as 100 and 103; 101 counts as a final one. */
export function endOfInterim(bytes: string): number {
  const head = /HTTP\/1\.1 1(?!01)\d\d[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n/y
  let end = 0
  for (let count = 0; count < mostInterim && head.test(bytes); count += 1) end = head.lastIndex
  return end
}

/** Makes the response that a message contains. */
export function toAnswer(message: Message): Answer {
  const [, version = '', status = '', reason = ''] = statusLine.exec(message.startLine) ?? []
  const headers = (wanted: string) => message.fields
    .filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
    .map(({ value }) => readByteText(value))
  const text = readByteText(message.body)
  return {
    version,
    status: Number(status),
    reason: reason.trim(),
    fields: message.fields,
    header: (name) => headers(name).length === 0 ? undefined : headers(name).join(', '),
    headers,
    text,
    body: message.body,
    json: () => parseJson(text),
    message,
  }
}

/** Finds the positions that a mark means in the bytes of a response. */
export function placeOf(mark: Mark, bytes: string): Place {
  if (typeof mark === 'object') return { start: mark.start, end: mark.end }
  const start = endOfInterim(bytes)
  const lineEnd = endOr(bytes.indexOf('\r\n', start), bytes)
  const headEnd = endOr(bytes.indexOf('\r\n\r\n', start), bytes)
  if (mark === 'status-line') return { start, end: lineEnd }
  if (mark === 'head') return { start, end: headEnd }
  if (mark === 'body') return { start: Math.min(headEnd + 4, bytes.length), end: bytes.length }
  const place = mark === 'status' || mark === 'reason'
    ? placeInStatusLine(mark, bytes.slice(start, lineEnd))
    : placeOfHeader(mark.slice('header '.length), bytes.slice(start, headEnd))
  return { start: start + place.start, end: start + place.end }
}

const statusLine = /^HTTP\/(1\.[01]) (\d{3})(?: ([^\r\n]*))?$/

function checkStatusLine(line: string): string | undefined {
  if (statusLine.test(line)) return undefined
  if (!line.startsWith('HTTP/')) return 'The first line of a response begins with HTTP/1.1'
  if (!/^HTTP\/1\.[01] /.test(line)) return 'After HTTP/1.1 comes one space'
  return 'After HTTP/1.1 and a space comes the status, three digits, such as 200'
}

function placeInStatusLine(mark: 'status' | 'reason', line: string): Place {
  const found = /^\S+ +(\S+) ?/.exec(line)
  if (found === null) return { start: 0, end: line.length }
  const statusStart = line.indexOf(' ') + 1
  return mark === 'status'
    ? { start: statusStart, end: statusStart + (found[1]?.length ?? 0) }
    : { start: found[0].length, end: line.length }
}

function placeOfHeader(name: string, head: string): Place {
  let start = 0
  for (const line of head.split('\r\n')) {
    if (line.toLowerCase().startsWith(`${name.toLowerCase()}:`)) {
      return { start, end: start + line.length }
    }
    start += line.length + 2
  }
  // For a missing header: the end of the head, where it could have been.
  const lastLine = head.lastIndexOf('\r\n')
  return { start: lastLine === -1 ? 0 : lastLine + 2, end: head.length }
}

function endOr(index: number, bytes: string): number {
  return index === -1 ? bytes.length : index
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
