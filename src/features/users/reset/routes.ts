// The pages of a forgotten password. Looking at the page that the mail names uses nothing up.
// Lesson: reset-by-email (tour)

import { deviceCookie } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { clientOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import { answerForm, newForm, readFields, type ShownForm } from '../forms.ts'
import { forgotPage, oldResetPage, resetPage, resetSentPage } from './pages.ts'
import { requestReset, resetPassword } from './rules.ts'
import { resetChecker, resetRequestChecker } from '../users.ts'

/** Adds `/forgot` and `/reset`. */
export function addResetRoutes(app: App, dependencies: Dependencies): void {
  app.get('/forgot', () => forgotPage(newForm))

  app.post('/forgot', (context) => answerForm(context, {
    show: forgotPage,
    act: async (fields) => {
      const { email } = readFields(fields, ['email'], resetRequestChecker)
      await requestReset(dependencies, email, clientOf(dependencies, context))
      return redirect('/forgot/sent')
    },
  }))

  app.get('/forgot/sent', () => resetSentPage(dependencies.outboxFolder))

  app.get('/reset', ({ query }) => showReset(dependencies, query.get('token'), newForm))

  app.post('/reset', (context) => answerForm(context, {
    show: (shown, fields) => showReset(dependencies, fields.get('token'), shown),
    act: async (fields) => {
      const input = readFields(fields, ['token', 'password'], resetChecker)
      const device = await resetPassword(dependencies, input, clientOf(dependencies, context))
      const headers = { 'set-cookie': deviceCookie(device, dependencies.publicOrigin) }
      return redirect('/login?done=reset', 303, headers)
    },
  }))
}

async function showReset(
  dependencies: Dependencies, token: string | null, shown: ShownForm,
): Promise<Reply> {
  if (token === null) return oldResetPage()
  const ticket = await dependencies.auth.oneTimeTokens.look('reset-password', token)
  const user = ticket && await dependencies.store.find(ticket.user)
  return user === undefined ? oldResetPage() : resetPage({ token, email: user.email }, shown)
}
