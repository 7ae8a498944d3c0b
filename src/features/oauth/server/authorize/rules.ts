// What has to happen before an application gets a code: the user signs in, is still there, and
// allows it. The browser carries the code to the application, which exchanges it for tokens, once
// and within a minute. Lesson: oauth-and-oidc (core)

import type { CurrentSession } from '../../../../auth/access/identity.ts'
import { makeToken } from '../../../../auth/tokens/token.ts'
import { minuteMs, secondMs } from '../../../../basics/clock.ts'
import type { Dependencies } from '../../dependencies.ts'
import type { Actor } from '../../requester.ts'
import { isLoopbackUri } from '../redirectUri.ts'
import { coversScopes, joinScopes } from '../scopes.ts'
import { insertCode, readConsent, upsertConsent } from '../store.ts'
import type { AuthorizeProblem, AuthorizeRequest } from './request.ts'

export type Step = 'sign-in' | 'password' | 'consent' | 'code'

// A user who has just typed the password needn't do it again, even for max_age=0.
const graceMs = 10 * secondMs

export const codePrefix = 'gwa_'
const codeLimitMs = minuteMs

/** What an application is told that wants nobody to be asked (OpenID Connect Core, 3.1.2.6). */
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

/** Makes the code for a request that its user allows; that they did is remembered with it. */
export async function issueCode(
  { clock, database }: Dependencies, request: AuthorizeRequest, { account, session }: Actor,
): Promise<string> {
  const code = makeToken(codePrefix)
  const { client, redirectUri, challenge, scopes, nonce } = request
  const granted = await readConsent(database, account.id, client.id)
  const now = clock()
  await database.batch([
    upsertConsent(account.id, client.id, { scopes: joinScopes(granted, scopes), now }),
    insertCode({
      codeHash: code.hash, client: client.id, user: account.id, session: session.id,
      redirectUri, challenge, scopes: scopes.join(' '), nonce: nonce ?? null,
      authenticatedAt: session.authenticatedAt, expiresAt: now + codeLimitMs,
    }),
  ])
  return code.text
}

/** Gives the path that leads to the sign-in, and back. */
export function signInPath(request: AuthorizeRequest): string {
  const { loginHint } = request
  const next = continuePath(request)
  const query = loginHint === undefined ? { next } : { next, email: loginHint }
  return `/login?${new URLSearchParams(query)}`
}

/** Gives the path back. To sign in is what `prompt=login` asks for: it must not ask again. */
export function continuePath({ parameters, prompts }: AuthorizeRequest): string {
  const rest = new URLSearchParams(parameters)
  const others = [...prompts].filter((prompt) => prompt !== 'login')
  if (others.length === 0) rest.delete('prompt')
  else rest.set('prompt', others.join(' '))
  return `/oauth/authorize?${rest}`
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
