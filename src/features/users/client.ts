// Reads from a request who sends it and what it brings, apart from the body.
// Lesson: user-management (tour)

import { readDeviceCookie, readSessionCookie } from '../../auth/sessions/sessionCookie.ts'
import type { Context } from '../../http/context.ts'
import { clientAddress, limitKey } from '../../http/peer.ts'
import { describeAgent } from '../../http/userAgent.ts'
import type { Actor } from './account/rules.ts'
import type { Client, Dependencies } from './dependencies.ts'
import { refuse } from '../site/refusal.ts'

/** Says who asks. */
export function clientOf(dependencies: Dependencies, context: Context): Client {
  return {
    requestId: context.id,
    address: limitKey(clientAddress(context.request, dependencies.trustedHops)),
    agent: describeAgent(context.header('user-agent') ?? ''),
    anonymousOwner: dependencies.readAnonymousOwner(context),
    session: readSessionCookie(context, dependencies.publicOrigin),
    device: readDeviceCookie(context, dependencies.publicOrigin),
  }
}

/** Says which signed-in user asks; to be called behind a guard. */
export async function actorOf(dependencies: Dependencies, context: Context): Promise<Actor> {
  const { account, session } = dependencies.auth.guards.whoIs(context)
  const user = await dependencies.store.find(account.id)
  if (user === undefined) throw refuse('not-found', 'This account is gone')
  return { user, session, client: clientOf(dependencies, context) }
}
