// Slows down guessing. Each failure doubles the wait before the next try, up to a cap, and nobody
// is ever locked out for good: otherwise a stranger could do that to anyone. A try is counted
// before the password is hashed, by one statement, so a thousand tries at once get no further.
// Lesson: limits (core)

import { createHmac } from 'node:crypto'
import { dayMs, minuteMs, secondMs, type Clock } from '../../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'

export type Throttle = ReturnType<typeof createThrottle>

/** People mistype: so many tries come before the first wait. */
export const freeTries = 5
/** The same for an account, from all clients: NIST SP 800-63B-4, section 3.2.2, allows no more. */
export const freeAccountTries = 100
/** Strangers can make up names: beyond so many rows, those with the fewest failures go. */
export const mostRows = 50_000
const firstWaitMs = secondMs
const longestWaitMs = 15 * minuteMs
const forgetAfterMs = dayMs
// Counting the rows at each try would cost more than the try.
const triesBetweenTrims = 256

type Options = {
  database: Database
  clock: Clock
  /** Hides who was tried: the name may be known nowhere here. */
  secret: Uint8Array
  /** What is tried: failures of one kind don't slow down another. */
  purpose?: 'sign-in' | 'second factor' | 'confirm'
}

/** Makes the throttle of one kind of tries. */
export function createThrottle({ database, clock, secret, purpose = 'sign-in' }: Options) {
  let tries = 0
  const hide = (kind: string, name: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${kind}\n${name}`).digest('base64url')
  const keyOf = (who: string) => hide('who', who)
  const accountKeyOf = (account: string | undefined) =>
    account === undefined ? null : hide('account', account)

  return {
    /**
     * Counts a try as a failure until `succeed` or `takeBack` says otherwise: one of `who`, and one
     * of the whole account where it is named. Gives 0 when it may go on, or the seconds to wait.
     */
    async enter(who: string, account?: string): Promise<number> {
      const keys: Keys = { own: keyOf(who), account: accountKeyOf(account) }
      const now = clock()
      const { changes } = await database.run(count(keys, now))
      tries += 1
      if (tries % triesBetweenTrims === 0) await database.run(trim)
      if (changes > 0) return 0
      const row = await database.one(sql<{ nextAt: number | null }>`
        select max(next_at) as nextAt from sign_in_failures
        where account in (${keys.own}, ${keys.account}) and ${isWaiting(now)}`)
      return Math.max(1, Math.ceil(((row?.nextAt ?? now) - now) / secondMs))
    },

    /** Forgets the failures of someone whose password was right. Those of the account stay. */
    async succeed(who: string, account?: string): Promise<void> {
      const forget = sql`delete from sign_in_failures where account = ${keyOf(who)}`
      if (account === undefined) await database.run(forget)
      else await database.batch([forget, uncount([accountKeyOf(account)], clock())])
    },

    /** Takes back a try for which the server had no time. */
    async takeBack(who: string, account?: string): Promise<void> {
      await database.run(uncount([keyOf(who), accountKeyOf(account)], clock()))
    },

    /** Forgets the failures of an account, and of one of those who tried it. */
    async forgive(who: string, account: string): Promise<void> {
      await database.run(sql`
        delete from sign_in_failures where account in (${keyOf(who)}, ${accountKeyOf(account)})`)
    },

    async clean(): Promise<void> {
      await repeatWhileFull(database, sql`
        delete from sign_in_failures where account in (
          select account from sign_in_failures where last_at < ${clock() - forgetAfterMs}
          limit ${rowsAtOnce})`)
    },
  }
}

/** What a try counts for. The column is called `account` for both. */
type Keys = { own: string; account: string | null }

// All or nothing: a try that has to wait for one reason counts for none.
function count({ own, account }: Keys, now: number) {
  return sql`
    with tries (name, free) as
      (values (${own}, ${freeTries}), (${account}, ${freeAccountTries}))
    insert into sign_in_failures (account, failures, next_at, last_at)
    select name, 1, ${now}, ${now} from tries
    where name is not null and not exists (
      select 1 from sign_in_failures join tries on account = name where ${isWaiting(now)})
    on conflict do update set
      failures = iif(last_at < ${now - forgetAfterMs}, 1, failures + 1),
      next_at = (select iif(failures < free - 1 or last_at < ${now - forgetAfterMs}, ${now},
          ${now} + min(${longestWaitMs}, ${firstWaitMs} << min(failures - free + 1, 20)))
        from tries where name = account),
      last_at = ${now}`
}

// If the clock was set back, a time further away than the longest wait no longer counts.
function isWaiting(now: number) {
  return sql`next_at > ${now} and next_at <= ${now + longestWaitMs}`
}

// The try was let in, so there was nothing to wait for before it.
function uncount([own = null, account = null]: readonly (string | null)[], now: number) {
  return sql`
    update sign_in_failures set failures = max(failures - 1, 0), next_at = ${now}
    where account in (${own}, ${account})`
}

// An account that is under attack has many failures: made-up names don't push it out.
const trim = sql`
  delete from sign_in_failures where account in (
    select account from sign_in_failures order by failures, last_at
    limit max(0, (select count(*) from sign_in_failures) - ${mostRows}))`
