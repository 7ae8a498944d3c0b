// The pages of signing up. A GET never uses anything up: mail programs open addresses before people
// do. Lesson 30 (passwords).

import { hashToken } from '../../auth/token.ts'
import { signInHeaders } from '../../auth/sessionCookie.ts'
import type { App } from '../../http/app.ts'
import type { Context } from '../../http/context.ts'
import { redirect, type Reply } from '../../http/reply.ts'
import { clientOf } from './client.ts'
import type { UserDesk } from './desk.ts'
import { answerForm, newForm, readFields, type ShownForm } from './forms.ts'
import { confirmPage, mailSentPage, oldConfirmationPage, signUpPage } from './pages/signUp.ts'
import { confirmAccount, requestAccount } from './signUp.ts'
import { confirmationChecker, newUserChecker } from './users.ts'

/** Adds `/signup` and `/confirm`. */
export function addSignUpRoutes(app: App, desk: UserDesk): void {
  app.get('/signup', async (context) => {
    const identity = await desk.auth.identify(context)
    return identity?.session === undefined ? signUpPage(newForm) : redirect('/account')
  })

  app.post('/signup', (context) => answerForm(context, {
    show: signUpPage,
    act: async (fields) => {
      const input = readFields(fields, ['email', 'name', 'password'], newUserChecker)
      await requestAccount(desk, input, clientOf(desk, context))
      return redirect('/signup/sent')
    },
  }))

  app.get('/signup/sent', () => mailSentPage(desk.outboxFolder))

  app.get('/confirm', (context) => showConfirmation(desk, context.query.get('token'), newForm))

  app.post('/confirm', (context) => answerForm(context, {
    show: (shown, fields) => showConfirmation(desk, fields.get('token'), shown),
    act: (fields) => confirm(desk, context, fields),
  }))
}

async function confirm(
  desk: UserDesk, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const confirmation = readFields(fields, ['token', 'password'], confirmationChecker)
  const { signedIn } = await confirmAccount(desk, confirmation, clientOf(desk, context))
  const headers = signInHeaders(signedIn.token, desk.publicOrigin, signedIn.device)
  return redirect('/account?done=made', 303, headers)
}

async function showConfirmation(
  desk: UserDesk, token: string | null, shown: ShownForm,
): Promise<Reply> {
  if (token === null) return oldConfirmationPage()
  const signup = await desk.store.findSignup(hashToken(token), desk.clock())
  if (signup === undefined) return oldConfirmationPage()
  return confirmPage({ token, email: signup.email }, shown)
}
