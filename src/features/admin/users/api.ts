// The JSON API of users for administrators. Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import { requireMatch, versionTag } from '../../../http/conditional.ts'
import type { Context } from '../../../http/context.ts'
import { empty, type Reply } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import { listReply } from '../../site/list.ts'
import { describeSignIn, describeUser, userReply } from '../../site/user.ts'
import type { Dependencies } from '../dependencies.ts'
import { isConfirmed, needsPassword, requestOf } from '../requester.ts'
import {
  changeUser, readUser, readUserDetails, signOutEverywhere, userChangeChecker,
} from './rules.ts'
import { listUsers, readUserQuery } from './userList.ts'

type UserContext = Context<'/api/admin/users/:id'>

/** Adds `/api/admin/users` and what is below it. */
export function addUserApi(app: App, dependencies: Dependencies): void {
  const admins = [dependencies.auth.guards.requireRole('admin')]
  const path = '/api/admin/users/:id'

  app.get('/api/admin/users', (context) => showUsers(dependencies, context), admins)
  app.get(path, (context) => showUser(dependencies, context), admins)
  app.patch(path, (context) => patchUser(dependencies, context), admins)
  app.delete(`${path}/sessions`, (context) => endSessions(dependencies, context), admins)
}

async function showUsers({ database }: Dependencies, context: Context): Promise<Reply> {
  const { users, next } = await listUsers(database, readUserQuery(context.query))
  return listReply(context, { users: users.map(describeUser), next })
}

async function showUser(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const { user, links, sessions, programs } =
    await readUserDetails(dependencies, context.params.id)
  return userReply(user, {
    links, sessions: sessions.map(describeSignIn), programs: programs.map(describeSignIn),
  })
}

async function patchUser(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const change = await readInput(context, userChangeChecker)
  const user = await readUser(dependencies, context.params.id)
  requireMatch(context, { etag: versionTag(user) }, { isRequired: true })
  if (!isConfirmed(dependencies, context)) throw needsPassword()
  const request = requestOf(dependencies, context)
  return userReply(await changeUser(dependencies, request, { user, change }))
}

async function endSessions(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const user = await readUser(dependencies, context.params.id)
  const except = dependencies.auth.guards.whoIs(context).session?.id ?? null
  await signOutEverywhere(dependencies, requestOf(dependencies, context), { user, except })
  return empty(204)
}
