// The JSON API of invitations for administrators.
// Lesson: user-management (tour)

import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import { empty, json } from '../../../http/reply.ts'
import type { AdminDesk } from '../desk.ts'
import { describeInvitation, invitationChecker, invite, revoke } from './rules.ts'
import { apiGuards } from '../refusals.ts'
import { actorOf, causeOf, idOf, parse } from '../request.ts'

/** Adds `/api/admin/invitations`. */
export function addInvitationAdminApi(app: App, desk: AdminDesk): void {
  const guards = apiGuards(desk)

  app.get('/api/admin/invitations', async () => {
    const invitations = await desk.auth.invitations.list()
    return json({ signUp: desk.signUp, invitations: invitations.map(describeInvitation) })
  }, guards)

  app.post('/api/admin/invitations', async (context) => {
    const { email } = parse(invitationChecker, await readJson(context))
    return json(describeInvitation(await invite(desk, actorOf(desk, context), email)), 201)
  }, guards)

  app.delete('/api/admin/invitations/:id', async (context) => {
    await revoke(desk, causeOf(desk, context), idOf(context.params.id))
    return empty(204)
  }, guards)
}
