// The pages of a new email address: changing it takes the password, and it counts once somebody has
// opened the email sent to it and pressed a button. That may be in another browser.
// Lesson: reset-by-email (tour)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleForm, newForm, readFields } from '../../site/form.ts'
import { requesterOf } from '../../site/requester.ts'
import type { Dependencies } from '../dependencies.ts'
import { accountViewerOf, addAccountAction, addAccountPage } from '../viewer.ts'
import { changeSentPage, confirmEmailPage, emailPage, oldEmailPage } from './pages.ts'
import {
  confirmEmailChange, emailChangeChecker, requestEmailChange, tokenChecker,
} from './rules.ts'

/** Adds `/account/email` and what is below it. */
export function addEmailRoutes(app: App, dependencies: Dependencies): void {
  const { auth: { guards }, outboxFolder } = dependencies
  // With a token it is the page that the email links to.
  app.get('/account/email', (context) => {
    const token = context.query.get('token')
    if (token !== null) return showConfirmation(dependencies, token)
    return guards.requireSession()(context, async () =>
      emailPage(await accountViewerOf(dependencies, context), newForm))
  })

  addAccountAction(app, dependencies, {
    path: '/account/email',
    show: emailPage,
    async act(actor, fields) {
      const input = readFields(fields, ['email', 'password'], emailChangeChecker)
      await requestEmailChange(dependencies, actor, input)
      return redirect('/account/email/sent')
    },
  })

  addAccountPage(app, dependencies, {
    path: '/account/email/sent',
    show: (viewer) => changeSentPage(viewer, outboxFolder),
  })

  app.post('/account/email/confirm', (context) => handleForm(context, {
    show: oldEmailPage,
    act: (fields) => confirm(dependencies, context, fields),
  }))
}

async function showConfirmation({ auth }: Dependencies, token: string): Promise<Reply> {
  const ticket = await auth.oneTimeTokens.look('change-email', token)
  return ticket === undefined ? oldEmailPage() : confirmEmailPage(token)
}

async function confirm(
  dependencies: Dependencies, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const { token } = readFields(fields, ['token'], tokenChecker)
  await confirmEmailChange(dependencies, token, requesterOf(dependencies, context))
  const identity = await dependencies.auth.identify(context)
  return redirect(identity?.session === undefined ? '/login?done=address' : '/account?done=address')
}
