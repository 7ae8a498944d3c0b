// The middleware that logs each request: its path, its status, and the time that it took.
// Lesson: middleware (tour)

import type { Log } from '../basics/log.ts'
import type { Middleware } from './context.ts'
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

/** Logs each request with its status and the time until the reply was made, and reports it. */
export function accessLog(log: Log, onRequest?: (entry: AccessEntry) => void): Middleware {
  return (context, next) => {
    const start = performance.now()
    return whenReplied(next(), (reply) => {
      const durationMs = Math.round((performance.now() - start) * 1000) / 1000
      const { id, method, route } = context
      const path = context.target.path
      const traceId = readTrace(context.request)?.traceId
      const { status } = reply
      const entry = { requestId: id, method, path, route, status, durationMs, traceId }
      log.info('request', entry)
      onRequest?.(entry)
      return reply
    })
  }
}
