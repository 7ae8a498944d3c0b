// Sends mails in the background: a mail is stored with the change that causes it, so there is one
// if and only if the change was made, and no request waits for a mail server. What fails is tried
// again: after a crash between the sending and the note of it a mail comes twice, but none is lost.
// Lesson: jobs-and-queues (core)

import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { minuteMs, secondMs, type Clock } from '../../basics/clock.ts'
import type { Log } from '../../basics/log.ts'
import { repeatWhileFull } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import { MessageError, type Mail } from './message.ts'
import {
  addMail, deleteMail, deleteMailsOf, deleteOldFailures, findNextDue, giveUpMail, postponeMail,
  resumeMails, takeMail, type WaitingMail,
} from './outboxStore.ts'
import { nextAttempt } from './retries.ts'
import { SmtpError } from './smtpReply.ts'
import type { Delivery, MailOwner, Transport } from './transport.ts'

export type Outbox = {
  /**
   * The statement that stores a mail, if the condition holds: for the batch with the change that
   * causes it.
   */
  add(mail: Mail, condition?: Sql): Sql
  /**
   * The statement that forgets waiting mails of somebody, if the condition holds: for the batch
   * that deletes their account. `erase` has to follow.
   */
  forget(owner: MailOwner, condition?: Sql): Sql
  /** Removes mails of somebody that were kept instead of sent. */
  erase(owner: MailOwner): Promise<void>
  /** Begins to send what is due, in the background: after that batch, and once at start. */
  wake(): void
  /** Sends what is due. Settles when nothing is under way any more. */
  drain(): Promise<void>
  /** Forgets failures after 30 days, and sends what is due, or would be if the clock were right. */
  clean(): Promise<void>
  /** Stops sending. What's being sent gets a moment to finish, or else is tried again later. */
  close(): Promise<void>
}

export type OutboxOptions = {
  database: Database
  clock: Clock
  transport: Transport
  log?: Log
  /** How long `close` waits. */
  closeLimitMs?: number
}

const mostAtOnce = 3
// Longer than the sending of one mail can take with all its time limits.
const leaseMs = 20 * minuteMs

/** Makes the outbox of this process. Several processes share the work. */
export function createOutbox(options: OutboxOptions): Outbox {
  return new MailOutbox(options)
}

class MailOutbox implements Outbox {
  #options: OutboxOptions
  #workers = new Set<Promise<void>>()
  #isWokenAgain = false
  #timer: NodeJS.Timeout | undefined
  #closing = new AbortController()
  #isClosed = false

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  add(mail: Mail, condition?: Sql): Sql {
    return addMail(mail, this.#options.clock(), condition)
  }

  forget(owner: MailOwner, condition?: Sql): Sql {
    return deleteMailsOf(owner, condition)
  }

  // The account is gone by now: a file that can't be removed is for an administrator to see.
  async erase(owner: MailOwner): Promise<void> {
    const { transport, log } = this.#options
    try {
      await transport.erase?.(owner)
    } catch (error) {
      log?.error('outbox not erased', { error: describe(error) })
    }
  }

  wake(): void {
    if (this.#isClosed) return
    if (this.#workers.size >= mostAtOnce) {
      this.#isWokenAgain = true
      return
    }
    const worker = this.#work().finally(() => {
      this.#workers.delete(worker)
      // One that looked just before a mail came has not seen it.
      if (this.#isWokenAgain) this.wake()
    })
    this.#isWokenAgain = false
    this.#workers.add(worker)
  }

  async drain(): Promise<void> {
    this.wake()
    while (this.#workers.size > 0) await Promise.all(this.#workers)
  }

  async clean(): Promise<void> {
    const { database, clock } = this.#options
    await repeatWhileFull(database, deleteOldFailures(clock()))
    await database.run(resumeMails(clock()))
    await this.drain()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    const { closeLimitMs = 3 * secondMs } = this.#options
    const timer = setTimeout(() => this.#closing.abort(), closeLimitMs)
    await Promise.all(this.#workers)
    clearTimeout(timer)
  }

  async #work(): Promise<void> {
    try {
      // The response goes first: otherwise its time would tell that there's a mail, so an account.
      await setImmediate()
      let mayBeMore = true
      while (mayBeMore && !this.#isClosed) mayBeMore = await this.#sendNext()
      await this.#sleep()
    } catch (error) {
      this.#options.log?.error('outbox failed', { error: describe(error) })
      this.#lookIn(minuteMs)
    }
  }

  async #sendNext(): Promise<boolean> {
    const { database, clock, transport, log } = this.#options
    const [{ rows: [mail] }] = await database.batch(takeMail(clock(), leaseMs))
    if (mail === undefined) return false
    // Where there was one there may be more: another worker looks while this one sends.
    this.wake()
    const delivery = deliveryOf(mail, this.#closing.signal)
    try {
      const { to, subject, text } = mail
      await transport.send({ to, subject, text }, delivery)
    } catch (error) {
      await this.#keep(mail, error)
      return true
    }
    const { changes } = await database.run(deleteMail(mail))
    // Its account was deleted while it was on its way.
    if (changes === 0) await transport.recall?.(delivery)
    log?.info('mail sent', { mail: mail.id, attempts: mail.attempts })
    return true
  }

  async #keep(mail: WaitingMail, error: unknown): Promise<void> {
    const { database, clock, log } = this.#options
    const { id, attempts } = mail
    const reason = describe(error)
    const dueAt = isPermanent(error) ? undefined : nextAttempt({ ...mail, now: clock() })
    if (dueAt === undefined) {
      await database.run(giveUpMail(mail, reason))
      log?.error('mail given up', { mail: id, attempts, error: reason })
      return
    }
    await database.run(postponeMail(mail, { dueAt, reason }))
    log?.warn('mail postponed', { mail: id, attempts, error: reason })
  }

  async #sleep(): Promise<void> {
    if (this.#isClosed) return
    this.#lookIn(await this.#untilDueMs())
  }

  // At least once a minute: a command stores mails too, and can't wake this process. Looking only
  // reads, so an idle server writes nothing.
  #lookIn(delayMs: number): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    const look = () => void this.#look()
    this.#timer = setTimeout(look, Math.min(Math.max(delayMs, 0), minuteMs)).unref()
  }

  async #look(): Promise<void> {
    try {
      const delayMs = await this.#untilDueMs()
      if (delayMs > 0) this.#lookIn(delayMs)
      else this.wake()
    } catch {
      // A worker will say what is wrong, when there is something to do.
      this.#lookIn(minuteMs)
    }
  }

  async #untilDueMs(): Promise<number> {
    const { database, clock } = this.#options
    const found = await database.one(findNextDue())
    return (found?.dueAt ?? Infinity) - clock()
  }
}

function deliveryOf(mail: WaitingMail, signal: AbortSignal): Delivery {
  const date = new Date(mail.createdAt)
  return { id: deliveryId(mail), date, signal, user: mail.user ?? undefined }
}

// The same at each attempt, and nobody can guess it: a mail's text is not known to others.
function deliveryId({ id, createdAt, to, text }: WaitingMail): string {
  const parts = JSON.stringify([id, createdAt, to, text])
  return createHash('sha256').update(parts).digest('hex').slice(0, 32)
}

function isPermanent(error: unknown): boolean {
  return error instanceof MessageError || (error instanceof SmtpError && error.isPermanent)
}

// Only these two promise to name neither the address nor the text.
function describe(error: unknown): string {
  if (error instanceof SmtpError || error instanceof MessageError) return error.message
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? `${error.name}: ${String(error.code)}` : error.name
}
