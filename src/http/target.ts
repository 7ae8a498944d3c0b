// Reads a request target (RFC 9112, section 3.2): the part of the request line between the method
// and the version. Lesson: urls-and-parameters (core)

import { HttpError } from './errors.ts'
import { isHost } from './host.ts'

export type Target = Readonly<{
  /** The path as it was sent, without the query. `*` for `OPTIONS *`. */
  path: string
  /** What follows the first `?`, without it; empty when there is none. */
  query: string
  /** The path's segments, decoded: `/a/b%2Fc/` is `['a', 'b/c', '']`. */
  segments: readonly string[]
}>

const slash = 47

/**
 * Takes a request target apart.
 *
 * The path is split on `/` first and decoded after, so `%2F` stays data. A full URL, as a proxy
 * sends it, counts as its path (RFC 9112, section 3.2.2).
 *
 * Throws an HttpError 400 for a malformed escape, an empty segment before the end, `.` and `..`.
 */
export function parseTarget(target: string): Target {
  if (target.charCodeAt(0) !== slash) return parseOtherForms(target)
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = mark === -1 ? '' : target.slice(mark + 1)
  return { path, query, segments: splitPath(path) }
}

/** Writes segments as a path again, each one escaped: the inverse of reading them. */
export function formatPath(segments: readonly string[]): string {
  return '/' + segments.map(encodeURIComponent).join('/')
}

function parseOtherForms(target: string): Target {
  if (target === '*') return { path: '*', query: '', segments: [] }
  const address = afterScheme(target)
  const start = address.search(/[/?]/)
  const host = start === -1 ? address : address.slice(0, start)
  // A user name in front of it hides where a link leads (RFC 9110, section 4.2.4).
  if (!isHost(host)) throw badTarget(`The request target has the host ${JSON.stringify(host)}`)
  const rest = address.slice(host.length)
  return parseTarget(rest.startsWith('/') ? rest : `/${rest}`)
}

function afterScheme(target: string): string {
  const scheme = /^https?:\/\/(?=[^/?])/i.exec(target)
  if (scheme === null) throw badTarget(`Cannot read the request target ${JSON.stringify(target)}`)
  return target.slice(scheme[0].length)
}

function splitPath(path: string): string[] {
  const segments: string[] = []
  let start = 1
  while (true) {
    const end = path.indexOf('/', start)
    if (end === -1) break
    if (end === start) throw badTarget('The path has an empty segment: two slashes in a row')
    segments.push(decodeSegment(path.slice(start, end)))
    start = end + 1
  }
  segments.push(decodeSegment(path.slice(start)))
  return segments
}

function decodeSegment(segment: string): string {
  const decoded = segment.includes('%') ? decode(segment) : segment
  if (decoded === '.' || decoded === '..') {
    throw badTarget(`The path has a ${JSON.stringify(decoded)} segment`)
  }
  return decoded
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badTarget(`The path has a malformed escape in ${JSON.stringify(segment)}`)
  }
}

function badTarget(message: string): HttpError {
  return new HttpError(400, 'bad-target', message)
}
