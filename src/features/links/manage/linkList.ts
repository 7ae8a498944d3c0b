// Lists an owner's links: search, sort, and pages by cursor. A cursor says where the last page
// ended, so a page costs the same however far down it is, and nothing is skipped or shown twice
// when links come and go in between.
// Lesson: pages-filters-sorting (core)

import { findOwnerId, ownerWithHash } from '../../../auth/access/owners.ts'
import { parseTerms } from '../../../basics/fold.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { isBefore, orders, type Cursor, type LinkSort, type Order } from './linkOrder.ts'
import type { Link } from '../links.ts'
import { searchLinks, type LinkSource } from './linkSearch.ts'
import { linkColumns } from '../store.ts'

export type LinkQuery = {
  ownerHash: Uint8Array
  search: string
  sort: LinkSort
  after: Cursor | undefined
  limit: number
}

export type LinkPage = { links: Link[]; next: Cursor | undefined }

// A search that has looked at so many links ends its page, and the cursor leads on from there.
const mostLooked = 100_000
// Clicks have no index, because each click would have to change it: so many links are compared in
// one statement, and others take their turn before the next.
const comparedAtOnce = 10_000

/** Reads one page of an owner's links. */
export async function listLinks(source: LinkSource, query: LinkQuery): Promise<LinkPage> {
  const order = orders[query.sort]
  const terms = parseTerms(query.search)
  if (terms.length === 0 && order.isIndexed) return listByIndex(source.database, query)
  const owner = await findOwnerId(source.database, query.ownerHash)
  if (owner === undefined) return { links: [], next: undefined }
  if (terms.length === 0) return listByClicks(source.database, { ...query, owner })
  if (order.isByCreation) return searchByCreation(source, { ...query, owner, terms })
  return searchSorted(source, { ...query, owner, terms })
}

async function listByIndex(database: Database, query: LinkQuery): Promise<LinkPage> {
  const order = orders[query.sort]
  const links = await database.all(sql<Link>`
    select ${linkColumns} from links
    where owner = ${ownerWithHash(query.ownerHash)}
      ${beyond(order, query.after)}
    order by ${order.by} limit ${query.limit + 1}`)
  return toPage(links, query)
}

type OwnersQuery = LinkQuery & { owner: number }

async function listByClicks(database: Database, query: OwnersQuery): Promise<LinkPage> {
  const order = orders[query.sort]
  const best = new Best(query)
  let from = 0
  while (true) {
    const last = await endOfSlice(database, query.owner, from)
    const isInSlice = last === undefined ? sql`id > ${from}` : sql`id > ${from} and id <= ${last}`
    best.add(await database.all(sql<Link>`
      select ${linkColumns} from links
      where owner = ${query.owner} and ${isInSlice} ${beyond(order, query.after)}
      order by ${order.by} limit ${query.limit + 1}`))
    if (last === undefined) return toPage(best.links, query)
    from = last
  }
}

async function endOfSlice(
  database: Database, owner: number, from: number,
): Promise<number | undefined> {
  const row = await database.one(sql<{ id: number }>`
    select id from links where owner = ${owner} and id > ${from}
    order by id limit 1 offset ${comparedAtOnce - 1}`)
  return row?.id
}

type OwnersSearch = OwnersQuery & { terms: readonly string[] }

async function searchByCreation(source: LinkSource, query: OwnersSearch): Promise<LinkPage> {
  const { isDescending } = orders[query.sort]
  const slices = searchLinks(source, { ...query, isDescending, after: query.after?.id })
  const links: Link[] = []
  let looked = 0
  for await (const slice of slices) {
    links.push(...slice.links)
    looked += slice.looked
    if (links.length > query.limit) break
    if (looked >= mostLooked) return { links, next: { value: 0, id: slice.lastId } }
  }
  return toPage(links, query)
}

async function searchSorted(source: LinkSource, query: OwnersSearch): Promise<LinkPage> {
  const best = new Best(query)
  const slices = searchLinks(source, { ...query, isDescending: true, after: undefined })
  for await (const { links } of slices) best.add(links)
  return toPage(best.links, query)
}

/** Keeps the first links of a page while more and more of them come in. */
class Best {
  links: Link[] = []
  #query: LinkQuery
  #order: Order

  constructor(query: LinkQuery) {
    this.#query = query
    this.#order = orders[query.sort]
  }

  add(links: readonly Link[]): void {
    const { after, limit } = this.#query
    const order = this.#order
    const later = links.filter((link) =>
      after === undefined || isBefore(order, after, { value: order.read(link), id: link.id }))
    this.links = [...this.links, ...later]
      .sort((left, right) => order.compare(left, right))
      .slice(0, limit + 1)
  }
}

function beyond(order: Order, after: Cursor | undefined): Sql {
  return after === undefined ? sql`` : sql`and ${order.beyond(after)}`
}

// One more than asked for tells whether there is another page.
function toPage(found: readonly Link[], { sort, limit }: LinkQuery): LinkPage {
  const links = found.slice(0, limit)
  const last = links.at(-1)
  if (last === undefined || found.length <= limit) return { links, next: undefined }
  return { links, next: { value: orders[sort].read(last), id: last.id } }
}
