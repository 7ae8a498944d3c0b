// The page of invitations: who is invited, a form for the next one, and a button that revokes.
// Lesson: user-management (tour)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { invitationChecker, invite, revoke } from './rules.ts'
import { invitationsPage } from './pages.ts'
import { pageGuards } from '../guards.ts'
import { actorOf, causeOf, idOf, parse, readOwnForm, viewerOf } from '../request.ts'
import { Refusal, refusalStatuses } from '../../site/refusal.ts'

const path = '/admin/invitations'

/** Adds `/admin/invitations` and what is below it. */
export function addInvitationPages(app: App, dependencies: Dependencies): void {
  const guards = pageGuards(dependencies)

  app.get(path, (context) => show(dependencies, context), guards)

  app.post(path, async (context) => {
    const email = (await readOwnForm(dependencies, context)).get('email') ?? ''
    return explaining(dependencies, context, email, async () => {
      const input = parse(invitationChecker, { email })
      await invite(dependencies, actorOf(dependencies, context), input.email)
      return 'sent'
    })
  }, guards)

  app.post(`${path}/:id/revoke`, async (context) => {
    await readOwnForm(dependencies, context)
    return explaining(dependencies, context, '', async () => {
      await revoke(dependencies, causeOf(dependencies, context), idOf(context.params.id))
      return 'revoked'
    })
  }, guards)
}

async function explaining(
  dependencies: Dependencies, context: Context, email: string, act: () => Promise<string>,
): Promise<Reply> {
  try {
    return redirect(`${path}?done=${await act()}`)
  } catch (error) {
    if (error instanceof Refusal) return show(dependencies, context, { refusal: error, email })
    throw error
  }
}

async function show(
  dependencies: Dependencies, context: Context, refused?: { refusal: Refusal; email: string },
): Promise<Reply> {
  return invitationsPage(viewerOf(dependencies, context), {
    mode: dependencies.signUp,
    invitations: await dependencies.auth.invitations.list(),
    done: refused === undefined ? context.query.get('done') : null,
    email: refused?.email ?? '',
    problem: refused?.refusal.message,
    status: refused === undefined ? 200 : refusalStatuses[refused.refusal.code],
  })
}
