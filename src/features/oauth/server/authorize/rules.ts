// What has to happen before an application gets a code: the user signs in, is still there, and
// allows it. The browser carries the code to the application, which exchanges it for tokens, once
// and within a minute. Lesson: oauth-and-oidc (core)

import type { CurrentSession } from '../../../../auth/access/identity.ts'
import { makeToken } from '../../../../auth/tokens/token.ts'
import { dayMs, hourMs, minuteMs } from '../../../../basics/clock.ts'
import type { Sql } from '../../../../database/sql.ts'
import { takeOrRefuse } from '../../../site/refusal.ts'
import type { Actor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { eventOf } from '../apps/rules.ts'
import { appSchemeOf, isLoopbackUri } from '../redirectUri.ts'
import { coversScopes, joinScopes } from '../scopes.ts'
import { insertCode, readConsent, upsertConsent } from '../store.ts'
import type { AuthorizeProblem, AuthorizeRequest } from './request.ts'

type Step = 'sign-in' | 'password' | 'consent' | 'code'

// A user who has just typed the password needn't do it again, even for max_age=0.
const graceSeconds = 10

export const codePrefix = 'gwa_'
const codeLimitMs = minuteMs
const codeLimit = { name: 'authorization codes', most: 300, windowMs: hourMs }
// The audit trail keeps each of them forever.
const consentLimit = { name: 'application consents', most: 200, windowMs: dayMs }

/** What an application that wants nobody to be asked is told (OpenID Connect Core, 3.1.2.6). */
export const silentProblems: Record<Exclude<Step, 'code'>, AuthorizeProblem> = {
  'sign-in': 'login_required', 'password': 'login_required', 'consent': 'consent_required',
}

/** Says what comes next; `granted` are the scopes that the user has allowed before. */
export function nextStep(
  request: AuthorizeRequest, session: CurrentSession | undefined,
  { granted, now }: { granted: string; now: number },
): Step {
  if (session === undefined) return 'sign-in'
  if (isTooOld(request, session, now)) return 'password'
  return mustAsk(request) || !coversScopes(granted, request.scopes) ? 'consent' : 'code'
}

/**
 * Makes the code for a request that its user has allowed before. Throws a Refusal `limited`: each
 * code is kept for a day, and one that is exchanged begins a sign-in of thirty days.
 */
export async function issueCode(
  dependencies: Dependencies, request: AuthorizeRequest, actor: Actor,
): Promise<string> {
  const { auth, database } = dependencies
  await takeOrRefuse(auth.limits, { limit: codeLimit, who: String(actor.account.id) })
  const { text, statement } = prepareCode(dependencies, request, actor)
  await database.run(statement)
  return text
}

/** Makes the code for a request that its user allows now; that they did is stored with it. */
export async function allowApp(
  dependencies: Dependencies, request: AuthorizeRequest, actor: Actor,
): Promise<string> {
  const { auth, clock, database } = dependencies
  const { client, scopes } = request
  const user = actor.account.id
  await takeOrRefuse(auth.limits, { limit: consentLimit, who: String(user) })
  const before = await readConsent(database, user, client.id)
  const consent = {
    session: actor.session.id, scopes: scopes.join(' '), before, joined: joinScopes(before, scopes),
    now: clock(),
  }
  const { text, statement } = prepareCode(dependencies, request, actor)
  await database.batch([
    upsertConsent(user, client.id, consent),
    statement,
    auth.audit.prepareIfChanged({
      ...eventOf('application-allowed', actor, client.id), details: { scopes: scopes.join(' ') },
    }),
  ])
  return text
}

/** Gives the path that leads to the sign-in, and back. */
export function signInPath(request: AuthorizeRequest): string {
  const { loginHint } = request
  const next = continuePath(request)
  const query = loginHint === undefined ? { next } : { next, email: loginHint }
  return `/login?${new URLSearchParams(query)}`
}

/**
 * Returns the path back. Signing in is what `prompt=login` and a short `max_age` ask for, so that
 * path must not ask for it again.
 */
export function continuePath({ parameters, prompts }: AuthorizeRequest): string {
  const rest = new URLSearchParams(parameters)
  const others = [...prompts].filter((prompt) => prompt !== 'login')
  if (others.length === 0) rest.delete('prompt')
  else rest.set('prompt', others.join(' '))
  if (Number(rest.get('max_age') ?? graceSeconds) < graceSeconds) {
    rest.set('max_age', String(graceSeconds))
  }
  return `/oauth/authorize?${rest}`
}

function prepareCode(
  { clock }: Dependencies, { client, redirectUri, challenge, scopes, nonce }: AuthorizeRequest,
  { account, session }: Actor,
): { text: string; statement: Sql } {
  const { text, hash } = makeToken(codePrefix)
  const statement = insertCode({
    codeHash: hash, client: client.id, user: account.id, session: session.id,
    redirectUri, challenge, scopes: scopes.join(' '), nonce: nonce ?? null,
    authenticatedAt: session.authenticatedAt, expiresAt: clock() + codeLimitMs,
  })
  return { text, statement }
}

function isTooOld(
  { prompts, maxAgeMs }: AuthorizeRequest, { authenticatedAt }: CurrentSession, now: number,
): boolean {
  if (prompts.has('login')) return true
  // If the clock was set back, asking once too often is better.
  return maxAgeMs !== undefined && Math.abs(now - authenticatedAt) > maxAgeMs
}

// Any program on a machine can say that it is the one that was allowed, and listen on its loopback
// or take its scheme: so for these a person decides each time (RFC 8252, section 8.6).
function mustAsk({ client, prompts, redirectUri }: AuthorizeRequest): boolean {
  if (prompts.has('consent') || prompts.has('select_account')) return true
  const isOnDevice = isLoopbackUri(redirectUri) || appSchemeOf(redirectUri) !== undefined
  return client.secretHash === null && isOnDevice
}
