// A URL shortener.

import { createApp } from './framework/app.ts'
import { errorReplies } from './framework/errorReplies.ts'
import { requestId } from './framework/middleware.ts'
import { Router } from './framework/router.ts'
import { serve } from './framework/server.ts'
import { openDatabase } from './database.ts'
import { addPageRoutes } from './form.ts'
import { limitPosts } from './limit.ts'
import { addLinkRoutes } from './links.ts'
import { readSettings } from './settings.ts'
import { createStore } from './store.ts'

const { database, publicOrigin, isPublic, trustedHops } = readSettings()
const router = new Router()
const parts = { store: createStore(openDatabase(database)), publicOrigin }
addLinkRoutes(router, parts)
addPageRoutes(router, parts)

const limits = isPublic ? [limitPosts(trustedHops)] : []
serve(createApp(router, [requestId, errorReplies, ...limits]))
