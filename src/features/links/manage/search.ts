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

type Candidate = { candidate: number }

type Position = { after: number | undefined; limit: number; indexedTo: number }

export type LinkSource = { database: Database; searchIndex: SearchIndex }

const sliceSize = 250
// To continue after an id, the index goes through all entries before it again. So each query asks
// for more candidates than the one before: ids take little memory, and the first query, which asks
// for one slice, is enough for most pages.
const mostCandidates = 10_000

/** Gives all links that contain each of the terms, slice by slice, in the order of creation. */
export async function* searchLinks(
  { database, searchIndex }: LinkSource, query: SearchQuery,
): AsyncGenerator<Slice> {
  const indexedTo = await searchIndex.indexedTo(query.owner)
  const indexed = readSlices(database, query, (after, limit) =>
    indexedCandidates(query, { after, limit, indexedTo }))
  const others = watchLength(searchIndex, query.owner, readSlices(database, query, (after, limit) =>
    otherCandidates(query, { after, limit, indexedTo })))
  const [first, second] = query.isDescending ? [others, indexed] : [indexed, others]
  yield* first
  yield* second
}

async function* readSlices(
  database: Database,
  query: SearchQuery,
  candidates: (after: number | undefined, limit: number) => Sql<Candidate>,
): AsyncGenerator<Slice> {
  let { after } = query
  for (let limit = sliceSize; ; limit = Math.min(4 * limit, mostCandidates)) {
    const ids = (await database.all(candidates(after, limit))).map(({ candidate }) => candidate)
    for (let start = 0; start < ids.length; start += sliceSize) {
      yield readSlice(database, query, ids.slice(start, start + sliceSize))
    }
    if (ids.length < limit) return
    after = ids.at(-1)
  }
}

// An entry of the index may be of a link that is gone, or one that has changed and doesn't match.
async function readSlice(
  database: Database, { owner, terms, isDescending }: SearchQuery, ids: readonly number[],
): Promise<Slice> {
  const found = await database.all(sql<Link>`
    select ${linkColumns} from links
    where owner = ${owner} and id in (select value from json_each(${JSON.stringify(ids)}))
    order by id ${isDescending ? sql`desc` : sql`asc`}`)
  const links = found.filter((link) => matchesTerms(link, terms))
  return { links, lastId: ids.at(-1) ?? 0, looked: ids.length }
}

function indexedCandidates(
  query: SearchQuery, { after, limit, indexedTo }: Position,
): Sql<Candidate> {
  const { owner, terms, isDescending } = query
  return sql<Candidate>`
    select rowid as candidate from link_search
    where link_search match ${toIndexQuery(owner, terms)} and rowid <= ${indexedTo}
      ${beyond(sql`rowid`, isDescending, after)}
    order by rowid ${isDescending ? sql`desc` : sql`asc`} limit ${limit}`
}

function otherCandidates(
  query: SearchQuery, { after, limit, indexedTo }: Position,
): Sql<Candidate> {
  const { owner, isDescending } = query
  return sql<Candidate>`
    select id as candidate from links
    where owner = ${owner} and id > ${indexedTo} ${beyond(sql`id`, isDescending, after)}
    order by id ${isDescending ? sql`desc` : sql`asc`} limit ${limit}`
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
