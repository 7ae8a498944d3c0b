// Refuses requests that another site made somebody's browser send (CSRF). The browser adds our
// cookies to them, but it also says where they come from, and no page can change that.

import type { Context, Middleware } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'

/** Makes the middleware. What only reads is let through: it changes nothing here. */
export function refuseOtherSites(publicOrigin: string): Middleware {
  return (context, next) => {
    const isSafe = context.method === 'GET' || context.method === 'HEAD'
    if (isSafe || isOurs(context, publicOrigin)) return next()
    throw new HttpError(403, "This must be sent by one of this site's own pages")
  }
}

function isOurs(context: Context, publicOrigin: string): boolean {
  // `none` is a person who typed the address or reloaded the page.
  const site = context.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  // Browsers send Sec-Fetch-Site over HTTPS and to localhost, Origin everywhere.
  const origin = context.header('origin')
  if (origin !== undefined) return origin === publicOrigin
  // Browsers of today send one of the two. A program has no cookie.
  return context.header('cookie') === undefined
}
