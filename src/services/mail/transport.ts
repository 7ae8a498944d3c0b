// How a mail leaves: over SMTP, or into a folder during development. The outbox knows neither.
// Lesson: reset-by-email (appendix)

import type { Mail } from './message.ts'

export type Delivery = {
  /** The same at each try of one mail, and of no other: hexadecimal digits. */
  id: string
  /** When the mail was written. */
  date: Date
  /** Whose account it is about. */
  user?: number | undefined
  /** Aborted when the process has to end: `send` rejects, and the mail is tried again later. */
  signal: AbortSignal
}

export type Transport = {
  /** Settles when the mail is in other hands; rejects when it must be tried again, or never. */
  send(mail: Mail, delivery: Delivery): Promise<void>
  /** Removes what was kept of somebody's mails. */
  erase?(owner: MailOwner): Promise<void>
  /** Removes what was kept of one mail. */
  recall?(delivery: Delivery): Promise<void>
}

/**
 * Whose mails are meant: those about a user, and those to an address. Without a user, only those to
 * the address that are about no user either.
 */
export type MailOwner = { user: number | null; address: string }
