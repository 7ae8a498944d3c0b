// Notices a machine whose clock is wrong. Servers on several machines write times into one database
// and read each other's: how long somebody has to wait, when a code expires, which day it is. A few
// seconds make no difference anywhere; more could sign people out for no reason.
// Lesson: deploying (tour)

import { secondMs, type Clock } from '../basics/clock.ts'
import type { Log } from '../basics/log.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

// If no server is further off than this, two of them differ by at most ten seconds. That is how
// long a refresh token may be sent again, and how old a password may be for an application that
// wants it typed just now.
const mostDifferenceMs = 5 * secondMs

export type ClockCheck = { database: Database; clock: Clock; log: Log }

/** Warns when the clock of this machine and that of the database differ by more than 5 seconds. */
export async function warnOfClock({ database, clock, log }: ClockCheck): Promise<void> {
  const aheadMs = await measureClock(database, clock)
  if (Math.abs(aheadMs) <= mostDifferenceMs) return
  log.warn('the clocks of this machine and of the database differ: let NTP set both', { aheadMs })
}

// Gives the least number of milliseconds that our clock is ahead; negative when it's behind.
async function measureClock(database: Database, clock: Clock): Promise<number> {
  const before = clock()
  const row = await database.one(sql<{ now: number }>`
    select cast(unixepoch('now', 'subsec') * 1000 as integer) as now`)
  const after = clock()
  // The database looked at its clock some time between the two.
  const now = row?.now ?? before
  if (now < before) return before - now
  return Math.min(after - now, 0)
}
