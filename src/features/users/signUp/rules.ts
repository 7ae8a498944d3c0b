// Signing up. The response is the same whether or not the address has an account, so nobody learns
// who is a user here: only the email differs. The account is created when the address is confirmed
// with the password that was chosen: the address alone or the email alone gives nobody an account.
// Lesson: passwords (core)

import type { Issue } from '../../../basics/check.ts'
import { dayMs, hourMs } from '../../../basics/clock.ts'
import type { SignUpMode } from '../../../basics/config.ts'
import {
  completeAccount, endSignups, findSignup, insertSignup,
} from '../../../auth/access/signups.ts'
import { findUserByEmail, insertConfirmed, type User } from '../../../auth/access/users.ts'
import {
  hashPassword, mostPasswordBytes, verifyPassword,
} from '../../../auth/passwords/password.ts'
import { hashToken, makeToken } from '../../../auth/tokens/token.ts'
import { ConstraintError } from '../../../database/database.ts'
import type { Client, Dependencies } from '../dependencies.ts'
import { alreadyMail, confirmMail } from '../mails.ts'
import { startSession, type SignedIn } from '../signIn/rules.ts'
import { checkNewPassword, readEmail, type NewUser } from '../users.ts'
import { Refusal, refuse, takeOrRefuse } from '../../site/refusal.ts'

/** What comes with the mail, and what only who signed up knows. */
export type Confirmation = { token: string; password: string }

const signUpLimit = { name: 'sign-up', most: 20, windowMs: hourMs }
const mailLimit = { name: 'sign-up mails', most: 5, windowMs: hourMs }
const signupLimitMs = dayMs
const prefix = 'gwo_'

/** Asks for an account. Throws a Refusal `invalid` or `limited`, and else tells nothing. */
export async function requestAccount(
  dependencies: Dependencies, input: NewUser, client: Client,
): Promise<void> {
  requireOpen(dependencies)
  const { email, name } = checkNewUser(dependencies, input)
  await takeOrRefuse(dependencies.auth.limits, { limit: signUpLimit, who: client.address })
  await takeOrRefuse(dependencies.auth.limits, { limit: mailLimit, who: email })
  // Hashed in both cases: otherwise the time would tell what the response doesn't.
  const passwordHash = await hashPassword(input.password)
  const token = makeToken(prefix)
  const now = dependencies.clock()
  const user = await findUserByEmail(dependencies.database, email)
  const { publicOrigin: origin, outbox } = dependencies
  await dependencies.database.batch(user === undefined
    ? [
        insertSignup({
          email, name, passwordHash, tokenHash: token.hash, now, expiresAt: now + signupLimitMs,
        }),
        outbox.add(confirmMail(origin, { email, token: token.text })),
      ]
    // As many writes as in the other case.
    : [
        endSignups(email),
        outbox.add(alreadyMail(origin, { email, user: user.id })),
      ])
  outbox.wake()
}

/** Makes the account of a sign-up, and signs the browser in. */
export async function confirmAccount(
  dependencies: Dependencies, confirmation: Confirmation, client: Client,
): Promise<{ user: User; signedIn: SignedIn }> {
  const user = await makeAccount(dependencies, confirmation, client)
  const proof = { user: user.id, passwordVersion: null }
  return { user, signedIn: await startSession(dependencies, proof, client) }
}

/** Makes the account of a sign-up for the person who has the email and knows the password. */
export async function makeAccount(
  dependencies: Dependencies, { token, password }: Confirmation, client: Client,
): Promise<User> {
  requireOpen(dependencies)
  const tokenHash = hashToken(token)
  await takeOrRefuse(dependencies.auth.limits, {
    limit: { name: 'confirm', most: 20, windowMs: hourMs }, who: client.address,
  })
  const signup = await findSignup(dependencies.database, tokenHash, dependencies.clock())
  if (signup === undefined) throw oldConfirmation()
  // A longer one was never stored, so it isn't hashed.
  const isLong = Buffer.byteLength(password) > mostPasswordBytes
  if (isLong || !await verifyPassword(password, signup.passwordHash)) {
    throw refuse('wrong-password', 'This is not the password that you chose', 'password')
  }
  const user = await insertUser(dependencies, { tokenHash, email: signup.email })
  await dependencies.auth.audit.write({
    requestId: client.requestId, actor: user.id, action: 'account-made', target: `user ${user.id}`,
  })
  return user
}

/** What somebody reads who can't sign up; the same for every address. */
export const noSignUpSentences: Record<Exclude<SignUpMode, 'open'>, string> = {
  'invite': 'You need an invitation to sign up here',
  'closed': 'Sign-up is closed here',
}

// A sign-up that began while it was open ends here as well.
function requireOpen({ signUp }: Dependencies): void {
  if (signUp === 'open') return
  const code = signUp === 'invite' ? 'invitation-required' : 'sign-up-closed'
  throw refuse(code, noSignUpSentences[signUp])
}

async function insertUser(
  dependencies: Dependencies, { tokenHash, email }: { tokenHash: Uint8Array; email: string },
): Promise<User> {
  const now = dependencies.clock()
  try {
    const [{ rows: [user] }] = await dependencies.database.batch([
      insertConfirmed(tokenHash, now), ...completeAccount(email, now),
    ])
    if (user === undefined) throw oldConfirmation()
    return user
  } catch (error) {
    // Somebody confirmed this address with another of its mails in the same moment.
    if (error instanceof ConstraintError && error.kind === 'unique') throw oldConfirmation()
    throw error
  }
}

function checkNewUser(
  { publicOrigin }: Dependencies, { email: typed, password, name = '' }: NewUser,
): { email: string; name: string } {
  const email = readEmail(typed.trim())
  const issues: Issue[] = typeof email === 'string' ? [] : [email]
  const address = typeof email === 'string' ? email : typed
  issues.push(...checkNewPassword(password, {
    field: 'password', email: address, name, publicOrigin,
  }))
  if (issues.length > 0 || typeof email !== 'string') throw new Refusal('invalid', issues)
  return { email, name: name.trim() }
}

function oldConfirmation(): Refusal {
  return refuse('old-token', 'This link was already used or is too old: sign up again')
}
