// The app on a real socket, under an address of its own: two of them can sign people in with each
// other. One is at `localhost` and one at `127.0.0.1`, because cookies do not mind the port.

import type { TestContext } from 'node:test'
import type { App } from '../../../src/http/app.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../../testApp.ts'
import { addUser } from '../users/accounts.ts'
import { addApplication } from './relyingParty.ts'

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

/** Serves two apps: people with an account at `provider` can sign in with it at `site`. */
export async function openBoth(test: TestContext): Promise<{ provider: Served; site: Served }> {
  const provider = await serveApp(test, 'localhost')
  const id = 'gwc_application_both'
  const secret = 'gwx_:+% a secret'
  const site = await serveApp(test, '127.0.0.1', {
    provider: {
      issuer: provider.publicOrigin, clientId: id, clientSecret: secret, name: 'The other one',
    },
  })
  const redirectUris = [`${site.publicOrigin}/login/with/callback`]
  await addApplication(provider, { id, secret, name: 'This one', redirectUris })
  await addUser(provider)
  return { provider, site }
}
