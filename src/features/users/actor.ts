// The signed-in user who makes a request, as plain data for the rules, and what the audit trail
// says about them. Lesson: user-management (tour)

import type { AuditEvent } from '../../auth/access/audit.ts'
import type { CurrentSession, Identity } from '../../auth/access/identity.ts'
import { findUser, type User } from '../../auth/access/users.ts'
import type { Context } from '../../http/context.ts'
import { accountGone } from '../site/refusal.ts'
import { requesterOf, type Requester } from '../site/requester.ts'
import type { Dependencies } from './dependencies.ts'

/** A signed-in user who makes a request. */
export type Actor = {
  user: User
  /** What the request was let through with. */
  identity: Identity
  /** The session of the identity; programs don't have one. */
  session: CurrentSession | undefined
  requester: Requester
}

/** Says which signed-in user makes a request, for handlers behind a guard. */
export async function actorOf(dependencies: Dependencies, context: Context): Promise<Actor> {
  const identity = dependencies.auth.guards.whoIs(context)
  const { account, session } = identity
  const user = await findUser(dependencies.database, account.id)
  if (user === undefined) throw accountGone()
  return { user, identity, session, requester: requesterOf(dependencies, context) }
}

/** Describes for the audit trail what a user does to their own account. */
export function eventOf(
  action: string,
  { user: { id }, requester: { requestId } }: { user: Pick<User, 'id'>; requester: Requester },
  details: NonNullable<AuditEvent['details']> = {},
): AuditEvent {
  return { requestId, actor: id, action, target: `user ${id}`, details }
}
