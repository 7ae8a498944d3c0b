// Notices that requests come through a proxy while no setting says so: all clients then seem to
// have the proxy's IP address, and share every limit.
//
// Lesson: share-it (tour)

import type { Middleware } from './context.ts'
import { before } from './middleware.ts'

export const proxyWarning = 'TRUSTED_HOPS is not set, but requests come through a proxy '
  + '(they have X-Forwarded-For), so all clients share one limit: set it to the number of your '
  + 'proxies, 1 for nginx or ngrok, or to 0 if clients send this header by themselves'

/** Calls back at the first request that has X-Forwarded-For, and never again. */
export function noticeProxy(onProxy: () => void): Middleware {
  let isNoticed = false
  return before(({ request }) => {
    if (isNoticed || request.headers['x-forwarded-for'] === undefined) return
    isNoticed = true
    onProxy()
  })
}
