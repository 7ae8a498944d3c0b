// Slows down who guesses passwords. Each failure of an account doubles the wait before the next
// try, up to a cap, and it never locks anybody out for good: else a stranger could. A try is
// counted before the password is hashed, by one statement, so a thousand tries at once get no
// further than one. Lesson 36 (limits).

import { createHmac } from 'node:crypto'
import { dayMs, minuteMs, secondMs, type Clock } from '../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../database/batches.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

export type Throttle = ReturnType<typeof createThrottle>

/** People mistype: so many tries come before the first wait. */
export const freeTries = 5
const firstWaitMs = secondMs
const longestWaitMs = 15 * minuteMs
const forgetAfterMs = dayMs

type Options = {
  database: Database
  clock: Clock
  /** Hides who was tried: they may be known nowhere here. */
  secret: Uint8Array
  /** What is tried: failures of one do not slow down the other. */
  purpose?: 'sign-in' | 'second factor'
}

/** Makes the throttle of one kind of tries. */
export function createThrottle({ database, clock, secret, purpose = 'sign-in' }: Options) {
  const nameOf = (who: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${who}`).digest('base64url')

  return {
    /**
     * Counts a try as a failure until `succeed` says otherwise. Gives 0 when it may go on, or the
     * seconds to wait.
     */
    async enter(who: string): Promise<number> {
      const account = nameOf(who)
      const now = clock()
      const { changes } = await database.run(sql`
        insert into sign_in_failures (account, failures, next_at, last_at)
        values (${account}, 1, ${now}, ${now})
        on conflict do update set
          failures = iif(last_at < ${now - forgetAfterMs}, 1, failures + 1),
          next_at = iif(failures < ${freeTries - 1} or last_at < ${now - forgetAfterMs}, ${now},
            ${now} + min(${longestWaitMs}, ${firstWaitMs} << min(failures - ${freeTries - 1}, 20))),
          last_at = ${now}
        where next_at <= ${now}`)
      if (changes === 1) return 0
      const row = await database.one(sql<{ nextAt: number }>`
        select next_at as nextAt from sign_in_failures where account = ${account}`)
      return Math.max(1, Math.ceil(((row?.nextAt ?? now) - now) / secondMs))
    },

    /** Forgets the failures of an account whose password was right. */
    async succeed(who: string): Promise<void> {
      await database.run(sql`delete from sign_in_failures where account = ${nameOf(who)}`)
    },

    async clean(): Promise<void> {
      await repeatWhileFull(database, sql`
        delete from sign_in_failures where account in (
          select account from sign_in_failures where last_at < ${clock() - forgetAfterMs}
          limit ${rowsAtOnce})`)
    },
  }
}
