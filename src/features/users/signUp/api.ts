// The JSON API of signing up and of a forgotten password: for people who are not signed in. Its
// answers are the same for every address. Lesson: passwords (tour)

import type { App } from '../../../http/app.ts'
import { empty, json } from '../../../http/reply.ts'
import { deviceCookie, signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import { clientOf } from '../client.ts'
import type { UserDesk } from '../desk.ts'
import { refusalsAsProblems } from '../refusals.ts'
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
export function addUserApi(app: App, desk: UserDesk): void {
  const guards = [refusalsAsProblems()]

  app.post('/api/users', async (context) => {
    const input = await readInput(context, newUserChecker)
    await requestAccount(desk, input, clientOf(desk, context))
    return json({ message: sent }, 202, privately)
  }, guards)

  app.post('/api/users/confirm', async (context) => {
    const confirmation = await readInput(context, confirmationChecker)
    const client = clientOf(desk, context)
    const headers = { ...privately, location: '/api/users/me' }
    if (!isPage(context)) {
      const user = await makeAccount(desk, confirmation, client)
      const pair = await startFamily(desk, user, { client })
      return json({ user: describeUser(user), ...pair }, 201, headers)
    }
    const { user, signedIn } = await confirmAccount(desk, confirmation, client)
    const cookie = signInHeaders(signedIn.token, desk.publicOrigin, signedIn.device)
    return json({ user: describeUser(user) }, 201, { ...headers, ...cookie })
  }, guards)

  app.post('/api/users/forgot', async (context) => {
    const { email } = await readInput(context, resetRequestChecker)
    await requestReset(desk, email, clientOf(desk, context))
    return json({ message: sent }, 202, privately)
  }, guards)

  app.post('/api/users/reset', async (context) => {
    const input = await readInput(context, resetChecker)
    const device = await resetPassword(desk, input, clientOf(desk, context))
    return empty(204, { ...privately, 'set-cookie': deviceCookie(device, desk.publicOrigin) })
  }, guards)

  addProfileApi(app, desk)
  addSecondFactorApi(app, desk)
  addDataApi(app, desk)
}
