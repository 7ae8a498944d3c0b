// What the functions of this feature work with: the parts that `createOauth` puts together once,
// passed as one argument. Lesson: oauth-and-oidc (tour)

import type { Auth } from '../../auth/auth.ts'
import type { Clock } from '../../basics/clock.ts'
import type { SignUpMode } from '../../basics/config.ts'
import type { Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import type { Reply } from '../../http/reply.ts'
import type { Outbox } from '../../services/mail/outbox.ts'
import type { PendingCookie } from './client/pendingCookie.ts'
import type { Provider } from './client/provider.ts'
import type { SigningKeys } from './server/signingKeys.ts'

export type Dependencies = {
  database: Database
  auth: Auth
  signingKeys: SigningKeys
  outbox: Outbox
  clock: Clock
  random: Random
  /** Where people reach the server. */
  publicOrigin: string
  /** The name under which it issues tokens. */
  issuer: string
  trustedHops: number
  /** Who can sign up; a sign-in with another provider follows the same rule. */
  signUp: SignUpMode
  /** The provider that people can sign in with, where one is set up. */
  provider: Provider | undefined
  pendingCookie: PendingCookie
  /** Shows the page that asks for a code of the second factor. */
  askSecondFactor: (ticket: string, next: string) => Reply
  claimLinks: (anonymousOwner: Uint8Array, user: number) => readonly Sql[]
}
