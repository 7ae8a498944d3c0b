// The pages of signing in and out, second factor included, and of all that is signed in. Where to
// go on is carried along in a hidden field, and only a path of ours counts.
// Lesson: sessions (core)

import { signInHeaders, signOutHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import { safeRedirect } from '../../../http/safeRedirect.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { renewByPassword } from '../../site/confirmPassword.ts'
import { untouched } from '../../site/fields.ts'
import { handleForm, newForm, readFields, type ShownForm } from '../../site/form.ts'
import { readId } from '../../site/input.ts'
import { nextPages } from '../../site/nextPages.ts'
import { refusalStatuses } from '../../site/refusal.ts'
import { requesterOf } from '../../site/requester.ts'
import { passwordChecker } from '../checkers.ts'
import type { Dependencies } from '../dependencies.ts'
import { addAccountAction, addAccountForm, addAccountPage, type AccountForm } from '../viewer.ts'
import { codePage, sessionsPage, signInPage, signOutPage } from './pages.ts'
import {
  endOtherSignIns, endSignIn, finishSignIn, listSignIns, needsProof, secondFactorChecker, signIn,
  signInChecker, signOut, type SignedIn,
} from './rules.ts'

const sessionsPath = '/account/sessions'

type ShownSignIn = ShownForm & { success?: string | undefined }

// What a page can say was done. The query names a sentence and never contains one.
const signInSentences = new Map([
  ['reset', 'Your new password is set: sign in with it'],
  ['address', 'Your new email address is confirmed: sign in with it'],
  ['deleted', 'Your account and everything in it are deleted'],
])
const sessionSentences = new Map([
  ['ended', 'The session has ended'],
  ['others', 'Only this browser is signed in now'],
])

/** Adds `/login`, `/login/code`, `/logout`, `/account/sessions` and `/account/programs`. */
export function addSignInRoutes(app: App, dependencies: Dependencies): void {
  app.get('/login', async (context) => {
    const next = safeRedirect(context.query.get('next'), nextPages)
    const identity = await dependencies.auth.identify(context)
    if (identity?.session !== undefined) return redirect(next)
    // An application that sends somebody here may know the address (OpenID Connect, login_hint).
    const email = context.query.get('email') ?? ''
    const form = { ...untouched, typed: { email } }
    const success = signInSentences.get(context.query.get('done') ?? '')
    return showSignIn(dependencies, next, { form, success })
  })

  app.post('/login', (context) => handleForm(context, {
    show: (shown, fields) => showSignIn(dependencies, nextIn(fields), shown),
    async act(fields) {
      const credentials = readFields(fields, ['email', 'password'], signInChecker)
      const result = await signIn(dependencies, credentials, requesterOf(dependencies, context))
      if ('token' in result) return redirectSignedIn(dependencies, result, fields)
      return codePage({ ticket: result.ticket, next: nextIn(fields) }, newForm)
    },
  }))

  app.get('/login/code', () => redirect('/login'))

  app.post('/login/code', (context) => handleForm(context, {
    show: (shown, fields) => showCode(dependencies, shown, fields),
    async act(fields) {
      const second = readFields(fields, ['ticket', 'code'], secondFactorChecker)
      const requester = requesterOf(dependencies, context)
      const result = await finishSignIn(dependencies, second, requester)
      return redirectSignedIn(dependencies, result, fields)
    },
  }))

  addSignOutForm(app, dependencies)
  addSessionRoutes(app, dependencies)
}

function addSignOutForm(app: App, dependencies: Dependencies): void {
  addAccountForm(app, dependencies, {
    path: '/logout',
    show: signOutPage,
    async act(actor) {
      await signOut(dependencies, actor)
      return redirect('/', 303, signOutHeaders(dependencies.publicOrigin))
    },
  })
}

function addSessionRoutes(app: App, dependencies: Dependencies): void {
  const path = sessionsPath
  const { clock, providerButton } = dependencies
  const show: AccountForm['show'] = async (viewer, shown, { query }) => sessionsPage(viewer, {
    ...await listSignIns(dependencies, viewer.user.id),
    success: sessionSentences.get(query.get('done') ?? ''),
    isLocked: needsProof(viewer, clock()),
    otherWay: providerButton(path),
  }, shown)

  addAccountPage(app, dependencies, {
    path, show: (viewer, context) => show(viewer, newForm, context),
  })

  for (const [kind, name] of [['session', 'sessions'], ['family', 'programs']] as const) {
    addAccountAction(app, dependencies, {
      path: `/account/${name}/:id/end`,
      show,
      async act(actor, _fields, { params }) {
        await endSignIn(dependencies, actor, { kind, id: readId(params.id) })
        return redirect(`${path}?done=ended`)
      },
    })
  }

  addConfirmAction(app, dependencies, show)

  addAccountAction(app, dependencies, {
    path: `${path}/end`,
    show,
    async act(actor) {
      await endOtherSignIns(dependencies, actor)
      return redirect(`${path}?done=others`)
    },
  })
}

// The right password renews the session: for ten minutes, it can end the others.
function addConfirmAction(app: App, dependencies: Dependencies, show: AccountForm['show']): void {
  addAccountAction(app, dependencies, {
    path: `${sessionsPath}/confirm`,
    show,
    async act({ user, session }, fields) {
      const { password } = readFields(fields, ['password'], passwordChecker)
      if (session === undefined) return redirect(sessionsPath)
      const token = await renewByPassword(dependencies, { user, session }, {
        password, store: (renew) => dependencies.database.run(renew),
      })
      return redirect(sessionsPath, 303, signInHeaders(token, dependencies.publicOrigin))
    },
  })
}

function showSignIn(
  { signUp, providerButton }: Dependencies, next: string, shown: ShownSignIn,
): Reply {
  const canSignUp = signUp === 'open'
  return signInPage({ ...shown, next, otherWay: providerButton(next), canSignUp })
}

// A ticket that's no longer valid leads back to the password.
function showCode(dependencies: Dependencies, shown: ShownForm, fields: URLSearchParams): Reply {
  if (shown.status === refusalStatuses['old-token']) {
    return showSignIn(dependencies, nextIn(fields), shown)
  }
  return codePage({ ticket: fields.get('ticket') ?? '', next: nextIn(fields) }, shown)
}

function redirectSignedIn(
  { publicOrigin }: Dependencies, { token, device }: SignedIn, fields: URLSearchParams,
): Reply {
  return redirect(nextIn(fields), 303, signInHeaders(token, publicOrigin, device))
}

function nextIn(fields: URLSearchParams): string {
  return safeRedirect(fields.get('next'), nextPages)
}
