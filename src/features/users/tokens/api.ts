// The JSON API of access and refresh tokens, for programs that a person signs in.
// Lesson: refresh-tokens (tour)

import { mostPasswordBytes } from '../../../auth/passwords/password.ts'
import { object, optional, string } from '../../../basics/check.ts'
import type { App } from '../../../http/app.ts'
import { empty, json, noStore } from '../../../http/reply.ts'
import { readId, readInput } from '../../site/input.ts'
import { requesterOf } from '../../site/requester.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { scopesChecker } from '../keys/rules.ts'
import { codeNeeded } from '../signIn/api.ts'
import { checkPassword, checkSecondFactor } from '../signIn/rules.ts'
import { endProgram, refreshPair, signInProgram } from './rules.ts'

const scopes = optional(scopesChecker)
const text = string({ min: 1, max: mostPasswordBytes })
const newTokenChecker = object({ email: text, password: text, scopes })
// A ticket stands for the password only, so the scopes come with the code.
const secondStepChecker = object({ ticket: text, code: text, scopes })
const refreshChecker = object({ refreshToken: text })

/** Adds `/api/tokens` and what is below it. */
export function addTokenApi(app: App, dependencies: Dependencies): void {
  app.post('/api/tokens', async (context) => {
    const { scopes, ...credentials } = await readInput(context, newTokenChecker)
    const requester = requesterOf(dependencies, context)
    const proof = await checkPassword(dependencies, credentials, requester)
    if ('ticket' in proof) {
      return json({ ticket: proof.ticket, message: codeNeeded }, 202, noStore)
    }
    return json(await signInProgram(dependencies, proof, { requester, scopes }), 201, noStore)
  })

  app.post('/api/tokens/second-factor', async (context) => {
    const { scopes, ...second } = await readInput(context, secondStepChecker)
    const requester = requesterOf(dependencies, context)
    const proof = await checkSecondFactor(dependencies, second, requester)
    return json(await signInProgram(dependencies, proof, { requester, scopes }), 201, noStore)
  })

  app.post('/api/tokens/refresh', async (context) => {
    const { refreshToken } = await readInput(context, refreshChecker)
    const requester = requesterOf(dependencies, context)
    return json(await refreshPair(dependencies, refreshToken, requester), 200, noStore)
  })

  // The response is the same for every token (RFC 7009, section 2.2): it no longer works.
  app.post('/api/tokens/revoke', async (context) => {
    const { refreshToken } = await readInput(context, refreshChecker)
    await dependencies.auth.refreshTokens.endByToken(refreshToken)
    return empty(204, noStore)
  })

  app.delete('/api/tokens/:id', async (context) => {
    const actor = await actorOf(dependencies, context)
    await endProgram(dependencies, actor, readId(context.params.id))
    return empty(204, noStore)
  }, [dependencies.auth.guards.requireScope('account')])
}
