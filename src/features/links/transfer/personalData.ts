// What the shortener stores about a user, for the export of their data: their links, the slugs of
// those that they deleted, and their last imports. Lesson: user-management (tour)

import { ownerOfUser } from '../../../auth/access/owners.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'
import { readPages, type Pages } from '../../site/list.ts'

/** What isn't exported as it's stored. */
type Row = { id: number; hasPassword: 0 | 1; forwardQuery: 0 | 1; isBlocked: 0 | 1 }

// Rows that are read, and held in memory, at once.
const pageSize = 200

/** Gives everything that is stored about a user, by the names of the lists. */
export function readLinkData(database: Database, user: number): Record<string, Pages> {
  return {
    links: readLinks(database, user),
    formerSlugs: readFormerSlugs(database, user),
    imports: readImports(database, user),
  }
}

async function* readLinks(database: Database, user: number): Pages {
  const read = (after: number) => database.all(sql<Row>`
    select id, slug, target, note, created_at as createdAt, updated_at as updatedAt,
      expires_at as expiresAt, visit_limit as visitLimit,
      password_hash is not null as hasPassword, redirect_status as redirect,
      forward_query as forwardQuery, disabled_reason as disabled, is_blocked as isBlocked,
      people as clicks, bots,
      imported_clicks as importedClicks,
      (select coalesce(sum(visitors), 0) from link_days where link = links.id) as visitors
    from links where owner = ${ownerOfUser(user)} and id > ${after}
    order by id limit ${pageSize}`)
  for await (const rows of readPages(read, 0, ({ id }) => id)) yield rows.map(describeRow)
}

// Slugs of deleted links are kept for their first owner.
async function* readFormerSlugs(database: Database, user: number): Pages<string> {
  const read = (after: string) => database.all(sql<{ slug: string }>`
    select slug from retired_slugs
    where owner = ${ownerOfUser(user)} and slug > ${after}
    order by slug limit ${pageSize}`)
  for await (const rows of readPages(read, '', ({ slug }) => slug)) {
    yield rows.map(({ slug }) => slug)
  }
}

// They are kept for a week, and so are the rows that can't become links.
async function* readImports(database: Database, user: number): Pages {
  const read = (after: number) => database.all(sql<{ id: number }>`
    select id, state, service, total, made, failed, created_at as createdAt,
      finished_at as finishedAt
    from imports where owner = ${ownerOfUser(user)} and id > ${after}
    order by id limit ${pageSize}`)
  yield* readPages(read, 0, ({ id }) => id)
}

function describeRow({ id: _id, hasPassword, forwardQuery, isBlocked, ...link }: Row) {
  return {
    ...link,
    hasPassword: hasPassword === 1,
    forwardQuery: forwardQuery === 1,
    isBlocked: isBlocked === 1,
  }
}
