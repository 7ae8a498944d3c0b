// Counts visits. One statement looks the link up, checks that it's open, stores the visit and
// returns the target; a trigger in schema.sql fills the roll-ups. So nothing can happen between the
// decision and the count, and every redirect that was sent is on disk.
// Lesson: counting-clicks (core)

import { dayMs, hourMs, type Clock } from '../../../basics/clock.ts'
import type { Random } from '../../../basics/random.ts'
import { repeatWhileFull, rowsAtOnce, type IdRange } from '../../../database/batches.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import type { Link } from '../links.ts'
import { nameVisitor, type Visitor } from './visitor.ts'

export type Visit = Visitor & {
  slug: string
  /** Where the request came from and with what: only an HMAC of it is kept, for a day. */
  address: string
  agent: string
  /** Whether the visitor pressed the button of a link that has one. */
  isUnlocked: boolean
}

export type Destination = Pick<Link, 'target' | 'redirectStatus' | 'forwardQuery'>

type Counted = Omit<Destination, 'target'> & { target: string | null }

export type Clicks = {
  /**
   * Counts a visit to an open link and returns its target. Returns undefined when it isn't open,
   * and when it has a visit limit and the visitor isn't a person: such a visit doesn't use up the
   * limit, so it mustn't get past it either.
   */
  count(visit: Visit): Promise<Destination | undefined>
  /** Deletes what served to tell yesterday's visitors apart. */
  clean(): Promise<void>
}

const keepVisitsMs = 90 * dayMs
// A visit from the future was stored while the clock was wrong: nobody knows when it is 90 days
// old.
const wrongClockMs = hourMs

export function createClicks(
  { database, clock, random }: { database: Database; clock: Clock; random: Random },
): Clicks {
  let today: { day: number; salt: Uint8Array } | undefined

  async function loadSalt(day: number): Promise<Uint8Array> {
    await database.run(sql`
      insert or ignore into visitor_salts (day, salt) values (${day}, ${random(32)})`)
    const row = await database.one(sql<{ salt: Uint8Array }>`
      select salt from visitor_salts where day = ${day}`)
    if (row === undefined) throw new Error('The salt of the day is missing')
    today = { day, salt: row.salt }
    return row.salt
  }

  return {
    async count(visit) {
      const now = clock()
      const day = Math.floor(now / dayMs)
      const salt = today?.day === day ? today.salt : await loadSalt(day)
      const visitor = nameVisitor(salt, [visit.slug, visit.address, visit.agent])
      const { rows } = await database.run(insertVisit(visit, { now, visitor }))
      const [counted] = rows
      if (counted === undefined || counted.target === null) return undefined
      return { ...counted, target: counted.target }
    },

    clean: () => cleanVisitors(database, Math.floor(clock() / dayMs)),
  }
}

function insertVisit(
  visit: Visit, { now, visitor }: { now: number; visitor: Uint8Array },
): Sql<Counted> {
  const isPerson = visit.isPerson ? 1 : 0
  return sql<Counted>`
    insert into visits (link, at, is_person, referrer, browser, device, visitor)
    select id, ${now}, ${isPerson}, ${visit.referrer}, ${visit.browser}, ${visit.device},
      ${visitor}
    from links
    where slug = ${visit.slug} and owner not in (select owner from leaving_owners)
      and disabled_reason is null
      and (expires_at is null or expires_at > ${now})
      and (visit_limit is null or people < visit_limit)
      and (${visit.isUnlocked ? 1 : 0} or (password_hash is null and visit_limit is not 1))
    returning
      (select iif(visit_limit is null or ${isPerson}, target, null)
        from links where id = link) as target,
      (select redirect_status from links where id = link) as redirectStatus,
      (select forward_query from links where id = link) as forwardQuery`
}

/** Deletes the visits in a range of ids that are too old, or whose link is gone. */
export function deleteVisits({ from, to }: IdRange, now: number): Sql {
  return sql`
    delete from visits where id >= ${from} and id < ${to}
      and (at < ${now - keepVisitsMs} or at > ${now + wrongClockMs}
        or link in (select link from deleted_links))`
}

// The rows of a day are next to each other in the primary key. Tomorrow may begin during a
// clean-up; days after it are from a clock that was wrong.
async function cleanVisitors(database: Database, today: number): Promise<void> {
  for (const isOtherDay of [sql`day < ${today}`, sql`day > ${today + 1}`]) {
    await database.run(sql`delete from visitor_salts where ${isOtherDay}`)
    await repeatWhileFull(database, sql`
      delete from visitors_today where (day, link, visitor) in (
        select day, link, visitor from visitors_today where ${isOtherDay} limit ${rowsAtOnce})`)
  }
}
