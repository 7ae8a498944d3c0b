// The JSON API of signing up, with an invitation or without one. Its responses are the same for
// every address. Lesson: passwords (tour)

import type { User } from '../../../auth/access/users.ts'
import { signInHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { json, noStore, type Reply } from '../../../http/reply.ts'
import { isOwnPage, readInput } from '../../site/input.ts'
import { requesterOf } from '../../site/requester.ts'
import { describeUser } from '../../site/user.ts'
import type { Dependencies } from '../dependencies.ts'
import { mailSent } from '../mails.ts'
import { signInNewUser } from '../signIn/rules.ts'
import { startFamily } from '../tokens/rules.ts'
import {
  acceptInvitation, confirmAccount, confirmationChecker, invitedChecker, newUserChecker,
  requestAccount,
} from './rules.ts'

/** Adds `/api/users`, with `confirm` and `invited` below it. */
export function addSignUpApi(app: App, dependencies: Dependencies): void {
  app.post('/api/users', async (context) => {
    const input = await readInput(context, newUserChecker)
    await requestAccount(dependencies, input, requesterOf(dependencies, context))
    return json({ message: mailSent }, 202, noStore)
  })

  app.post('/api/users/confirm', async (context) => {
    const confirmation = await readInput(context, confirmationChecker)
    const requester = requesterOf(dependencies, context)
    const user = await confirmAccount(dependencies, confirmation, requester)
    return replyWithUser(dependencies, context, user)
  })

  app.post('/api/users/invited', async (context) => {
    const acceptance = await readInput(context, invitedChecker)
    const requester = requesterOf(dependencies, context)
    const user = await acceptInvitation(dependencies, acceptance, requester)
    return replyWithUser(dependencies, context, user)
  })
}

// Signs a new user in: a program with tokens, and a browser with a session.
async function replyWithUser(
  dependencies: Dependencies, context: Context, user: User,
): Promise<Reply> {
  const requester = requesterOf(dependencies, context)
  const headers = { ...noStore, location: '/api/users/me' }
  if (!isOwnPage(context)) {
    const pair = await startFamily(dependencies, user, { requester })
    return json({ user: describeUser(user), ...pair }, 201, headers)
  }
  const { token, device } = await signInNewUser(dependencies, user, requester)
  const cookies = signInHeaders(token, dependencies.publicOrigin, device)
  return json({ user: describeUser(user) }, 201, { ...headers, ...cookies })
}
