// Preconditions (RFC 9110, section 13): a request says "only if it has changed", so it isn't sent
// again for nothing, or "only if nobody has changed it", so one writer doesn't undo another's work.
// Lesson: validators (core)

import { HttpError } from './errors.ts'
import { parseHttpDate } from './httpDate.ts'
import { empty, type Reply, type ReplyHeaders } from './reply.ts'

/** What preconditions need from a request; a Context has it. */
export type ConditionalRequest = {
  readonly method: string
  header(name: string): string | undefined
}

/** What distinguishes versions of a resource. `etag` has its quotes: `"v1"` or `W/"v1"`. */
export type Validators = { etag?: string | undefined; lastModifiedMs?: number | undefined }

export type Verdict = 'proceed' | 'not-modified' | 'failed'

/**
 * Makes a strong tag from a version, which goes up with each change that an edit could undo.
 * Counters, such as clicks, may differ under the same tag: so it's for If-Match, never for caching.
 */
export function versionTag({ version }: { version: number }): string {
  return `"${version}"`
}

/**
 * Compares a request's preconditions with what is stored now: `failed` means 412, `not-modified`
 * means 304. `current` is undefined for a resource that doesn't exist.
 *
 * The order is that of RFC 9110, section 13.2.2: a tag takes precedence over a date.
 */
export function evaluatePreconditions(
  request: ConditionalRequest,
  current: Validators | undefined,
): Verdict {
  if (!mayBegin(request, current)) return 'failed'
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const tags = request.header('if-none-match')
  if (tags !== undefined) {
    if (!listsTag(tags, current, isWeakMatch)) return 'proceed'
    return isRead ? 'not-modified' : 'failed'
  }
  const isNewer = isNewerThan(request.header('if-modified-since'), current)
  return isRead && isNewer === false ? 'not-modified' : 'proceed'
}

/**
 * Says whether a Range may get a part: there is no If-Range, or it names exactly this version.
 * A weak tag never does, because parts of two such versions needn't fit together (13.1.5).
 */
export function isRangeCurrent(request: ConditionalRequest, current: Validators): boolean {
  const validator = request.header('if-range')
  if (validator === undefined) return true
  if (validator.includes('"')) return isStrongMatch(validator, current.etag)
  const date = parseHttpDate(validator)
  if (date === undefined || current.lastModifiedMs === undefined) return false
  return toSeconds(date) === toSeconds(current.lastModifiedMs)
}

/**
 * Refuses to change something that is no longer as the client last saw it.
 *
 * Throws an HttpError 412 when a precondition fails, and 428 when `isRequired` and the client sent
 * no If-Match for something that exists (RFC 6585, section 3).
 *
 * Someone else may write between this check and the write, so the statement needs its own guard
 * too, as in `update … where version = …`.
 */
export function requireMatch(
  request: ConditionalRequest,
  current: Validators | undefined,
  { isRequired = false }: { isRequired?: boolean } = {},
): void {
  if (isRequired && current !== undefined && request.header('if-match') === undefined) {
    const message = 'Send If-Match with the ETag of the version that you want to change'
    throw new HttpError(428, 'precondition-required', message)
  }
  if (evaluatePreconditions(request, current) === 'failed') throw preconditionFailed()
}

/** Makes the error for a precondition that failed. */
export function preconditionFailed(): HttpError {
  const message = 'What is stored is not what your precondition asks for: read it again first'
  return new HttpError(412, 'precondition-failed', message)
}

// What a cache needs in order to renew its copy (RFC 9110, section 15.4.5).
const keptBy304 = ['cache-control', 'content-location', 'etag', 'expires', 'vary']

/** Makes the 304 that stands for a 200 with these headers. */
export function notModified(headers: ReplyHeaders): Reply {
  const names = headers['etag'] === undefined ? [...keptBy304, 'last-modified'] : keptBy304
  const kept = Object.entries(headers).filter(([name]) => names.includes(name))
  return empty(304, Object.fromEntries(kept))
}

function mayBegin(request: ConditionalRequest, current: Validators | undefined): boolean {
  const tags = request.header('if-match')
  if (tags !== undefined) return listsTag(tags, current, isStrongMatch)
  return isNewerThan(request.header('if-unmodified-since'), current) !== true
}

type Comparison = (left: string, right: string | undefined) => boolean

// `*` matches if the resource exists at all.
function listsTag(header: string, current: Validators | undefined, matches: Comparison): boolean {
  if (header === '*') return current !== undefined
  return parseTags(header).some((tag) => matches(tag, current?.etag))
}

const tagMember = /[ \t,]*((?:W\/)?"[!\x23-\x7e\x80-\xff]*")[ \t]*(?=,|$)/gy

// A tag may contain a comma, and a backslash in it escapes nothing. Everything after the first
// malformed tag is ignored.
function parseTags(header: string): string[] {
  return Array.from(header.matchAll(tagMember), ([, tag = '']) => tag)
}

function isStrongMatch(left: string, right: string | undefined): boolean {
  return left === right && !left.startsWith('W/')
}

function isWeakMatch(left: string, right: string | undefined): boolean {
  return right !== undefined && left.replace(/^W\//, '') === right.replace(/^W\//, '')
}

// Undefined if there's nothing to compare: one of the dates is missing, or the header can't be
// read. Such a condition is ignored.
function isNewerThan(header: string | undefined, current: Validators | undefined) {
  const date = header === undefined ? undefined : parseHttpDate(header)
  const changed = current?.lastModifiedMs
  if (date === undefined || changed === undefined) return undefined
  return toSeconds(changed) > toSeconds(date)
}

// Headers have whole seconds only. Without this, every file would be newer than its Last-Modified.
function toSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000)
}
