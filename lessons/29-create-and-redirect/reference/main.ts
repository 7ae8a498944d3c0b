// A URL shortener.

import { createApp } from './framework/app.ts'
import { errorReplies } from './framework/errorReplies.ts'
import { requestId } from './framework/middleware.ts'
import { Router } from './framework/router.ts'
import { serve } from './framework/server.ts'
import { openDatabase } from './database.ts'
import { addLinkRoutes } from './links.ts'
import { readSettings } from './settings.ts'
import { createStore } from './store.ts'

const { database, publicOrigin } = readSettings()
const router = new Router()
addLinkRoutes(router, { store: createStore(openDatabase(database)), publicOrigin })

serve(createApp(router, [requestId, errorReplies]))
