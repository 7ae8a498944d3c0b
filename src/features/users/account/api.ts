// The JSON API of the user's own account: name, password, all that is stored of them in one
// document to keep, and leaving. Lesson: roles-and-ownership (tour)

import { Readable } from 'node:stream'
import { signInHeaders, signOutHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import { preconditionFailed, requireMatch } from '../../../http/conditional.ts'
import type { Context } from '../../../http/context.ts'
import { joinPieces } from '../../../http/pieces.ts'
import { empty, type Reply, type ReplyHeaders } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import { noStore } from '../../site/requester.ts'
import { userEtag, userReply } from '../../site/user.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { passwordChecker } from '../checkers.ts'
import { exportData } from './exportData.ts'
import {
  changePassword, deleteAccount, passwordChangeChecker, profileChecker, rename,
} from './rules.ts'

const path = '/api/users/me'

/** Adds `/api/users/me`, with `password` and `export` below it. */
export function addProfileApi(app: App, dependencies: Dependencies): void {
  const { auth: { guards: { requireScope } }, publicOrigin } = dependencies
  const guards = [requireScope('account')]

  app.get(path, async (context) => {
    const { user } = await actorOf(dependencies, context)
    return userReply(user)
  }, guards)

  app.patch(path, (context) => changeProfile(dependencies, context), guards)

  app.put(`${path}/password`, async (context) => {
    const input = await readInput(context, passwordChangeChecker)
    const renewed = await changePassword(dependencies, await actorOf(dependencies, context), input)
    const cookie = renewed && signInHeaders(renewed.token, publicOrigin, renewed.device)
    return empty(204, { ...noStore, ...cookie })
  }, guards)

  app.delete(path, async (context) => {
    const { password } = await readInput(context, passwordChecker)
    await deleteAccount(dependencies, await actorOf(dependencies, context), password)
    return empty(204, signOutHeaders(publicOrigin))
  }, guards)

  // The links are in it, so a key that may not read them doesn't get them this way.
  app.get(`${path}/export`, async (context) => {
    const { user } = await actorOf(dependencies, context)
    const body = Readable.from(joinPieces(exportData(dependencies, user)))
    return { status: 200, headers: { ...exportHeaders }, body }
  }, [...guards, requireScope('links:read')])
}

const exportHeaders: ReplyHeaders = {
  ...noStore,
  'content-type': 'application/json',
  'content-disposition': 'attachment; filename="groundwork.json"',
}

async function changeProfile(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { name } = await readInput(context, profileChecker)
  const { user } = await actorOf(dependencies, context)
  requireMatch(context, { etag: userEtag(user), lastModifiedMs: user.updatedAt })
  if (name === undefined) return userReply(user)
  // The guard of the statement: between the check and the write somebody else may have written.
  const version = context.header('if-match') === undefined ? null : user.version
  const renamed = await rename(dependencies, user, { name, version })
  if (renamed === undefined) throw preconditionFailed()
  return userReply(renamed)
}
