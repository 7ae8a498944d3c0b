// The JSON API of sessions: signing in and out, and seeing where you're signed in. A program that
// signed in with tokens is in the same list, as the other kind. Lesson: sessions (tour)

import { endFamilies, endFamily } from '../../../auth/tokens/refresh.ts'
import { endSession, endSessions } from '../../../auth/sessions/session.ts'
import { signInHeaders, signOutHeaders } from '../../../auth/sessions/sessionCookie.ts'
import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { empty, json, type Reply } from '../../../http/reply.ts'
import { eventOf } from '../account/rules.ts'
import { actorOf, clientOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import { finishSignIn, signIn, type SignedIn } from './rules.ts'
import { describeUser, secondFactorChecker, signInChecker } from '../users.ts'
import { privately, readId, readInput, unknownId } from '../input.ts'
import { refuse } from '../../site/refusal.ts'

/** The message of a 202: the password was right, and a code has to follow. */
export const codeNeeded = 'The password is right: send this ticket with a code of your device'

/** Adds `/api/sessions` and what is below it. */
export function addSessionApi(app: App, dependencies: Dependencies): void {
  const { requireScope, requireUser } = dependencies.auth.guards
  const guards = [requireScope('account')]

  app.post('/api/sessions', async (context) => {
    const credentials = await readInput(context, signInChecker)
    const result = await signIn(dependencies, credentials, clientOf(dependencies, context))
    if ('token' in result) return replySignedIn(dependencies, result)
    return json({ ticket: result.ticket, message: codeNeeded }, 202, privately)
  })

  app.post('/api/sessions/second-factor', async (context) => {
    const second = await readInput(context, secondFactorChecker)
    return replySignedIn(dependencies, await finishSignIn(dependencies, second, clientOf(dependencies, context)))
  })

  app.get('/api/sessions', async (context) => {
    return json({ sessions: await listSignIns(dependencies, context) }, 200, privately)
  }, guards)

  app.delete('/api/sessions', async (context) => {
    await endOthers(dependencies, context)
    return empty(204, privately)
  }, guards)

  // Who may do nothing else may still sign out.
  app.delete('/api/sessions/current', async (context) => {
    await endCurrent(dependencies, context)
    return empty(204, signOutHeaders(dependencies.publicOrigin))
  }, [requireUser()])

  app.delete('/api/sessions/:id', async (context) => {
    const { user, client } = await actorOf(dependencies, context)
    const id = readId(context.params.id)
    const event = { ...eventOf('session-ended', user, client), details: { session: id } }
    const { changes } = await dependencies.auth.audit.record(endSession(user.id, id), event)
    if (changes === 0) throw unknownId()
    return empty(204, privately)
  }, guards)
}

async function replySignedIn(dependencies: Dependencies, signedIn: SignedIn): Promise<Reply> {
  const { token, device } = signedIn
  const user = await dependencies.store.find(signedIn.user)
  if (user === undefined) throw refuse('not-found', 'This account is gone')
  const cookie = signInHeaders(token, dependencies.publicOrigin, device)
  return json({ user: describeUser(user) }, 201, { ...privately, ...cookie })
}

async function listSignIns(dependencies: Dependencies, context: Context) {
  const { account, session, family } = dependencies.auth.guards.whoIs(context)
  const [sessions, families] = await Promise.all([
    dependencies.auth.sessions.list(account.id),
    dependencies.auth.refreshTokens.list(account.id),
  ])
  // Both count from 1, so an id says nothing without its kind.
  return [
    ...sessions.map((each) => describe(each, { kind: 'session', current: session?.id })),
    ...families.map((each) => describe(each, { kind: 'token', current: family })),
  ]
}

type Listed = { id: number; agent: string; createdAt: number; seenAt: number }

function describe(
  { id, agent, createdAt, seenAt }: Listed,
  { kind, current }: { kind: 'session' | 'token'; current: number | undefined },
) {
  return {
    kind, id, agent, createdAt: formatTime(createdAt), seenAt: formatTime(seenAt),
    isCurrent: id === current,
  }
}

async function endOthers(dependencies: Dependencies, context: Context): Promise<void> {
  const { user, client } = await actorOf(dependencies, context)
  const { session, family } = dependencies.auth.guards.whoIs(context)
  await dependencies.database.batch([
    endSessions(user.id, session?.id ?? null),
    endFamilies(user.id, family ?? null),
    dependencies.auth.audit.prepare(eventOf('other-sessions-ended', user, client)),
  ])
}

async function endCurrent(dependencies: Dependencies, context: Context): Promise<void> {
  const { user, client } = await actorOf(dependencies, context)
  const { session, family } = dependencies.auth.guards.whoIs(context)
  const end = session !== undefined ? endSession(user.id, session.id)
    : family !== undefined ? endFamily(user.id, family) : undefined
  if (end === undefined) {
    throw refuse('not-found', "A key or a password doesn't have a session that could end")
  }
  await dependencies.auth.audit.record(end, eventOf('signed-out', user, client))
}
