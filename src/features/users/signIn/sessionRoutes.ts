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
import type { UserDesk } from '../desk.ts'
import { answerOwnForm, newForm, viewerOf, type ShownForm } from '../forms.ts'
import { sessionsPage } from './sessionPages.ts'

const sentences = new Map([
  ['ended', 'It is signed out'],
  ['others', 'Only this browser is signed in now'],
])

/** Adds `/account/sessions` and `/account/programs`. */
export function addSessionRoutes(app: App, desk: UserDesk): void {
  const guards = [desk.auth.guards.requireSession()]

  const endBy = (context: Context, end: (actor: Actor) => Promise<unknown>, done: string) =>
    answerOwnForm(desk, context, {
      show: (shown) => showSignIns(desk, context, shown),
      act: async () => {
        await end(await actorOf(desk, context))
        return redirect(`/account/sessions?done=${done}`)
      },
    })

  app.get('/account/sessions', (context) => showSignIns(desk, context, newForm), guards)

  app.post('/account/sessions/:id/end', (context) =>
    endBy(context, (actor) => endOne(desk, actor, 'session', context.params.id), 'ended'), guards)

  app.post('/account/programs/:id/end', (context) =>
    endBy(context, (actor) => endOne(desk, actor, 'family', context.params.id), 'ended'), guards)

  app.post('/account/sessions/end', (context) =>
    endBy(context, (actor) => endOthers(desk, actor), 'others'), guards)
}

async function showSignIns(desk: UserDesk, context: Context, shown: ShownForm): Promise<Reply> {
  const { user, session } = await actorOf(desk, context)
  const { sessions, refreshTokens } = desk.auth
  const [browsers, families] = await Promise.all([
    sessions.list(user.id), refreshTokens.list(user.id),
  ])
  const success = sentences.get(context.query.get('done') ?? '')
  const signIns = { sessions: browsers, families, current: session?.id, success }
  return sessionsPage(viewerOf(desk, context), signIns, shown)
}

async function endOne(
  { auth }: UserDesk, { user, client }: Actor, kind: 'session' | 'family', text: string,
): Promise<void> {
  const id = readId(text)
  const end = kind === 'session' ? endSession(user.id, id) : endFamily(user.id, id)
  const event = { ...eventOf('session-ended', user, client), details: { [kind]: id } }
  const { changes } = await auth.audit.record(end, event)
  if (changes === 0) throw unknownId()
}

async function endOthers(
  { auth, database }: UserDesk, { user, session, client }: Actor,
): Promise<void> {
  await database.batch([
    endSessions(user.id, session?.id ?? null),
    endFamilies(user.id),
    auth.audit.prepare(eventOf('other-sessions-ended', user, client)),
  ])
}
