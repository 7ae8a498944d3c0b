// The routes of a user's own account: name, export and deletion.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { authenticate } from './credentials.ts'
import { accountGone } from './gone.ts'
import { checkScope, requireScope } from './identify.ts'
import { describeOwn, type LinkParts } from './links.ts'
import { signOutHeaders } from './sessionRoutes.ts'

const path = '/api/users/me'
const noStore = { 'cache-control': 'no-store' }
const longestName = 100

/** Adds the routes. */
export function addProfileRoutes(router: Router, parts: LinkParts): void {
  const { users, audit, publicOrigin } = parts
  router.add('PATCH', path, async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    const renamed = users.rename(user.id, readName(await readJson(context)))
    if (renamed === undefined) throw accountGone()
    return json(renamed, 200, noStore)
  })
  router.add('DELETE', path, async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    const { password } = { password: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, { email: user.email, password })
    if (!users.remove(user.id)) throw accountGone()
    audit.write({ actor: user.id, action: 'account-deleted', user: user.id })
    return empty(204, signOutHeaders(publicOrigin))
  })
  router.add('GET', `${path}/export`, async (context) => {
    const identity = await requireScope(parts, context, 'account')
    // The links are in it, so a key that can't read them can't do so this way.
    checkScope(identity, 'links:read')
    const headers = { ...noStore, 'content-disposition': 'attachment; filename="account.json"' }
    return json(exportAccount(parts, identity.user.id), 200, headers)
  })
}

// All that is kept about a user, without what only works as long as it's secret.
function exportAccount(parts: LinkParts, id: number) {
  const { users, store, sessions, keys, audit, publicOrigin } = parts
  return {
    user: users.find(id),
    links: store.exportOf(id).map((link) => describeOwn(link, publicOrigin)),
    sessions: sessions.list(id),
    keys: keys.list(id),
    events: audit.list(id),
  }
}

function readName(value: unknown): string {
  const { name } = { name: null, ...Object(value) }
  if (typeof name === 'string' && name.length <= longestName) return name
  throw new HttpError(422, `A name has at most ${longestName} characters`)
}
