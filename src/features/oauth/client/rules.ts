// Finds the account of somebody who signed in with another provider. An email address isn't enough:
// anyone who gets a provider to confirm it could take over an account that exists already. So
// accounts are linked only by somebody who is signed in to both. Lesson: oauth-and-oidc (tour)

import type { Cause } from '../../../auth/access/audit.ts'
import type { CurrentSession } from '../../../auth/access/identity.ts'
import type { ProviderIdentity } from './idToken.ts'
import { isInvited } from '../../../auth/access/invitations.ts'
import { makeToken } from '../../../auth/tokens/token.ts'
import { hourMs, minuteMs } from '../../../basics/clock.ts'
import { ConstraintError } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'
import type { ReplyHeaders } from '../../../http/reply.ts'
import { limitHeaders } from '../../../services/limits.ts'
import { parseAddress } from '../../../services/mail/address.ts'
import type { Mail } from '../../../services/mail/message.ts'
import type { Dependencies } from '../dependencies.ts'
import { insertLink, insertNewcomer } from './store.ts'

/** What keeps somebody out, or what has to follow. */
export type WithProblem =
  | 'other-browser' | 'other-issuer' | 'not-allowed' | 'second-factor' | 'disabled' | 'no-address'
  | 'sign-up-closed' | 'invitation-required' | 'has-account' | 'too-many' | 'too-often'
  | 'linked-elsewhere' | 'other-session'

/** A sign-in with another provider that is refused; a page explains the code. */
export class WithRefusal extends Error {
  readonly code: WithProblem
  /** Says when to come back, for `too-often`. */
  readonly headers: ReplyHeaders

  constructor(code: WithProblem, headers: ReplyHeaders = {}) {
    super(`Cannot sign in with the provider: ${code}`)
    this.name = 'WithRefusal'
    this.code = code
    this.headers = headers
  }
}

/** Who it is here, and whether the second factor has to follow. */
export type KnownUser = { user: number; needsSecondFactor: boolean }

export type Asker = { address: string; requestId: string }

const visitLimit = { name: 'provider sign-in', most: 60, windowMs: 15 * minuteMs }
const newcomerLimit = { name: 'sign-up', most: 20, windowMs: hourMs }

/**
 * Counts a visit of a client to these pages: each may cost a request to the provider, even with
 * made-up values. Throws a WithRefusal `too-often`.
 */
export async function takeVisit({ auth }: Dependencies, address: string): Promise<void> {
  const verdict = await auth.limits.take(visitLimit, address)
  if (verdict.isAllowed) return
  throw new WithRefusal('too-often', limitHeaders(visitLimit, verdict.retryAfterSeconds))
}

/** Finds the user of an account at the provider, or makes one. Throws a WithRefusal. */
export async function findOrMakeUser(
  dependencies: Dependencies, identity: ProviderIdentity, asker: Asker,
): Promise<KnownUser> {
  const known = await dependencies.providerAccounts.find(identity.issuer, identity.subject)
  if (known?.isDisabled) throw new WithRefusal('disabled')
  if (known !== undefined) {
    return { user: known.user, needsSecondFactor: known.needsSecondFactor === 1 }
  }
  const email = identity.isEmailVerified ? parseAddress(identity.email ?? '') : undefined
  await requireSignUp(dependencies, email)
  if (email === undefined) throw new WithRefusal('no-address')
  const verdict = await dependencies.auth.limits.take(newcomerLimit, asker.address)
  if (!verdict.isAllowed) throw new WithRefusal('too-many')
  return { user: await makeUser(dependencies, { ...identity, email }, asker), needsSecondFactor: false }
}

// Somebody who has an account learns that they can link it: the provider has confirmed the address,
// so it's their own. The invitation is checked by the statement that uses it up.
async function requireSignUp(
  { signUp, providerAccounts }: Dependencies, email: string | undefined,
): Promise<void> {
  if (signUp === 'open' || (signUp === 'invite' && email !== undefined)) return
  if (email !== undefined && await providerAccounts.hasAccount(email)) {
    throw new WithRefusal('has-account')
  }
  throw new WithRefusal(signUp === 'closed' ? 'sign-up-closed' : 'invitation-required')
}

/** Links an account at the provider to the user whose session asked for it. */
export async function linkProvider(
  dependencies: Dependencies, identity: ProviderIdentity,
  { user, email, cause }: { user: number; email: string; cause: Cause },
): Promise<void> {
  const { issuer, subject } = identity
  try {
    await dependencies.database.batch([
      insertLink({
        issuer, subject, user, email: parseAddress(identity.email ?? '') ?? '',
        createdAt: dependencies.clock(),
      }),
      dependencies.auth.audit.prepare({ ...cause, action: 'provider-linked', target: `user ${user}` }),
      dependencies.outbox.add(linkedMail(dependencies, { email, user })),
    ])
  } catch (error) {
    throw isTaken(error) ? new WithRefusal('linked-elsewhere') : error
  }
  dependencies.outbox.wake()
}

/** Says whether a session is the one that asked to be linked: no other browser may finish it. */
export function isAskingSession(session: CurrentSession | undefined, linkTo: number): boolean {
  return session !== undefined && session.id === linkTo
}

async function makeUser(
  dependencies: Dependencies, identity: ProviderIdentity & { email: string }, { requestId }: Asker,
): Promise<number> {
  const now = dependencies.clock()
  const newcomer = { ...identity, ownerHash: makeToken('gwo_').hash, now }
  const condition = dependencies.signUp === 'open' ? sql`true` : isInvited(identity.email, now)
  try {
    const [{ rows: [made] }] = await dependencies.database.batch(insertNewcomer(newcomer, condition))
    if (made === undefined) throw new WithRefusal('invitation-required')
    await dependencies.auth.audit.write({
      requestId, actor: made.id, action: 'account-made', target: `user ${made.id}`,
      details: { provider: identity.issuer },
    })
    return made.id
  } catch (error) {
    // Nobody decides it before: an address has one account, by the rules of the schema.
    throw isTaken(error) ? new WithRefusal('has-account') : error
  }
}

function linkedMail(
  { publicOrigin, provider }: Dependencies, { email, user }: { email: string; user: number },
): Mail {
  return {
    to: email,
    user,
    subject: 'New way to sign in',
    text: `Hello,

you can now sign in to your account at ${publicOrigin} with ${provider?.name ?? 'another provider'}.

If it was you, you're all set. If it wasn't, reset your password right away, which unlinks it:

${publicOrigin}/forgot
`,
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof ConstraintError && error.kind === 'unique'
}
