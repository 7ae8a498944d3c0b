// Finds the account of somebody who signed in with another provider. An email address isn't enough:
// anyone who gets a provider to confirm it could take over an account that exists already. So
// accounts are linked only by somebody who is signed in to both. Lesson: oauth-and-oidc (tour)

import { isInvited } from '../../../auth/access/invitations.ts'
import { findUserByEmail, type Proof } from '../../../auth/access/users.ts'
import { startSession } from '../../../auth/sessions/session.ts'
import { storeSecondFactorToken } from '../../../auth/tokens/oneTime.ts'
import { hourMs, minuteMs, secondMs } from '../../../basics/clock.ts'
import { parseAddress } from '../../../services/mail/address.ts'
import {
  refuse, takeOrRefuse, violates, type Refusal, type RefusalCode,
} from '../../site/refusal.ts'
import type { Requester } from '../../site/requester.ts'
import type { Dependencies } from '../dependencies.ts'
import { makeVerifier } from '../pkce.ts'
import type { ProviderIdentity } from './idToken.ts'
import type { PendingSignIn } from './pendingCookie.ts'
import type { Provider } from './provider.ts'
import { findLinkedUser, insertNewcomer } from './store.ts'

/** What keeps somebody out. */
export type SignInProblem = Extract<RefusalCode,
  | 'other-browser' | 'other-issuer' | 'not-allowed' | 'not-again' | 'disabled' | 'no-address'
  | 'sign-up-closed' | 'invitation-required' | 'has-account' | 'linked-elsewhere' | 'other-account'
  | 'other-session'>

/** Makes the refusal of a sign-in with another provider; a page explains its code. */
export function refuseSignIn(code: SignInProblem): Refusal {
  return refuse(code, `Cannot sign in with the provider: ${code}`)
}

// How far the clocks of two servers may differ.
const skewSeconds = 60
const visitLimit = { name: 'provider sign-in', most: 60, windowMs: 15 * minuteMs }
const newcomerLimit = { name: 'sign-up', most: 20, windowMs: hourMs }

/**
 * Counts a visit of a client to these pages: each may cost a request to the provider, even with
 * made-up values. Throws a Refusal `limited`.
 */
export function countVisit({ auth }: Dependencies, address: string): Promise<void> {
  return takeOrRefuse(auth.limits, {
    limit: visitLimit, who: address,
    sentence: () => 'Too many sign-ins started from your network. Try again in a few minutes',
  })
}

type NewSignIn = Pick<PendingSignIn, 'next' | 'linkTo' | 'onlyFor'> & {
  /** Whether somebody who is signed in here has to prove again who they are. */
  isAgain: boolean
}

/** Begins a sign-in: where the browser goes, and the cookie that it keeps meanwhile. */
export async function beginSignIn(
  { clock, random, pendingCookie }: Dependencies, provider: Provider,
  { next, linkTo, onlyFor, isAgain }: NewSignIn,
): Promise<{ location: string; cookie: string }> {
  const start = {
    state: makeVerifier(random), nonce: makeVerifier(random), verifier: makeVerifier(random),
  }
  const location = await provider.authorizationUrl(start, isAgain)
  const signedInSince = isAgain ? Math.floor(clock() / secondMs) : null
  const pending = { ...start, next, linkTo, onlyFor, signedInSince }
  return { location, cookie: pendingCookie.write(pending) }
}

/**
 * Throws a Refusal `not-again` when the user had to sign in again at the provider, and it says that
 * they did so earlier (OpenID Connect Core, section 3.1.3.7). Some large providers ignore `max_age`
 * and never say when: to refuse their users would only make them sign out here first.
 */
export function requireSignInTime(
  { signedInAt }: ProviderIdentity, { signedInSince }: PendingSignIn,
): void {
  if (signedInSince === null || signedInAt === undefined) return
  if (!(signedInAt >= signedInSince - skewSeconds)) throw refuseSignIn('not-again')
}

/**
 * Finds the user of an account at the provider, or makes one. Throws a Refusal, also if
 * `onlyFor` is another user.
 */
export async function findOrMakeUser(
  dependencies: Dependencies, identity: ProviderIdentity,
  { onlyFor, requester }: { onlyFor: number | null; requester: Requester },
): Promise<Proof> {
  const known = await findLinkedUser(dependencies.database, identity.issuer, identity.subject)
  if (onlyFor !== null && known?.user !== onlyFor) throw refuseSignIn('other-account')
  if (known?.isDisabled) throw refuseSignIn('disabled')
  if (known !== undefined) return known
  const email = identity.isEmailVerified ? parseAddress(identity.email ?? '') : undefined
  await requireSignUp(dependencies, email)
  if (email === undefined) throw refuseSignIn('no-address')
  await takeOrRefuse(dependencies.auth.limits, {
    limit: newcomerLimit, who: requester.address,
    sentence: () => 'Too many accounts were created from your network. Try again in an hour',
  })
  const user = await makeUser(dependencies, { ...identity, email }, requester)
  return { user, passwordVersion: null, secondFactorSince: null }
}

/**
 * Makes the ticket with which a sign-in goes on to its second factor. Throws a Refusal `disabled`
 * when the account was switched off or deleted meanwhile, or its password changed: a reset ends the
 * link with the provider.
 */
export async function makeTicket(dependencies: Dependencies, proof: Proof): Promise<string> {
  const ticket = await storeSecondFactorToken(dependencies, proof)
  if (ticket === undefined) throw refuseSignIn('disabled')
  return ticket
}

/**
 * Signs a browser in, and gives the token of its session. Throws a Refusal as `makeTicket` does,
 * and also when a second factor was switched on meanwhile.
 */
export async function signInBrowser(
  dependencies: Dependencies, proof: Proof, requester: Requester,
): Promise<string> {
  const session = { ...proof, details: { provider: dependencies.provider?.issuer ?? '' } }
  const token = await startSession(dependencies, session, requester)
  if (token === undefined) throw refuseSignIn('disabled')
  return token
}

// Somebody who has an account learns that they can link it: the provider has confirmed the address,
// so it's their own. The invitation is checked by the statement that uses it up.
async function requireSignUp(
  { database, signUp }: Dependencies, email: string | undefined,
): Promise<void> {
  if (signUp === 'open' || (signUp === 'invite' && email !== undefined)) return
  if (email !== undefined && await findUserByEmail(database, email) !== undefined) {
    throw refuseSignIn('has-account')
  }
  throw refuseSignIn(signUp === 'closed' ? 'sign-up-closed' : 'invitation-required')
}

async function makeUser(
  { auth, clock, database, signUp }: Dependencies, identity: ProviderIdentity & { email: string },
  { requestId }: Requester,
): Promise<number> {
  const now = clock()
  const condition = signUp === 'open' ? undefined : isInvited(identity.email, now)
  try {
    const [, { rows: [made] }] = await database.batch(
      insertNewcomer({ ...identity, now }, condition))
    if (made === undefined) throw refuseSignIn('invitation-required')
    await auth.audit.write({
      requestId, actor: made.id, action: 'account-made', target: `user ${made.id}`,
      details: { provider: identity.issuer },
    })
    return made.id
  } catch (error) {
    // Nobody decides it before: an address has one account, by the rules of the schema.
    throw violates(error, 'unique') ? refuseSignIn('has-account') : error
  }
}
