// What users change in their own account. Acts that could lock somebody out need the password, and
// the owner is told by mail. Lesson 34 (authorization).

import { hashPassword } from '../../auth/password.ts'
import { endTickets } from '../../auth/oneTime.ts'
import { endFamilies } from '../../auth/refresh.ts'
import { endSessions, renewSession } from '../../auth/session.ts'
import type { CurrentSession } from '../../auth/identity.ts'
import { ConstraintError } from '../../database/database.ts'
import { hourMs } from '../../basics/clock.ts'
import { refuse, takeOrRefuse, UserRefusal, type Client, type UserDesk } from './desk.ts'
import { changeEmailMail, noticeMail } from './mails.ts'
import { toRefusal } from './signIn.ts'
import { deleteUser, updateEmail, updatePassword } from './store.ts'
import { checkNewPassword, readEmail, type User } from './users.ts'

/** Who acts: the user, and the session that is to live on. */
export type Actor = { user: User; session: CurrentSession | undefined; client: Client }

/** What the browser keeps that goes on: a session, and the device that is known for the account. */
export type Renewed = { token: string; device: string }

const mailLimit = { name: 'address change', most: 5, windowMs: hourMs }

/**
 * Changes the password. Every other session, and every program's sign-in, ends, and no other device
 * is known any more; this session gets a new token, which is given.
 */
export async function changePassword(
  desk: UserDesk,
  { user, session, client }: Actor,
  input: { currentPassword: string; newPassword: string },
): Promise<Renewed | undefined> {
  const { auth, database, outbox, publicOrigin } = desk
  const { currentPassword: password } = input
  await checkPassword(desk, user.id, { password, field: 'currentPassword', session })
  const where = { ...user, field: 'newPassword', publicOrigin }
  const issues = checkNewPassword(input.newPassword, where)
  if (issues.length > 0) throw new UserRefusal('invalid', issues)
  const passwordHash = await hashPassword(input.newPassword)
  const renewed = session && renewSession(session, desk.clock())
  await database.batch([
    updatePassword(user.id, passwordHash, desk.clock()),
    endSessions(user.id, session?.id ?? null),
    endFamilies(user.id),
    endTickets(user.id),
    ...(renewed === undefined ? [] : [renewed.statement]),
    outbox.add(noticeMail(publicOrigin, { email: user.email, what: 'the password was changed' })),
    auth.audit.prepare(eventOf('password-changed', user, client)),
  ])
  outbox.wake()
  return renewed && { token: renewed.token, device: await makeDevice(desk, user.id) }
}

/** Sends a mail to the new address; it counts when its owner confirms it. */
export async function requestEmailChange(
  desk: UserDesk, { user, session, client }: Actor, input: { email: string; password: string },
): Promise<void> {
  const { auth, database, outbox, publicOrigin } = desk
  const email = readEmail(input.email.trim())
  if (typeof email !== 'string') throw new UserRefusal('invalid', [email])
  if (email === user.email) throw refuse('invalid', 'This is your address already', 'email')
  await checkPassword(desk, user.id, { password: input.password, field: 'password', session })
  await takeOrRefuse(desk, mailLimit, String(user.id))
  // Another user's address gets no mail, and the answer does not tell.
  if (await desk.store.findByEmail(email) !== undefined) return
  const ticket = auth.oneTimeTokens.prepare('change-email', { user: user.id, email })
  await database.batch([
    ...ticket.statements,
    outbox.add(changeEmailMail(publicOrigin, { email, token: ticket.token })),
    auth.audit.prepare(eventOf('email-change-asked', user, client)),
  ])
  outbox.wake()
}

/** Changes the address for the user who has the mail that went to the new one. */
export async function confirmEmailChange(
  desk: UserDesk, token: string, client: Client,
): Promise<void> {
  const { auth, database, outbox, publicOrigin } = desk
  const ticket = await auth.oneTimeTokens.use('change-email', token)
  const user = ticket && await desk.store.find(ticket.user)
  if (user === undefined || !ticket?.email) throw oldChange()
  try {
    await database.batch([
      updateEmail(user.id, ticket.email, desk.clock()),
      // A reset that was sent to the old address must not open the account any more.
      endTickets(user.id),
      outbox.add(noticeMail(publicOrigin, {
        email: user.email, what: 'the address was changed to another one',
      })),
      auth.audit.prepare(eventOf('email-changed', user, client)),
    ])
  } catch (error) {
    if (error instanceof ConstraintError && error.kind === 'unique') throw oldChange()
    throw error
  }
  outbox.wake()
}

/** Deletes the account with all that is theirs. The last administrator cannot leave. */
export async function deleteAccount(
  desk: UserDesk, { user, session, client }: Actor, password: string,
): Promise<void> {
  const { auth, database } = desk
  await checkPassword(desk, user.id, { password, field: 'password', session })
  try {
    await database.batch([
      ...deleteUser(user.id),
      auth.audit.prepare(eventOf('account-deleted', user, client)),
    ])
  } catch (error) {
    throw isLastAdmin(error) ? lastAdmin() : error
  }
}

/**
 * Asks for the password once more. Throws a UserRefusal that names the field. Failures count for
 * the session, or without one for all programs of the user.
 */
export async function checkPassword(
  desk: UserDesk, user: number,
  { password, field, session }: {
    password: string; field: string; session?: CurrentSession | undefined
  },
): Promise<void> {
  try {
    await desk.auth.credentials.confirm(user, password, session)
  } catch (error) {
    const refusal = toRefusal(error)
    if (!(refusal instanceof UserRefusal) || refusal.code !== 'wrong-password') throw refusal
    throw refuse('wrong-password', 'This is not your password', field)
  }
}

/** Makes the browser known for an account, with the password that counts now. */
export async function makeDevice({ auth, store }: UserDesk, user: number): Promise<string> {
  return auth.devices.make({ user, passwordVersion: await store.passwordVersion(user) })
}

/** Recognises that the schema keeps the last administrator. */
export function isLastAdmin(error: unknown): boolean {
  return error instanceof ConstraintError && error.constraint === 'last administrator'
}

export function lastAdmin(): UserRefusal {
  return refuse('last-admin', 'This is the only administrator: make another one first')
}

export function eventOf(action: string, { id }: User, { requestId }: Client) {
  return { requestId, actor: id, action, target: `user ${id}` }
}

function oldChange(): UserRefusal {
  return refuse('old-token', 'This address was used already or is too old: ask for a new one')
}
