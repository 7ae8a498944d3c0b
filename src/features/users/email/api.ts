// The JSON API of a new email address. Lesson: reset-by-email (tour)

import type { App } from '../../../http/app.ts'
import { empty, json, noStore } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import { requesterOf } from '../../site/requester.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  confirmEmailChange, emailChangeChecker, requestEmailChange, tokenChecker,
} from './rules.ts'

const path = '/api/users/me/email'

/** Adds `/api/users/me/email`. */
export function addEmailApi(app: App, dependencies: Dependencies): void {
  app.post(path, async (context) => {
    const input = await readInput(context, emailChangeChecker)
    await requestEmailChange(dependencies, await actorOf(dependencies, context), input)
    const message = 'If the address is free, an email is on its way to it'
    return json({ message }, 202, noStore)
  }, [dependencies.auth.guards.requireScope('account')])

  // Nobody needs to be signed in here: the email may be opened on another device.
  app.post(`${path}/confirm`, async (context) => {
    const { token } = await readInput(context, tokenChecker)
    await confirmEmailChange(dependencies, token, requesterOf(dependencies, context))
    return empty(204, noStore)
  })
}
