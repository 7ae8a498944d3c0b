// The pages of signing up. A GET never uses anything up: email programs open links before people
// do. Lesson: passwords (tour)

import { hashToken } from '../../../auth/tokens/token.ts'
import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { clientOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import { answerForm, newForm, readFields, type ShownForm } from '../forms.ts'
import {
  confirmPage, mailSentPage, noSignUpPage, oldConfirmationPage, signUpPage,
} from './pages.ts'
import { confirmAccount, requestAccount } from './rules.ts'
import { confirmationChecker, newUserChecker } from '../users.ts'

/** Adds `/signup` and `/confirm`. */
export function addSignUpRoutes(app: App, dependencies: Dependencies): void {
  app.get('/signup', async (context) => {
    const identity = await dependencies.auth.identify(context)
    if (identity?.session !== undefined) return redirect('/account')
    return dependencies.signUp === 'open' ? signUpPage(newForm) : noSignUpPage(dependencies.signUp)
  })

  app.post('/signup', (context) => answerForm(context, {
    show: (shown) => dependencies.signUp === 'open' ? signUpPage(shown) : noSignUpPage(dependencies.signUp, 403),
    act: async (fields) => {
      const input = readFields(fields, ['email', 'name', 'password'], newUserChecker)
      await requestAccount(dependencies, input, clientOf(dependencies, context))
      return redirect('/signup/sent')
    },
  }))

  app.get('/signup/sent', () => mailSentPage(dependencies.outboxFolder))

  app.get('/confirm', (context) => showConfirmation(dependencies, context.query.get('token'), newForm))

  app.post('/confirm', (context) => answerForm(context, {
    show: (shown, fields) => showConfirmation(dependencies, fields.get('token'), shown),
    act: (fields) => confirm(dependencies, context, fields),
  }))
}

async function confirm(
  dependencies: Dependencies, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const confirmation = readFields(fields, ['token', 'password'], confirmationChecker)
  const { signedIn } = await confirmAccount(dependencies, confirmation, clientOf(dependencies, context))
  const headers = signInHeaders(signedIn.token, dependencies.publicOrigin, signedIn.device)
  return redirect('/account?done=made', 303, headers)
}

async function showConfirmation(
  dependencies: Dependencies, token: string | null, shown: ShownForm,
): Promise<Reply> {
  if (dependencies.signUp !== 'open') return noSignUpPage(dependencies.signUp, 403)
  if (token === null) return oldConfirmationPage()
  const signup = await dependencies.store.findSignup(hashToken(token), dependencies.clock())
  if (signup === undefined) return oldConfirmationPage()
  return confirmPage({ token, email: signup.email }, shown)
}
