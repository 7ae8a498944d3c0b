// The JSON API of invitations for administrators.
// Lesson: user-management (tour)

import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import { empty, json } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { describeInvitation, invitationChecker, invite, revoke } from './rules.ts'
import { apiGuards } from '../guards.ts'
import { actorOf, causeOf, idOf, parse } from '../request.ts'

/** Adds `/api/admin/invitations`. */
export function addInvitationAdminApi(app: App, dependencies: Dependencies): void {
  const guards = apiGuards(dependencies)

  app.get('/api/admin/invitations', async () => {
    const invitations = await dependencies.auth.invitations.list()
    return json({ signUp: dependencies.signUp, invitations: invitations.map(describeInvitation) })
  }, guards)

  app.post('/api/admin/invitations', async (context) => {
    const { email } = parse(invitationChecker, await readJson(context))
    return json(describeInvitation(await invite(dependencies, actorOf(dependencies, context), email)), 201)
  }, guards)

  app.delete('/api/admin/invitations/:id', async (context) => {
    await revoke(dependencies, causeOf(dependencies, context), idOf(context.params.id))
    return empty(204)
  }, guards)
}
