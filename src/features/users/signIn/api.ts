// The JSON API of sessions: signing in and out, and seeing where you're signed in. A program that
// signed in with tokens is in the same list, as the other kind. Lesson: sessions (tour)

import { findUser } from '../../../auth/access/users.ts'
import { signInHeaders, signOutHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { empty, json, noStore, type Reply } from '../../../http/reply.ts'
import { readId, readInput } from '../../site/input.ts'
import { accountGone } from '../../site/refusal.ts'
import { requesterOf } from '../../site/requester.ts'
import { describeSignIn, describeUser } from '../../site/user.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  endOtherSignIns, endSignIn, finishSignIn, listSignIns, secondFactorChecker, signIn, signInChecker,
  signOut, type SignedIn,
} from './rules.ts'

/** The message of a 202: the password was right, and a code has to follow. */
export const codeNeeded = 'The password is right: send this ticket with a code of your device'

/** Adds `/api/sessions` and what is below it. */
export function addSignInApi(app: App, dependencies: Dependencies): void {
  app.post('/api/sessions', async (context) => {
    const credentials = await readInput(context, signInChecker)
    const result = await signIn(dependencies, credentials, requesterOf(dependencies, context))
    if ('token' in result) return replySignedIn(dependencies, result)
    return json({ ticket: result.ticket, message: codeNeeded }, 202, noStore)
  })

  app.post('/api/sessions/second-factor', async (context) => {
    const second = await readInput(context, secondFactorChecker)
    const requester = requesterOf(dependencies, context)
    return replySignedIn(dependencies, await finishSignIn(dependencies, second, requester))
  })

  addSessionApi(app, dependencies)
}

function addSessionApi(app: App, dependencies: Dependencies): void {
  const { requireScope, requireUser } = dependencies.auth.guards
  const guards = [requireScope('account')]

  app.get('/api/sessions', async (context) =>
    json({ sessions: await describeSignIns(dependencies, context) }, 200, noStore), guards)

  app.delete('/api/sessions', async (context) => {
    await endOtherSignIns(dependencies, await actorOf(dependencies, context))
    return empty(204, noStore)
  }, guards)

  // Even a client that may do nothing else may sign out.
  app.delete('/api/sessions/current', async (context) => {
    await signOut(dependencies, await actorOf(dependencies, context))
    return empty(204, signOutHeaders(dependencies.publicOrigin))
  }, [requireUser()])

  app.delete('/api/sessions/:id', async (context) => {
    const actor = await actorOf(dependencies, context)
    await endSignIn(dependencies, actor, { kind: 'session', id: readId(context.params.id) })
    return empty(204, noStore)
  }, guards)
}

async function replySignedIn(
  { database, publicOrigin }: Dependencies, { user: id, token, device }: SignedIn,
): Promise<Reply> {
  const user = await findUser(database, id)
  if (user === undefined) throw accountGone()
  const cookies = signInHeaders(token, publicOrigin, device)
  return json({ user: describeUser(user) }, 201, { ...noStore, ...cookies })
}

async function describeSignIns(dependencies: Dependencies, context: Context) {
  const { account, session, family } = dependencies.auth.guards.whoIs(context)
  const { sessions, families } = await listSignIns(dependencies, account.id)
  // Both count from 1, so an id says nothing without its kind.
  return [
    ...sessions.map((each) =>
      ({ kind: 'session', ...describeSignIn(each), isCurrent: each.id === session?.id })),
    ...families.map((each) =>
      ({ kind: 'token', ...describeSignIn(each), isCurrent: each.id === family })),
  ]
}
