// The routes of accounts, for programs: sign up and sign in.

import { readJson } from './framework/body.ts'
import { json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { authenticate, register, type AccountParts } from './credentials.ts'

// What is about a person is for that person alone, so no cache may keep it.
const headers = { 'cache-control': 'no-store' }

/** Adds the routes. */
export function addAccountRoutes(router: Router, parts: AccountParts): void {
  router.add('POST', '/api/users', async (context) =>
    json(await register(parts, await readJson(context)), 201, headers))
  router.add('POST', '/api/sessions', async (context) => {
    const user = await authenticate(parts, await readJson(context))
    return json({ user }, 200, headers)
  })
}
