// Loads a row first and then decides in one function, refuses bodies with other members, and
// responds with other statuses.
//#file manage.ts
//#whole
// The routes for the owner of a link.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { json } from './framework/reply.ts'
import { checkScope, identify } from './identify.ts'
import { describe, describeOwn } from './links.ts'
import { checkNote } from './make.ts'
import { normalizeSlug } from './slugs.ts'
import { checkTarget } from './targets.ts'

const headers = { 'cache-control': 'private, no-store' }
const checks = new Map([['target', checkTarget], ['note', checkNote]])
const may = {
  all: (who) => who?.user.role === 'admin' && who.scopes.has('admin'),
  read: (who, link) => link.user === null || link.user === who?.user.id || may.all(who),
  change: (who, link) => who !== undefined && link.user === who.user.id,
  remove: (who, link) => may.change(who, link) || may.all(who),
}

export function addManageRoutes(router, parts) {
  const { store, publicOrigin } = parts
  const add = (method, scope, right, act) => {
    router.add(method, '/api/links/:slug', async (context) => {
      const who = await identify(parts, context)
      if (who !== undefined) checkScope(who, scope)
      const link = store.find(normalizeSlug(context.params.slug))
      if (link === undefined || !may[right](who, link)) {
        throw new HttpError(404, 'No such link', headers)
      }
      return json(await act(link, who?.user, context), 200, headers)
    })
  }
  add('GET', 'links:read', 'read', (link, user) =>
    user !== undefined && link.user === user.id
      ? describeOwn(link, publicOrigin) : describe(link, publicOrigin))
  add('PATCH', 'links:write', 'change', async (link, user, context) => {
    const changes = { target: null, note: null }
    for (const [name, value] of Object.entries(Object(await readJson(context)))) {
      const check = checks.get(name)
      if (check === undefined) throw new HttpError(400, `There is no ${name} to change`)
      changes[name] = check(value, publicOrigin)
    }
    return describeOwn(store.change(link.slug, user, changes), publicOrigin)
  })
  add('DELETE', 'links:write', 'remove', (link, user) => {
    store.remove(link.slug, user)
    return { deleted: link.slug }
  })
}
//#end
//#file adminRoutes.ts
//#replace
  if (role !== null && !roles.includes(role)) {
    throw new HttpError(422,
//#with
  if (role !== null && !roles.includes(role)) {
    throw new HttpError(400,
//#end
//#file identify.ts
//#replace
  throw new HttpError(403, 'Only an administrator may do this')
//#with
  throw new HttpError(404, 'There is nothing here')
//#end
