// Puts an app on a socket for one test, and takes it away after.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { App } from '../../src/http/app.ts'
import { createHttpServer, type HttpServer, type ServerOptions } from '../../src/http/server.ts'

export type WireServer = {
  port: number
  /** Stops the server. Fails when something holds it up. */
  stop(): Promise<void>
  server: HttpServer
  /** What the server could tell no client. */
  errors: unknown[]
}

const stopLimitMs = 3_000

/** Starts a server on a free port. */
export async function startServer(
  t: Pick<TestContext, 'after'>,
  app: App,
  limits: ServerOptions['limits'] = {},
): Promise<WireServer> {
  const errors: unknown[] = []
  const server = createHttpServer({
    handle: (request) => app.handle(request),
    onError: (error) => errors.push(error),
    limits,
  })
  t.after(() => server.stop(0))
  async function stop(): Promise<void> {
    const start = performance.now()
    await server.stop(stopLimitMs)
    assert.ok(performance.now() - start < stopLimitMs, 'The stop had to cut a connection')
  }
  return { port: await server.listen(0, '127.0.0.1'), stop, server, errors }
}
