// Passes the trace of a request on to the requests that its handler sends, however many functions
// are in between. Only routes that ask other servers need it. Lesson: metrics-and-traces (tour)

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Middleware } from './context.ts'
import { readTrace, traceHeaders, type TraceContext } from './traceContext.ts'

const current = new AsyncLocalStorage<TraceContext | undefined>()

/** Makes the guard whose handler's own requests belong to the trace of the request. */
export function carryTrace(): Middleware {
  return ({ request }, next) => current.run(readTrace(request), next)
}

/** Makes the trace headers for a request that is sent now. */
export function currentTraceHeaders(): Record<string, string> {
  return traceHeaders(current.getStore())
}
