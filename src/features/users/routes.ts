// Accounts: puts their parts together and adds their routes. Everything they need comes in as an
// argument, so a test builds them with a clock of its own and a fresh database.
// Lesson: user-management (tour)

import { cleanSignups } from '../../auth/access/signups.ts'
import type { Auth } from '../../auth/auth.ts'
import type { Clock } from '../../basics/clock.ts'
import { pooledRandom, type Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import type { App } from '../../http/app.ts'
import type { Outbox } from '../../services/mail/outbox.ts'
import { addAccountRoutes } from './account/routes.ts'
import { addInvitationApi } from './signUp/invitationApi.ts'
import { addKeyApi } from './keys/api.ts'
import { addSessionApi } from './signIn/api.ts'
import { addTokenApi } from './tokens/api.ts'
import { addUserApi } from './signUp/api.ts'
import type { UserDesk } from './desk.ts'
import { addInvitationRoutes } from './signUp/invitationRoutes.ts'
import { addResetRoutes } from './reset/routes.ts'
import { addSignInRoutes } from './signIn/routes.ts'
import { addSignUpRoutes } from './signUp/routes.ts'

export type UsersOptions = {
  database: Database
  auth: Auth
  outbox: Outbox
  clock?: Clock
  random?: Random
  publicOrigin: string
  trustedHops?: number
  outboxFolder?: string | undefined
  signUp: UserDesk['signUp']
  providerButton: UserDesk['providerButton']
  readAnonymousOwner: UserDesk['readAnonymousOwner']
  claimLinks: UserDesk['claimLinks']
  endConsents: UserDesk['endConsents']
  unlinkProviders: UserDesk['unlinkProviders']
  abandonLinks: UserDesk['abandonLinks']
  removeAbandonedLinks: UserDesk['removeAbandonedLinks']
}

export type Users = {
  addRoutes(app: App): void
  /** Deletes what is no longer valid. */
  clean(): Promise<void>
}

/** Makes the accounts. */
export function createUsers({
  clock = Date.now, random = pooledRandom(), trustedHops = 0, outboxFolder, ...options
}: UsersOptions): Users {
  const desk: UserDesk = { ...options, clock, random, trustedHops, outboxFolder }
  return {
    addRoutes(app) {
      addSignUpRoutes(app, desk)
      addInvitationRoutes(app, desk)
      addSignInRoutes(app, desk)
      addResetRoutes(app, desk)
      addAccountRoutes(app, desk)
      addUserApi(app, desk)
      addInvitationApi(app, desk)
      addSessionApi(app, desk)
      addTokenApi(app, desk)
      addKeyApi(app, desk)
    },
    clean: () => cleanSignups(options.database, clock()),
  }
}
