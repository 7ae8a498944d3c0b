// The numbers of the service at a glance. None of them is worked out by counting a big table: they
// come from counters that triggers keep, or from an index. Lesson: user-management (appendix)

import { dayMs, formatTime } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'
import { countWaitingMails } from '../../../services/mail/outboxStore.ts'

export type ClickDay = { day: string; people: number; bots: number }

export type Numbers = {
  users: number
  /** Accounts made in the last 30 days. */
  newUsers: number
  links: number
  /** Clicks of the last 30 days (UTC), oldest first, today last. */
  days: ClickDay[]
  openReports: number
  /** Wrong passwords and wrong codes in the last 24 hours. */
  failedSignIns: number
  databaseBytes: number
  /** Emails that aren't sent yet, at most `mostMails`. */
  mailsWaiting: number
}

type Counts = Omit<Numbers, 'days' | 'mailsWaiting'>

export const shownDays = 30
/** Counting more would take long, and say nothing new. */
const mostMails = 1_000

/** Reads the numbers, all from one snapshot. */
export async function readNumbers(database: Database, now: number): Promise<Numbers> {
  const lastDay = Math.floor(now / dayMs)
  const firstDay = lastDay - shownDays + 1
  const [counts, mails, rows] = await Promise.all([
    database.one(countsStatement(now)),
    database.one(countWaitingMails(mostMails)),
    database.all(sql<{ day: number; people: number; bots: number }>`
      select day, people, bots from click_days where day between ${firstDay} and ${lastDay}`),
  ])
  if (counts === undefined) throw new Error('The numbers of the service cannot be read')
  const days = Array.from({ length: shownDays }, (_, index) => {
    const row = rows.find(({ day }) => day === firstDay + index)
    const day = formatTime((firstDay + index) * dayMs).slice(0, 10)
    return { day, people: row?.people ?? 0, bots: row?.bots ?? 0 }
  })
  return { ...counts, mailsWaiting: mails?.waiting ?? 0, days }
}

/** Makes the statement of all numbers but the clicks. */
export function countsStatement(now: number) {
  const yesterday = now - dayMs
  return sql<Counts>`
    select
      (select number from totals where name = 'users') as users,
      (select count(*) from users where created_at > ${now - shownDays * dayMs}) as newUsers,
      (select number from totals where name = 'links')
        + coalesce((select seq from sqlite_sequence where name = 'links'), 0) as links,
      (select count(*) from reports where handled_at is null) as openReports,
      ${countSince('sign-in-refused', yesterday)}
        + ${countSince('second-factor-refused', yesterday)} as failedSignIns,
      (select page_count * page_size from pragma_page_count(), pragma_page_size())
        as databaseBytes`
}

// Ids grow with time: new events come after the last old one, which is found from the end.
function countSince(action: string, time: number) {
  return sql`
    (select count(*) from audit_events where action = ${action} and id > coalesce(
      (select id from audit_events where action = ${action} and at <= ${time}
        order by id desc limit 1), 0))`
}

/** Adds up clicks. */
export function sumClicks(days: readonly ClickDay[]): { people: number; bots: number } {
  return {
    people: days.reduce((sum, { people }) => sum + people, 0),
    bots: days.reduce((sum, { bots }) => sum + bots, 0),
  }
}
