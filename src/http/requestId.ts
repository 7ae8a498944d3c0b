// The middleware that names each request, in its response and so also in what a person reports.
// Lesson: middleware (core)

import type { Middleware } from './context.ts'
import { after } from './middleware.ts'

/** Sends the request's id along, so that a person can quote it and the log can be searched. */
export function requestId(): Middleware {
  return after((reply, context) => {
    reply.headers['x-request-id'] = context.id
    return reply
  })
}
