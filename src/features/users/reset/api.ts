// The JSON API of a forgotten password. Its responses are the same for every address.
// Lesson: reset-by-email (tour)

import { deviceHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import { empty, json, noStore } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import { requesterOf } from '../../site/requester.ts'
import type { Dependencies } from '../dependencies.ts'
import { mailSent } from '../mails.ts'
import { requestReset, resetChecker, resetPassword, resetRequestChecker } from './rules.ts'

/** Adds `/api/users/forgot` and `/api/users/reset`. */
export function addResetApi(app: App, dependencies: Dependencies): void {
  app.post('/api/users/forgot', async (context) => {
    const { email } = await readInput(context, resetRequestChecker)
    await requestReset(dependencies, email, requesterOf(dependencies, context))
    return json({ message: mailSent }, 202, noStore)
  })

  app.post('/api/users/reset', async (context) => {
    const reset = await readInput(context, resetChecker)
    const device = await resetPassword(dependencies, reset, requesterOf(dependencies, context))
    return empty(204, { ...noStore, ...deviceHeaders(device, dependencies.publicOrigin) })
  })
}
