// What was made for one user must not be kept for the next: no cache may store a reply to a request
// that brought credentials of an account, or one that sets a cookie. Lesson: sessions (tour)

import type { Middleware } from '../../http/context.ts'
import { after } from '../../http/middleware.ts'
import type { Reply } from '../../http/reply.ts'

// What anybody gets, such as a stylesheet, says so itself.
const publicly = /\bpublic\b/

/** Makes the middleware that says `no-store` where a handler has forgotten to. */
export function privateReplies(): Middleware {
  return after((reply, { request }) => {
    const { authorization, cookie } = request.headers
    return protect(reply, authorization !== undefined || cookie !== undefined)
  })
}

function protect(reply: Reply, isPersonal: boolean): Reply {
  const { headers } = reply
  const setsCookie = headers['set-cookie'] !== undefined
  if (!isPersonal && !setsCookie) return reply
  const control = String(headers['cache-control'] ?? '')
  if (control.includes('no-store')) return reply
  if (!setsCookie && publicly.test(control)) return reply
  return { ...reply, headers: { ...headers, 'cache-control': 'no-store' } }
}
