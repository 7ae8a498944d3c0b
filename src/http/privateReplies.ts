// What was made for one user mustn't be shown to the next: no cache may store a response to a
// request with a cookie or an Authorization header, or a response that sets a cookie.
// Lesson: sessions (tour)

import type { Middleware } from './context.ts'
import { after } from './middleware.ts'

/** Makes the middleware that adds `no-store` where a handler forgot it. */
export function privateReplies(): Middleware {
  return after((reply, { request: { headers: { authorization, cookie } } }) => {
    const setsCookie = reply.headers['set-cookie'] !== undefined
    if (authorization === undefined && cookie === undefined && !setsCookie) return reply
    const control = String(reply.headers['cache-control'] ?? '')
    // What anyone may see, such as a stylesheet, says so itself.
    const isPublic = /\bpublic\b/.test(control) && !setsCookie
    if (isPublic || control.includes('no-store')) return reply
    reply.headers['cache-control'] = 'no-store'
    return reply
  })
}
