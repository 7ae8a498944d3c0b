// The pages of a forgotten password. Opening the page that the email links to uses nothing up.
// Lesson: reset-by-email (tour)

import { findUser } from '../../../auth/access/users.ts'
import { deviceHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleForm, newForm, readFields, type ShownForm } from '../../site/form.ts'
import { requesterOf } from '../../site/requester.ts'
import type { Dependencies } from '../dependencies.ts'
import { forgotPage, oldResetPage, resetPage, resetSentPage } from './pages.ts'
import { requestReset, resetChecker, resetPassword, resetRequestChecker } from './rules.ts'

/** Adds `/forgot` and `/reset`. */
export function addResetRoutes(app: App, dependencies: Dependencies): void {
  const { outboxFolder, publicOrigin } = dependencies

  app.get('/forgot', () => forgotPage(newForm))

  app.post('/forgot', (context) => handleForm(context, {
    show: forgotPage,
    async act(fields) {
      const { email } = readFields(fields, ['email'], resetRequestChecker)
      await requestReset(dependencies, email, requesterOf(dependencies, context))
      return redirect('/forgot/sent')
    },
  }))

  app.get('/forgot/sent', () => resetSentPage(outboxFolder))

  app.get('/reset', ({ query }) => showReset(dependencies, query.get('token'), newForm))

  app.post('/reset', (context) => handleForm(context, {
    show: (shown, fields) => showReset(dependencies, fields.get('token'), shown),
    async act(fields) {
      const reset = readFields(fields, ['token', 'password'], resetChecker)
      const device = await resetPassword(dependencies, reset, requesterOf(dependencies, context))
      return redirect('/login?done=reset', 303, deviceHeaders(device, publicOrigin))
    },
  }))
}

async function showReset(
  { auth, database }: Dependencies, token: string | null, shown: ShownForm,
): Promise<Reply> {
  if (token === null) return oldResetPage()
  const ticket = await auth.oneTimeTokens.look('reset-password', token)
  const user = ticket && await findUser(database, ticket.user)
  return user === undefined ? oldResetPage() : resetPage({ token, email: user.email }, shown)
}
