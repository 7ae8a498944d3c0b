// What an administrator can do to an account: change its role, disable and enable it, end its
// sessions. Nobody can choose somebody else's password. Each action is in the audit trail, in the
// same batch as the change. Lesson: roles-and-ownership (tour)

import type { Cause } from '../../../auth/access/audit.ts'
import type { ListedSignIn, Role } from '../../../auth/access/identity.ts'
import { findUser, updateAccess, type User } from '../../../auth/access/users.ts'
import { endSessions } from '../../../auth/sessions/session.ts'
import { revokeAdminScopes } from '../../../auth/tokens/apiKey.ts'
import { endTickets } from '../../../auth/tokens/oneTime.ts'
import { endFamilies } from '../../../auth/tokens/refresh.ts'
import { boolean, object, oneOf, optional, type Checked } from '../../../basics/check.ts'
import type { Sql } from '../../../database/sql.ts'
import { explainEnded } from '../../site/confirmPassword.ts'
import { readId } from '../../site/input.ts'
import { accountGone, lastAdmin, refuse, violates, type Refusal } from '../../site/refusal.ts'
import type { AdminRequest, Dependencies, RuleDependencies } from '../dependencies.ts'
import { roleMail } from '../mails.ts'

/** What can be changed: these fields and no others. */
export const userChangeChecker = object({
  role: optional(oneOf(['user', 'admin'])),
  disabled: optional(boolean()),
})

export type UserChange = Partial<Checked<typeof userChangeChecker>>

type Event = { action: string; details?: Record<string, string> }

/** Reads the user whose id is in a path. Throws a Refusal `not-found`. */
export async function readUser({ database }: Dependencies, id: string): Promise<User> {
  const user = await findUser(database, readId(id, unknownUser))
  if (user === undefined) throw unknownUser()
  return user
}

export type UserDetails = {
  user: User
  links: number
  sessions: readonly ListedSignIn[]
  programs: readonly ListedSignIn[]
}

/** Reads a user with the number of their links, and where they are signed in. */
export async function readUserDetails(
  dependencies: Dependencies, id: string,
): Promise<UserDetails> {
  const { auth, database, moderation } = dependencies
  const user = await readUser(dependencies, id)
  const [links, sessions, programs] = await Promise.all([
    moderation.countLinksOf(database, user.id),
    auth.sessions.list(user.id),
    auth.refreshTokens.list(user.id),
  ])
  return { user, links, sessions, programs }
}

/** Throws a Refusal `stale` when an administrator looked at another version of a user. */
export function checkVersion(user: User, version: string | null): void {
  if (version !== String(user.version)) throw staleUser()
}

/**
 * Changes a user who is still as they were read. Gives the user as they are now.
 *
 * Throws a Refusal: `own-account`, `last-admin`, `stale` when somebody else changed them first, or
 * `needs-password` when the administrator is no longer signed in as one.
 */
export async function changeUser(
  dependencies: RuleDependencies,
  { guard, ...cause }: Cause & Partial<Pick<AdminRequest, 'guard'>>,
  { user, change }: { user: User; change: UserChange },
): Promise<User> {
  const { role = user.role, disabled: isDisabled = user.disabledAt !== null } = change
  const events = eventsOf(user, { role, isDisabled })
  if (events.length === 0) return user
  if (cause.actor === user.id) {
    throw refuse('own-account', 'Your own account can only be changed by another administrator')
  }
  const { database, audit, clock, outbox } = dependencies
  const now = clock()
  const hasNewRole = role !== user.role
  const [, { rows: [changed] }] = await database.batch([
    ...updateAccess(user, { role, disabledAt: isDisabled ? user.disabledAt ?? now : null, now }),
    ...events.map((event) =>
      audit.prepareIfChanged({ ...cause, ...event, target: `user ${user.id}` })),
    ...(hasNewRole || isDisabled ? endAccess(user, isDisabled) : []),
    ...(hasNewRole ? changeRole(dependencies, user, role) : []),
    // Last: the rule of the last administrator is the one to name.
    ...(guard === undefined ? [] : [guard]),
  ]).catch(explainStale).catch(explainEnded)
  outbox.wake()
  if (changed === undefined) throw accountGone()
  return changed
}

/** Signs a user out everywhere. `except` is a session to keep: one's own. */
export async function signOutEverywhere(
  { database, audit }: RuleDependencies,
  { guard, ...cause }: AdminRequest,
  { user, except }: { user: User; except: number | null },
): Promise<void> {
  await database.batch([
    guard,
    endSessions(user.id, except),
    endFamilies(user.id),
    audit.prepare({ ...cause, action: 'sessions-ended', target: `user ${user.id}` }),
  ]).catch(explainEnded)
}

function eventsOf(
  user: User, { role, isDisabled }: { role: string; isDisabled: boolean },
): Event[] {
  const events: Event[] = []
  if (role !== user.role) {
    events.push({ action: 'role-changed', details: { from: user.role, to: role } })
  }
  if (isDisabled !== (user.disabledAt !== null)) {
    events.push({ action: isDisabled ? 'user-disabled' : 'user-enabled' })
  }
  return events
}

// With other permissions comes another session (OWASP, session management): an old token must never
// become an administrator's. Only the link to choose a first password stays: it's the only way into
// an account that was just created.
function endAccess({ id, hasPassword }: User, isDisabled: boolean): readonly Sql[] {
  const isNew = hasPassword === 0 && !isDisabled
  const tickets = isNew
    ? [endTickets(id, 'second-factor'), endTickets(id, 'change-email')]
    : [endTickets(id)]
  return [endSessions(id), endFamilies(id), ...tickets]
}

// An old key must not have a scope that its user has lost, and the user gets an email.
function changeRole(
  { outbox, publicOrigin }: RuleDependencies, { id, email }: User, role: Role,
): readonly Sql[] {
  return [...revokeAdminScopes(id), outbox.add(roleMail(publicOrigin, { email, user: id, role }))]
}

function explainStale(error: unknown): never {
  if (violates(error, 'last administrator')) throw lastAdmin()
  throw violates(error, 'users.version') ? staleUser() : error
}

function unknownUser(): Refusal {
  return refuse('not-found', 'There is no such user')
}

function staleUser(): Refusal {
  return refuse('stale', 'This account was changed in the meantime: look at it again first')
}
