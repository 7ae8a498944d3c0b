// Serves the metrics on a port of their own, so that nobody who can reach the public port can read
// them: they tell how busy a service is and what its routes are.
// Lesson: metrics-and-traces (core)

import { App } from '../../http/app.ts'
import { errorReplies } from '../../http/errorReplies.ts'
import { HttpError } from '../../http/errors.ts'
import { isLocalRequest } from '../../http/localRequest.ts'
import { before } from '../../http/middleware.ts'
import { headCheck } from '../../http/requestHead.ts'
import { createHttpServer, type HttpServer } from '../../http/server.ts'
import { expositionType, formatMetrics } from './exposition.ts'
import type { Family } from './family.ts'

export type MetricsServerOptions = {
  read: () => Promise<readonly Family[]>
  onError: (error: unknown) => void
  /** Whether only this machine can connect: then a request for another host is a web page's. */
  isLocal: boolean
}

/** Makes the server of `GET /metrics`. */
export function createMetricsServer({ read, onError, isLocal }: MetricsServerOptions): HttpServer {
  const app = new App().use(
    errorReplies({ onBug: onError }),
    headCheck(),
    ...(isLocal ? [before(({ request }) => refuseForeignHost(isLocalRequest(request)))] : []),
  )
  app.get('/metrics', async () => ({
    status: 200,
    headers: { 'content-type': expositionType, 'cache-control': 'no-store' },
    body: formatMetrics(await read()),
  }))
  return createHttpServer({ handle: (request) => app.handle(request), onError })
}

// A page of another site can have its own name lead to this machine (DNS rebinding).
function refuseForeignHost(isOwn: boolean): void {
  if (isOwn) return
  throw new HttpError(421, 'wrong-host', 'Ask for the metrics at localhost or 127.0.0.1')
}
