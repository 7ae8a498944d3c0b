// What users change in their own account. What could lock somebody out takes the password, and the
// owner is told by email. Lesson: roles-and-ownership (tour)

import { hasChanged } from '../../../auth/access/audit.ts'
import { requireStillAllowed } from '../../../auth/access/stillAllowed.ts'
import { deleteUser, updateName, updatePassword, type User } from '../../../auth/access/users.ts'
import { hashPassword } from '../../../auth/passwords/password.ts'
import { endSessions, renewSession } from '../../../auth/sessions/session.ts'
import { revokeKeys } from '../../../auth/tokens/apiKey.ts'
import { endTickets } from '../../../auth/tokens/oneTime.ts'
import { endFamilies } from '../../../auth/tokens/refresh.ts'
import { boolean, object, optional, type Checked } from '../../../basics/check.ts'
import type { Sql } from '../../../database/sql.ts'
import { confirmPassword, explainRefused } from '../../site/confirmPassword.ts'
import { accountGone, lastAdmin, refuseIssues, violates } from '../../site/refusal.ts'
import { eventOf, type Actor } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { countChange } from '../changeLimit.ts'
import { noticeMail } from '../mails.ts'
import { checkNewPassword, nameText, passwordText } from '../checkers.ts'

export const profileChecker = object({ name: optional(nameText) })

// API keys stay valid by default: revoking them stops programs that nobody thought of.
export const passwordChangeChecker = object({
  currentPassword: passwordText, newPassword: passwordText, revokeKeys: optional(boolean()),
})

type PasswordChange = Checked<typeof passwordChangeChecker>

/** What the browser keeps that goes on: a session, and the device that is known for the account. */
type Renewed = { token: string; device: string }

/**
 * Changes the name. Given a version, it returns undefined when the user is at another one. Throws a
 * Refusal `not-found` when the account was deleted meanwhile.
 */
export async function rename(
  { database, clock }: Dependencies, { id }: User,
  { name, version = null }: { name: string; version?: number | null },
): Promise<User | undefined> {
  const update = updateName(id, { name: name.trim(), version, now: clock() })
  const [, { rows: [renamed] }] = await database.batch(update)
  if (renamed === undefined && version === null) throw accountGone()
  return renamed
}

/**
 * Changes the password. Every other session, program and application is signed out, and has to be
 * allowed anew, and no other device is known any more; this session gets a new token, which is
 * returned.
 */
export async function changePassword(
  dependencies: Dependencies, actor: Actor,
  { currentPassword, newPassword, revokeKeys: keysRevoked = false }: PasswordChange,
): Promise<Renewed | undefined> {
  const { auth, database, outbox, publicOrigin, clock } = dependencies
  const { user, identity, session } = actor
  const field = 'currentPassword'
  const current = { password: currentPassword, field }
  const passwordVersion = await confirmPassword(auth.credentials, actor, current)
  refuseIssues(checkNewPassword(newPassword, { ...user, field: 'newPassword', publicOrigin }))
  await countChange(dependencies, actor)
  const passwordHash = await hashPassword(newPassword)
  const renewed = session && renewSession(session, clock())
  const and = keysRevoked ? ', and your API keys were revoked' : ''
  const [, { changes }] = await database.batch([
    requireStillAllowed(identity),
    updatePassword(user.id, { passwordHash, now: clock(), version: passwordVersion }),
    auth.audit.prepareIfChanged(eventOf('password-changed', actor, { keysRevoked })),
    ...endAccess(dependencies, user.id, session?.id),
    ...(keysRevoked ? [revokeKeys(user.id)] : []),
    ...(renewed === undefined ? [] : [renewed.statement]),
    notify(dependencies, user, `the password was changed${and}`),
  ]).catch(explainRefused(database, { user: user.id, passwordVersion }, field))
  if (changes === 0) throw accountGone()
  outbox.wake()
  const device = auth.devices.make({ user: user.id, passwordVersion: passwordVersion + 1 })
  return renewed && { token: renewed.token, device }
}

/** Signs out everything that had access to an account; `except` is a session that lives on. */
export function endAccess(
  { endConsents }: Dependencies, user: number, except: number | null = null,
): readonly Sql[] {
  return [endSessions(user, except), endFamilies(user), endTickets(user), ...endConsents(user)]
}

/**
 * Deletes the account with everything in it, emails that were kept or not sent yet included. The
 * last administrator can't leave. Of two deletions at the same time, one gets a Refusal
 * `not-found`.
 */
export async function deleteAccount(
  dependencies: Dependencies, actor: Actor, password: string,
): Promise<void> {
  const { auth, database, outbox, abandonLinks, removeAbandonedLinks } = dependencies
  const { user: { id, email }, identity } = actor
  const passwordVersion = await confirmPassword(auth.credentials, actor, { password })
  const owner = { user: id, address: email }
  const before = [requireStillAllowed(identity, { passwordVersion, email }), ...abandonLinks(id)]
  const results = await database.batch([
    ...before,
    deleteUser(id),
    auth.audit.prepareIfChanged(eventOf('account-deleted', actor)),
    // The second of two deletions forgets nothing: the address may be somebody else's by now.
    outbox.forget(owner, hasChanged),
  ]).catch(explainLast).catch(explainRefused(database, { user: id, passwordVersion }))
  if (results[before.length]?.changes === 0) throw accountGone()
  removeAbandonedLinks()
  await outbox.erase(owner)
}

/** Prepares the email that tells the owner of an account what was done with it. */
export function notify(
  { outbox, publicOrigin }: Dependencies, { id, email }: User, what: string,
): Sql {
  return outbox.add(noticeMail(publicOrigin, { email, user: id, what }))
}

function explainLast(error: unknown): never {
  throw violates(error, 'last administrator') ? lastAdmin() : error
}
