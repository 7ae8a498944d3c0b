// The page of invitations: who is invited, a form for the next one, and a button that revokes.
// Lesson: user-management (tour)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleOwnForm, newForm, readFields, type ShownForm } from '../../site/form.ts'
import { readId } from '../../site/input.ts'
import type { Dependencies } from '../dependencies.ts'
import { adminViewerOf, requestOf } from '../requester.ts'
import { invitationsPage } from './pages.ts'
import { invitationChecker, invite, revoke, unknownInvitation } from './rules.ts'

const path = '/admin/invitations'

/** Adds `/admin/invitations` and what is below it. */
export function addInvitationPages(app: App, dependencies: Dependencies): void {
  const { guards } = dependencies.auth
  const admins = [guards.requireSession('admin')]

  app.get(path, (context) => showInvitations(dependencies, context, newForm), admins)

  app.post(path, (context) => handleOwnForm(guards, context, {
    async act(fields) {
      const { email } = readFields(fields, ['email'], invitationChecker)
      await invite(dependencies, requestOf(dependencies, context), email)
      return redirect(`${path}?done=sent`)
    },
    show: (shown) => showInvitations(dependencies, context, shown),
  }), admins)

  app.post(`${path}/:id/revoke`, (context) => handleOwnForm(guards, context, {
    async act() {
      const id = readId(context.params.id, unknownInvitation)
      await revoke(dependencies, requestOf(dependencies, context), id)
      return redirect(`${path}?done=revoked`)
    },
    show: (shown) => showInvitations(dependencies, context, shown),
  }), admins)
}

async function showInvitations(
  dependencies: Dependencies, context: Context, shown: ShownForm,
): Promise<Reply> {
  return invitationsPage(adminViewerOf(dependencies, context), {
    ...shown,
    mode: dependencies.signUp,
    invitations: await dependencies.auth.invitations.list(),
    done: context.query.get('done'),
  })
}
