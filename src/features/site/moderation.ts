// What the links feature offers to the admin feature. Neither imports the other: `app.ts` passes
// the functions on. Lesson: user-management (appendix)

import type { Database } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import type { Cursor } from './list.ts'

/** A link as an administrator sees it. */
export type ModeratedLink = {
  id: number
  slug: string
  target: string
  disabledReason: string | null
  isBlocked: 0 | 1
  /** The account that it belongs to; null for a link that was made without one. */
  user: number | null
}

/** A link with its open reports, and what visitors wrote: the newest first and not all of it. */
export type ReportedLink = ModeratedLink & {
  reports: number
  firstAt: number
  lastAt: number
  reasons: readonly { reason: string; reports: number }[]
  words: readonly { reason: string; details: string; at: number }[]
}

/** Which links an administrator asks for. */
export type AllLinksQuery = {
  /** What slugs begin with; empty for all. */
  slug: string
  /** Words that are in the slug or the target. The owner's notes aren't searched or shown. */
  search: string
  /** The email address of an account; undefined for all owners. */
  owner: string | undefined
  after: Cursor | undefined
  limit: number
}

/** A link in the list of all links. */
export type ListedLink = Omit<ModeratedLink, 'isBlocked'> & {
  /** The target as people read it, which can differ from what is sent. */
  readable: string
  state: 'active' | 'disabled' | 'blocked' | 'expired' | 'used-up'
  people: number
  bots: number
  createdAt: number
  email: string | null
  isReported: boolean
}

export type AllLinksPage = { links: readonly ListedLink[]; next: Cursor | undefined }

/** The functions that administrators need. */
export type Moderation = {
  findModeratedLink(database: Database, slug: string): Promise<ModeratedLink | undefined>
  listReported(database: Database, limit: number): Promise<readonly ReportedLink[]>
  listBlocked(database: Database, limit: number): Promise<readonly ModeratedLink[]>
  listAllLinks(database: Database, query: AllLinksQuery, now: number): Promise<AllLinksPage>
  allLinksKind(query: Pick<AllLinksQuery, 'slug'>): 'string' | 'number'
  countLinksOf(database: Database, user: number): Promise<number>
  handleReports(slug: string, now: number): Sql
  blockLink(slug: string, how: { reason: string; now: number }): Sql
  unblockLink(slug: string, now: number): Sql
}
