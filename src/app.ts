// The one place where features, database and settings are put together. A test builds the same app
// with a fresh database and a clock of its own. Lesson: layers (core)

import { createAuth, type TokenKey } from './auth/auth.ts'
import type { ProviderSettings } from './auth/oidcProvider.ts'
import { privateReplies } from './auth/privateReplies.ts'
import type { Clock } from './basics/clock.ts'
import type { SignUpMode } from './basics/config.ts'
import { errorFields, type Log } from './basics/log.ts'
import type { Database } from './database/database.ts'
import { createAdmin } from './features/admin/routes.ts'
import { addHealthRoutes } from './features/health.ts'
import { addHelloRoutes } from './features/hello/routes.ts'
import { barChart, chartLegend } from './features/links/chart.ts'
import { readCookieOwner } from './features/links/owner.ts'
import { createModeration } from './features/links/reports.ts'
import { createLinks } from './features/links/routes.ts'
import { openPaths } from './features/oauth/openReplies.ts'
import { createOauth } from './features/oauth/routes.ts'
import { assetsFolder, problemPage } from './features/site.ts'
import { newForm } from './features/users/forms.ts'
import { codePage } from './features/users/pages/signIn.ts'
import { createUsers } from './features/users/routes.ts'
import { refuseUnavailable } from './features/unavailable.ts'
import { accessLog } from './http/accessLog.ts'
import { App } from './http/app.ts'
import { compress } from './http/compress.ts'
import type { Context, Middleware } from './http/context.ts'
import { crossSiteCheck } from './http/crossSite.ts'
import { errorReplies } from './http/errorReplies.ts'
import { noticeProxy, proxyWarning } from './http/noticeProxy.ts'
import { text } from './http/reply.ts'
import { headCheck } from './http/requestHead.ts'
import { requestId } from './http/requestId.ts'
import { securityHeaders } from './http/securityHeaders.ts'
import { staticFiles } from './http/static.ts'
import { timeLimit } from './http/timeLimit.ts'
import { listOutbox } from './services/mail/fileTransport.ts'
import type { Outbox } from './services/mail/outbox.ts'

export type AppOptions = {
  database: Database
  log: Log
  clock?: Clock
  secret: Uint8Array
  /** The keys of access tokens: the first signs, all verify. */
  tokenKeys?: readonly TokenKey[] | undefined
  outbox: Outbox
  /** Another provider that people can sign in with. */
  provider?: ProviderSettings | undefined
  /** Where mails are kept that are not sent, in development. */
  outboxFolder?: string | undefined
  publicOrigin: string
  trustedHops?: number
  /** Whether to warn when requests come through a proxy that no setting tells of. */
  mayHaveProxy?: boolean
  anonymousLinks?: boolean
  /** Where the course runs beside the server; undefined: it doesn't. */
  courseAddress?: () => string | undefined
  signUp?: SignUpMode
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
  const { database, publicOrigin, outboxFolder, isStopping = () => false } = options
  const { clock = Date.now, trustedHops = 0, signUp = 'open', outbox } = options
  const auth = createAuth({ ...options, clock, trustedHops })
  const links = createLinks({ ...options, identify: auth.identify })
  const owners = {
    readAnonymousOwner: (context: Context) => readCookieOwner(context, publicOrigin)?.hash,
    claimLinks: links.claim,
  }
  const oauth = createOauth({
    ...options,
    ...owners,
    signUp,
    auth,
    askSecondFactor: (ticket, next) => codePage({ ticket, next }, newForm),
  })
  const users = createUsers({
    ...options,
    ...owners,
    signUp,
    auth,
    providerButton: oauth.providerButton,
    endConsents: oauth.endConsents,
    unlinkProviders: oauth.unlinkProviders,
    abandonLinks: links.abandon,
    removeAbandonedLinks: links.removeAbandoned,
  })
  const admin = createAdmin({
    database, auth, clock, publicOrigin, outbox, signUp,
    moderation: createModeration(database),
    charts: { barChart, chartLegend },
    readOutbox: outboxFolder === undefined ? undefined : () => listOutbox(outboxFolder),
  })
  const app = new App().use(...standardMiddlewares(options))
  addHealthRoutes(app, {
    database, isStopping, clock, log: options.log, onWritable: links.countsAgain,
  })
  addHelloRoutes(app)
  const assets = staticFiles({ root: assetsFolder, maxAgeSeconds: oneYearSeconds, immutable: true })
  app.get('/assets/*path', assets)
  app.get('/robots.txt', () => text('User-agent: *\nDisallow: /links/\nDisallow: /api/\n'))
  users.addRoutes(app)
  oauth.addRoutes(app)
  admin.addRoutes(app)
  links.addRoutes(app)
  const clean = async () => void await Promise.all(
    [auth.clean(), users.clean(), oauth.clean(), links.clean()])
  return { app, clean }
}

/** What runs around every handler, the outermost first. Benchmarks run with all of it on. */
export function standardMiddlewares(
  { log, publicOrigin, mayHaveProxy }: Pick<AppOptions, 'log' | 'publicOrigin' | 'mayHaveProxy'>,
): Middleware[] {
  return [
    ...(mayHaveProxy ? [noticeProxy(() => log.warn(proxyWarning))] : []),
    ...(log.isSilent ? [] : [accessLog((entry) => log.info('request', entry))]),
    requestId(),
    securityHeaders({ publicOrigin }),
    compress(),
    privateReplies(),
    errorReplies({
      page: problemPage,
      translate: (error, { id }) => refuseUnavailable(error, id, log),
      onBug: (error, { id }) => log.error('bug', { requestId: id, ...errorFields(error) }),
    }),
    headCheck(),
    timeLimit(handlerLimitMs),
    crossSiteCheck({ publicOrigin, openPaths }),
  ]
}
