// The routes of API keys: make, list and revoke them.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { requireScope, type IdentityParts } from './identify.ts'
import { checkScopes } from './scopes.ts'

const noStore = { 'cache-control': 'no-store' }
const dayMs = 86_400_000
const mostDays = 3_650
const longestName = 100

/** Adds the routes. */
export function addKeyRoutes(router: Router, parts: IdentityParts): void {
  const { keys, audit } = parts
  router.add('POST', '/api/keys', async (context) => {
    const { user, by } = await requireScope(parts, context, 'account')
    // Otherwise a stolen key could make itself a successor before it's revoked.
    if (by === 'key') throw new HttpError(403, "A key can't make keys: sign in instead")
    const fields = readKey(await readJson(context))
    if (fields.scopes.has('admin') && user.role !== 'admin') {
      throw new HttpError(403, 'Only administrators have the scope admin')
    }
    const key = keys.add({ user: user.id, ...fields })
    audit.write({ actor: user.id, action: 'key-made', user: user.id })
    return json(key, 201, noStore)
  })
  router.add('GET', '/api/keys', async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    return json({ keys: keys.list(user.id) }, 200, noStore)
  })
  router.add('DELETE', '/api/keys/:id', async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    const { id } = context.params
    if (!keys.revoke(user.id, Number(id))) {
      throw new HttpError(404, `You have no key ${id}`, noStore)
    }
    audit.write({ actor: user.id, action: 'key-revoked', user: user.id })
    return empty(204, noStore)
  })
}

function readKey(value: unknown) {
  const { name, scopes, days } = { name: '', scopes: null, days: null, ...Object(value) }
  if (typeof name !== 'string' || name === '' || name.length > longestName) {
    throw new HttpError(422, `A key has a name of at most ${longestName} characters`)
  }
  return { name, scopes: checkScopes(scopes), expiresAt: readEnd(days) }
}

function readEnd(days: unknown): number | null {
  if (days === null) return null
  const isGood = typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= mostDays
  if (isGood) return Date.now() + days * dayMs
  throw new HttpError(422, `A key ends after 1 to ${mostDays} days, or never`)
}
