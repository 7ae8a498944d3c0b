// The page of all that is signed in, and how it is ended: one, or all but this browser.
// Lesson: sessions (tour)

import { endFamilies, endFamily } from '../../../auth/tokens/refresh.ts'
import { endSession, endSessions } from '../../../auth/sessions/session.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { eventOf, type Actor } from '../account/rules.ts'
import { readId, unknownId } from '../input.ts'
import { actorOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import { answerOwnForm, newForm, viewerOf, type ShownForm } from '../forms.ts'
import { sessionsPage } from './sessionPages.ts'

const sentences = new Map([
  ['ended', 'It is signed out'],
  ['others', 'Only this browser is signed in now'],
])

/** Adds `/account/sessions` and `/account/programs`. */
export function addSessionRoutes(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]

  const endBy = (context: Context, end: (actor: Actor) => Promise<unknown>, done: string) =>
    answerOwnForm(dependencies, context, {
      show: (shown) => showSignIns(dependencies, context, shown),
      act: async () => {
        await end(await actorOf(dependencies, context))
        return redirect(`/account/sessions?done=${done}`)
      },
    })

  app.get('/account/sessions', (context) => showSignIns(dependencies, context, newForm), guards)

  app.post('/account/sessions/:id/end', (context) =>
    endBy(context, (actor) => endOne(dependencies, actor, 'session', context.params.id), 'ended'), guards)

  app.post('/account/programs/:id/end', (context) =>
    endBy(context, (actor) => endOne(dependencies, actor, 'family', context.params.id), 'ended'), guards)

  app.post('/account/sessions/end', (context) =>
    endBy(context, (actor) => endOthers(dependencies, actor), 'others'), guards)
}

async function showSignIns(dependencies: Dependencies, context: Context, shown: ShownForm): Promise<Reply> {
  const { user, session } = await actorOf(dependencies, context)
  const { sessions, refreshTokens } = dependencies.auth
  const [browsers, families] = await Promise.all([
    sessions.list(user.id), refreshTokens.list(user.id),
  ])
  const success = sentences.get(context.query.get('done') ?? '')
  const signIns = { sessions: browsers, families, current: session?.id, success }
  return sessionsPage(viewerOf(dependencies, context), signIns, shown)
}

async function endOne(
  { auth }: Dependencies, { user, client }: Actor, kind: 'session' | 'family', text: string,
): Promise<void> {
  const id = readId(text)
  const end = kind === 'session' ? endSession(user.id, id) : endFamily(user.id, id)
  const event = { ...eventOf('session-ended', user, client), details: { [kind]: id } }
  const { changes } = await auth.audit.record(end, event)
  if (changes === 0) throw unknownId()
}

async function endOthers(
  { auth, database }: Dependencies, { user, session, client }: Actor,
): Promise<void> {
  await database.batch([
    endSessions(user.id, session?.id ?? null),
    endFamilies(user.id),
    auth.audit.prepare(eventOf('other-sessions-ended', user, client)),
  ])
}
