// The routes of accounts, for programs.

import { readJson } from './framework/body.ts'
import { json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { register, type AccountParts } from './credentials.ts'

// What is about a person is for that person alone, so no cache may keep it.
const headers = { location: '/api/users/me', 'cache-control': 'no-store' }

/** Adds the routes. */
export function addAccountRoutes(router: Router, parts: AccountParts): void {
  router.add('POST', '/api/users', async (context) =>
    json(await register(parts, await readJson(context)), 201, headers))
}
