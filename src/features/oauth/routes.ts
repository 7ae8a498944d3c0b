// Signing in across applications, in both directions: others let people sign in with their account
// here, and people sign in here with another provider. Lesson: oauth-and-oidc (core)

import type { Auth } from '../../auth/auth.ts'
import { createPendingCookie } from './client/pendingCookie.ts'
import { createProvider, type ProviderSettings } from './client/provider.ts'
import { createSigningKeys } from './server/signingKeys.ts'
import type { Clock } from '../../basics/clock.ts'
import { pooledRandom, type Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import type { App } from '../../http/app.ts'
import type { Html } from '../../http/html.ts'
import type { Outbox } from '../../services/mail/outbox.ts'
import type { Pages } from '../site/list.ts'
import { addAppRoutes } from './server/appRoutes.ts'
import { addAuthorizeRoutes } from './server/authorizeRoutes.ts'
import { endConsents } from './server/store.ts'
import { cleanCodes } from './server/codes.ts'
import { readOauthData } from './personalData.ts'
import type { Dependencies } from './dependencies.ts'
import { addMetadataRoutes } from './server/metadataRoutes.ts'
import { providerButton } from './client/providerButton.ts'
import { unlinkProviders } from './client/store.ts'
import { addSignInWithRoutes, callbackPath } from './client/routes.ts'
import { addTokenRoutes } from './server/tokenRoutes.ts'
import { addUserinfoRoutes } from './server/userinfoRoutes.ts'

export type OauthOptions = {
  database: Database
  auth: Auth
  outbox: Outbox
  /** Signs what a browser keeps while it is away, and encrypts the private keys. */
  secret: Uint8Array
  clock?: Clock
  random?: Random
  publicOrigin: string
  trustedHops?: number
  signUp: Dependencies['signUp']
  provider?: ProviderSettings | undefined
  askSecondFactor?: Dependencies['askSecondFactor']
  readAnonymousOwner: Dependencies['readAnonymousOwner']
  claimLinks: Dependencies['claimLinks']
}

export type Oauth = {
  addRoutes(app: App): void
  /** Makes the button for the page where one signs in, where a provider is set up. */
  providerButton(next: string): Html | undefined
  /** Reads what is stored about a user, by the names of the lists. */
  personalData(user: number): Record<string, Pages>
  /** Takes back what a user has allowed applications. */
  endConsents(user: number): readonly Sql[]
  /** Ends a user's ways to sign in with another provider. */
  unlinkProviders(user: number): Sql
  clean(): Promise<void>
}

/** Makes the feature. */
export function createOauth({
  clock = Date.now, random = pooledRandom(), trustedHops = 0, askSecondFactor, ...options
}: OauthOptions): Oauth {
  const { database, publicOrigin, secret } = options
  const redirectUri = publicOrigin + callbackPath
  const provider = options.provider && createProvider(options.provider, { clock, redirectUri })
  const dependencies: Dependencies = {
    ...options, provider, clock, random, trustedHops, askSecondFactor,
    signingKeys: createSigningKeys({ database, clock, secret }),
    pendingCookie: createPendingCookie({ secret, clock, publicOrigin }),
  }
  return {
    addRoutes(app) {
      addMetadataRoutes(app, dependencies)
      addAuthorizeRoutes(app, dependencies)
      addTokenRoutes(app, dependencies)
      addUserinfoRoutes(app, dependencies)
      addAppRoutes(app, dependencies)
      addSignInWithRoutes(app, dependencies)
    },
    providerButton: (next) => provider && providerButton(provider.name, next),
    personalData: (user) => readOauthData(database, user),
    endConsents,
    unlinkProviders,
    async clean() {
      await Promise.all([cleanCodes(dependencies), dependencies.signingKeys.clean()])
    },
  }
}
