// The JSON API of the user's own account: name, password, address, and leaving.
// Lesson: roles-and-ownership (tour)

import { updateName, type User } from '../../../auth/access/users.ts'
import { signInHeaders, signOutHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import { preconditionFailed, requireMatch } from '../../../http/conditional.ts'
import type { Context } from '../../../http/context.ts'
import { empty, json, type ReplyHeaders } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf, privately, requesterOf } from '../requester.ts'
import { describeUser, passwordChecker } from '../users.ts'
import {
  changePassword, confirmEmailChange, deleteAccount, emailChangeChecker, passwordChangeChecker,
  profileChecker, requestEmailChange, tokenChecker,
} from './rules.ts'

/** Adds `/api/users/me`, with `password` and `email` below it. */
export function addProfileApi(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireScope('account')]

  app.get('/api/users/me', async (context) => {
    const { user } = await actorOf(dependencies, context)
    return json(describeUser(user), 200, versioned(user))
  }, guards)

  app.patch('/api/users/me', async (context) => {
    const { name } = await readInput(context, profileChecker)
    const { user } = await actorOf(dependencies, context)
    requireMatch(context, { etag: etagOf(user), lastModifiedMs: user.updatedAt })
    const changed = name === undefined ? user : await rename(dependencies, context, { user, name })
    return json(describeUser(changed), 200, versioned(changed))
  }, guards)

  app.put('/api/users/me/password', async (context) => {
    const input = await readInput(context, passwordChangeChecker)
    const renewed = await changePassword(dependencies, await actorOf(dependencies, context), input)
    const cookie = renewed && signInHeaders(renewed.token, dependencies.publicOrigin, renewed.device)
    return empty(204, { ...privately, ...cookie })
  }, guards)

  app.post('/api/users/me/email', async (context) => {
    const input = await readInput(context, emailChangeChecker)
    await requestEmailChange(dependencies, await actorOf(dependencies, context), input)
    const message = 'If the address is free, a mail is on its way to it'
    return json({ message }, 202, privately)
  }, guards)

  // Nobody needs to be signed in here: the mail may be opened on another device.
  app.post('/api/users/me/email/confirm', async (context) => {
    const { token } = await readInput(context, tokenChecker)
    await confirmEmailChange(dependencies, token, requesterOf(dependencies, context))
    return empty(204, privately)
  })

  app.delete('/api/users/me', async (context) => {
    const { password } = await readInput(context, passwordChecker)
    await deleteAccount(dependencies, await actorOf(dependencies, context), password)
    return empty(204, signOutHeaders(dependencies.publicOrigin))
  }, guards)
}

// The guard of the statement: between the check and the write somebody else may have written.
async function rename(
  dependencies: Dependencies, context: Context, { user, name }: { user: User; name: string },
): Promise<User> {
  const isConditional = context.header('if-match') !== undefined
  const version = isConditional ? user.version : null
  const { rows: [renamed] } = await dependencies.database.run(updateName(user.id, {
    name: name.trim(), version, now: dependencies.clock(),
  }))
  if (renamed === undefined) throw preconditionFailed()
  return renamed
}

function etagOf({ version }: User): string {
  return `"${version}"`
}

// Compression would make the tag weak, and If-Match takes strong ones only.
function versioned(user: User): ReplyHeaders {
  return { 'cache-control': 'no-store, no-transform', etag: etagOf(user) }
}
