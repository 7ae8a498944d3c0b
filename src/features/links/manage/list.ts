// Lists an owner's links: search, sort, and pages by cursor. A cursor says where the last page
// ended, so a page costs the same however far down it is, and nothing is skipped or shown twice
// when links come and go in between.
// Lesson: pages-filters-sorting (core)

import { findOwnerId } from '../../../auth/access/owners.ts'
import { parseTerms } from '../../../basics/fold.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { cutPage, type Cursor } from '../../site/list.ts'
import type { Link } from '../links.ts'
import { linkColumns } from '../store.ts'
import { searchLinks, type LinkSource } from './search.ts'

export const linkSorts = ['-createdAt', 'createdAt', '-clicks', 'clicks', 'slug', '-slug'] as const

export type LinkSort = (typeof linkSorts)[number]

export type LinkQuery = {
  ownerHash: Uint8Array
  search: string
  sort: LinkSort
  after: Cursor | undefined
  limit: number
}

type LinkPage = { links: readonly Link[]; next: Cursor | undefined }

// A search that has looked at so many links ends its page, and the cursor leads on from there.
const mostLooked = 100_000
// Clicks have no index, because each click would have to change it: so many links are compared in
// one statement, and others take their turn before the next.
const comparedAtOnce = 10_000

/** Says which values a list is sorted by, and its cursors keep. */
export function sortedKind(sort: LinkSort): 'string' | 'number' {
  return sort === 'slug' || sort === '-slug' ? 'string' : 'number'
}

/** Reads one page of an owner's links. */
export async function listLinks(source: LinkSource, query: LinkQuery): Promise<LinkPage> {
  const { database } = source
  const owner = await findOwnerId(database, query.ownerHash)
  if (owner === undefined) return { links: [], next: undefined }
  const order = orders[query.sort]
  const request = { ...query, owner, order, terms: parseTerms(query.search) }
  if (request.terms.length === 0) {
    if (!order.isIndexed) return listByClicks(database, request)
    return toPage(await readLinks(database, request, sql``), request)
  }
  return order.isByCreation ? searchByCreation(source, request) : searchSorted(source, request)
}

type ListRequest = LinkQuery & { owner: number; order: Order; terms: readonly string[] }

type Order = {
  /** The columns of `order by`. What a client asks for never becomes part of a statement. */
  by: Sql
  isDescending: boolean
  /** Whether an index has this order, so that a page is read without sorting. */
  isIndexed: boolean
  isByCreation: boolean
  /** Gives the cursor of a link: the value that this order sorts by, and the id. */
  keyOf: (link: Link) => Cursor
  /** The condition for links that come after a cursor. */
  beyond: (after: Cursor) => Sql
}

const clicks = { column: sql`people`, valueOf: (link: Link) => link.people, isIndexed: false }
const slugs = { column: sql`slug`, valueOf: (link: Link) => link.slug, isIndexed: true }

const orders: Record<LinkSort, Order> = {
  '-createdAt': byCreation(true),
  'createdAt': byCreation(false),
  '-clicks': byColumn(clicks, true),
  'clicks': byColumn(clicks, false),
  '-slug': byColumn(slugs, true),
  'slug': byColumn(slugs, false),
}

// Ids go up with each new link, so the order of ids is the order of creation. An imported link has
// an older date: its place is that of its arrival here.
function byCreation(isDescending: boolean): Order {
  return {
    isDescending, isIndexed: true, isByCreation: true,
    by: isDescending ? sql`id desc` : sql`id`,
    keyOf: ({ createdAt, id }) => ({ value: createdAt, id }),
    beyond: ({ id }) => isDescending ? sql`id < ${id}` : sql`id > ${id}`,
  }
}

type Column = Pick<Order, 'isIndexed'> & { column: Sql; valueOf: (link: Link) => Cursor['value'] }

function byColumn({ column, valueOf, isIndexed }: Column, isDescending: boolean): Order {
  return {
    isDescending, isIndexed, isByCreation: false,
    by: isDescending ? sql`${column} desc, id desc` : sql`${column}, id`,
    keyOf: (link) => ({ value: valueOf(link), id: link.id }),
    beyond: ({ value, id }) => isDescending
      ? sql`(${column}, id) < (${value}, ${id})`
      : sql`(${column}, id) > (${value}, ${id})`,
  }
}

async function listByClicks(database: Database, request: ListRequest): Promise<LinkPage> {
  const best = new Best(request)
  let from = 0
  while (true) {
    const last = await endOfSlice(database, request.owner, from)
    const upTo = last === undefined ? sql`` : sql`and id <= ${last}`
    best.add(await readLinks(database, request, sql`and id > ${from} ${upTo}`))
    if (last === undefined) return toPage(best.links, request)
    from = last
  }
}

function readLinks(
  database: Database, { owner, order, after, limit }: ListRequest, condition: Sql,
): Promise<Link[]> {
  const beyond = after === undefined ? sql`` : sql`and ${order.beyond(after)}`
  return database.all(sql<Link>`
    select ${linkColumns} from links where owner = ${owner} ${condition} ${beyond}
    order by ${order.by} limit ${limit + 1}`)
}

async function endOfSlice(
  database: Database, owner: number, from: number,
): Promise<number | undefined> {
  const row = await database.one(sql<{ id: number }>`
    select id from links where owner = ${owner} and id > ${from}
    order by id limit 1 offset ${comparedAtOnce - 1}`)
  return row?.id
}

async function searchByCreation(source: LinkSource, request: ListRequest): Promise<LinkPage> {
  const { isDescending } = request.order
  const slices = searchLinks(source, { ...request, isDescending, after: request.after?.id })
  const links: Link[] = []
  let looked = 0
  for await (const slice of slices) {
    links.push(...slice.links)
    looked += slice.looked
    if (links.length > request.limit) break
    if (looked >= mostLooked) return { links, next: { value: 0, id: slice.lastId } }
  }
  return toPage(links, request)
}

async function searchSorted(source: LinkSource, request: ListRequest): Promise<LinkPage> {
  const best = new Best(request)
  const slices = searchLinks(source, { ...request, isDescending: true, after: undefined })
  for await (const { links } of slices) best.add(links)
  return toPage(best.links, request)
}

/** Keeps the first links of a page while more and more of them come in. */
class Best {
  links: Link[] = []
  #request: ListRequest

  constructor(request: ListRequest) {
    this.#request = request
  }

  add(links: readonly Link[]): void {
    const { after, limit, order: { keyOf } } = this.#request
    const later = links.filter((link) =>
      after === undefined || this.#compare(after, keyOf(link)) < 0)
    this.links = [...this.links, ...later]
      .sort((left, right) => this.#compare(keyOf(left), keyOf(right)))
      .slice(0, limit + 1)
  }

  // Gives a negative number when the left one comes first.
  #compare(left: Cursor, right: Cursor): number {
    const sign = left.value === right.value
      ? left.id - right.id
      : left.value < right.value ? -1 : 1
    return this.#request.order.isDescending ? -sign : sign
  }
}

function toPage(found: readonly Link[], { order, limit }: ListRequest): LinkPage {
  const { rows, next } = cutPage(found, limit, order.keyOf)
  return { links: rows, next }
}
