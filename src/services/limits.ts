// Limits such as "10 links an hour for each IP address": an exact sliding window, counted in the
// database, so that several processes share it and a restart forgets nothing.
// Lesson: limits (core)

import { createHmac, randomBytes } from 'node:crypto'
import { dayMs, minuteMs, secondMs, type Clock } from '../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../database/batches.ts'
import type { Database } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'

/** At most `most` events within any `windowMs`. The name tells limits apart. */
export type Limit = { name: string; most: number; windowMs: number }

export type Verdict = { isAllowed: true } | { isAllowed: false; retryAfterSeconds: number }

export type Limits = ReturnType<typeof createLimits>

// No limit has a longer window.
const longestWindowMs = dayMs

/** Makes the limits. `secret` hides who is meant: of an IP address, only an HMAC is stored. */
export function createLimits(
  { database, clock, secret }: { database: Database; clock: Clock; secret: Uint8Array },
) {
  const keyOf = (limit: Limit, who: string): string =>
    createHmac('sha256', secret).update(`${limit.name}\n${who}`).digest('base64url').slice(0, 22)

  return {
    /** Counts one event of somebody, if the limit leaves room for it. One statement decides. */
    async take(limit: Limit, who: string): Promise<Verdict> {
      const key = keyOf(limit, who)
      const now = clock()
      const { changes } = await database.run(insertEvent(key, limit, now))
      if (changes === 1) return { isAllowed: true }
      const oldest = await database.one(sql<{ at: number | null }>`
        select min(at) as at from limit_events where ${isInWindow(key, limit, now)}`)
      const waitMs = Math.min((oldest?.at ?? now) + limit.windowMs - now, limit.windowMs)
      return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / secondMs)) }
    },

    /** Takes back the newest event of somebody: it turned out not to count. */
    async giveBack(limit: Limit, who: string): Promise<void> {
      const key = keyOf(limit, who)
      await database.run(sql`
        delete from limit_events where key = ${key} and (at, id) =
          (select at, id from limit_events where key = ${key} order by at desc, id desc limit 1)`)
    },

    /** Deletes old events, and those from before the clock was set back. */
    async clean(): Promise<void> {
      const [first, last] = [clock() - longestWindowMs, clock() + longestWindowMs]
      for (const isOver of [sql`at < ${first}`, sql`at > ${last}`]) {
        await repeatWhileFull(database, sql`
          delete from limit_events where (key, at, id) in (
            select key, at, id from limit_events where ${isOver}
            order by at, key, id limit ${rowsAtOnce})`)
      }
    },
  }
}

/**
 * Makes the headers of a 429. A wait without a limit, as after wrong passwords, is described as one
 * try in the time that is left.
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

function insertEvent(key: string, limit: Limit, now: number): Sql {
  return sql`
    insert into limit_events (key, at, id)
    select ${key}, ${now}, ${randomBytes(6).readUIntBE(0, 6)}
    where (select count(*) from limit_events where ${isInWindow(key, limit, now)}) < ${limit.most}`
}

// Two machines' clocks differ a little. More than that is from before ours was set back.
function isInWindow(key: string, { windowMs }: Limit, now: number): Sql {
  return sql`key = ${key} and at > ${now - windowMs} and at < ${now + Math.min(windowMs, minuteMs)}`
}
