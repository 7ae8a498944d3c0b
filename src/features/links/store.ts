// The SQL of links: one named function for each statement. Ownership is part of what an owner does,
// so another owner's link is as absent as one that was never made.
// Lesson: create-and-redirect (core)

import { insertAnonymousOwner, ownerWithHash } from '../../auth/access/owners.ts'
import type { Database, ReadOptions } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Link, LinkContent } from './links.ts'
import { reindexLink } from './manage/searchIndex.ts'

/** Rules of a link as they are stored, without what the database adds. */
export type LinkFields = Pick<Link,
  | 'target' | 'note' | 'expiresAt' | 'visitLimit' | 'passwordHash' | 'redirectStatus'
  | 'forwardQuery' | 'disabledReason'
>

/** What an imported link brings with it. */
export type LinkOrigin = { createdAt?: number | undefined; importedClicks?: number | undefined }

type LinkInsert = LinkFields & LinkOrigin & {
  slug: string
  ownerHash: Uint8Array
  now: number
}

/** The link as it was read: it's changed only if it's still at that version. */
type LinkUpdate = { link: Link; ownerHash: Uint8Array; now: number }

/** The columns of a link, under the names that the rules use. */
export const linkColumns = sql`
  id, slug, owner, target, note, created_at as createdAt, updated_at as updatedAt,
  expires_at as expiresAt, visit_limit as visitLimit, password_hash as passwordHash,
  redirect_status as redirectStatus, forward_query as forwardQuery,
  disabled_reason as disabledReason, is_blocked as isBlocked, version, people, bots,
  imported_clicks as importedClicks`

/** Finds any link, for a visitor who follows it. */
export function findLink(
  database: Database, slug: string, options?: ReadOptions,
): Promise<Link | undefined> {
  return database.one(sql<Link>`
    select ${linkColumns} from links
    where slug = ${slug} and owner not in (select owner from leaving_owners)`, options)
}

/** Finds a link of this owner. */
export function findOwnedLink(
  database: Database, slug: string, ownerHash: Uint8Array,
): Promise<Link | undefined> {
  return database.one(sql<Link>`
    select ${linkColumns} from links
    where slug = ${slug} and owner = ${ownerWithHash(ownerHash)}`)
}

/** Adds a link, and its owner if there's none yet: both or none. Undefined without an owner. */
export async function addLink(
  database: Database, insert: LinkInsert, { isNewOwner }: { isNewOwner: boolean },
): Promise<LinkContent | undefined> {
  const { ownerHash, now } = insert
  const link = contentOf(insert)
  const add = insertLink(link, ownerHash)
  const added = isNewOwner
    ? (await database.batch([insertAnonymousOwner(ownerHash, now), add]))[1]
    : await database.run(add)
  return added.changes > 0 ? link : undefined
}

function contentOf({ ownerHash: _, now, ...fields }: LinkInsert): LinkContent {
  return {
    ...fields,
    createdAt: Math.min(fields.createdAt ?? now, now),
    updatedAt: now,
    importedClicks: fields.importedClicks ?? 0,
    isBlocked: 0,
    version: 1,
    people: 0,
    bots: 0,
  }
}

function insertLink(link: LinkContent, ownerHash: Uint8Array): Sql {
  return sql`
    insert into links (slug, owner, target, note, created_at, updated_at, expires_at,
      visit_limit, password_hash, redirect_status, forward_query, disabled_reason,
      imported_clicks)
    select ${link.slug}, id, ${link.target}, ${link.note}, ${link.createdAt}, ${link.updatedAt},
      ${link.expiresAt}, ${link.visitLimit}, ${link.passwordHash}, ${link.redirectStatus},
      ${link.forwardQuery}, ${link.disabledReason}, ${link.importedClicks}
    from owners where token_hash = ${ownerHash}`
}

/** The columns of a link that an import sets. */
export const importedColumns = sql`slug, target, note, created_at, expires_at, visit_limit,
  redirect_status, forward_query, disabled_reason, imported_clicks`

