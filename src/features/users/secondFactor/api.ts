// The JSON API of the second factor: begun with the password, switched on by the first right code,
// switched off with the password and a code. Lesson: second-factor (tour)

import { deviceHeaders, signInHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import { empty, json, noStore } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { passwordChecker } from '../checkers.ts'
import {
  beginSecondFactor, codeChecker, disableChecker, disableSecondFactor, enableSecondFactor,
} from './rules.ts'

const path = '/api/users/me/second-factor'

/** Adds `/api/users/me/second-factor`. */
export function addSecondFactorApi(app: App, dependencies: Dependencies): void {
  const { auth, publicOrigin } = dependencies
  const guards = [auth.guards.requireScope('account')]

  app.post(path, async (context) => {
    const { password } = await readInput(context, passwordChecker)
    const actor = await actorOf(dependencies, context)
    const { uri, secret, token } = await beginSecondFactor(dependencies, actor, password)
    const cookie = token === undefined ? noStore : signInHeaders(token, publicOrigin)
    return json({ uri, secret }, 201, cookie)
  }, guards)

  app.put(path, async (context) => {
    const { code } = await readInput(context, codeChecker)
    const actor = await actorOf(dependencies, context)
    const { codes, device } = await enableSecondFactor(dependencies, actor, code)
    const headers = { ...noStore, ...deviceHeaders(device, publicOrigin) }
    return json({ recoveryCodes: codes }, 200, headers)
  }, guards)

  app.delete(path, async (context) => {
    const proofs = await readInput(context, disableChecker)
    await disableSecondFactor(dependencies, await actorOf(dependencies, context), proofs)
    return empty(204, noStore)
  }, guards)
}
