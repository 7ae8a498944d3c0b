// Lists the links of all owners, for administrators. There can be very many, so a page is read in
// the order of an index: by slug where the beginning of a slug is asked for, the newest first
// otherwise. A search reads links in that order, a bounded number for each page. The feature of
// administrators gets these functions as an argument. Lesson: pages-filters-sorting (tour)

import { userIdOf } from '../../../auth/access/users.ts'
import { parseTerms } from '../../../basics/fold.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { readPage, type Cursor } from '../../site/list.ts'
import type { AllLinksPage, AllLinksQuery, ListedLink } from '../../site/moderation.ts'
import { stateOf, type Link } from '../links.ts'
import { readableTarget } from '../make/target.ts'
import { matchesTerms } from '../manage/searchText.ts'
import { linkColumns } from '../store.ts'

type Found = Link & { user: number | null; email: string | null; isReported: 0 | 1 }

/** Says which values the list is sorted by, and its cursors keep. */
export function allLinksKind({ slug }: Pick<AllLinksQuery, 'slug'>): 'string' | 'number' {
  return prefixOf(slug) === '' ? 'number' : 'string'
}

/** Reads one page of all links. */
export async function listAllLinks(
  database: Database, query: AllLinksQuery, now: number,
): Promise<AllLinksPage> {
  const terms = parseTerms(query.search)
  const isBySlug = allLinksKind(query) === 'string'
  const { rows, next } = await readPage<Found>(query, {
    read: (slice) => database.all(pageStatement({ ...query, ...slice })),
    matches: terms.length === 0
      ? undefined : (link) => matchesTerms({ ...link, note: '' }, terms),
    keyOf: ({ slug, createdAt, id }) => ({ value: isBySlug ? slug : createdAt, id }),
  })
  return { links: rows.map((link) => describeFound(link, now)), next }
}

function pageStatement({ slug, owner, after, limit }: AllLinksQuery): Sql<Found> {
  const prefix = prefixOf(slug)
  const isBySlug = prefix !== ''
  return sql<Found>`
    select ${linkColumns},
      (select user from owners where owners.id = links.owner) as user,
      (select email from users where users.id =
        (select user from owners where owners.id = links.owner)) as email,
      exists (select 1 from reports where link = links.id and handled_at is null) as isReported
    from links where true
      ${isBySlug ? hasPrefix(prefix) : sql``}
      ${owner === undefined ? sql`` : hasOwner(owner)}
      ${after === undefined ? sql`` : isBeyond(after, isBySlug)}
    order by ${isBySlug ? sql`slug` : sql`id desc`} limit ${limit}`
}

// A report often contains the whole short URL, and administrators paste it as it is.
function prefixOf(text: string): string {
  const [path = ''] = text.split(/[?#+]/, 1)
  const name = path.trim().replace(/\/$/, '')
  return name.slice(name.lastIndexOf('/') + 1).trim().toLowerCase()
}

// No slug has a character that comes after `~`.
function hasPrefix(prefix: string): Sql {
  return sql`and slug >= ${prefix} and slug < ${`${prefix}~`}`
}

function isBeyond({ value, id }: Cursor, isBySlug: boolean): Sql {
  return isBySlug ? sql`and slug > ${value}` : sql`and id < ${id}`
}

function hasOwner(email: string): Sql {
  return sql`and owner = (select id from owners where user = ${userIdOf(email)})`
}

function describeFound(link: Found, now: number): ListedLink {
  const { id, slug, target, disabledReason, people, bots, createdAt, user, email } = link
  return {
    id, slug, target, disabledReason, people, bots, createdAt, user, email,
    readable: readableTarget(target),
    state: stateFor(link, now),
    isReported: link.isReported === 1,
  }
}

function stateFor(link: Link, now: number): ListedLink['state'] {
  if (link.isBlocked === 1) return 'blocked'
  const state = stateOf(link, now)
  return state === 'open' || state === 'locked' ? 'active' : state
}
