// Requests of users who have deleted their account since we found out who they are: while the body
// was on its way, or a password was being hashed.

import type { Middleware } from './framework/context.ts'
import type { HttpError } from './framework/errors.ts'
import { unauthorized } from './unauthorized.ts'

/** Makes the error. */
export function accountGone(): HttpError {
  return unauthorized('This account has been deleted')
}

/** Refuses what they wanted to add: the database takes no row that refers to nobody. */
export const refuseGone: Middleware = async (_context, next) => {
  try {
    return await next()
  } catch (error) {
    const isGone = error instanceof Error && error.message === 'FOREIGN KEY constraint failed'
    throw isGone ? accountGone() : error
  }
}
