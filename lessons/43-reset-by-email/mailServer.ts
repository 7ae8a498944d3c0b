// A mail server (RFC 5321) that takes mails from the program, says each reply in several lines and
// pieces, and refuses or breaks off when it's told to. It notices what comes at the wrong moment.

import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { startDialog, type Dialog } from './smtpDialog.ts'

/** What to do with the connections from now on. */
export type Mood =
  | 'accepts'
  /** Refuses the sender, the recipient, DATA, or the message. */
  | 'refuses-sender' | 'refuses-recipient' | 'refuses-data' | 'refuses-message'
  /** Ends the connection instead of a greeting, or of a reply to EHLO, or inside the message. */
  | 'closes-at-once' | 'closes-after-greeting' | 'resets-in-message'

export type MailServerPlan = {
  /** Waits until the program has read what was sent, and has nothing left to do. */
  settle(): Promise<void>
  /** Waits until the server may greet. */
  untilOpen(): Promise<void>
}

/** Takes mails, one dialog for each connection. */
export class MailServer {
  mood: Mood = 'accepts'
  /** Whether replies come in pieces that don't arrive together. */
  isSlow = true
  readonly #plan: MailServerPlan
  readonly #dialogs: Dialog[] = []
  // Mails that somebody else waits for.
  readonly #others: Dialog[] = []
  #read = 0
  #wake: (() => void)[] = []

  constructor(plan: MailServerPlan) {
    this.#plan = plan
  }

  /** Whether somebody has connected who has not been waited for. */
  get hasNews(): boolean {
    return this.#dialogs.length > this.#read
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
   * Waits until a mail to this address has come, or something went wrong in another dialog;
   * undefined when neither happens.
   */
  async nextFor(email: string): Promise<Dialog | undefined> {
    for (const [index, dialog] of this.#others.entries()) {
      if (dialog.recipients.includes(email)) return this.#others.splice(index, 1)[0]
    }
    while (true) {
      const dialog = await this.next()
      if (dialog === undefined || dialog.recipients.includes(email)) return dialog
      if (dialog.disorder !== undefined || dialog.haste !== undefined) return dialog
      this.#others.push(dialog)
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
