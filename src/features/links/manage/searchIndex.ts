// The index that searches of long lists use, in the FTS5 table `link_search`. Nothing is added when
// a link is made: a search reads the links that aren't in the index yet, and when these are many,
// they are added in the background, a few at a time. So only lists that somebody searches have an
// index, and a crash in the middle loses nothing.
// Lesson: pages-filters-sorting (core)

import { errorFields, type Log } from '../../../basics/log.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import type { Link } from '../links.ts'
import { listTokens, type SearchedLink } from './searchText.ts'

/** A list that is longer than this is worth an index. */
export const longList = 1_000

const linksAtOnce = 50
const mergedPagesAtOnce = 16

export type SearchIndex = {
  /** Gives the id up to which the links of an owner are in the index, 0 for none. */
  indexedTo(owner: number): Promise<number>
  /**
   * Adds the links of an owner that aren't in the index yet, in the background. Resolves when that
   * has ended, even if it failed.
   */
  extend(owner: number): Promise<void>
}

type IndexedLink = SearchedLink & Pick<Link, 'id' | 'owner'>

/** Makes the index of a database. */
export function createSearchIndex(database: Database, log?: Log): SearchIndex {
  const extending = new Map<number, Promise<void>>()
  return {
    indexedTo: (owner) => readProgress(database, owner),
    extend(owner) {
      const running = extending.get(owner)
      if (running !== undefined) return running
      // What is left after a failure, such as a full disk, is added by a later search.
      const done = addAll(database, owner).catch((error: unknown) => {
        log?.error('search index not extended', { owner, ...errorFields(error) })
      }).finally(() => extending.delete(owner))
      extending.set(owner, done)
      return done
    },
  }
}

/**
 * Renews the entry of a link, where its owner has an index: for the batch that gives the link this
 * text.
 */
export function reindexLink(link: IndexedLink): Sql {
  const hasIndex = sql`exists (select 1 from search_progress where owner = ${link.owner})`
  return insertEntry(link, sql`${hasIndex} and ${isStored(link)}`)
}

/** Has the links from this id on added once more: some came from another owner. */
export function reindexFrom(owner: Sql, firstId: Sql): Sql {
  return sql`
    update search_progress set indexed_to = min(indexed_to, ${firstId} - 1)
    where owner = ${owner} and ${firstId} is not null`
}

/** Gives an index up, with the list that it was for. */
export function forgetIndex(owner: number): Sql {
  return sql`delete from search_progress where owner = ${owner}`
}

async function addAll(database: Database, owner: number): Promise<void> {
  // From here on, each change of a link renews its entry.
  await database.run(sql`
    insert or ignore into search_progress (owner, indexed_to) values (${owner}, 0)`)
  while (true) {
    const links = await readUnindexed(database, owner)
    const last = links.at(-1)
    if (last === undefined) return
    await database.batch([
      ...links.map((link) => insertEntry(link, isStored(link))),
      advance(owner, last.id, links),
      sql`insert into link_search (link_search, rank) values ('merge', ${mergedPagesAtOnce})`,
    ])
  }
}

async function readProgress(database: Database, owner: number): Promise<number> {
  const row = await database.one(sql<{ indexedTo: number }>`
    select indexed_to as indexedTo from search_progress where owner = ${owner}`)
  return row?.indexedTo ?? 0
}

function readUnindexed(database: Database, owner: number): Promise<IndexedLink[]> {
  return database.all(sql<IndexedLink>`
    select id, owner, slug, note, target from links
    where owner = ${owner}
      and id > (select indexed_to from search_progress where owner = ${owner})
    order by id limit ${linksAtOnce}`)
}

// Not past links that were claimed since these were read: their ids can be lower. And not back
// either, where another server is further already.
function advance(owner: number, to: number, added: readonly IndexedLink[]): Sql {
  const ids = JSON.stringify(added.map(({ id }) => id))
  return sql`
    update search_progress set indexed_to = ${to}
    where owner = ${owner} and indexed_to < ${to} and not exists (select 1 from links
      where owner = ${owner} and id > indexed_to and id <= ${to}
        and id not in (select value from json_each(${ids})))`
}

function insertEntry(link: IndexedLink, condition: Sql): Sql {
  return sql`
    insert or replace into link_search (rowid, grams)
    select ${link.id}, ${listTokens(link.owner, link)} where ${condition}`
}

// Another request may have changed the link since it was read, and has renewed its entry then.
function isStored({ id, owner, note, target }: IndexedLink): Sql {
  return sql`exists (select 1 from links
    where id = ${id} and owner = ${owner} and note = ${note} and target = ${target})`
}
