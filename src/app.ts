// The one place where features, database and settings are put together. A test builds the same app
// with a fresh database and a clock of its own. Lesson: layers (core)

import { basename } from 'node:path'
import { logEvents } from './auth/access/audit.ts'
import { createAuth, type Auth, type TokenKey } from './auth/auth.ts'
import type { Clock } from './basics/clock.ts'
import { isLocalOrigin, type SignUpMode } from './basics/config.ts'
import { errorFields, type Log } from './basics/log.ts'
import { readVersion } from './basics/version.ts'
import type { Database } from './database/database.ts'
import { createAdmin, type Admin } from './features/admin/routes.ts'
import { addHealthRoutes } from './features/health/routes.ts'
import { addHelloRoutes } from './features/hello/routes.ts'
import { barChart, chartLegend } from './features/links/manage/chart.ts'
import * as allLinks from './features/links/moderate/allLinks.ts'
import * as reports from './features/links/moderate/reports.ts'
import { createLinks, type Links } from './features/links/routes.ts'
import { blockLink, unblockLink } from './features/links/store.ts'
import type { ProviderSettings } from './features/oauth/client/provider.ts'
import { createOauth } from './features/oauth/routes.ts'
import { openPaths } from './features/oauth/server/openEndpoints.ts'
import { addSiteRoutes } from './features/site/assets.ts'
import { newForm } from './features/site/form.ts'
import { problemPage } from './features/site/page.ts'
import { toHttpError } from './features/site/refusal.ts'
import { refuseUnavailable } from './features/site/unavailable.ts'
import { createUsers } from './features/users/routes.ts'
import { codePage } from './features/users/signIn/pages.ts'
import { accessLog } from './http/accessLog.ts'
import { App } from './http/app.ts'
import { compress } from './http/compress.ts'
import type { Middleware } from './http/context.ts'
import { crossSiteCheck } from './http/crossSite.ts'
import { errorReplies } from './http/errorReplies.ts'
import { noticeProxy, proxyWarning } from './http/noticeProxy.ts'
import { privateReplies } from './http/privateReplies.ts'
import { headCheck } from './http/requestHead.ts'
import { requestId } from './http/requestId.ts'
import { securityHeaders } from './http/securityHeaders.ts'
import { timeLimit } from './http/timeLimit.ts'
import { listOutbox } from './services/mail/fileTransport.ts'
import type { Outbox } from './services/mail/outbox.ts'
import type { Reports } from './services/metrics/serverMetrics.ts'
import type { ServerState } from './services/serverState.ts'

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
  /** The name under which tokens are issued; the public origin unless said otherwise. */
  issuer?: string
  trustedHops?: number
  /** Whether to warn when requests come through a proxy that no setting tells of. */
  mayHaveProxy?: boolean
  anonymousLinks?: boolean
  /** Where the course runs beside the server; undefined: it doesn't. */
  courseAddress?: () => string | undefined
  signUp?: SignUpMode
  isStopping?: () => boolean
  /** Who hears of requests, clicks and sign-ins, to count them. */
  reports?: Reports | undefined
  /** Reads the state of the process, for administrators. */
  readState?: () => ServerState
}

export type GroundworkApp = {
  app: App
  /** Deletes what need not be kept; to be called every hour. */
  clean(): Promise<void>
}

const handlerLimitMs = 25_000
const refusedSignIns = new Set(['sign-in-refused', 'second-factor-refused', 'provider-refused'])

type Optional = 'clock' | 'issuer' | 'trustedHops' | 'signUp' | 'isStopping' | 'readState'
type Defaults = Required<Pick<AppOptions, Optional>>
type Settings = AppOptions & Defaults

const defaults: Omit<Defaults, 'issuer'> = {
  clock: Date.now, trustedHops: 0, signUp: 'open', isStopping: () => false,
  readState: () => ({ version: readVersion(), startedAt: 0, walBytes: 0, hashesWaiting: 0 }),
}

