// The JSON API of invitations for administrators.
// Lesson: user-management (tour)

import { formatTime } from '../../../basics/clock.ts'
import type { Invitation } from '../../../auth/access/invitations.ts'
import type { App } from '../../../http/app.ts'
import { empty, json } from '../../../http/reply.ts'
import { readId, readInput } from '../../site/input.ts'
import type { Dependencies } from '../dependencies.ts'
import { requestOf } from '../requester.ts'
import { invitationChecker, invite, revoke, unknownInvitation } from './rules.ts'

/** Adds `/api/admin/invitations`. */
export function addInvitationApi(app: App, dependencies: Dependencies): void {
  const { auth, signUp } = dependencies
  const admins = [auth.guards.requireRole('admin')]

  app.get('/api/admin/invitations', async () => {
    const invitations = await auth.invitations.list()
    return json({ signUp, invitations: invitations.map(describeInvitation) })
  }, admins)

  app.post('/api/admin/invitations', async (context) => {
    const { email } = await readInput(context, invitationChecker)
    const invitation = await invite(dependencies, requestOf(dependencies, context), email)
    return json(describeInvitation(invitation), 201)
  }, admins)

  app.delete('/api/admin/invitations/:id', async (context) => {
    const id = readId(context.params.id, unknownInvitation)
    await revoke(dependencies, requestOf(dependencies, context), id)
    return empty(204)
  }, admins)
}

// The token is in the email and nowhere else.
function describeInvitation({ id, email, createdAt, expiresAt, invitedBy }: Invitation) {
  return {
    id, email, createdAt: formatTime(createdAt), expiresAt: formatTime(expiresAt), invitedBy,
  }
}
