// Searches an owner's links. What may match is read in slices, from the index or link by link where
// there is none yet; the text decides, and other requests take their turn after each slice.
// Lesson: pages-filters-sorting (core)

import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import type { Link } from '../links.ts'
import { linkColumns } from '../store.ts'
import { longList, type SearchIndex } from './searchIndex.ts'
import { matchesTerms, toIndexQuery } from './searchText.ts'

type SearchQuery = {
  owner: number
  terms: readonly string[]
  /** Newest first, or oldest first. */
  isDescending: boolean
  /** Only links beyond this id, in that direction. */
  after: number | undefined
}

/** One slice of a search: the links that match, and the last id that was looked at. */
type Slice = { links: Link[]; lastId: number; looked: number }

export type LinkSource = { database: Database; searchIndex: SearchIndex }

const sliceSize = 250

/** Gives all links that contain each of the terms, slice by slice, in the order of creation. */
export async function* searchLinks(
  { database, searchIndex }: LinkSource, query: SearchQuery,
): AsyncGenerator<Slice> {
  const indexedTo = await searchIndex.indexedTo(query.owner)
  const indexed = readSlices(database, query, (after) =>
    indexedCandidates(query, { after, indexedTo }))
  const others = watchLength(searchIndex, query.owner, readSlices(database, query, (after) =>
    otherCandidates(query, { after, indexedTo })))
  const [first, second] = query.isDescending ? [others, indexed] : [indexed, others]
  yield* first
  yield* second
}

type Position = { after: number | undefined; indexedTo: number }

async function* readSlices(
  database: Database,
  { owner, terms, isDescending, after: start }: SearchQuery,
  candidates: (after: number | undefined) => Sql,
): AsyncGenerator<Slice> {
  let after = start
  while (true) {
    const found = await database.all(sql<Link & { candidate: number }>`
      select candidate, ${linkColumns} from (${candidates(after)})
      left join links on links.id = candidate and links.owner = ${owner}
      order by candidate ${isDescending ? sql`desc` : sql`asc`}`)
    const last = found.at(-1)
    if (last === undefined) return
    // An entry whose link is gone has no id, and one of a changed link may not match any more.
    const links = found.filter((link) => link.id !== null && matchesTerms(link, terms))
    yield { links, lastId: last.candidate, looked: found.length }
    if (found.length < sliceSize) return
    after = last.candidate
  }
}

function indexedCandidates(query: SearchQuery, { after, indexedTo }: Position): Sql {
  const { owner, terms, isDescending } = query
  return sql`
    select rowid as candidate from link_search
    where link_search match ${toIndexQuery(owner, terms)} and rowid <= ${indexedTo}
      ${beyond(sql`rowid`, isDescending, after)}
    order by rowid ${isDescending ? sql`desc` : sql`asc`} limit ${sliceSize}`
}

function otherCandidates(query: SearchQuery, { after, indexedTo }: Position): Sql {
  const { owner, isDescending } = query
  return sql`
    select id as candidate from links
    where owner = ${owner} and id > ${indexedTo} ${beyond(sql`id`, isDescending, after)}
    order by id ${isDescending ? sql`desc` : sql`asc`} limit ${sliceSize}`
}

function beyond(column: Sql, isDescending: boolean, after: number | undefined): Sql {
  if (after === undefined) return sql``
  return isDescending ? sql`and ${column} < ${after}` : sql`and ${column} > ${after}`
}

// The index is extended when a search had to look at many links that aren't in it: afterwards, so
// that it doesn't wait for the writes.
async function* watchLength(
  index: SearchIndex, owner: number, slices: AsyncGenerator<Slice>,
): AsyncGenerator<Slice> {
  let looked = 0
  try {
    for await (const slice of slices) {
      looked += slice.looked
      yield slice
    }
  } finally {
    if (looked > longList) void index.extend(owner)
  }
}
