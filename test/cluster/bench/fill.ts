// What the database has before anything is measured: an owner with an edit key, and 10,000 links.
//
// Lesson: outgrowing-one-machine (appendix)

import { randomBytes } from 'node:crypto'
import type { Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { makeSlug } from '../../../src/features/links/make/slug.ts'
import { makeOwner } from '../../../src/features/links/owner.ts'
import { differentSlugs, followedLinks, targetOf } from '../../bench/contenders/data.ts'

export type Filled = {
  /** Those of the links that are followed. */
  slugs: readonly string[]
  /** What makes a link with the owner's edit key. */
  authorization: string
}

// More would wait for each other in vain: a cluster stores so many statements at once.
const linksAtOnce = 400

/** Fills a new database. */
export async function fillDatabase(database: Database): Promise<Filled> {
  const owner = makeOwner(randomBytes)
  const now = Date.now()
  await database.run(sql`
    insert into owners (token_hash, created_at) values (${owner.hash}, ${now})`)
  const slugs = differentSlugs(() => makeSlug(randomBytes))
  for (let from = 0; from < slugs.length; from += linksAtOnce) {
    await Promise.all(slugs.slice(from, from + linksAtOnce).map((slug, index) => database.run(sql`
      insert into links (slug, owner, target, created_at, updated_at)
      values (${slug}, 1, ${targetOf(from + index + 1)}, ${now}, ${now})`)))
  }
  return { slugs: slugs.slice(0, followedLinks), authorization: `Bearer ${owner.token}` }
}
