// The routes of administrators: see the users, give them roles and disable them.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { requireAdmin, type IdentityParts } from './identify.ts'
import type { Role, UserChanges } from './users.ts'

const noStore = { 'cache-control': 'no-store' }
const roles: readonly Role[] = ['user', 'admin']

/** Adds the routes. */
export function addAdminRoutes(router: Router, parts: IdentityParts): void {
  const { users } = parts
  router.add('GET', '/api/admin/users', async (context) => {
    await requireAdmin(parts, context)
    return json({ users: users.list() }, 200, noStore)
  })
  router.add('PATCH', '/api/admin/users/:id', async (context) => {
    await requireAdmin(parts, context)
    const { id } = context.params
    const changes = readChanges(await readJson(context))
    // While the body was on its way, the administrator may have lost the role.
    await requireAdmin(parts, context)
    const user = users.change(Number(id), changes)
    if (user === undefined) throw new HttpError(404, `There is no user ${id}`, noStore)
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
