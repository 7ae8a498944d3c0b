// The pages of signing in and out, second factor included. Where to go on is carried along in a
// hidden field, and only a path of ours counts. Lesson: sessions (core)

import { endSession } from '../../../auth/sessions/session.ts'
import { signInHeaders, signOutHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { safeNext } from '../../../http/next.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { eventOf } from '../account/rules.ts'
import { actorOf, clientOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  answerForm, answerOwnForm, newForm, readFields, viewerOf, type ShownForm,
} from '../forms.ts'
import { codePage, signInPage, signOutPage } from './pages.ts'
import { finishSignIn, signIn, type SignedIn } from './rules.ts'
import { secondFactorChecker, signInChecker } from '../users.ts'
import { refusalStatuses } from '../../site/refusal.ts'

// What may be said above the form. An address names a sentence and never brings one.
const sentences = new Map([
  ['reset', 'Your new password is set: sign in with it'],
  ['address', 'Your new email address is confirmed: sign in with it'],
  ['deleted', 'Your account and everything in it are deleted'],
])

/** Adds `/login`, `/login/code` and `/logout`. */
export function addSignInRoutes(app: App, dependencies: Dependencies): void {
  app.get('/login', async (context) => {
    const next = safeNext(context.query.get('next'))
    const identity = await dependencies.auth.identify(context)
    if (identity?.session !== undefined) return redirect(next)
    const success = sentences.get(context.query.get('done') ?? '')
    // An application that sends somebody here may know the address (OpenID Connect, login_hint).
    const email = context.query.get('email') ?? ''
    const form = { ...newForm.form, typed: { email } }
    const canSignUp = dependencies.signUp === 'open'
    const otherWay = dependencies.providerButton(next)
    return signInPage({ ...newForm, form, next, success, otherWay, canSignUp })
  })

  app.post('/login', (context) => answerForm(context, {
    show: (shown, fields) => {
      const next = safeNext(fields.get('next'))
      const canSignUp = dependencies.signUp === 'open'
      return signInPage({ ...shown, next, otherWay: dependencies.providerButton(next), canSignUp })
    },
    act: (fields) => checkPassword(dependencies, context, fields),
  }))

  app.get('/login/code', () => redirect('/login'))

  app.post('/login/code', (context) => answerForm(context, {
    show: (shown, fields) => showCode(dependencies, shown, fields),
    act: async (fields) => {
      const second = readFields(fields, ['ticket', 'code'], secondFactorChecker)
      return goOn(dependencies, await finishSignIn(dependencies, second, clientOf(dependencies, context)), fields)
    },
  }))

  addSignOutRoutes(app, dependencies)
}

function addSignOutRoutes(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]

  app.get('/logout', (context) => signOutPage(viewerOf(dependencies, context), newForm), guards)

  app.post('/logout', (context) => answerOwnForm(dependencies, context, {
    show: (shown) => signOutPage(viewerOf(dependencies, context), shown),
    act: () => signOut(dependencies, context),
  }), guards)
}

async function checkPassword(
  dependencies: Dependencies, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const credentials = readFields(fields, ['email', 'password'], signInChecker)
  const result = await signIn(dependencies, credentials, clientOf(dependencies, context))
  if ('token' in result) return goOn(dependencies, result, fields)
  return codePage({ ticket: result.ticket, next: safeNext(fields.get('next')) }, newForm)
}

function goOn(dependencies: Dependencies, { token, device }: SignedIn, fields: URLSearchParams): Reply {
  const headers = signInHeaders(token, dependencies.publicOrigin, device)
  return redirect(safeNext(fields.get('next')), 303, headers)
}

// A ticket that's no longer valid leads back to the password.
function showCode(dependencies: Dependencies, shown: ShownForm, fields: URLSearchParams): Reply {
  const next = safeNext(fields.get('next'))
  if (shown.status === refusalStatuses['old-token']) {
    return signInPage({ ...shown, next, canSignUp: dependencies.signUp === 'open' })
  }
  return codePage({ ticket: fields.get('ticket') ?? '', next }, shown)
}

async function signOut(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { user, session, client } = await actorOf(dependencies, context)
  const end = endSession(user.id, session?.id ?? 0)
  await dependencies.auth.audit.record(end, eventOf('signed-out', user, client))
  return redirect('/', 303, signOutHeaders(dependencies.publicOrigin))
}
