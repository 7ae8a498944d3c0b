// Refuses requests that another site made somebody's browser send (CSRF). The browser adds the
// cookies, but it also says where the request comes from, and scripts cannot change that.
// Lesson: csrf (core)

import type { Context, Middleware } from './context.ts'
import { HttpError } from './errors.ts'
import { before } from './middleware.ts'
import { toOrigin } from './origin.ts'

export type CrossSiteOptions = {
  /** Where people reach this server: `https://example.org`. */
  publicOrigin: string
  /** Further origins whose pages may send requests, as an allow-list for CORS also names them. */
  alsoTrusted?: readonly string[]
  /** Paths that take no cookies, so that a forged request brings nobody's rights along. */
  openPaths?: readonly string[]
}

/**
 * Makes the middleware that lets unsafe methods through only from our own pages, or from clients
 * that aren't browsers: without Sec-Fetch-Site, Origin and Cookie.
 *
 * The middleware throws an HttpError 403. Making it throws a TypeError for a malformed origin.
 */
export function crossSiteCheck(
  { publicOrigin, alsoTrusted = [], openPaths = [] }: CrossSiteOptions,
): Middleware {
  const own = toOrigin(publicOrigin)
  const trusted = new Set(alsoTrusted.map(toOrigin))
  return before((context) => {
    if (isSafe(context.method) || isOurs(context, own)) return
    if (openPaths.includes(context.target.path)) return
    if (trusted.has(context.header('origin') ?? '')) return
    throw crossSite(context)
  })
}

// RFC 9110, section 9.2.1, without TRACE, which nothing here answers.
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function isOurs(context: Context, own: string): boolean {
  // `none` is a person who typed or reloaded (Fetch Metadata, section 2.4).
  const site = context.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  // Browsers send Sec-Fetch-Site to https and localhost only, Origin everywhere.
  const origin = context.header('origin')
  if (origin !== undefined) return origin === own
  return context.header('cookie') === undefined
}

function crossSite(context: Context): HttpError {
  const origin = context.header('origin')
  const site = context.header('sec-fetch-site')
  const message = origin === undefined && site === undefined
    ? 'Cannot tell which site this comes from: with a cookie, send Origin too, as browsers do'
    : `Cannot accept a ${context.method} from ${origin ?? `a ${site} page`}: it must come from ` +
      "this site's own pages (if it does, set PUBLIC_ORIGIN to the address that the browser shows)"
  return new HttpError(403, 'cross-site', message)
}
