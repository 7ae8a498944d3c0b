// The SQL of a list of links: search, sort, and pages by cursor. A cursor says where the last page
// ended, so a page costs the same however far down it is, and nothing is skipped or shown twice
// when links come and go in between. Lesson 41 (pages-filters-sorting).

import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Link } from './links.ts'
import { linkColumns } from './store.ts'

export const linkSorts = ['-createdAt', 'createdAt', '-clicks', 'clicks', 'slug', '-slug'] as const

export type LinkSort = (typeof linkSorts)[number]

/** Where a page ended: the value it was sorted by, and the id that breaks ties. */
export type Cursor = { value: string | number; id: number }

export type LinkQuery = {
  ownerHash: Uint8Array
  search: string
  sort: LinkSort
  after: Cursor | undefined
  limit: number
}

export type LinkPage = { links: Link[]; next: Cursor | undefined }

// What a client may sort by is chosen from this table: its text never reaches the statement.
type Order = { column: Sql; isDescending: boolean; read: (link: Link) => string | number }

const sorts: Record<LinkSort, Order> = {
  '-createdAt': { column: sql`created_at`, isDescending: true, read: (link) => link.createdAt },
  'createdAt': { column: sql`created_at`, isDescending: false, read: (link) => link.createdAt },
  '-clicks': { column: sql`people`, isDescending: true, read: (link) => link.people },
  'clicks': { column: sql`people`, isDescending: false, read: (link) => link.people },
  '-slug': { column: sql`slug`, isDescending: true, read: (link) => link.slug },
  'slug': { column: sql`slug`, isDescending: false, read: (link) => link.slug },
}

/** Reads one page of an owner's links. */
export async function listLinks(database: Database, query: LinkQuery): Promise<LinkPage> {
  const { column, isDescending, read } = sorts[query.sort]
  const { after } = query
  const beyond = after === undefined
    ? sql``
    : isDescending
      ? sql`and (${column}, id) < (${after.value}, ${after.id})`
      : sql`and (${column}, id) > (${after.value}, ${after.id})`
  const direction = isDescending ? sql`desc` : sql`asc`
  // One more than asked for tells whether there is another page.
  const found = await database.all(sql<Link>`
    select ${linkColumns}
    from links
    where owner = (select id from owners where token_hash = ${query.ownerHash})
      ${matches(query.search)} ${beyond}
    order by ${column} ${direction}, id ${direction}
    limit ${query.limit + 1}`)
  const links = found.slice(0, query.limit)
  const last = links.at(-1)
  if (last === undefined || found.length <= query.limit) return { links, next: undefined }
  return { links, next: { value: read(last), id: last.id } }
}

/** Writes a cursor as text that a client hands back unread. */
export function formatCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** Reads a cursor; undefined when it is not one of ours for this order. */
export function parseCursor(text: string, sort: LinkSort): Cursor | undefined {
  const isBySlug = sort === 'slug' || sort === '-slug'
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(parts)) return undefined
    const [value, id]: unknown[] = parts
    if (!Number.isSafeInteger(id) || typeof id !== 'number') return undefined
    if (isBySlug) return typeof value === 'string' ? { value, id } : undefined
    return typeof value === 'number' && Number.isSafeInteger(value) ? { value, id } : undefined
  } catch {
    return undefined
  }
}

function matches(search: string): Sql {
  if (search === '') return sql``
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`and (slug like ${pattern} escape '\\'
    or target like ${pattern} escape '\\' or note like ${pattern} escape '\\')`
}
