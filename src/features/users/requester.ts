// Who makes a request, and what it brings apart from its body. Rules get this as plain data, so
// they know nothing of HTTP. Lesson: user-management (tour)

import type { AuditEvent } from '../../auth/access/audit.ts'
import type { CurrentSession } from '../../auth/access/identity.ts'
import { findUser, type User } from '../../auth/access/users.ts'
import { readDeviceCookie, readSessionCookie } from '../../auth/sessions/sessionCookie.ts'
import type { Context } from '../../http/context.ts'
import type { ReplyHeaders } from '../../http/reply.ts'
import { describeAgent } from '../../http/userAgent.ts'
import { clientOf } from '../site/input.ts'
import { refuse } from '../site/refusal.ts'
import type { Dependencies } from './dependencies.ts'

/** Who makes a request, signed in or not. */
export type Requester = {
  requestId: string
  /** The client's IP address, as limits count it. */
  address: string
  /** The browser or program, as its user will recognize it: `Firefox on Linux`. */
  agent: string
  /** The owner of the links that this browser made without an account. */
  anonymousOwner: Uint8Array | undefined
  /** The token of the session that this browser has, which a sign-in ends. */
  sessionToken: string | undefined
  /** The token of a device that is known for an account. */
  deviceToken: string | undefined
}

/** A signed-in user who makes a request, and what signs them in: a session, or a token's family. */
export type Actor = {
  user: User
  session: CurrentSession | undefined
  family: number | undefined
  requester: Requester
}

/** Responses about an account are for the requester alone, and no cache may keep them. */
export const noStore: ReplyHeaders = { 'cache-control': 'no-store' }

/** Says who makes a request. */
export function requesterOf(
  { trustedHops, publicOrigin, readAnonymousOwner }: Dependencies, context: Context,
): Requester {
  return {
    requestId: context.id,
    address: clientOf(context, trustedHops),
    agent: describeAgent(context.header('user-agent') ?? ''),
    anonymousOwner: readAnonymousOwner(context),
    sessionToken: readSessionCookie(context, publicOrigin),
    deviceToken: readDeviceCookie(context, publicOrigin),
  }
}

/** Says which signed-in user makes a request, for handlers behind a guard. */
export async function actorOf(dependencies: Dependencies, context: Context): Promise<Actor> {
  const { account, session, family } = dependencies.auth.guards.whoIs(context)
  const user = await findUser(dependencies.database, account.id)
  if (user === undefined) throw refuse('not-found', 'This account is gone')
  return { user, session, family, requester: requesterOf(dependencies, context) }
}

/** Describes for the audit trail what a user does to their own account. */
export function eventOf(
  action: string,
  { user: { id }, requester: { requestId } }: { user: Pick<User, 'id'>; requester: Requester },
  details: NonNullable<AuditEvent['details']> = {},
): AuditEvent {
  return { requestId, actor: id, action, target: `user ${id}`, details }
}
