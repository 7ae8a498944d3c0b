// The routes of administrators: see the users and what has happened, give roles, disable users.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { adminPage } from './adminPage.ts'
import { pageReply } from './frame.ts'
import { checkAdmin, identify, requireAdmin, type IdentityParts } from './identify.ts'
import type { Role, UserChanges } from './users.ts'

const noStore = { 'cache-control': 'no-store' }
const roles: readonly Role[] = ['user', 'admin']

/** Adds the routes. */
export function addAdminRoutes(router: Router, parts: IdentityParts): void {
  const { users, audit } = parts
  router.add('GET', '/admin', async (context) => {
    const identity = await identify(parts, context)
    if (identity === undefined) return empty(303, { location: '/login?next=/admin', ...noStore })
    checkAdmin(identity)
    const content = adminPage(users.list(), audit.list())
    return pageReply('Administration', content, { status: 200, headers: {} })
  })
  router.add('GET', '/api/admin/audit', async (context) => {
    await requireAdmin(parts, context)
    return json({ events: audit.list() }, 200, noStore)
  })
  router.add('GET', '/api/admin/users', async (context) => {
    await requireAdmin(parts, context)
    return json({ users: users.list() }, 200, noStore)
  })
  router.add('PATCH', '/api/admin/users/:id', async (context) => {
    await requireAdmin(parts, context)
    const { id } = context.params
    const changes = readChanges(await readJson(context))
    // While the body was on its way, the administrator may have left, or lost the role.
    const { user: admin } = await requireAdmin(parts, context)
    const user = users.change(Number(id), changes)
    if (user === undefined) throw new HttpError(404, `There is no user ${id}`, noStore)
    audit.write({ actor: admin.id, action: 'user-changed', user: user.id })
    return json(user, 200, noStore)
  })
}

function readChanges(value: unknown): UserChanges {
  const { role, isDisabled } = { role: null, isDisabled: null, ...Object(value) }
  if (role !== null && !roles.includes(role)) {
    throw new HttpError(422, `A role is one of ${roles.join(', ')}`)
  }
  if (isDisabled !== null && typeof isDisabled !== 'boolean') {
    throw new HttpError(422, 'isDisabled is true or false')
  }
  return { role, isDisabled }
}
