// A URL shortener with accounts.

import { createApp } from './framework/app.ts'
import { errorReplies } from './framework/errorReplies.ts'
import { requestId } from './framework/middleware.ts'
import { Router } from './framework/router.ts'
import { serve } from './framework/server.ts'
import { createAccessTokens } from './accessTokens.ts'
import { addAccountRoutes } from './accounts.ts'
import { addAdminRoutes } from './adminRoutes.ts'
import { createApiKeys } from './apiKeys.ts'
import { createAttempts } from './attempts.ts'
import { createAudit } from './audit.ts'
import { addAuthorizeRoutes } from './authorize.ts'
import { createBuckets } from './buckets.ts'
import { refuseOtherSites } from './crossSite.ts'
import { openDatabase } from './database.ts'
import { addPageRoutes } from './form.ts'
import { refuseGone } from './gone.ts'
import { addKeyRoutes } from './keyRoutes.ts'
import { limitChanges } from './limit.ts'
import { addLinkRoutes } from './links.ts'
import { addLoginRoutes } from './login.ts'
import { createMailer } from './mail.ts'
import { addManageRoutes } from './manage.ts'
import { addOauthRoutes } from './oauthRoutes.ts'
import { createOauthStore } from './oauthStore.ts'
import { createOneTimeTokens } from './oneTimeTokens.ts'
import { addPasswordRoutes } from './passwordRoutes.ts'
import { addProfileRoutes } from './profile.ts'
import { createProviderAccounts } from './providerAccounts.ts'
import { addProviderRoutes } from './providerRoutes.ts'
import { createRefreshTokens } from './refreshTokens.ts'
import { addResetRoutes } from './resetRoutes.ts'
import { readSettings } from './settings.ts'
import { addSecondFactorRoutes } from './secondFactorRoutes.ts'
import { createSecondFactors } from './secondFactors.ts'
import { addSessionRoutes } from './sessionRoutes.ts'
import { createSessions } from './sessions.ts'
import { createStore } from './store.ts'
import { addTokenRoutes } from './tokenRoutes.ts'
import { createUsers } from './users.ts'

const { jwtSecret, ...settings } = readSettings()
const { publicOrigin, isPublic, trustedHops, provider } = settings
const database = openDatabase(settings.database)
const buckets = createBuckets(database)
const refreshTokens = createRefreshTokens(database)
const router = new Router()
const parts = {
  ...settings, buckets, refreshTokens, users: createUsers(database),
  store: createStore(database), sessions: createSessions(database), keys: createApiKeys(database),
  audit: createAudit(database),
  attempts: createAttempts(database, buckets), secondFactors: createSecondFactors(database),
  oneTimeTokens: createOneTimeTokens(database), sendMail: createMailer(settings),
  oauth: createOauthStore(database, refreshTokens),
  accessTokens: createAccessTokens({ refreshTokens, jwtSecret, publicOrigin }),
}
addLinkRoutes(router, parts)
addManageRoutes(router, parts)
addPageRoutes(router, parts)
addAccountRoutes(router, parts)
addSessionRoutes(router, parts)
addLoginRoutes(router, parts)
addKeyRoutes(router, parts)
addTokenRoutes(router, parts)
addPasswordRoutes(router, parts)
addResetRoutes(router, parts)
addSecondFactorRoutes(router, parts)
addAuthorizeRoutes(router, parts)
addOauthRoutes(router, parts)
if (provider !== undefined) {
  const providerAccounts = createProviderAccounts(database)
  addProviderRoutes(router, { ...parts, provider, providerAccounts })
}
addAdminRoutes(router, parts)
addProfileRoutes(router, parts)

const limits = isPublic ? [limitChanges(buckets, trustedHops)] : []
const guards = [...limits, refuseOtherSites(publicOrigin), refuseGone]
serve(createApp(router, [requestId, errorReplies, ...guards]))
