// The app on a real socket, under an address of its own: two of them can sign people in with each
// other. One is at `localhost` and one at `127.0.0.1`, because cookies do not mind the port.

import type { TestContext } from 'node:test'
import type { App } from '../../../src/http/app.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../../testApp.ts'

export type Served = TestApp & { errors: unknown[] }

/** Serves the app; `options` may depend on nothing that is known only now. */
export async function serveApp(
  test: TestContext, host: 'localhost' | '127.0.0.1', options: TestAppOptions = {},
): Promise<Served> {
  const state: { app: App | undefined; errors: unknown[] } = { app: undefined, errors: [] }
  const server = createHttpServer({
    handle: (request) => {
      if (state.app === undefined) throw new Error('A request came before the app was there')
      return state.app.handle(request)
    },
    onError: (error) => state.errors.push(error),
  })
  const port = await server.listen(0, '127.0.0.1')
  test.after(() => server.stop(0))
  const site = openTestApp(test, { ...options, publicOrigin: `http://${host}:${port}` })
  state.app = site.app
  return { ...site, errors: state.errors }
}
