// A mail server (RFC 5321) that takes mails from the program, says each reply in several lines and
// pieces, and refuses or breaks off when it's told to. It notices what comes at the wrong moment.

import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { startDialog, type Delivery, type Dialog } from './smtpDialog.ts'

/** What to do with the connections from now on. */
export type Mood =
  | 'accepts'
  /** Refuses the client, EHLO, the sender, the recipient, DATA, or the message. */
  | 'refuses-client' | 'refuses-ehlo' | 'refuses-sender' | 'refuses-recipient'
  | 'refuses-data' | 'refuses-message'
  /** Ends the connection instead of a greeting, or of a reply to EHLO, or inside the message. */
  | 'closes-at-once' | 'closes-after-greeting' | 'resets-in-message'

export type MailServerPlan = {
  /** Waits until the program has read what was sent, and has nothing left to do. */
  settle(): Promise<void>
  /** Waits until the server may greet. */
  untilOpen(): Promise<void>
}

/** A mail, and the connection that it came over; only that one if something went wrong there. */
export type Arrival = { dialog: Dialog; delivery: Delivery | undefined }

/** Takes mails, one dialog for each connection. */
export class MailServer {
  mood: Mood = 'accepts'
  /** Whether replies come in pieces that don't arrive together. */
  isSlow = true
  readonly #plan: MailServerPlan
  readonly #dialogs: Dialog[] = []
  #others: readonly Arrival[] = []
  #read = 0
  #wake: (() => void)[] = []

  constructor(plan: MailServerPlan) {
    this.#plan = plan
  }

  /** Whether somebody has connected who has not been waited for. */
  get hasNews(): boolean {
    return this.#dialogs.length > this.#read
  }

  /** Mails that nobody has waited for. */
  get others(): readonly Arrival[] {
    return this.#others
  }

  /** Serves a connection; for `onConnection` of `serveTcp`. */
  serve(connection: RawConnection): void {
    this.#dialogs.push(startDialog(connection, {
      ...this.#plan, mood: this.mood, isSlow: this.isSlow,
    }))
    const waiting = this.#wake
    this.#wake = []
    for (const wake of waiting) wake()
  }

  /**
   * Waits until a mail to this address has come, or any connection is over if there's none; also
   * for one in which something went wrong. Undefined when nothing of this happens.
   */
  async nextFor(email: string | undefined): Promise<Arrival | undefined> {
    while (true) {
      const arrival = this.#others.find(({ delivery }) =>
        email !== undefined && delivery?.recipients.includes(email))
      this.#others = this.#others.filter((each) => each !== arrival)
      if (arrival !== undefined) return arrival
      const dialog = await this.next()
      if (dialog === undefined) return undefined
      const { deliveries, disorder, haste } = dialog
      if (email === undefined || disorder !== undefined || haste !== undefined) {
        return { dialog, delivery: undefined }
      }
      this.#others = [...this.#others, ...deliveries.map((delivery) => ({ dialog, delivery }))]
    }
  }

  /** Waits for the next connection, and until it's over; undefined when none comes. */
  async next(timeoutMs = 8_000): Promise<Dialog | undefined> {
    const signal = AbortSignal.timeout(timeoutMs)
    while (!this.hasNews && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve)
        signal.addEventListener('abort', () => resolve())
      })
    }
    const dialog = this.#dialogs[this.#read]
    if (dialog === undefined) return undefined
    this.#read += 1
    await dialog.over
    return dialog
  }
}
