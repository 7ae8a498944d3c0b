// The pages of an invitation: the form that its link opens, and what it sends. Looking at the page
// uses nothing up, because email programs open links before people do.
// Lesson: user-management (tour)

import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { clientOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import { answerForm, newForm, readFields, type ShownForm } from '../forms.ts'
import { acceptInvitation, findInvitation } from './invitationRules.ts'
import { invitedPage, oldInvitationPage } from './invitationPages.ts'
import { noSignUpPage } from './pages.ts'
import { startSession } from '../signIn/rules.ts'
import { invitedChecker } from '../users.ts'
import { Refusal } from '../../site/refusal.ts'

const path = '/signup/invited'

/** Adds `/signup/invited?token=…`. */
export function addInvitationRoutes(app: App, dependencies: Dependencies): void {
  app.get(path, ({ query }) => showInvitation(dependencies, query.get('token'), newForm))

  app.post(path, (context) => answerForm(context, {
    show: (shown, fields) => showInvitation(dependencies, fields.get('token'), shown),
    act: (fields) => accept(dependencies, context, fields),
  }))
}

async function accept(dependencies: Dependencies, context: Context, fields: URLSearchParams): Promise<Reply> {
  const acceptance = readFields(fields, ['token', 'name', 'password'], invitedChecker)
  const client = clientOf(dependencies, context)
  const user = await acceptInvitation(dependencies, acceptance, client)
  const proof = { user: user.id, passwordVersion: null }
  const { token, device } = await startSession(dependencies, proof, client)
  return redirect('/account?done=made', 303, signInHeaders(token, dependencies.publicOrigin, device))
}

async function showInvitation(
  dependencies: Dependencies, token: string | null, shown: ShownForm,
): Promise<Reply> {
  try {
    const { email } = await findInvitation(dependencies, token ?? '')
    return invitedPage({ token: token ?? '', email }, shown)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'sign-up-closed' ? noSignUpPage('closed', 403) : oldInvitationPage()
  }
}
