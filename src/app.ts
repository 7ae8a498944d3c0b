// The one place where features, database and settings are put together. A test builds the same app
// with a fresh database and a clock of its own.

import type { Clock } from './basics/clock.ts'
import { errorFields, type Log } from './basics/log.ts'
import type { Database } from './database/database.ts'
import { addHealthRoutes } from './features/health.ts'
import { addHelloRoutes } from './features/hello/routes.ts'
import { createLinks } from './features/links/routes.ts'
import { assetsFolder, problemPage } from './features/site.ts'
import { App } from './http/app.ts'
import { compress } from './http/compress.ts'
import type { Middleware } from './http/context.ts'
import { crossSiteCheck } from './http/crossSite.ts'
import { accessLog, errorReplies, requestId, timeLimit } from './http/middleware.ts'
import { text } from './http/reply.ts'
import { checkHead, securityHeaders } from './http/security.ts'
import { staticFiles } from './http/static.ts'

export type AppOptions = {
  database: Database
  log: Log
  clock?: Clock
  secret: Uint8Array
  publicOrigin: string
  trustedHops?: number
  anonymousLinks?: boolean
  isStopping?: () => boolean
}

export type GroundworkApp = {
  app: App
  /** Deletes what need not be kept; to be called every hour. */
  clean(): Promise<void>
}

const handlerLimitMs = 25_000
const oneYearSeconds = 365 * 24 * 60 * 60

/** Builds the whole server, without a socket. */
export function createApp(options: AppOptions): GroundworkApp {
  const { database, isStopping = () => false } = options
  const links = createLinks(options)
  const app = new App().use(...standardMiddlewares(options))
  addHealthRoutes(app, { database, isStopping })
  addHelloRoutes(app)
  const assets = staticFiles({ root: assetsFolder, maxAgeSeconds: oneYearSeconds, immutable: true })
  app.get('/assets/*path', assets)
  app.get('/robots.txt', () => text('User-agent: *\nDisallow: /links/\nDisallow: /api/\n'))
  links.addRoutes(app)
  return { app, clean: links.clean }
}

/** What stands around every handler, the outermost first. The bench measures with all of it on. */
export function standardMiddlewares(
  { log, publicOrigin }: Pick<AppOptions, 'log' | 'publicOrigin'>,
): Middleware[] {
  return [
    ...(log.isSilent ? [] : [accessLog((entry) => log.info('request', entry))]),
    requestId(),
    securityHeaders({ publicOrigin }),
    compress(),
    errorReplies({
      page: problemPage,
      onBug: (error, { id }) => log.error('bug', { requestId: id, ...errorFields(error) }),
    }),
    (context, next) => {
      checkHead(context.request.headerLines, context.request.httpVersion)
      return next()
    },
    timeLimit(handlerLimitMs),
    crossSiteCheck({ publicOrigin }),
  ]
}
