// Accounts: puts their parts together and adds their routes. Everything they need comes in as an
// argument, so a test builds them with a clock of its own and a fresh database.
// Lesson: user-management (tour)

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
import type { Dependencies } from './dependencies.ts'
import { addInvitationRoutes } from './signUp/invitationRoutes.ts'
import { addResetRoutes } from './reset/routes.ts'
import { addSignInRoutes } from './signIn/routes.ts'
import { addSignUpRoutes } from './signUp/routes.ts'
import { createUserStore } from './store.ts'

export type UsersOptions = {
  database: Database
  auth: Auth
  outbox: Outbox
  clock?: Clock
  random?: Random
  publicOrigin: string
  trustedHops?: number
  outboxFolder?: string | undefined
  signUp: Dependencies['signUp']
  providerButton: Dependencies['providerButton']
  readAnonymousOwner: Dependencies['readAnonymousOwner']
  claimLinks: Dependencies['claimLinks']
  endConsents: Dependencies['endConsents']
  unlinkProviders: Dependencies['unlinkProviders']
  abandonLinks: Dependencies['abandonLinks']
  removeAbandonedLinks: Dependencies['removeAbandonedLinks']
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
  const store = createUserStore(options.database)
  const dependencies: Dependencies = { ...options, store, clock, random, trustedHops, outboxFolder }
  return {
    addRoutes(app) {
      addSignUpRoutes(app, dependencies)
      addInvitationRoutes(app, dependencies)
      addSignInRoutes(app, dependencies)
      addResetRoutes(app, dependencies)
      addAccountRoutes(app, dependencies)
      addUserApi(app, dependencies)
      addInvitationApi(app, dependencies)
      addSessionApi(app, dependencies)
      addTokenApi(app, dependencies)
      addKeyApi(app, dependencies)
    },
    clean: () => store.cleanSignups(clock()),
  }
}
