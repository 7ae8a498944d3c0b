// Counts visits. One statement looks the link up, checks that it's open and stores the visit; a
// trigger in schema.sql fills the roll-ups. The next one reads the target, in the same transaction.
// So nothing can happen between the decision and the count, and every redirect that was sent is on
// disk.
//
// There is one exception: while nothing can be stored (the disk is full, or another program holds
// the lock), a link without a visit limit still leads to its target. A visit limit is a promise, so
// a link that has one waits until its clicks can be counted.
// Lesson: counting-clicks (core)

import { createHmac } from 'node:crypto'
import { dayMs, hourMs, type Clock } from '../../../basics/clock.ts'
import type { Log } from '../../../basics/log.ts'
import type { Random } from '../../../basics/random.ts'
import { repeatWhileFull, rowsAtOnce, type IdRange } from '../../../database/batches.ts'
import { isUnavailable, type Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { stateOf, type Link } from '../links.ts'
import { findLink } from '../store.ts'

/** What a visit says about the visitor, and no more. */
export type Visitor = {
  isPerson: boolean
  /** The host of the page with the link, or `direct`. */
  referrer: string
  browser: string
  device: string
}

export type Visit = Visitor & {
  slug: string
  /** Where the request came from and with what: only an HMAC of it is kept, for a day. */
  address: string
  agent: string
  /** Whether the visitor pressed the button of a link that has one. */
  isUnlocked: boolean
}

export type FollowedLink = Pick<Link, 'target' | 'redirectStatus' | 'forwardQuery'>

const keepVisitsMs = 90 * dayMs
// A visit from the future was stored while the clock was wrong: nobody knows how old it is.
const wrongClockMs = hourMs

type ClicksOptions = {
  database: Database
  clock: Clock
  random: Random
  log: Log | undefined
  /** Called for each click that was counted. */
  onClick?: ((isPerson: boolean) => void) | undefined
}

/** Counts visits; remembers the salt of the day, and how many clicks weren't counted. */
export class Clicks {
  readonly #options: ClicksOptions
  #today: { day: number; salt: Uint8Array } | undefined
  #uncounted = 0

  constructor(options: ClicksOptions) {
    this.#options = options
  }

  /**
   * Counts a visit to an open link and returns its target. Returns undefined when it isn't open,
   * and when it has a visit limit and the visitor isn't a person: such a visit doesn't use up the
   * limit, so it mustn't get past it either.
   */
  async count(visit: Visit): Promise<FollowedLink | undefined> {
    const { database, clock, onClick } = this.#options
    try {
      const now = clock()
      const day = dayOf(now)
      const salt = this.#today?.day === day ? this.#today.salt : await this.#loadSalt(day)
      const visitor = nameVisitor(salt, [visit.slug, visit.address, visit.agent])
      const [, { rows: [counted] }] = await database.batch([
        insertVisit(visit, { now, visitor }), readCounted(visit),
      ])
      if (counted !== undefined) onClick?.(visit.isPerson)
      // Without a row, perhaps nothing was stored.
      if (counted !== undefined && this.#uncounted > 0) this.countsAgain()
      return hasTarget(counted) ? counted : undefined
    } catch (error) {
      if (!isUnavailable(error)) throw error
      return this.#followUncounted(visit, error)
    }
  }

  /** Call it after a write has succeeded: it logs how many clicks weren't counted before. */
  countsAgain(): void {
    if (this.#uncounted === 0) return
    this.#options.log?.warn('clicks are counted again', { uncounted: this.#uncounted })
    this.#uncounted = 0
  }

  /** Deletes what told yesterday's visitors apart, in memory as well as in the database. */
  clean(): Promise<void> {
    const { database, clock } = this.#options
    const today = dayOf(clock())
    if (this.#today?.day !== today) this.#today = undefined
    return cleanVisitors(database, today)
  }

  async #followUncounted(visit: Visit, error: Error): Promise<FollowedLink | undefined> {
    const { database, clock, log } = this.#options
    const link = await findLink(database, visit.slug)
    const state = link && stateOf(link, clock())
    const isOpen = state === 'open' || (state === 'locked' && visit.isUnlocked)
    if (link === undefined || !isOpen) return undefined
    if (link.visitLimit !== null) throw error
    this.#uncounted += 1
    log?.warn('click not counted', { slug: link.slug, error: error.message })
    return link
  }

  // The first server of the day chooses it, and all read that one.
  async #loadSalt(day: number): Promise<Uint8Array> {
    const { database, random } = this.#options
    const [, { rows: [row] }] = await database.batch([
      sql`insert into visitor_salts (day, salt) values (${day}, ${random(32)})
        on conflict do nothing`,
      sql<{ salt: Uint8Array }>`select salt from visitor_salts where day = ${day}`,
    ])
    if (row === undefined) throw new Error('The salt of the day is missing')
    this.#today = { day, salt: row.salt }
    return row.salt
  }
}

/**
 * Names a visitor for one day and one link: 8 bytes that identify nobody once the salt is gone.
 */
export function nameVisitor(salt: Uint8Array, parts: readonly string[]): Uint8Array {
  return createHmac('sha256', salt).update(parts.join('\n')).digest().subarray(0, 8)
}

function dayOf(time: number): number {
  return Math.floor(time / dayMs)
}

type Counted = Omit<FollowedLink, 'target'> & { target: string | null }

function insertVisit(visit: Visit, { now, visitor }: { now: number; visitor: Uint8Array }): Sql {
  return sql`
    insert into visits (link, at, is_person, referrer, browser, device, visitor)
    select id, ${now}, ${visit.isPerson ? 1 : 0}, ${visit.referrer}, ${visit.browser},
      ${visit.device}, ${visitor}
    from links
    where slug = ${visit.slug} and owner not in (select owner from leaving_owners)
      and disabled_reason is null
      and (expires_at is null or expires_at > ${now})
      and (visit_limit is null or people < visit_limit)
      and (${visit.isUnlocked ? 1 : 0} or (password_hash is null and visit_limit is not 1))`
}

function readCounted({ slug, isPerson }: Visit): Sql<Counted> {
  return sql<Counted>`
    select iif(visit_limit is null or ${isPerson ? 1 : 0}, target, null) as target,
      redirect_status as redirectStatus, forward_query as forwardQuery
    from links where slug = ${slug} and changes() > 0`
}

function hasTarget(counted: Counted | undefined): counted is FollowedLink {
  return counted !== undefined && counted.target !== null
}

/** Deletes the visits in a range of ids that are too old, or whose link is gone. */
export function deleteVisits(range: IdRange, now: number): Sql {
  return sql`delete from visits where ${areObsolete(range, now)}`
}

/** Finds one of the visits that `deleteVisits` would delete. */
export function findObsoleteVisit(range: IdRange, now: number): Sql {
  return sql`select 1 from visits where ${areObsolete(range, now)} limit 1`
}

function areObsolete({ from, to }: IdRange, now: number): Sql {
  return sql`id >= ${from} and id < ${to}
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
        select day, link, visitor from visitors_today where ${isOtherDay}
        order by day, link, visitor limit ${rowsAtOnce})`)
  }
}
