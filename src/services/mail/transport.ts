// How a mail leaves: over SMTP, or into a folder while one develops. The outbox knows neither.

import type { Mail } from './message.ts'

export type Delivery = {
  /** The same at each try of one mail, and of no other: hexadecimal digits. */
  id: string
  /** When the mail was written. */
  date: Date
  /** Aborted when the process has to end: `send` rejects, and the mail is tried again later. */
  signal: AbortSignal
}

export type Transport = {
  /** Settles when the mail is in other hands; rejects when it must be tried again, or never. */
  send(mail: Mail, delivery: Delivery): Promise<void>
}
