// The JSON API for somebody who was invited: it makes the account, and signs them in.
// Lesson: user-management (tour)

import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import { json } from '../../../http/reply.ts'
import { clientOf } from '../client.ts'
import type { Dependencies } from '../dependencies.ts'
import { acceptInvitation } from './invitationRules.ts'
import { startSession } from '../signIn/rules.ts'
import { describeUser, invitedChecker } from '../users.ts'
import { isPage, privately, readInput } from '../input.ts'
import { startFamily } from '../tokens/rules.ts'

/** Adds `/api/users/invited`. */
export function addInvitationApi(app: App, dependencies: Dependencies): void {
  app.post('/api/users/invited', async (context) => {
    const acceptance = await readInput(context, invitedChecker)
    const client = clientOf(dependencies, context)
    const user = await acceptInvitation(dependencies, acceptance, client)
    const headers = { ...privately, location: '/api/users/me' }
    if (!isPage(context)) {
      const pair = await startFamily(dependencies, user, { client })
      return json({ user: describeUser(user), ...pair }, 201, headers)
    }
    const proof = { user: user.id, passwordVersion: null }
    const { token, device } = await startSession(dependencies, proof, client)
    const cookie = signInHeaders(token, dependencies.publicOrigin, device)
    return json({ user: describeUser(user) }, 201, { ...headers, ...cookie })
  })
}
