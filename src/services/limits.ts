// Limits such as "10 links an hour for each address": a sliding window that is exact, counted in
// the database so that several processes share it and a restart forgets nothing.
// Lesson: limits (core)

import { createHmac, randomBytes } from 'node:crypto'
import { minuteMs, secondMs, type Clock } from '../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../database/batches.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** At most `most` events within any `windowMs`. The name tells limits apart. */
export type Limit = { name: string; most: number; windowMs: number }

export type Verdict = { isAllowed: true } | { isAllowed: false; retryAfterSeconds: number }

export type Limits = {
  /** Counts one event of somebody, if the limit leaves room for it. One statement decides. */
  take(limit: Limit, who: string): Promise<Verdict>
  /** Takes back the newest event of somebody: it turned out to count for nothing. */
  giveBack(limit: Limit, who: string): Promise<void>
  /** Forgets events that are too old to count. */
  clean(): Promise<void>
}

const longestWindowMs = 24 * 60 * 60 * 1000

/** Makes the limits. `secret` hides who is meant: of an address, only an HMAC is stored. */
export function createLimits(
  { database, clock, secret }: { database: Database; clock: Clock; secret: Uint8Array },
): Limits {
  return {
    async take(limit, who) {
      const key = hide(secret, `${limit.name}\n${who}`)
      const now = clock()
      const since = now - limit.windowMs
      // Two machines' clocks differ a little. More than that is from before ours was set back.
      const until = now + Math.min(limit.windowMs, minuteMs)
      const taken = await database.run(sql`
        insert into limit_events (key, at, id)
        select ${key}, ${now}, ${randomBytes(6).readUIntBE(0, 6)}
        where (select count(*) from limit_events
          where key = ${key} and at > ${since} and at < ${until}) < ${limit.most}`)
      if (taken.changes === 1) return { isAllowed: true }
      const oldest = await database.one(sql<{ at: number | null }>`
        select min(at) as at from limit_events
        where key = ${key} and at > ${since} and at < ${until}`)
      const waitMs = Math.min((oldest?.at ?? now) + limit.windowMs - now, limit.windowMs)
      return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) }
    },
    async giveBack(limit, who) {
      const key = hide(secret, `${limit.name}\n${who}`)
      await database.run(sql`
        delete from limit_events where key = ${key} and (at, id) =
          (select at, id from limit_events where key = ${key} order by at desc, id desc limit 1)`)
    },
    async clean() {
      const now = clock()
      const useless = [
        sql`at < ${now - longestWindowMs}`,
        // From before the clock was set back.
        sql`at > ${now + longestWindowMs}`,
      ]
      for (const condition of useless) {
        await repeatWhileFull(database, sql`
          delete from limit_events where (key, at, id) in (
            select key, at, id from limit_events where ${condition} limit ${rowsAtOnce})`)
      }
    },
  }
}

/**
 * Makes the headers of a 429. A wait that belongs to no limit with a number, as after wrong
 * passwords, is told as one try in the time that is left.
 */
export function limitHeaders(
  limit: Limit | undefined, retryAfterSeconds: number,
): Record<string, string> {
  const { name, most, windowMs } =
    limit ?? { name: 'tries', most: 1, windowMs: retryAfterSeconds * secondMs }
  // draft-ietf-httpapi-ratelimit-headers: r is what is left, t the seconds until there is more.
  return {
    'retry-after': String(retryAfterSeconds),
    'ratelimit-policy': `"${name}";q=${most};w=${windowMs / secondMs}`,
    'ratelimit': `"${name}";r=0;t=${retryAfterSeconds}`,
  }
}

function hide(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22)
}
