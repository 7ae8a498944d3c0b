// Turns what a handler throws into a response. A bug tells strangers nothing.

import type { Middleware } from './context.ts'
import { HttpError, problem } from './errors.ts'

/** Describes each error as a problem document. */
export const errorReplies: Middleware = async (_context, next) => {
  try {
    return await next()
  } catch (error) {
    if (error instanceof HttpError) return problem(error.status, error.message, error.headers)
    console.error(error)
    return problem(500, 'Something went wrong on our side')
  }
}