/** Builds the whole server, without a socket. */
export function createApp(options: AppOptions): GroundworkApp {
  const settings: Settings = { ...defaults, issuer: options.publicOrigin, ...options }
  // Following and making links is never audited, so links use the database as it is.
  const audited: Settings = { ...settings, database: withEvents(settings) }
  const auth = createAuth(audited)
  const { reports } = settings
  const links = createLinks({ ...settings, identify: auth.identify, onClick: reports?.onClick })
  const { oauth, users, admin } = createFeatures(audited, auth, links)
  const app = new App().use(...standardMiddlewares(options))
  addHealthRoutes(app, {
    ...settings, version: settings.readState().version, onWritable: links.countsAgain,
  })
  addHelloRoutes(app)
  addSiteRoutes(app)
  for (const feature of [users, oauth, admin, links]) feature.addRoutes(app)
  return {
    app,
    async clean() {
      await Promise.all([auth, users, oauth, links].map((part) => part.clean()))
    },
  }
}

function withEvents({ database, log, reports }: Settings): Database {
  return logEvents(database, log, reports && (({ action }) => {
    if (action === 'signed-in') reports.onSignIn(true)
    if (refusedSignIns.has(action)) reports.onSignIn(false)
  }))
}

// On the developer's own machine, pages show the whole path. Elsewhere strangers read them too, so
// they show the folder's name only.
function shownFolder({ outboxFolder, publicOrigin }: Settings): string | undefined {
  if (outboxFolder === undefined || isLocalOrigin(publicOrigin)) return outboxFolder
  return basename(outboxFolder)
}

// Features don't import each other: what one needs from another is passed in here.
function createFeatures(settings: Settings, auth: Auth, links: Links) {
  const accounts = {
    ...settings,
    auth,
    claimLinks: links.claim,
  }
  const oauth = createOauth({
    ...accounts, askSecondFactor: (ticket, next) => codePage({ ticket, next }, newForm),
  })
  const users = createUsers({
    ...accounts,
    outboxFolder: shownFolder(settings),
    providerButton: oauth.providerButton,
    personalData: (user) => ({ ...oauth.personalData(user), ...links.personalData(user) }),
    endConsents: oauth.endConsents,
    unlinkProviders: oauth.unlinkProviders,
    abandonLinks: links.abandon,
    removeAbandonedLinks: links.removeAbandoned,
  })
  return { oauth, users, admin: createAdministration(settings, auth) }
}

function createAdministration(settings: Settings, auth: Auth): Admin {
  const { outboxFolder } = settings
  return createAdmin({
    ...settings,
    auth,
    moderation: { ...reports, ...allLinks, blockLink, unblockLink },
    charts: { barChart, chartLegend },
    readOutbox: outboxFolder === undefined ? undefined : () => listOutbox(outboxFolder),
  })
}

/** What runs around every handler, the outermost first. Benchmarks run with all of it on. */
export function standardMiddlewares(
  { log, publicOrigin, mayHaveProxy, reports }:
    Pick<AppOptions, 'log' | 'publicOrigin' | 'mayHaveProxy' | 'reports'>,
): Middleware[] {
  return [
    ...(mayHaveProxy ? [noticeProxy(() => log.warn(proxyWarning))] : []),
    ...(log.isSilent && reports === undefined ? [] : [accessLog(log, reports?.onRequest)]),
    requestId(),
    securityHeaders({ publicOrigin }),
    compress(),
    privateReplies(),
    errorReplies({
      page: problemPage,
      translate: (error, { id }) => refuseUnavailable(error, id, log) ?? toHttpError(error),
      onBug: (error, { id }) => log.error('bug', { requestId: id, ...errorFields(error) }),
    }),
    headCheck(),
    timeLimit(handlerLimitMs),
    crossSiteCheck({ publicOrigin, openPaths }),
  ]
}
