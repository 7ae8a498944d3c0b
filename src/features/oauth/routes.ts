// Signing in across applications, in both directions: others let people sign in with their account
// here, and people sign in here with another provider. Lesson: oauth-and-oidc (tour)

import { pooledRandom } from '../../basics/random.ts'
import type { App } from '../../http/app.ts'
import { addLinkRoutes } from './client/link/routes.ts'
import { providerButton } from './client/pages.ts'
import { createPendingCookie } from './client/pendingCookie.ts'
import { Provider, type ProviderSettings } from './client/provider.ts'
import { addSignInRoutes, callbackPath } from './client/routes.ts'
import { unlinkProviders } from './client/store.ts'
import type { Dependencies } from './dependencies.ts'
import { readOauthData } from './personalData.ts'
import { addAppRoutes } from './server/apps/routes.ts'
import { addAuthorizeRoutes } from './server/authorize/routes.ts'
import { addOpenRoutes } from './server/openEndpoints.ts'
import { SigningKeys } from './server/signingKeys.ts'
import { cleanCodes, endConsents } from './server/store.ts'
import { addTokenRoutes } from './server/token/routes.ts'

// What `createOauth` makes.
type Made = 'random' | 'provider' | 'signingKeys' | 'pendingCookie'

type OauthOptions = Omit<Dependencies, Made> & {
  /** Signs what a browser keeps while it is away, and encrypts the private keys. */
  secret: Uint8Array
  provider?: ProviderSettings | undefined
}

/** Makes the feature. */
export function createOauth(options: OauthOptions) {
  const { clock, database, publicOrigin, secret } = options
  const redirectUri = publicOrigin + callbackPath
  const provider = options.provider && new Provider({ ...options.provider, clock, redirectUri })
  const signingKeys = new SigningKeys({ database, clock, secret })
  const pendingCookie = createPendingCookie({ secret, clock, publicOrigin })
  const dependencies: Dependencies =
    { ...options, provider, random: pooledRandom(), signingKeys, pendingCookie }
  return {
    addRoutes(app: App): void {
      for (const addRoutes of topics) addRoutes(app, dependencies)
    },
    /** Makes the button for the page where people sign in, where a provider is set up. */
    providerButton: (next: string) => provider && providerButton(provider.name, next),
    /** Reads what is stored about a user, by the names of the lists. */
    personalData: (user: number) => readOauthData(database, user),
    endConsents,
    unlinkProviders,
    async clean(): Promise<void> {
      await Promise.all([cleanCodes(database, clock()), signingKeys.clean()])
    },
  }
}

const topics: readonly ((app: App, dependencies: Dependencies) => void)[] = [
  addOpenRoutes, addAuthorizeRoutes, addTokenRoutes, addAppRoutes, addSignInRoutes, addLinkRoutes,
]
