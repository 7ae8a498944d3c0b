// A page of a long list, and the cursor that says where it ended: the value that the list is sorted
// by, and the id that breaks ties. A client sends it back unread. An export reads a whole list in
// the same way, page by page.
// Lesson: pages-filters-sorting (core)

import type { Context } from '../../http/context.ts'
import { json, type Reply, type ReplyHeaders } from '../../http/reply.ts'
import { refuse } from './refusal.ts'

export type Cursor = { value: string | number; id: number }

/** A list that is too long to be held in memory. */
export type Pages<Row = unknown> = AsyncIterable<readonly Row[]>

// Our longest is about 100 characters.
const longestCursor = 1_000

/** Writes a cursor as text. */
export function formatCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** Reads a cursor; undefined when it isn't one of ours for a list sorted by this kind of value. */
export function parseCursor(text: string, kind: 'string' | 'number'): Cursor | undefined {
  if (text.length > longestCursor) return undefined
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(parts) || parts.length !== 2) return undefined
    const [value, id]: unknown[] = parts
    if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined
    if (typeof value === 'string' && kind === 'string') return { value, id }
    return kind === 'number' && typeof value === 'number' && Number.isSafeInteger(value)
      ? { value, id } : undefined
  } catch {
    return undefined
  }
}

/** Reads the cursor of a query, undefined without one. Throws a Refusal `invalid`. */
export function readCursor(query: URLSearchParams, kind: 'string' | 'number'): Cursor | undefined {
  const text = query.get('cursor') ?? ''
  if (text === '') return undefined
  const cursor = parseCursor(text, kind)
  if (cursor !== undefined) return cursor
  const message = "This cursor isn't from this list: take it from the previous page"
  throw refuse('invalid', message, 'cursor')
}

/** Gives the path and query of this list with another cursor, or from its start. */
export function pageUrl({ target: { path }, query }: Context, cursor: string | null): string {
  const changed = new URLSearchParams([...query].filter(([, value]) => value !== ''))
  changed.delete('cursor')
  if (cursor !== null) changed.set('cursor', cursor)
  return changed.size === 0 ? path : `${path}?${changed}`
}

/** Gives the URL of the page that begins at a cursor; undefined without one, on the last page. */
export function nextUrl(context: Context, cursor: Cursor | undefined): string | undefined {
  return cursor === undefined ? undefined : pageUrl(context, formatCursor(cursor))
}

/** Makes the JSON response with a page of a list; `next` becomes the URL of the next page. */
export function listReply(
  context: Context,
  { next, ...page }: { next: Cursor | undefined; [list: string]: unknown },
  headers: ReplyHeaders = {},
): Reply {
  const url = nextUrl(context, next) ?? null
  return json({ ...page, next: url }, 200, { ...headers, link: linkHeader(context, url) })
}

/** Writes the Link header of a page of a list (RFC 8288). */
export function linkHeader(context: Context, nextUrl: string | null): string {
  const first = `<${pageUrl(context, null)}>; rel="first"`
  return nextUrl === null ? first : `${first}, <${nextUrl}>; rel="next"`
}

/** A page, and the key after which the next one begins; undefined on the last page. */
type Page<Row, Key = Cursor> = { rows: readonly Row[]; next: Key | undefined }

/**
 * Takes one page from the rows that were found. If there are more than `limit`, another page
 * follows, and begins after the key of the last row.
 */
export function cutPage<Row, Key>(
  found: readonly Row[], limit: number, keyOf: (row: Row) => Key,
): Page<Row, Key> {
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: last && keyOf(last) }
}

type Slice = { after: Cursor | undefined; limit: number }

type ListReader<Row> = {
  read: (slice: Slice) => Promise<readonly Row[]>
  /** Which rows the search is for; undefined for all. */
  matches: ((row: Row) => boolean) | undefined
  keyOf: (row: Row) => Cursor
}

// After a search has looked at so many rows, its page ends, and the next page continues there.
const mostLooked = 5_000
const lookedAtOnce = 500

/** Reads one page of a list; for a search, slice by slice until matching rows fill the page. */
export async function readPage<Row>(
  { limit, after }: Slice, { read, matches, keyOf }: ListReader<Row>,
): Promise<Page<Row>> {
  if (matches === undefined) return cutPage(await read({ after, limit: limit + 1 }), limit, keyOf)
  const found: Row[] = []
  let next = after
  for (let looked = 0; looked < mostLooked; looked += lookedAtOnce) {
    const slice = await read({ after: next, limit: lookedAtOnce })
    found.push(...slice.filter(matches))
    const last = slice.at(-1)
    const isEnd = last === undefined || slice.length < lookedAtOnce
    if (isEnd || found.length > limit) return cutPage(found, limit, keyOf)
    next = keyOf(last)
  }
  return { rows: found, next }
}

/** Reads a short list, which fits in one page, when its turn comes. */
export async function* onePage<Row>(
  read: () => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  yield await read()
}

/** Reads a whole list, a page at a time: each begins after the key of the last row before it. */
export async function* readPages<Row, Key>(
  read: (after: Key) => Promise<readonly Row[]>, first: Key, keyOf: (row: Row) => Key,
): AsyncGenerator<readonly Row[]> {
  let rows = await read(first)
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    yield rows
    rows = await read(keyOf(last))
  }
}
