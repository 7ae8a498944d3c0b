// Signing up. The response is the same whether or not the address has an account, so nobody learns
// who is a user here: only the email differs. The account is created when the address is confirmed
// with the password that was chosen: the address alone or the email alone gives nobody an account.
// An invitation came to its address, so opening its link proves the address; the person chooses the
// password, and an administrator never knows one.
// Lesson: passwords (tour)

import type { Invitation } from '../../../auth/access/invitations.ts'
import {
  completeAccount, endSignups, findSignup, insertSignup,
} from '../../../auth/access/signups.ts'
import {
  findUserByEmail, insertConfirmed, insertInvited, type ChangeAndRead, type User,
} from '../../../auth/access/users.ts'
import {
  hashPassword, mostPasswordBytes, verifyPassword,
} from '../../../auth/passwords/password.ts'
import { hashToken, makeToken } from '../../../auth/tokens/token.ts'
import { object, optional, type Checked } from '../../../basics/check.ts'
import { dayMs, hourMs } from '../../../basics/clock.ts'
import type { SignUpMode } from '../../../basics/config.ts'
import { parseAddress } from '../../../services/mail/address.ts'
import { Refusal, refuse, refuseIssues, takeOrRefuse, violates } from '../../site/refusal.ts'
import type { Requester } from '../../site/requester.ts'
import { emailText, notAnAddress } from '../../site/user.ts'
import { eventOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { takeMail } from '../mailLimits.ts'
import { alreadyMail, confirmMail } from '../mails.ts'
import { checkNewPassword, nameText, passwordText, tokenText } from '../checkers.ts'

export const newUserChecker = object({
  email: emailText, password: passwordText, name: optional(nameText),
})
export const confirmationChecker = object({ token: tokenText, password: passwordText })
export const invitedChecker = object({
  token: tokenText, name: optional(nameText), password: passwordText,
})

type NewUser = Checked<typeof newUserChecker>
/** What comes with the email, and what only the person who signed up knows. */
type Confirmation = Checked<typeof confirmationChecker>
type Acceptance = Checked<typeof invitedChecker>

const signUpLimit = { name: 'sign-up', most: 20, windowMs: hourMs }
const confirmLimit = { name: 'confirm', most: 20, windowMs: hourMs }
const acceptLimit = { name: 'invitation', most: 20, windowMs: hourMs }
const signupLimitMs = dayMs
const prefix = 'gwo_'

/** What somebody reads who can't sign up; the same for every address. */
export const noSignUpSentences: Record<Exclude<SignUpMode, 'open'>, string> = {
  'invite': 'You need an invitation to sign up here',
  'closed': 'Sign-up is closed here',
}

/** Asks for an account. Throws a Refusal `invalid` or `limited`, and otherwise tells nothing. */
export async function requestAccount(
  dependencies: Dependencies, input: NewUser, requester: Requester,
): Promise<void> {
  const { auth, database, outbox, clock, publicOrigin: origin } = dependencies
  requireOpen(dependencies)
  const { email, name } = checkNewUser(input, origin)
  await takeOrRefuse(auth.limits, { limit: signUpLimit, who: requester.address })
  await takeMail(auth.limits, 'sign-up mails', { email, client: requester.address })
  // Hashed in both cases: otherwise the time would tell what the response doesn't.
  const passwordHash = await hashPassword(input.password)
  const { hash: tokenHash, text: token } = makeToken(prefix)
  const now = clock()
  const user = await findUserByEmail(database, email)
  await database.batch(user === undefined
    ? [
        insertSignup({
          email, name, passwordHash, tokenHash, now, expiresAt: now + signupLimitMs,
        }),
        outbox.add(confirmMail(origin, { email, token })),
      ]
    // As many writes as in the other case.
    : [endSignups(email), outbox.add(alreadyMail(origin, { email, user: user.id }))])
  outbox.wake()
}

/** Makes the account of a sign-up for the person who has the email and knows the password. */
export async function confirmAccount(
  dependencies: Dependencies, { token, password }: Confirmation, requester: Requester,
): Promise<User> {
  const { auth, database, clock } = dependencies
  requireOpen(dependencies)
  await takeOrRefuse(auth.limits, { limit: confirmLimit, who: requester.address })
  const tokenHash = hashToken(token)
  const signup = await findSignup(database, tokenHash, clock())
  if (signup === undefined) throw oldConfirmation()
  // A longer one was never stored, so it isn't hashed.
  const isLong = Buffer.byteLength(password) > mostPasswordBytes
  if (isLong || !await verifyPassword(password, signup.passwordHash)) {
    throw refuse('wrong-password', 'This is not the password that you chose', 'password')
  }
  const now = clock()
  const user = await insertUser(dependencies, insertConfirmed(tokenHash, now), signup.email)
  if (user === undefined) throw oldConfirmation()
  await auth.audit.write(eventOf('account-made', { user, requester }))
  return user
}

/** Finds a valid invitation for the page that asks for the rest. Throws a Refusal. */
export async function findInvitation(
  { signUp, auth }: Dependencies, token: string,
): Promise<Invitation> {
  if (signUp === 'closed') throw refuse('sign-up-closed', noSignUpSentences.closed)
  const invitation = await auth.invitations.find(token)
  if (invitation === undefined) throw oldInvitation()
  return invitation
}

/** Makes the account of an invitation and uses the invitation up. Throws a Refusal. */
export async function acceptInvitation(
  dependencies: Dependencies, { token, password, name = '' }: Acceptance, requester: Requester,
): Promise<User> {
  const { auth, clock, publicOrigin } = dependencies
  await takeOrRefuse(auth.limits, { limit: acceptLimit, who: requester.address })
  const { id, email } = await findInvitation(dependencies, token)
  refuseIssues(checkNewPassword(password, { field: 'password', email, name, publicOrigin }))
  const passwordHash = await hashPassword(password)
  const newUser = { name: name.trim(), passwordHash, now: clock() }
  const user = await insertUser(dependencies, insertInvited(token, newUser), email)
  if (user === undefined) throw oldInvitation()
  await auth.audit.write(eventOf('account-made', { user, requester }, { invitation: id }))
  return user
}

// A sign-up that began while it was open ends here as well.
function requireOpen({ signUp }: Dependencies): void {
  if (signUp === 'open') return
  const code = signUp === 'invite' ? 'invitation-required' : 'sign-up-closed'
  throw refuse(code, noSignUpSentences[signUp])
}

function checkNewUser(
  { email: typed, password, name = '' }: NewUser, publicOrigin: string,
): { email: string; name: string } {
  const email = parseAddress(typed.trim())
  const issues = [
    ...(email === undefined ? [notAnAddress] : []),
    ...checkNewPassword(password, { field: 'password', email: email ?? typed, name, publicOrigin }),
  ]
  if (email === undefined || issues.length > 0) throw new Refusal('invalid', issues)
  return { email, name: name.trim() }
}

// Of two uses of one token, the first statement lets one in. Undefined if it's the other one, or if
// the address got its account in another way in the same moment.
async function insertUser(
  { database, clock }: Dependencies, insert: ChangeAndRead, email: string,
): Promise<User | undefined> {
  try {
    const [, { rows: [user] }] = await database.batch([
      ...insert, ...completeAccount(email, clock()),
    ])
    return user
  } catch (error) {
    if (violates(error, 'unique')) return undefined
    throw error
  }
}

function oldConfirmation(): Refusal {
  return refuse('old-token', 'This link was already used or is too old: sign up again')
}

function oldInvitation(): Refusal {
  return refuse('old-token', 'This invitation was already used, was revoked, or is too old')
}
