// The JSON API of the second factor: begun with the password, switched on by the first right code,
// switched off with the password and a code.
// Lesson: second-factor (tour)

import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import { empty, json } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf, privately } from '../requester.ts'
import { passwordChecker } from '../users.ts'
import {
  beginSecondFactor, codeChecker, disableChecker, disableSecondFactor, enableSecondFactor,
} from './rules.ts'

const path = '/api/users/me/second-factor'

/** Adds `/api/users/me/second-factor`. */
export function addSecondFactorApi(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireScope('account')]

  app.post(path, async (context) => {
    const { password } = await readInput(context, passwordChecker)
    const { uri, token } = await beginSecondFactor(dependencies, await actorOf(dependencies, context), password)
    // Next to the URI for a QR code, the secret in it for people who type it in.
    const secret = new URL(uri).searchParams.get('secret')
    const cookie = token === undefined ? privately : signInHeaders(token, dependencies.publicOrigin)
    return json({ uri, secret }, 201, cookie)
  }, guards)

  app.put(path, async (context) => {
    const { code } = await readInput(context, codeChecker)
    const recoveryCodes = await enableSecondFactor(dependencies, await actorOf(dependencies, context), code)
    return json({ recoveryCodes }, 200, privately)
  }, guards)

  app.delete(path, async (context) => {
    const proofs = await readInput(context, disableChecker)
    await disableSecondFactor(dependencies, await actorOf(dependencies, context), proofs)
    return empty(204, privately)
  }, guards)
}
