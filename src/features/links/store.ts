// The SQL of links and their owners: one named function for each statement. Ownership is part of
// each statement, so another owner's link is as absent as one that was never made.
// Lesson: create-and-redirect (core)

import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Link } from './links.ts'
import { reindexLink } from './manage/searchIndex.ts'

/** Rules of a link as they are stored, without what the database adds. */
export type LinkFields = Pick<Link,
  | 'target' | 'note' | 'expiresAt' | 'visitLimit' | 'passwordHash' | 'redirectStatus'
  | 'forwardQuery' | 'disabledReason'
>

export type LinkInsert = LinkFields & { slug: string; ownerHash: Uint8Array; now: number }

/** The link as it was read: it's changed only if it's still at that version. */
export type LinkUpdate = { link: Link; ownerHash: Uint8Array; now: number }

/** The columns of a link, under the names that the rules use. */
export const linkColumns = sql`
  id, slug, owner, target, note, created_at as createdAt, updated_at as updatedAt,
  expires_at as expiresAt, visit_limit as visitLimit, password_hash as passwordHash,
  redirect_status as redirectStatus, forward_query as forwardQuery,
  disabled_reason as disabledReason, is_blocked as isBlocked, version, people, bots`

export type LinkStore = ReturnType<typeof createLinkStore>

export function createLinkStore(database: Database) {
  return {
    /** Adds a link for an owner that exists. Gives undefined when there is no such owner. */
    async insert(link: LinkInsert): Promise<Link | undefined> {
      const { rows } = await database.run(insertLink(link))
      return rows[0]
    },

    /** Adds an owner and a first link, both or none. */
    async insertWithOwner(link: LinkInsert): Promise<Link | undefined> {
      const [, { rows }] = await database.batch([
        sql`insert or ignore into owners (token_hash, created_at)
          values (${link.ownerHash}, ${link.now})`,
        insertLink(link),
      ])
      return rows[0]
    },

    /** Finds any link, for a visitor who follows it. */
    find(slug: string): Promise<Link | undefined> {
      return database.one(sql<Link>`
        select ${linkColumns} from links
        where slug = ${slug} and owner not in (select owner from leaving_owners)`)
    },

    /** Finds a link of this owner. */
    findOwned(slug: string, ownerHash: Uint8Array): Promise<Link | undefined> {
      return database.one(sql<Link>`
        select ${linkColumns} from links
        where slug = ${slug} and owner = (select id from owners where token_hash = ${ownerHash})`)
    },

    /** Changes a link if it is still at this version. Gives undefined when it is not. */
    async update(fields: LinkFields, at: LinkUpdate): Promise<Link | undefined> {
      const { link } = at
      const change = sql<Link>`
        update links set
          target = ${fields.target}, note = ${fields.note}, expires_at = ${fields.expiresAt},
          visit_limit = ${fields.visitLimit}, password_hash = ${fields.passwordHash},
          redirect_status = ${fields.redirectStatus}, forward_query = ${fields.forwardQuery},
          disabled_reason = ${fields.disabledReason}, updated_at = ${at.now},
          version = version + 1
        where id = ${link.id} and version = ${link.version}
          and owner = (select id from owners where token_hash = ${at.ownerHash})
        returning ${linkColumns}`
      if (fields.target === link.target && fields.note === link.note) {
        return (await database.run(change)).rows[0]
      }
      const [{ rows }] = await database.batch([change, reindexLink({ ...link, ...fields })])
      return rows[0]
    },

    /** Deletes a link of this owner, at any version or at the one given. */
    async delete(slug: string, ownerHash: Uint8Array, version: number | null): Promise<boolean> {
      const { changes } = await database.run(sql`
        delete from links
        where slug = ${slug} and (${version} is null or version = ${version})
          and owner = (select id from owners where token_hash = ${ownerHash})`)
      return changes > 0
    },

    /** Says whether somebody bears the token of a known owner. */
    async hasOwner(ownerHash: Uint8Array): Promise<boolean> {
      const owner = await database.one(sql`
        select id from owners where token_hash = ${ownerHash}`)
      return owner !== undefined
    },

    /** Says whether a slug is free for this owner. */
    async isFree(slug: string, ownerHash: Uint8Array): Promise<boolean> {
      const taken = await database.one(sql`
        select 1 from links where slug = ${slug}
        union all
        select 1 from retired_slugs where slug = ${slug}
          and owner is not (select id from owners where token_hash = ${ownerHash})`)
      return taken === undefined
    },

    async report(slug: string, report: { reason: string; details: string; now: number }) {
      const { changes } = await database.run(sql`
        insert into reports (link, reason, details, created_at)
        select id, ${report.reason}, ${report.details}, ${report.now} from links
        where slug = ${slug}`)
      return changes > 0
    },
  }
}

function insertLink(link: LinkInsert): Sql<Link> {
  return sql<Link>`
    insert into links (slug, owner, target, note, created_at, updated_at, expires_at,
      visit_limit, password_hash, redirect_status, forward_query, disabled_reason)
    select ${link.slug}, id, ${link.target}, ${link.note}, ${link.now}, ${link.now},
      ${link.expiresAt}, ${link.visitLimit}, ${link.passwordHash}, ${link.redirectStatus},
      ${link.forwardQuery}, ${link.disabledReason}
    from owners where token_hash = ${link.ownerHash}
    returning ${linkColumns}`
}
