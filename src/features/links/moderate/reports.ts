// The SQL of reports: what visitors report, and what administrators see of it and of the links that
// they have switched off. The feature of administrators gets these functions as an argument.
// Lesson: safe-targets (tour)

import { ownerOfUser } from '../../../auth/access/owners.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import type { ModeratedLink, ReportedLink } from '../../site/moderation.ts'
import { normalizeSlug } from '../make/slug.ts'

type Waiting = ModeratedLink & { reports: number; firstAt: number; lastAt: number }
type Reason = { link: number; reason: string; reports: number }
type Words = { link: number; reason: string; details: string; at: number }

const mostWords = 5

const moderatedColumns = sql`
  links.id, links.slug, links.target, links.disabled_reason as disabledReason,
  links.is_blocked as isBlocked, owners.user`

/** Stores what a visitor says about a link. */
export function insertReport(
  slug: string, { reason, details, now }: { reason: string; details: string; now: number },
): Sql {
  return sql`
    insert into reports (link, reason, details, created_at)
    select id, ${reason}, ${details}, ${now} from links where slug = ${slug}`
}

/** Marks the open reports of a link as handled: for the batch of a decision. */
export function handleReports(slug: string, now: number): Sql {
  return sql`
    update reports set handled_at = ${now}
    where handled_at is null and link = (select id from links where slug = ${slug})`
}

/** Deletes some reports of the links of a query. */
export function deleteReports(links: Sql, most: number): Sql {
  return sql`
    delete from reports where id in (
      select id from reports where link in ${links} order by link, id limit ${most})`
}

export function findModeratedLink(
  database: Database, slug: string,
): Promise<ModeratedLink | undefined> {
  return database.one(sql<ModeratedLink>`
    select ${moderatedColumns} from links join owners on owners.id = links.owner
    where links.slug = ${normalizeSlug(slug)}`)
}

/** Lists links with open reports, the longest waiting first. */
export async function listReported(database: Database, limit: number): Promise<ReportedLink[]> {
  const links = await database.all(sql<Waiting>`
    select ${moderatedColumns}, count(*) as reports,
      min(reports.created_at) as firstAt, max(reports.created_at) as lastAt
    from reports join links on links.id = reports.link join owners on owners.id = links.owner
    where reports.handled_at is null
    group by links.id order by firstAt, links.id limit ${limit}`)
  const [reasons, words] = await readReasons(database, links.map(({ id }) => id))
  return links.map((link) => ({
    ...link,
    reasons: reasons.filter((each) => each.link === link.id)
      .map(({ reason, reports }) => ({ reason, reports })),
    words: words.filter((each) => each.link === link.id),
  }))
}

/** Lists what administrators have switched off, the latest first. */
export function listBlocked(database: Database, limit: number): Promise<ModeratedLink[]> {
  return database.all(sql<ModeratedLink>`
    select ${moderatedColumns} from links join owners on owners.id = links.owner
    where links.is_blocked = 1 order by links.updated_at desc limit ${limit}`)
}

export async function countLinksOf(database: Database, user: number): Promise<number> {
  const row = await database.one(sql<{ number: number }>`
    select count(*) as number from links where owner = ${ownerOfUser(user)}`)
  return row?.number ?? 0
}

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
