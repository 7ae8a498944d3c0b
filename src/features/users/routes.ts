// Accounts: puts their parts together and adds their routes. Everything they need comes in as an
// argument, so a test builds them with a clock of its own and a fresh database.
// Lesson: user-management (tour)

import { cleanSignups } from '../../auth/access/signups.ts'
import { pooledRandom } from '../../basics/random.ts'
import type { App } from '../../http/app.ts'
import { addProfileApi } from './account/api.ts'
import { addAccountRoutes } from './account/routes.ts'
import type { Dependencies } from './dependencies.ts'
import { addEmailApi } from './email/api.ts'
import { addEmailRoutes } from './email/routes.ts'
import { addKeyApi } from './keys/api.ts'
import { addKeyRoutes } from './keys/routes.ts'
import { addResetApi } from './reset/api.ts'
import { addResetRoutes } from './reset/routes.ts'
import { addSecondFactorApi } from './secondFactor/api.ts'
import { addSecondFactorRoutes } from './secondFactor/routes.ts'
import { addSignInApi } from './signIn/api.ts'
import { addSignInRoutes } from './signIn/routes.ts'
import { addSignUpApi } from './signUp/api.ts'
import { addSignUpRoutes } from './signUp/routes.ts'
import { addTokenApi } from './tokens/api.ts'

type UsersOptions = Omit<Dependencies, 'random'>

/** Makes the accounts. */
export function createUsers(options: UsersOptions) {
  const dependencies = { ...options, random: pooledRandom() }
  return {
    addRoutes(app: App): void {
      for (const addRoutes of topics) addRoutes(app, dependencies)
    },
    /** Deletes what is no longer valid. */
    clean: () => cleanSignups(options.database, options.clock()),
  }
}

const topics: readonly ((app: App, dependencies: Dependencies) => void)[] = [
  addSignUpRoutes, addSignUpApi, addSignInRoutes, addSignInApi, addResetRoutes, addResetApi,
  addAccountRoutes, addProfileApi, addEmailRoutes, addEmailApi, addSecondFactorRoutes,
  addSecondFactorApi, addKeyRoutes, addKeyApi, addTokenApi,
]
