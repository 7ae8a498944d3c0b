// The page that asks an administrator for the password again.
// Lesson: user-management (appendix)

import { hasPassword } from '../../../auth/access/users.ts'
import { signInHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { safeRedirect } from '../../../http/safeRedirect.ts'
import { redirect } from '../../../http/reply.ts'
import { handleOwnForm, newForm, sessionOf, type ShownForm } from '../../site/form.ts'
import { nextPages } from '../../site/nextPages.ts'
import type { Dependencies } from '../dependencies.ts'
import { adminViewerOf, requestOf } from '../requester.ts'
import { confirmPage } from './pages.ts'
import { confirmAdmin } from './rules.ts'

/** Adds `/admin/confirm?next=…`. */
export function addConfirmRoutes(app: App, dependencies: Dependencies): void {
  const { auth: { guards }, database, publicOrigin } = dependencies
  const admins = [guards.requireSession('admin')]
  const show = async (context: Context, shown: ShownForm, fields: URLSearchParams) => {
    const viewer = adminViewerOf(dependencies, context)
    const isSet = await hasPassword(database, viewer.account.id)
    return confirmPage(viewer, { ...shown, next: nextOf(fields), hasPassword: isSet })
  }

  app.get('/admin/confirm', (context) => show(context, newForm, context.query), admins)

  app.post('/admin/confirm', (context) => handleOwnForm(guards, context, {
    async act(fields) {
      const token = await confirmAdmin(dependencies, requestOf(dependencies, context), {
        session: sessionOf(guards, context), password: fields.get('password') ?? '',
      })
      return redirect(nextOf(fields), 303, signInHeaders(token, publicOrigin))
    },
    show: (shown, fields) => show(context, shown, fields),
  }), admins)
}

// After confirming, the administrator continues here and nowhere else.
function nextOf(fields: URLSearchParams): string {
  const next = safeRedirect(fields.get('next'), nextPages)
  return next.startsWith('/admin/') ? next : '/admin'
}
