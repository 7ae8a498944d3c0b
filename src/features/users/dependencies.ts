// What the functions of accounts work with: the parts that `createUsers` puts together once, passed
// as one argument. Lesson: user-management (tour)

import type { Auth } from '../../auth/auth.ts'
import type { Clock } from '../../basics/clock.ts'
import type { SignUpMode } from '../../basics/config.ts'
import type { Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import type { Html } from '../../http/html.ts'
import type { Outbox } from '../../services/mail/outbox.ts'
import type { Pages } from '../site/list.ts'

export type Dependencies = {
  database: Database
  auth: Auth
  outbox: Outbox
  clock: Clock
  random: Random
  /** Where people reach the server. URLs in emails begin with it, not with the Host header. */
  publicOrigin: string
  trustedHops: number
  /** The folder of emails that are kept and not sent, in development; undefined with SMTP. */
  outboxFolder: string | undefined
  /** Who can sign up. */
  signUp: SignUpMode
  /** The button that leads to another provider, when there is one. */
  providerButton: (next: string) => Html | undefined
  /** Moves the links of a browser to a user: statements for the batch of a sign-in. */
  claimLinks: (anonymousOwner: Uint8Array, user: number) => readonly Sql[]
  /** Reads what other features store about a user, by the names of the lists. */
  personalData: (user: number) => Record<string, Pages>
  /** Takes back what a user has allowed applications. */
  endConsents: (user: number) => readonly Sql[]
  /** Ends a user's ways to sign in with another provider. */
  unlinkProviders: (user: number) => Sql
  /** Takes a user's links out of service: statements for the batch that deletes the user. */
  abandonLinks: (user: number) => readonly Sql[]
  /** Deletes links that were taken out of service, in the background. */
  removeAbandonedLinks: () => void
}
