// What runs before every route of administration: who may pass, and no cache.
// Lesson: user-management (appendix)

import type { Middleware } from '../../http/context.ts'
import type { Reply } from '../../http/reply.ts'
import type { Dependencies } from './dependencies.ts'

/** The guards of a page: a browser that is signed in as an administrator. */
export function pageGuards({ auth }: Dependencies): Middleware[] {
  return [neverStored(), auth.guards.requireSession('admin')]
}

/** The guards of the API: an administrator, by a session or by a key or token with the right. */
export function apiGuards({ auth }: Dependencies): Middleware[] {
  return [neverStored(), auth.guards.requireRole('admin')]
}

// Problems are never stored anyway; pages and lists of administration are not either.
function neverStored(): Middleware {
  return async (_context, next) => withoutStore(await next())
}

function withoutStore(reply: Reply): Reply {
  const control = reply.headers['cache-control'] ?? 'no-store'
  return { ...reply, headers: { ...reply.headers, 'cache-control': control } }
}
