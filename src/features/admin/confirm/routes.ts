// The page that asks an administrator for the password again. The session gets a new token with it,
// so the old one is worth nothing. Lesson: user-management (appendix)

import { renewSession } from '../../../auth/sessions/session.ts'
import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { safeNext } from '../../../http/next.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { answerOwnForm, newForm, sessionOf } from '../../site/form.ts'
import { refuse, toRefusal } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { adminViewerOf, causeOf } from '../requester.ts'
import { confirmPage } from './pages.ts'

/** Adds `/admin/confirm?next=…`. */
export function addConfirmRoutes(app: App, dependencies: Dependencies): void {
  const { guards } = dependencies.auth
  const admins = [guards.requireSession('admin')]

  app.get('/admin/confirm', (context) =>
    confirmPage(adminViewerOf(dependencies, context), { ...newForm, next: nextOf(context.query) }),
  admins)

  app.post('/admin/confirm', (context) => answerOwnForm(guards, context, {
    async act(fields) {
      await checkPassword(dependencies, context, fields.get('password') ?? '')
      return goOn(dependencies, context, nextOf(fields))
    },
    show: (shown, fields) =>
      confirmPage(adminViewerOf(dependencies, context), { ...shown, next: nextOf(fields) }),
  }), admins)
}

// The trail has a wrong password, and one that wasn't looked at because there were too many.
async function checkPassword(
  dependencies: Dependencies, context: Context, password: string,
): Promise<void> {
  const { auth, audit } = dependencies
  const { account: { id }, session } = auth.guards.whoIs(context)
  try {
    await auth.credentials.confirm(id, password, session)
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal === undefined) throw error
    const event = { action: 'password-not-confirmed', target: `user ${id}` }
    await audit.write({ ...causeOf(dependencies, context), ...event })
    if (refusal.code !== 'wrong-password') throw refusal
    throw refuse('wrong-password', 'This is not your password', 'password')
  }
}

async function goOn(dependencies: Dependencies, context: Context, next: string): Promise<Reply> {
  const { auth, audit, database, clock, publicOrigin } = dependencies
  const cause = causeOf(dependencies, context)
  const { token, statement } = renewSession(sessionOf(auth.guards, context), clock())
  await database.batch([
    statement,
    audit.prepare({ ...cause, action: 'password-confirmed', target: `user ${cause.actor}` }),
  ])
  return redirect(next, 303, signInHeaders(token, publicOrigin))
}

// After confirming, the administrator continues here and nowhere else.
function nextOf(fields: URLSearchParams): string {
  const next = safeNext(fields.get('next'))
  return next.startsWith('/admin/') ? next : '/admin'
}
