// What runs before every route of administration: who may pass, no cache, and refusals as HTTP.
// Lesson: user-management (appendix)

import type { Middleware } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import type { Reply } from '../../http/reply.ts'
import { AdminRefusal, type Dependencies, type AdminRefusalCode } from './dependencies.ts'

export const refusalStatuses: Record<AdminRefusalCode, number> = {
  'invalid': 422,
  'not-found': 404,
  'stale': 412,
  'own-account': 409,
  'last-admin': 409,
  'nothing-to-do': 409,
  'taken': 409,
  'too-many': 409,
  'sign-up-closed': 403,
  'needs-password': 403,
}

/** The guards of a page: a browser that is signed in as an administrator. */
export function pageGuards({ auth }: Dependencies): Middleware[] {
  return [neverStored(), auth.guards.requireSession('admin')]
}

/** The guards of the API: an administrator, by a session or by a key or token with the right. */
export function apiGuards({ auth }: Dependencies): Middleware[] {
  return [neverStored(), auth.guards.requireRole('admin')]
}

/** Describes a refusal as an HttpError; `errors` has an entry for each field. */
export function toHttpError({ code, message, issues }: AdminRefusal): HttpError {
  const errors = issues.filter(({ field }) => field !== '')
  const members = errors.length > 0 ? { errors } : {}
  return new HttpError(refusalStatuses[code], code, message, { members })
}

// Problems are never stored anyway; pages and lists of administration are not either.
function neverStored(): Middleware {
  return async (_context, next) => {
    try {
      return withoutStore(await next())
    } catch (error) {
      throw error instanceof AdminRefusal ? toHttpError(error) : error
    }
  }
}

function withoutStore(reply: Reply): Reply {
  const control = reply.headers['cache-control'] ?? 'no-store'
  return { ...reply, headers: { ...reply.headers, 'cache-control': control } }
}
