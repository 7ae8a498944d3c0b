// The routes to sign in with another provider: there, and back.

import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import type { Buckets } from './buckets.ts'
import { registerWithoutPassword } from './credentials.ts'
import { JwtError } from './jwt.ts'
import { showLogin } from './login.ts'
import { showCodePage } from './loginCode.ts'
import { ProviderError } from './oidc/endpoints.ts'
import { readBrowser } from './owner.ts'
import {
  authorizationUrl, exchangeCode, type ProviderIdentity, type ProviderSettings,
} from './provider.ts'
import type { ProviderAccounts } from './providerAccounts.ts'
import { clientOf } from './proxy.ts'
import { makeTicket } from './secondStep.ts'
import { startSession, type SessionParts } from './sessionRoutes.ts'
import { makeToken } from './tokens.ts'
import type { User } from './users.ts'

export type ProviderParts = SessionParts & {
  provider: ProviderSettings
  providerAccounts: ProviderAccounts
  buckets: Buckets
}

const path = '/login/with'

/** Adds the routes. */
export function addProviderRoutes(router: Router, parts: ProviderParts): void {
  router.add('GET', path, (context) => tryOrShow(parts, context, () => begin(parts, context)))
  router.add('GET', `${path}/callback`, (context) =>
    tryOrShow(parts, context, () => finish(parts, context)))
}

async function begin(parts: ProviderParts, context: Context): Promise<Reply> {
  const { provider, providerAccounts, buckets, publicOrigin, trustedHops } = parts
  // Each one is a row for a while.
  const name = `sign-ins with a provider from ${clientOf(context, trustedHops)}`
  buckets.take({ name, most: 30, secondsPerToken: 20 })
  const browser = readBrowser(context, publicOrigin)
  const start = { state: makeToken(), nonce: makeToken(), verifier: makeToken() }
  const location = await authorizationUrl(provider, redirectUriOf(parts), start)
  providerAccounts.begin(browser.of.owner ?? '', start)
  return empty(303, { location, 'cache-control': 'no-store', ...browser.headers })
}

async function finish(parts: ProviderParts, context: Context): Promise<Reply> {
  const { provider, providerAccounts, publicOrigin } = parts
  const { query } = context.target
  const browser = readBrowser(context, publicOrigin)
  // A sign-in that another browser began could be an attacker's, with the attacker's account.
  const start = providerAccounts.finish(browser.of.owner ?? '', query.get('state') ?? '')
  if (start === undefined) throw new HttpError(403, 'This sign-in was begun elsewhere: begin again')
  const code = query.get('code')
  if (code === null) throw new HttpError(403, 'The provider has not signed you in')
  const identity = await exchangeCode(provider, redirectUriOf(parts), { code, ...start })
  const user = await findOrMakeUser(parts, identity)
  if (user.hasSecondFactor) {
    return showCodePage(parts, context, { ticket: makeTicket(parts, user), status: 200 })
  }
  return empty(303, { location: '/', ...startSession(parts, context, user) })
}

// The subject says who it is. An address can change hands, so it finds nobody: otherwise anyone who
// gets a provider to vouch for it could take over the account that has it here.
async function findOrMakeUser(parts: ProviderParts, identity: ProviderIdentity): Promise<User> {
  const { users, providerAccounts } = parts
  const known = providerAccounts.find(identity)
  const user = known === undefined ? await registerWithoutPassword(parts, identity.email)
    : users.find(known)
  if (user === undefined) throw new HttpError(403, 'This account is disabled')
  if (known === undefined) providerAccounts.add(identity, user.id)
  return user
}

function redirectUriOf({ publicOrigin }: ProviderParts): string {
  return `${publicOrigin}${path}/callback`
}

// What goes wrong here, a person reads.
async function tryOrShow(
  parts: ProviderParts, context: Context, work: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof HttpError) {
      return showLogin(parts, context, { status: error.status, problem: error.message })
    }
    if (!(error instanceof JwtError) && !(error instanceof ProviderError)) throw error
    console.error(error.message)
    const problem = "The provider's response can't be used: try again later"
    return showLogin(parts, context, { status: 403, problem })
  }
}
