// The JSON API of signing up and of a forgotten password: for people who are not signed in. Its
// answers are the same for every address. Lesson: passwords (tour)

import type { App } from '../../../http/app.ts'
import { empty, json } from '../../../http/reply.ts'
import { deviceCookie, signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import { clientOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import { requestReset, resetPassword } from '../reset/rules.ts'
import { confirmAccount, makeAccount, requestAccount } from './rules.ts'
import {
  confirmationChecker, describeUser, newUserChecker, resetChecker, resetRequestChecker,
} from '../users.ts'
import { addDataApi } from '../account/dataApi.ts'
import { isPage, privately, readInput } from '../input.ts'
import { addProfileApi } from '../account/api.ts'
import { addSecondFactorApi } from '../secondFactor/api.ts'
import { startFamily } from '../tokens/rules.ts'

const sent = 'If the address is right, a mail is on its way: open the page that it names'

/** Adds `/api/users` and what is below it. */
export function addUserApi(app: App, dependencies: Dependencies): void {

  app.post('/api/users', async (context) => {
    const input = await readInput(context, newUserChecker)
    await requestAccount(dependencies, input, clientOf(dependencies, context))
    return json({ message: sent }, 202, privately)
  })

  app.post('/api/users/confirm', async (context) => {
    const confirmation = await readInput(context, confirmationChecker)
    const client = clientOf(dependencies, context)
    const headers = { ...privately, location: '/api/users/me' }
    if (!isPage(context)) {
      const user = await makeAccount(dependencies, confirmation, client)
      const pair = await startFamily(dependencies, user, { client })
      return json({ user: describeUser(user), ...pair }, 201, headers)
    }
    const { user, signedIn } = await confirmAccount(dependencies, confirmation, client)
    const cookie = signInHeaders(signedIn.token, dependencies.publicOrigin, signedIn.device)
    return json({ user: describeUser(user) }, 201, { ...headers, ...cookie })
  })

  app.post('/api/users/forgot', async (context) => {
    const { email } = await readInput(context, resetRequestChecker)
    await requestReset(dependencies, email, clientOf(dependencies, context))
    return json({ message: sent }, 202, privately)
  })

  app.post('/api/users/reset', async (context) => {
    const input = await readInput(context, resetChecker)
    const device = await resetPassword(dependencies, input, clientOf(dependencies, context))
    return empty(204, { ...privately, 'set-cookie': deviceCookie(device, dependencies.publicOrigin) })
  })

  addProfileApi(app, dependencies)
  addSecondFactorApi(app, dependencies)
  addDataApi(app, dependencies)
}
