// A URL shortener. So far it opens its database and has no routes.

import { createApp } from './framework/app.ts'
import { errorReplies } from './framework/errorReplies.ts'
import { requestId } from './framework/middleware.ts'
import { Router } from './framework/router.ts'
import { serve } from './framework/server.ts'
import { openDatabase } from './database.ts'
import { readSettings } from './settings.ts'

const settings = readSettings()
openDatabase(settings.database)
const router = new Router()

serve(createApp(router, [requestId, errorReplies]))
