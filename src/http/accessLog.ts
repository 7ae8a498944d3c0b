// The middleware that reports each request to a log: what was asked, what came of it, and how long
// that took. Lesson: middleware (tour)

import type { Context, Middleware } from './context.ts'
import { whenReplied } from './middleware.ts'
import { readTrace } from './traceContext.ts'

export type AccessEntry = {
  requestId: string
  method: string
  path: string
  route: string | undefined
  status: number
  durationMs: number
  /** The trace that the request belongs to; undefined if its sender named none. */
  traceId: string | undefined
}

/** Reports each request with its status and the time until the reply was made. */
export function accessLog(report: (entry: AccessEntry, context: Context) => void): Middleware {
  return (context, next) => {
    const start = performance.now()
    return whenReplied(next(), (reply) => {
      const durationMs = Math.round((performance.now() - start) * 1000) / 1000
      const { id, method, route } = context
      const path = context.target.path
      const traceId = readTrace(context.request)?.traceId
      const { status } = reply
      report({ requestId: id, method, path, route, status, durationMs, traceId }, context)
      return reply
    })
  }
}
