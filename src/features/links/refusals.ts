// Turns the refusals of the link rules into HTTP: the one place that says which rule becomes which
// status. Lesson: status-codes (tour)

import { PasswordsBusyError } from '../../auth/passwords/password.ts'
import type { Middleware } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { isPromise, type ReplyHeaders } from '../../http/reply.ts'
import { limitHeaders } from '../../services/limits.ts'
import { LinkRefusal, type RefusalCode } from './dependencies.ts'

export const refusalStatuses: Record<RefusalCode, number> = {
  'invalid': 422,
  'taken': 409,
  'stale': 412,
  'unknown-owner': 401,
  'not-found': 404,
  'limited': 429,
  'closed': 403,
  'busy': 503,
  'old-form': 403,
  'failed': 500,
}

/** Makes a guard that turns refusals into problems; `errors` has an entry for each field. */
export function refusalsAsProblems(): Middleware {
  return (_context, next) => {
    const reply = next()
    return isPromise(reply) ? reply.catch(rethrow) : reply
  }
}

/** Describes a refusal as an HttpError. */
export function toHttpError(refusal: LinkRefusal): HttpError {
  const { code, message, issues } = refusal
  const errors = issues.filter(({ field }) => field !== '')
  return new HttpError(refusalStatuses[code], code, message, {
    headers: refusalHeaders(refusal),
    members: errors.length > 0 ? { errors } : {},
  })
}

/** The headers of a refusal, for a page as well as for a problem. */
export function refusalHeaders({ code, wait }: LinkRefusal): ReplyHeaders {
  if (code === 'unknown-owner') return { 'www-authenticate': 'Bearer error="invalid_token"' }
  if (code === 'busy') return { 'retry-after': '2' }
  return wait === undefined ? {} : limitHeaders(wait.limit, wait.retryAfterSeconds)
}

/** Recognises what a form's page can show next to its fields. */
export function toRefusal(error: unknown): LinkRefusal | undefined {
  if (error instanceof LinkRefusal) return error
  if (!(error instanceof PasswordsBusyError)) return undefined
  const message = `${error.message}: try again in a moment`
  return new LinkRefusal('busy', [{ field: '', message }])
}

function rethrow(error: unknown): never {
  const refusal = toRefusal(error)
  throw refusal === undefined ? error : toHttpError(refusal)
}
