// The pages of signing up, with an invitation or without one. A GET never uses anything up: email
// programs open links before people do. Lesson: passwords (tour)

import { findSignup } from '../../../auth/access/signups.ts'
import type { User } from '../../../auth/access/users.ts'
import { signInHeaders } from '../../../auth/sessions/cookies.ts'
import { hashToken } from '../../../auth/tokens/token.ts'
import type { App } from '../../../http/app.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleForm, newForm, readFields, type ShownForm } from '../../site/form.ts'
import { isRefusal, Refusal } from '../../site/refusal.ts'
import { requesterOf, type Requester } from '../../site/requester.ts'
import type { Dependencies } from '../dependencies.ts'
import { signInNewUser } from '../signIn/rules.ts'
import {
  confirmPage, invitedPage, noSignUpPage, oldConfirmationPage, oldInvitationPage, signUpPage,
  signUpSentPage,
} from './pages.ts'
import {
  acceptInvitation, confirmAccount, confirmationChecker, findInvitation, invitedChecker,
  newUserChecker, requestAccount,
} from './rules.ts'

/** Adds `/signup` and `/confirm`. */
export function addSignUpRoutes(app: App, dependencies: Dependencies): void {
  const { auth, signUp, outboxFolder } = dependencies

  app.get('/signup', async (context) => {
    const identity = await auth.identify(context)
    if (identity?.session !== undefined) return redirect('/account')
    return signUp === 'open' ? signUpPage(newForm) : noSignUpPage(signUp)
  })

  app.post('/signup', (context) => handleForm(context, {
    show: (shown) => signUp === 'open' ? signUpPage(shown) : noSignUpPage(signUp, 403),
    async act(fields) {
      const input = readFields(fields, ['email', 'name', 'password'], newUserChecker)
      await requestAccount(dependencies, input, requesterOf(dependencies, context))
      return redirect('/signup/sent')
    },
  }))

  app.get('/signup/sent', () => signUpSentPage(outboxFolder))

  addConfirmRoutes(app, dependencies)
  addInvitedRoutes(app, dependencies)
}

function addConfirmRoutes(app: App, dependencies: Dependencies): void {
  app.get('/confirm', ({ query }) => showConfirmation(dependencies, query.get('token'), newForm))

  app.post('/confirm', (context) => handleForm(context, {
    show: (shown, fields) => showConfirmation(dependencies, fields.get('token'), shown),
    async act(fields) {
      const confirmation = readFields(fields, ['token', 'password'], confirmationChecker)
      const requester = requesterOf(dependencies, context)
      const user = await confirmAccount(dependencies, confirmation, requester)
      return signNewUserIn(dependencies, user, requester)
    },
  }))
}

function addInvitedRoutes(app: App, dependencies: Dependencies): void {
  const path = '/signup/invited'

  app.get(path, ({ query }) => showInvitation(dependencies, query.get('token'), newForm))

  app.post(path, (context) => handleForm(context, {
    show: (shown, fields) => showInvitation(dependencies, fields.get('token'), shown),
    async act(fields) {
      const acceptance = readFields(fields, ['token', 'name', 'password'], invitedChecker)
      const requester = requesterOf(dependencies, context)
      const user = await acceptInvitation(dependencies, acceptance, requester)
      return signNewUserIn(dependencies, user, requester)
    },
  }))
}

async function signNewUserIn(
  dependencies: Dependencies, user: User, requester: Requester,
): Promise<Reply> {
  const { token, device } = await signInNewUser(dependencies, user, requester)
  const headers = signInHeaders(token, dependencies.publicOrigin, device)
  return redirect('/account?done=made', 303, headers)
}

async function showConfirmation(
  { signUp, database, clock }: Dependencies, token: string | null, shown: ShownForm,
): Promise<Reply> {
  if (signUp !== 'open') return noSignUpPage(signUp, 403)
  if (token === null) return oldConfirmationPage()
  const signup = await findSignup(database, hashToken(token), clock())
  if (signup === undefined) return oldConfirmationPage()
  return confirmPage({ token, email: signup.email }, shown)
}

async function showInvitation(
  dependencies: Dependencies, token: string | null, shown: ShownForm,
): Promise<Reply> {
  try {
    const { email } = await findInvitation(dependencies, token ?? '')
    return invitedPage({ token: token ?? '', email }, shown)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return isRefusal(error, 'sign-up-closed') ? noSignUpPage('closed', 403) : oldInvitationPage()
  }
}
