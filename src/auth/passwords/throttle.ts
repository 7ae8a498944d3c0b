// Slows down guessing. Each failure doubles the wait before the next try, up to a cap, and nobody
// is ever locked out for good: otherwise a stranger could do that to anyone. A try is counted
// before the password is hashed, by one statement, so a thousand tries at once gain nothing.
// Lesson: limits (core)

import { createHmac } from 'node:crypto'
import { dayMs, minuteMs, secondMs, type Clock } from '../../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'

/** People mistype: so many tries come before the first wait. */
export const freeTries = 5
/** The same for an account, from all clients: NIST SP 800-63B-4, section 3.2.2, allows no more. */
export const freeAccountTries = 100
/** Strangers can make up names: beyond so many rows, those with the fewest failures are deleted. */
export const mostRows = 50_000
const firstWaitMs = secondMs
const longestWaitMs = 15 * minuteMs
const forgetAfterMs = dayMs
// How far the clocks of two servers may differ. Where there is nothing to wait for, `next_at` is 0:
// the current time would mean a wait on a server whose clock is a second behind.
const clockSkewMs = minuteMs
// Counting the rows at each try would cost more than the try.
const triesBetweenTrims = 256

type ThrottleOptions = {
  database: Database
  clock: Clock
  /** Hides who was tried: the name may not belong to any account here. */
  secret: Uint8Array
  /** What is tried: failures of one kind don't slow down another. */
  purpose?: 'sign-in' | 'second factor' | 'confirm'
}

/** Counts the tries of one kind. */
export class Throttle {
  readonly #database: Database
  readonly #clock: Clock
  readonly #hide: (kind: string, name: string) => string
  #tries = 0

  constructor({ database, clock, secret, purpose = 'sign-in' }: ThrottleOptions) {
    this.#database = database
    this.#clock = clock
    this.#hide = (kind, name) =>
      createHmac('sha256', secret).update(`${purpose}\n${kind}\n${name}`).digest('base64url')
  }

  /**
   * Counts a try as a failure until `succeed` or `takeBack` says otherwise: one of `who`, and one
   * of the whole account where it's named. Gives 0 when it may go on, or the seconds to wait.
   */
  async enter(who: string, account?: string): Promise<number> {
    const keys = this.#keysOf(who, account)
    const now = this.#clock()
    const { changes } = await this.#database.run(count(keys, now))
    this.#tries += 1
    if (this.#tries % triesBetweenTrims === 0) await this.#database.run(trim)
    if (changes > 0) return 0
    const row = await this.#database.one(sql<{ nextAt: number | null }>`
      select max(next_at) as nextAt from sign_in_failures
      where account in (${keys.own}, ${keys.account}) and ${isWaiting(now)}`)
    return Math.max(1, Math.ceil(((row?.nextAt ?? now) - now) / secondMs))
  }

  /** Forgets the failures of someone whose password was right. Those of the account stay. */
  async succeed(who: string, account?: string): Promise<void> {
    const { own, account: whole } = this.#keysOf(who, account)
    const forget = sql`delete from sign_in_failures where account = ${own}`
    if (whole === null) await this.#database.run(forget)
    else await this.#database.batch([forget, uncount({ own: null, account: whole })])
  }

  /** Takes back a try whose password the server had no time to check. */
  async takeBack(who: string, account?: string): Promise<void> {
    await this.#database.run(uncount(this.#keysOf(who, account)))
  }

  /** Forgets the failures of an account, and those of `who` at this account. */
  async forgive(who: string, account: string): Promise<void> {
    const { own, account: whole } = this.#keysOf(who, account)
    await this.#database.run(sql`
      delete from sign_in_failures where account in (${own}, ${whole})`)
  }

  async clean(): Promise<void> {
    await repeatWhileFull(this.#database, sql`
      delete from sign_in_failures where account in (
        select account from sign_in_failures where last_at < ${this.#clock() - forgetAfterMs}
        order by last_at, account limit ${rowsAtOnce})`)
  }

  #keysOf(who: string, account: string | undefined): { own: string; account: string | null } {
    const hidden = account === undefined ? null : this.#hide('account', account)
    return { own: this.#hide('who', who), account: hidden }
  }
}

/** What a try counts for. The column is called `account` for both. */
type Keys = { own: string | null; account: string | null }

// All or nothing: a try that has to wait for one reason counts for none.
function count({ own, account }: Keys, now: number) {
  return sql`
    with tries (name, free) as
      (values (${own}, ${freeTries}), (${account}, ${freeAccountTries}))
    insert into sign_in_failures (account, failures, next_at, last_at)
    select name, 1, 0, ${now} from tries
    where name is not null and not exists (
      select 1 from sign_in_failures join tries on account = name where ${isWaiting(now)})
    on conflict do update set
      failures = iif(last_at < ${now - forgetAfterMs}, 1, failures + 1),
      next_at = (select iif(failures < free - 1 or last_at < ${now - forgetAfterMs}, 0,
          ${now} + min(${longestWaitMs}, ${firstWaitMs} << min(failures - free + 1, 20)))
        from tries where name = account),
      last_at = ${now}`
}

// If the clock was set back, a time further away than the longest wait no longer counts. A time
// that another server has just set still does, even if that server's clock is a little ahead.
function isWaiting(now: number) {
  return sql`next_at > ${now}
    and (next_at <= ${now + longestWaitMs} or last_at <= ${now + clockSkewMs})`
}

// The try was admitted, so there was nothing to wait for before it.
function uncount({ own, account }: Keys) {
  return sql`
    update sign_in_failures set failures = max(failures - 1, 0), next_at = 0
    where account in (${own}, ${account})`
}

// An account under attack has many failures, so made-up names don't replace it.
const trim = sql`
  delete from sign_in_failures where account in (
    select account from sign_in_failures order by failures, last_at, account
    limit max(0, (select count(*) from sign_in_failures) - ${mostRows}))`
