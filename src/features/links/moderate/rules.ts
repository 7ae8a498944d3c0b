// What administrators do about links: see what visitors reported, and switch links off. The SQL
// is here, because the tables are those of links; the feature of administrators gets these
// functions as an argument. Lesson: safe-targets (tour)

import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { normalizeSlug } from '../make/slug.ts'

/** A link as an administrator judges it. */
export type JudgedLink = {
  id: number
  slug: string
  target: string
  /** Why it is switched off; null while it is on. */
  disabledReason: string | null
  isBlocked: 0 | 1
  /** The account that it belongs to; null for a link that was made without one. */
  user: number | null
  updatedAt: number
}

/** A link with its open reports. */
export type ReportedLink = JudgedLink & {
  reports: number
  firstAt: number
  lastAt: number
  reasons: { reason: string; reports: number }[]
  /** What visitors wrote, the newest first and not all of it. */
  words: { reason: string; details: string; at: number }[]
}

export type Moderation = ReturnType<typeof createModeration>

const mostWords = 5

const judgedColumns = sql`
  links.id, links.slug, links.target, links.disabled_reason as disabledReason,
  links.is_blocked as isBlocked, owners.user, links.updated_at as updatedAt`

/** Makes what an administrator needs to handle reports. */
export function createModeration(database: Database) {
  return {
    find(slug: string): Promise<JudgedLink | undefined> {
      return database.one(sql<JudgedLink>`
        select ${judgedColumns} from links join owners on owners.id = links.owner
        where links.slug = ${normalizeSlug(slug)}`)
    },

    /** Lists links with open reports, the longest waiting first. */
    async listReported(limit: number): Promise<ReportedLink[]> {
      const links = await database.all(sql<Waiting>`
        select ${judgedColumns}, count(*) as reports,
          min(reports.created_at) as firstAt, max(reports.created_at) as lastAt
        from reports join links on links.id = reports.link join owners on owners.id = links.owner
        where reports.handled_at is null
        group by links.id order by firstAt, links.id limit ${limit}`)
      const [reasons, words] = await readReasons(database, links.map(({ id }) => id))
      return links.map((link) => ({
        ...link,
        reasons: reasons.filter((each) => each.link === link.id).map(withoutLink),
        words: words.filter((each) => each.link === link.id).map(withoutLink),
      }))
    },

    /** Lists what administrators have switched off, the latest first. */
    listBlocked(limit: number): Promise<JudgedLink[]> {
      return database.all(sql<JudgedLink>`
        select ${judgedColumns} from links join owners on owners.id = links.owner
        where links.is_blocked = 1 order by links.updated_at desc limit ${limit}`)
    },

    async countLinksOf(user: number): Promise<number> {
      const row = await database.one(sql<{ number: number }>`
        select count(*) as number from links
        where owner = (select id from owners where user = ${user})`)
      return row?.number ?? 0
    },

    /** Marks the open reports of a link as handled: for the batch of a decision. */
    handleReports(slug: string, now: number): Sql {
      return sql`
        update reports set handled_at = ${now}
        where handled_at is null
          and link = (select id from links where slug = ${normalizeSlug(slug)})`
    },

    /** Switches a link off, and its owner cannot switch it on again. */
    block(slug: string, { reason, now }: { reason: string; now: number }): Sql {
      return sql`
        update links set is_blocked = 1, disabled_reason = ${reason}, updated_at = ${now},
          version = version + 1
        where slug = ${normalizeSlug(slug)} and is_blocked = 0`
    },

    unblock(slug: string, now: number): Sql {
      return sql`
        update links set is_blocked = 0, disabled_reason = null, updated_at = ${now},
          version = version + 1
        where slug = ${normalizeSlug(slug)} and is_blocked = 1`
    },
  }
}

type Waiting = JudgedLink & { reports: number; firstAt: number; lastAt: number }

type Reason = { link: number; reason: string; reports: number }
type Words = { link: number; reason: string; details: string; at: number }

// Two statements for the whole page, and not two for each link.
function readReasons(database: Database, links: readonly number[]): Promise<[Reason[], Words[]]> {
  const ids = sql`(select value from json_each(${JSON.stringify(links)}))`
  return Promise.all([
    database.all(sql<Reason>`
      select link, reason, count(*) as reports from reports
      where link in ${ids} and handled_at is null
      group by link, reason order by reports desc, reason`),
    database.all(sql<Words>`
      select link, reason, details, at from (
        select id, link, reason, details, created_at as at,
          row_number() over (partition by link order by id desc) as place
        from reports where link in ${ids} and handled_at is null and details <> '')
      where place <= ${mostWords} order by id desc`),
  ])
}

function withoutLink<Row extends { link: number }>(row: Row): Omit<Row, 'link'> {
  const { link: _link, ...rest } = row
  return rest
}
