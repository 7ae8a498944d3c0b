// The pages of signing up. A GET never uses anything up: email programs open links before people
// do. Lesson: passwords (tour)

import { findSignup } from '../../../auth/access/signups.ts'
import { hashToken } from '../../../auth/tokens/token.ts'
import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { clientOf } from '../client.ts'
import type { UserDesk } from '../desk.ts'
import { answerForm, newForm, readFields, type ShownForm } from '../forms.ts'
import {
  confirmPage, mailSentPage, noSignUpPage, oldConfirmationPage, signUpPage,
} from './pages.ts'
import { confirmAccount, requestAccount } from './rules.ts'
import { confirmationChecker, newUserChecker } from '../users.ts'

/** Adds `/signup` and `/confirm`. */
export function addSignUpRoutes(app: App, desk: UserDesk): void {
  app.get('/signup', async (context) => {
    const identity = await desk.auth.identify(context)
    if (identity?.session !== undefined) return redirect('/account')
    return desk.signUp === 'open' ? signUpPage(newForm) : noSignUpPage(desk.signUp)
  })

  app.post('/signup', (context) => answerForm(context, {
    show: (shown) => desk.signUp === 'open' ? signUpPage(shown) : noSignUpPage(desk.signUp, 403),
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
  if (desk.signUp !== 'open') return noSignUpPage(desk.signUp, 403)
  if (token === null) return oldConfirmationPage()
  const signup = await findSignup(desk.database, hashToken(token), desk.clock())
  if (signup === undefined) return oldConfirmationPage()
  return confirmPage({ token, email: signup.email }, shown)
}
