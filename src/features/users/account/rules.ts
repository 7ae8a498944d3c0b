// What users change in their own account. What could lock somebody out takes the password, and the
// owner is told by email. Lesson: roles-and-ownership (tour)

import type { CurrentSession } from '../../../auth/access/identity.ts'
import {
  deleteUser, findUser, findUserByEmail, updateEmail, updatePassword,
} from '../../../auth/access/users.ts'
import { SignInError } from '../../../auth/passwords/admission.ts'
import { hashPassword } from '../../../auth/passwords/password.ts'
import { endSessions, renewSession } from '../../../auth/sessions/session.ts'
import { revokeKeys } from '../../../auth/tokens/apiKey.ts'
import { endTickets } from '../../../auth/tokens/oneTime.ts'
import { endFamilies } from '../../../auth/tokens/refresh.ts'
import { boolean, object, optional } from '../../../basics/check.ts'
import { hourMs } from '../../../basics/clock.ts'
import { ConstraintError } from '../../../database/database.ts'
import { Refusal, refuse, takeOrRefuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { changeEmailMail, noticeMail } from '../mails.ts'
import { eventOf, type Actor, type Requester } from '../requester.ts'
import {
  checkNewPassword, emailText, nameText, passwordText, readEmail, tokenText,
} from '../users.ts'

export const profileChecker = object({ name: optional(nameText) })
export const emailChangeChecker = object({ email: emailText, password: passwordText })
export const tokenChecker = object({ token: tokenText })
export const passwordChangeChecker = object({
  currentPassword: passwordText, newPassword: passwordText, revokeKeys: optional(boolean()),
})

/** What the browser keeps that goes on: a session, and the device that is known for the account. */
export type Renewed = { token: string; device: string }

const notPassword = 'This is not your password'
const mailLimit = { name: 'address change', most: 5, windowMs: hourMs }

export type PasswordChange = {
  currentPassword: string
  newPassword: string
  /** API keys stay valid otherwise: programs would stop that nobody thought of. */
  revokeKeys?: boolean | undefined
}

/**
 * Changes the password. Every other session, program and application is signed out, and has to be
 * allowed anew, and no other device is known any more; this session gets a new token, which is
 * returned.
 */
export async function changePassword(
  dependencies: Dependencies, { user, session, requester }: Actor, input: PasswordChange,
): Promise<Renewed | undefined> {
  const { auth, database, outbox, publicOrigin } = dependencies
  const [password, field] = [input.currentPassword, 'currentPassword']
  const version = await checkPassword(dependencies, user.id, { password, field, session })
  const where = { ...user, field: 'newPassword', publicOrigin }
  const issues = checkNewPassword(input.newPassword, where)
  if (issues.length > 0) throw new Refusal('invalid', issues)
  const passwordHash = await hashPassword(input.newPassword)
  const renewed = session && renewSession(session, dependencies.clock())
  const { email } = user
  const hasKeysRevoked = input.revokeKeys === true
  const what = hasKeysRevoked ? 'password was changed, and your API keys were revoked'
    : 'password was changed'
  const statements = [
    updatePassword(user.id, passwordHash, dependencies.clock(), version),
    endSessions(user.id, session?.id ?? null),
    endFamilies(user.id),
    endTickets(user.id),
    ...dependencies.endConsents(user.id),
    ...(hasKeysRevoked ? [revokeKeys(user.id)] : []),
    ...(renewed === undefined ? [] : [renewed.statement]),
    outbox.add(noticeMail(publicOrigin, { email, user: user.id, what: `the ${what}` })),
    auth.audit.prepare({
      ...eventOf('password-changed', { user, requester }), details: { keysRevoked: hasKeysRevoked },
    }),
  ]
  await database.batch(statements).catch((error: unknown) => {
    throw isOldPassword(error) ? refuse('wrong-password', notPassword, field) : error
  })
  outbox.wake()
  const device = auth.devices.make({ user: user.id, passwordVersion: version + 1 })
  return renewed && { token: renewed.token, device }
}

/** Sends an email to the new address, which becomes valid when its owner confirms it. */
export async function requestEmailChange(
  dependencies: Dependencies, { user, session, requester }: Actor, input: { email: string; password: string },
): Promise<void> {
  const { auth, database, outbox, publicOrigin } = dependencies
  const email = readEmail(input.email)
  if (email === user.email) throw refuse('invalid', 'This is already your email address', 'email')
  const version =
    await checkPassword(dependencies, user.id, { password: input.password, field: 'password', session })
  await takeOrRefuse(dependencies.auth.limits, { limit: mailLimit, who: String(user.id) })
  // Another user's address gets no email, and the response doesn't tell.
  if (await findUserByEmail(database, email) !== undefined) return
  const ticket = auth.oneTimeTokens.prepare('change-email', { user: user.id, email }, version)
  await database.batch([
    ...ticket.statements,
    outbox.add(changeEmailMail(publicOrigin, { email, user: user.id, token: ticket.token })),
    auth.audit.prepare(eventOf('email-change-asked', { user, requester })),
  ])
  outbox.wake()
}

/** Changes the email address for the person who has the email that went to the new one. */
export async function confirmEmailChange(
  dependencies: Dependencies, token: string, requester: Requester,
): Promise<void> {
  const { auth, database, outbox, publicOrigin } = dependencies
  const ticket = await auth.oneTimeTokens.use('change-email', token)
  const user = ticket && await findUser(database, ticket.user)
  if (user === undefined || !ticket?.email) throw oldChange()
  const formerly = { user: null, address: user.email }
  try {
    await database.batch([
      updateEmail(user.id, ticket.email, dependencies.clock()),
      // A reset that was sent to the old address must not open the account any more.
      endTickets(user.id),
      // Mails about the user are found when the account is deleted; these would not be.
      outbox.forget(formerly),
      outbox.add(noticeMail(publicOrigin, {
        email: user.email, user: user.id, what: 'the email address was changed to another one',
      })),
      auth.audit.prepare(eventOf('email-changed', { user, requester })),
    ])
    await outbox.erase(formerly)
  } catch (error) {
    if (error instanceof ConstraintError && error.kind === 'unique') throw oldChange()
    throw error
  }
  outbox.wake()
}

/**
 * Deletes the account with everything in it, emails that were kept or not sent yet included. The
 * last administrator can't leave.
 */
export async function deleteAccount(
  dependencies: Dependencies, { user, session, requester }: Actor, password: string,
): Promise<void> {
  const { auth, database, outbox } = dependencies
  await checkPassword(dependencies, user.id, { password, field: 'password', session })
  const owner = { user: user.id, address: user.email }
  try {
    await database.batch([
      ...dependencies.abandonLinks(user.id),
      deleteUser(user.id),
      outbox.forget(owner),
      auth.audit.prepare(eventOf('account-deleted', { user, requester })),
    ])
  } catch (error) {
    throw isLastAdmin(error) ? lastAdmin() : error
  }
  dependencies.removeAbandonedLinks()
  await outbox.erase(owner)
}

/**
 * Asks for the password once more, and gives its version. Throws a Refusal that names the
 * field. Failures count for the session, or without one for all programs of the user.
 */
export async function checkPassword(
  dependencies: Dependencies, user: number,
  { password, field, session }: {
    password: string; field: string; session?: CurrentSession | undefined
  },
): Promise<number> {
  try {
    return await dependencies.auth.credentials.confirm(user, password, session)
  } catch (error) {
    if (!(error instanceof SignInError) || error.code !== 'wrong') throw error
    throw refuse('wrong-password', notPassword, field)
  }
}

// It was the password when it was checked, and was changed before this batch.
function isOldPassword(error: unknown): boolean {
  return error instanceof ConstraintError && error.constraint === 'users.password_version'
}

/** Recognises that the schema keeps the last administrator. */
export function isLastAdmin(error: unknown): boolean {
  return error instanceof ConstraintError && error.constraint === 'last administrator'
}

export function lastAdmin(): Refusal {
  return refuse('last-admin', 'This is the only administrator: promote another user first')
}

function oldChange(): Refusal {
  return refuse('old-token', 'This link was already used or is too old: ask for a new one')
}
