// A URL shortener with accounts.

import { createApp } from './framework/app.ts'
import { errorReplies } from './framework/errorReplies.ts'
import { requestId } from './framework/middleware.ts'
import { Router } from './framework/router.ts'
import { serve } from './framework/server.ts'
import { createAccessTokens } from './accessTokens.ts'
import { addAccountRoutes } from './accounts.ts'
import { createApiKeys } from './apiKeys.ts'
import { refuseOtherSites } from './crossSite.ts'
import { openDatabase } from './database.ts'
import { addPageRoutes } from './form.ts'
import { addKeyRoutes } from './keyRoutes.ts'
import { limitPosts } from './limit.ts'
import { addLinkRoutes } from './links.ts'
import { addLoginRoutes } from './login.ts'
import { readSettings } from './settings.ts'
import { addSessionRoutes } from './sessionRoutes.ts'
import { createSessions } from './sessions.ts'
import { createStore } from './store.ts'
import { addTokenRoutes } from './tokenRoutes.ts'
import { createUsers } from './users.ts'

const { trustedHops, jwtSecret, ...settings } = readSettings()
const { publicOrigin, isPublic } = settings
const database = openDatabase(settings.database)
const users = createUsers(database)
const router = new Router()
const parts = {
  ...settings, users,
  store: createStore(database), sessions: createSessions(database), keys: createApiKeys(database),
  accessTokens: createAccessTokens({ users, jwtSecret, publicOrigin }),
}
addLinkRoutes(router, parts)
addPageRoutes(router, parts)
addAccountRoutes(router, parts)
addSessionRoutes(router, parts)
addLoginRoutes(router, parts)
addKeyRoutes(router, parts)
addTokenRoutes(router, parts)

const limits = isPublic ? [limitPosts(trustedHops)] : []
const guards = [...limits, refuseOtherSites(publicOrigin)]
serve(createApp(router, [requestId, errorReplies, ...guards]))
