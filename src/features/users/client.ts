// Reads from a request who sends it and what it brings, apart from the body.
// Lesson: user-management (tour)

import { findUser } from '../../auth/access/users.ts'
import { readDeviceCookie, readSessionCookie } from '../../auth/sessions/sessionCookie.ts'
import type { Context } from '../../http/context.ts'
import { clientAddress, limitKey } from '../../http/peer.ts'
import { describeAgent } from '../../http/userAgent.ts'
import type { Actor } from './account/rules.ts'
import { refuse, type Client, type UserDesk } from './desk.ts'

/** Says who asks. */
export function clientOf(desk: UserDesk, context: Context): Client {
  return {
    requestId: context.id,
    address: limitKey(clientAddress(context.request, desk.trustedHops)),
    agent: describeAgent(context.header('user-agent') ?? ''),
    anonymousOwner: desk.readAnonymousOwner(context),
    session: readSessionCookie(context, desk.publicOrigin),
    device: readDeviceCookie(context, desk.publicOrigin),
  }
}

/** Says which signed-in user asks; to be called behind a guard. */
export async function actorOf(desk: UserDesk, context: Context): Promise<Actor> {
  const { account, session } = desk.auth.guards.whoIs(context)
  const user = await findUser(desk.database, account.id)
  if (user === undefined) throw refuse('not-found', 'This account is gone')
  return { user, session, client: clientOf(desk, context) }
}
