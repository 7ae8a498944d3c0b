// The authorization endpoint: somebody is sent here by an application, signs in, allows it, and is
// sent back with a code (RFC 6749, section 4.1; OpenID Connect Core, section 3.1.2).
// Lesson: oauth-and-oidc (core)

import { secondMs } from '../../../basics/clock.ts'
import type { CurrentSession, Identity } from '../../../auth/access/identity.ts'
import { renewSession } from '../../../auth/sessions/session.ts'
import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { reportingErrors } from './authorizeErrors.ts'
import {
  AuthorizeError, readAuthorizeRequest, type AuthorizeProblem, type AuthorizeRequest,
} from './authorizeRequest.ts'
import { issueCode } from './codes.ts'
import type { Dependencies } from '../dependencies.ts'
import { formTokenOf, passwordMistake, readOwnForm } from '../forms.ts'
import { leadOn } from '../leaveSite.ts'
import { consentPage, passwordPage } from './pages/consent.ts'
import { isLoopbackUri, withParameters } from './redirectUri.ts'
import { coversScopes } from './scopes.ts'

/** What has to happen before an application gets its code. */
type Step = 'sign-in' | 'password' | 'consent' | 'code'

// A user who has just typed the password needn't do it again, even for max_age=0.
const graceMs = 10 * secondMs

// It was part of an address, and those have an end.
const longestKept = 16_000

// What an application is told that wants nobody to be asked (OpenID Connect Core, 3.1.2.6).
const silentProblems: Record<Exclude<Step, 'code'>, AuthorizeProblem> = {
  'sign-in': 'login_required', 'password': 'login_required', 'consent': 'consent_required',
}

/** Adds `/oauth/authorize` and the addresses of its forms. */
export function addAuthorizeRoutes(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]

  app.get('/oauth/authorize', (context) => reportingErrors(dependencies, context, async () => {
    const request = await readAuthorizeRequest(dependencies, context.query)
    return takeStep(dependencies, context, request)
  }))

  app.post('/oauth/consent', (context) => reportingErrors(dependencies, context, async () => {
    const identity = dependencies.auth.guards.whoIs(context)
    const form = await readOwnForm(context, identity)
    const request = await readKept(dependencies, form)
    if (form.get('decision') !== 'allow') {
      throw new AuthorizeError('access_denied', "The user didn't allow it", request)
    }
    await dependencies.auth.audit.write({
      requestId: context.id, actor: identity.account.id, action: 'application-allowed',
      target: `application ${request.client.id}`, details: { scopes: request.scopes.join(' ') },
    })
    return sendCode(dependencies, context, { request, identity })
  }), guards)

  app.post('/oauth/password', (context) => reportingErrors(dependencies, context, async () => {
    const identity = dependencies.auth.guards.whoIs(context)
    const form = await readOwnForm(context, identity)
    const request = await readKept(dependencies, form)
    const mistake = await passwordMistake(dependencies, identity, form.get('password') ?? '')
    if (mistake !== undefined) return passwordPage(viewOf(request, identity), { mistake })
    return redirect(continuePath(request), 303, await renew(dependencies, identity))
  }), guards)
}

async function takeStep(
  dependencies: Dependencies, context: Context, request: AuthorizeRequest,
): Promise<Reply> {
  const identity = await dependencies.auth.identify(context)
  const step = await nextStep(dependencies, request, identity)
  if (request.prompts.has('none') && step !== 'code') {
    throw new AuthorizeError(silentProblems[step], 'The user would have to be asked', request)
  }
  if (step === 'sign-in' || identity === undefined) return redirect(signInPath(request), 303)
  if (step === 'code') return sendCode(dependencies, context, { request, identity })
  if (step === 'consent') return consentPage(viewOf(request, identity))
  // Who has no password proves it with the provider that they sign in with.
  if (await dependencies.providerAccounts.hasPassword(identity.account.id)) {
    return passwordPage(viewOf(request, identity))
  }
  if (dependencies.provider === undefined) {
    throw new AuthorizeError('login_required', 'The user has no password to give', request)
  }
  return redirect(`/login/with?${new URLSearchParams({ next: continuePath(request) })}`, 303)
}

async function nextStep(
  dependencies: Dependencies, request: AuthorizeRequest, identity: Identity | undefined,
): Promise<Step> {
  if (identity?.session === undefined) return 'sign-in'
  if (isTooOld(request, identity.session, dependencies.clock())) return 'password'
  const granted = await dependencies.clients.consentOf(identity.account.id, request.client.id)
  return mustAsk(request) || !coversScopes(granted, request.scopes) ? 'consent' : 'code'
}

function isTooOld(
  { prompts, maxAgeMs }: AuthorizeRequest, { authenticatedAt }: CurrentSession, now: number,
): boolean {
  if (prompts.has('login')) return true
  return maxAgeMs !== undefined && now - authenticatedAt > Math.max(maxAgeMs, graceMs)
}

// Any program on a machine can say that it is the one that was allowed, and listen on its loopback:
// so for these a person decides each time (RFC 8252, section 8.6).
function mustAsk({ client, prompts, redirectUri }: AuthorizeRequest): boolean {
  if (prompts.has('consent') || prompts.has('select_account')) return true
  return client.secretHash === null && isLoopbackUri(redirectUri)
}

async function sendCode(
  dependencies: Dependencies, context: Context,
  { request, identity }: { request: AuthorizeRequest; identity: Identity },
): Promise<Reply> {
  const code = await issueCode(dependencies, request, identity)
  const { client, redirectUri, state } = request
  const parameters = { code, state, iss: dependencies.publicOrigin }
  return leadOn(context, withParameters(redirectUri, parameters), client.name)
}

// What a form brings back is checked like what came first: it was in the browser's hands.
async function readKept(dependencies: Dependencies, form: URLSearchParams): Promise<AuthorizeRequest> {
  const kept = form.get('request') ?? ''
  if (kept.length > longestKept) {
    throw new HttpError(400, 'request-too-long', 'The request in this form is too long to be ours')
  }
  return readAuthorizeRequest(dependencies, new URLSearchParams(kept))
}

function viewOf(request: AuthorizeRequest, identity: Identity) {
  return { request, account: identity.account, formToken: formTokenOf(identity) }
}

function signInPath(request: AuthorizeRequest): string {
  const { loginHint } = request
  const next = continuePath(request)
  const query = loginHint === undefined ? { next } : { next, email: loginHint }
  return `/login?${new URLSearchParams(query)}`
}

// To sign in is what `prompt=login` asks for: it must not ask again.
function continuePath({ parameters, prompts }: AuthorizeRequest): string {
  const rest = new URLSearchParams(parameters)
  const others = [...prompts].filter((prompt) => prompt !== 'login')
  if (others.length === 0) rest.delete('prompt')
  else rest.set('prompt', others.join(' '))
  return `/oauth/authorize?${rest}`
}

async function renew(dependencies: Dependencies, { session }: Identity) {
  if (session === undefined) return {}
  const { token, statement } = renewSession(session, dependencies.clock())
  await dependencies.database.run(statement)
  return signInHeaders(token, dependencies.publicOrigin)
}