/** Adds the links of an import: `rows` gives the imported columns, the owner and `updated_at`. */
export function insertImported(rows: Sql): Sql {
  return sql`insert into links (${importedColumns}, owner, updated_at) ${rows}`
}

/** The condition that a slug can't be had by this owner. */
export function isTaken(slug: Sql, owner: Sql): Sql {
  return sql`(exists (select 1 from links where links.slug = ${slug})
    or exists (select 1 from retired_slugs
      where retired_slugs.slug = ${slug} and retired_slugs.owner is not ${owner}))`
}

/** Finds which of the slugs this owner can't have, and whether a link of its own has them. */
export async function findTaken(
  database: Database, slugs: readonly string[], ownerHash: Uint8Array,
): Promise<Map<string, { isOwn: boolean }>> {
  const owner = ownerWithHash(ownerHash)
  const rows = await database.all(sql<{ slug: string; isOwn: 0 | 1 }>`
    select value as slug,
      exists (select 1 from links where links.slug = value and links.owner = ${owner}) as isOwn
    from json_each(${JSON.stringify(slugs)}) where ${isTaken(sql`json_each.value`, owner)}`)
  return new Map(rows.map(({ slug, isOwn }) => [slug, { isOwn: isOwn === 1 }]))
}

/** Changes a link that is still at its version, and its entry in the search index. */
export async function updateLink(
  database: Database, fields: LinkFields, at: LinkUpdate,
): Promise<Link | undefined> {
  const { link } = at
  const isSameText = fields.target === link.target && fields.note === link.note
  const [, { rows: [changed] }] = await database.batch([
    updateFields(fields, at),
    sql<Link>`select ${linkColumns} from links where id = ${link.id} and changes() > 0`,
    ...(isSameText ? [] : [reindexLink({ ...link, ...fields })]),
  ])
  return changed
}

function updateFields(fields: LinkFields, { link, ownerHash, now }: LinkUpdate): Sql {
  return sql`
    update links set
      target = ${fields.target}, note = ${fields.note}, expires_at = ${fields.expiresAt},
      visit_limit = ${fields.visitLimit}, password_hash = ${fields.passwordHash},
      redirect_status = ${fields.redirectStatus}, forward_query = ${fields.forwardQuery},
      disabled_reason = ${fields.disabledReason}, updated_at = ${now}, version = version + 1
    where id = ${link.id} and version = ${link.version} and owner = ${ownerWithHash(ownerHash)}`
}

/** Deletes a link of this owner, at the version given, or at any: null. */
export function deleteLink(slug: string, ownerHash: Uint8Array, version: number | null): Sql {
  return sql`
    delete from links
    where slug = ${slug} and (${version} is null or version = ${version})
      and owner = ${ownerWithHash(ownerHash)}`
}

/** Switches a link off, and its owner can't switch it on again. */
export function blockLink(slug: string, { reason, now }: { reason: string; now: number }): Sql {
  return sql`
    update links set is_blocked = 1, disabled_reason = ${reason}, updated_at = ${now},
      version = version + 1
    where slug = ${slug} and is_blocked = 0`
}

export function unblockLink(slug: string, now: number): Sql {
  return sql`
    update links set is_blocked = 0, disabled_reason = null, updated_at = ${now},
      version = version + 1
    where slug = ${slug} and is_blocked = 1`
}

/** Gives some links of one owner to another. Nothing happens when there is no other. */
export function moveLinks({ source, target }: { source: Sql; target: Sql }, most: number): Sql {
  return sql`
    update links set owner = ${target}
    where ${target} is not null and id in (
      select id from links where owner = ${source} order by id limit ${most})`
}

/** Deletes those links of a query that have no numbers and no reports left. */
export function deleteBareLinks(ids: Sql): Sql {
  return sql`
    delete from links where id in ${ids}
      and not exists (select 1 from link_hours where link = links.id)
      and not exists (select 1 from link_days where link = links.id)
      and not exists (select 1 from link_sources where link = links.id)
      and not exists (select 1 from reports where link = links.id)`
}
