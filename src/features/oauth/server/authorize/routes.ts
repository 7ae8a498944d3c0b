// The authorization endpoint: somebody is sent here by an application, signs in, allows it, and is
// sent back with a code (RFC 6749, section 4.1; OpenID Connect Core, section 3.1.2).
// Lesson: oauth-and-oidc (tour)

import { hasPassword } from '../../../../auth/access/users.ts'
import { signInHeaders } from '../../../../auth/sessions/cookies.ts'
import type { Database } from '../../../../database/database.ts'
import type { App } from '../../../../http/app.ts'
import { readForm } from '../../../../http/body.ts'
import type { Context } from '../../../../http/context.ts'
import { HttpError } from '../../../../http/errors.ts'
import { noStore, redirect, type Reply } from '../../../../http/reply.ts'
import { newForm, readOwnForm, refusedForm } from '../../../site/form.ts'
import { toRefusal } from '../../../site/refusal.ts'
import { actorOf, findActor, renewActor, type Actor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { leaveSite } from '../../leaveSite.ts'
import { withParameters } from '../redirectUri.ts'
import { readConsent } from '../store.ts'
import { reportErrors } from './errors.ts'
import { checkIdTokenHint } from './idTokenHint.ts'
import { consentPage, passwordPage } from './pages.ts'
import { AuthorizeError, readAuthorizeRequest, type AuthorizeRequest } from './request.ts'
import { allowApp, continuePath, issueCode, nextStep, signInPath, silentProblems } from './rules.ts'

// It was part of a URL, which can't be longer.
const longestKept = 16_000

/** Adds `/oauth/authorize` and the addresses of its forms. */
export function addAuthorizeRoutes(app: App, dependencies: Dependencies): void {
  const errors = reportErrors(dependencies)
  const guards = [dependencies.auth.guards.requireSession(), errors]
  app.get('/oauth/authorize', (context) => authorize(dependencies, context), [errors])
  app.post('/oauth/authorize', authorizeForm)
  app.post('/oauth/consent', (context) => handleConsent(dependencies, context), guards)
  app.post('/oauth/password', (context) => handlePassword(dependencies, context), guards)
}

// OpenID Connect Core, section 3.1.2.1, requires both methods. The form's fields become a query: a
// browser doesn't send our cookies with a POST from another site, but with the GET that follows.
async function authorizeForm(context: Context): Promise<Reply> {
  const form = await readForm(context, { maxBytes: longestKept })
  return redirect(`/oauth/authorize?${form}`, 303, noStore)
}

async function authorize(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { clock, database } = dependencies
  const request = await readAuthorizeRequest(database, context.query)
  const actor = await findActor(dependencies, context)
  await checkIdTokenHint(dependencies, request, actor)
  const granted = actor && await readConsent(database, actor.account.id, request.client.id)
  const step = nextStep(request, actor?.session, { granted: granted ?? '', now: clock() })
  if (request.prompts.has('none') && step !== 'code') {
    throw new AuthorizeError(silentProblems[step], 'The user would have to be asked', request)
  }
  if (actor === undefined || step === 'sign-in') return redirect(signInPath(request), 303)
  if (step === 'password') return askPassword(dependencies, request, actor)
  if (step === 'consent') return consentPage(actor, request)
  const code = await issueCode(dependencies, request, actor)
  return leaveWithCode(dependencies, context, { request, code })
}

// People who have no password prove it with the provider that they sign in with.
async function askPassword(
  { database, provider }: Dependencies, request: AuthorizeRequest, actor: Actor,
): Promise<Reply> {
  if (await hasPassword(database, actor.account.id)) {
    return passwordPage(actor, request, newForm)
  }
  if (provider === undefined) {
    throw new AuthorizeError('login_required', 'The user has no password to give', request)
  }
  return redirect(`/login/with?${new URLSearchParams({ next: continuePath(request) })}`, 303)
}

async function handleConsent(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { auth, database } = dependencies
  const fields = await readOwnForm(auth.guards, context)
  const actor = actorOf(dependencies, context)
  const request = await readKept(database, fields)
  if (fields.get('decision') !== 'allow') {
    throw new AuthorizeError('access_denied', "The user didn't allow it", request)
  }
  const code = await allowApp(dependencies, request, actor)
  return leaveWithCode(dependencies, context, { request, code })
}

async function handlePassword(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { auth, database } = dependencies
  const fields = await readOwnForm(auth.guards, context)
  const actor = actorOf(dependencies, context)
  const request = await readKept(database, fields)
  try {
    const token = await renewActor(dependencies, actor, fields.get('password') ?? '')
    return redirect(continuePath(request), 303, signInHeaders(token, dependencies.publicOrigin))
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal === undefined) throw error
    return passwordPage(actor, request, refusedForm(fields, refusal))
  }
}

function leaveWithCode(
  { issuer }: Dependencies, context: Context,
  { request: { client, redirectUri, state }, code }: { request: AuthorizeRequest; code: string },
): Reply {
  const parameters = { code, state, iss: issuer }
  return leaveSite(context, withParameters(redirectUri, parameters), client.name)
}

// What a form brings back is checked like what came first: the browser could have changed it.
async function readKept(database: Database, fields: URLSearchParams): Promise<AuthorizeRequest> {
  const kept = fields.get('request') ?? ''
  if (kept.length > longestKept) {
    throw new HttpError(400, 'request-too-long', 'The request in this form is too long to be ours')
  }
  return readAuthorizeRequest(database, new URLSearchParams(kept))
}
