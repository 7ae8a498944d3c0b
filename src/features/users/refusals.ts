// Turns the refusals of accounts into HTTP: which rule became which status is said here, once.
// Lesson: status-codes (tour)

import { SignInError } from '../../auth/passwords/signInError.ts'
import { PasswordsBusyError } from '../../auth/passwords/password.ts'
import type { Middleware } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { isPromise, type ReplyHeaders } from '../../http/reply.ts'
import { limitHeaders } from '../../services/limits.ts'
import { UserRefusal, type UserRefusalCode } from './dependencies.ts'
import { toRefusal } from './signIn/rules.ts'

export const refusalStatuses: Record<UserRefusalCode, number> = {
  'invalid': 422,
  'wrong-password': 401,
  'wrong-code': 401,
  'needs-password': 403,
  'old-form': 403,
  'sign-up-closed': 403,
  'invitation-required': 403,
  'old-token': 410,
  'not-found': 404,
  'taken': 409,
  'last-admin': 409,
  'too-many': 409,
  'stale': 412,
  'limited': 429,
  'busy': 503,
}

/** Makes a guard that answers refusals as problems; `errors` has an entry for each field. */
export function refusalsAsProblems(): Middleware {
  return (_context, next) => {
    const reply = next()
    return isPromise(reply) ? reply.catch(rethrow) : reply
  }
}

/** Recognises what a form's page can show beside its fields. */
export function recognise(error: unknown): UserRefusal | undefined {
  if (error instanceof UserRefusal) return error
  if (error instanceof SignInError) return recognise(toRefusal(error))
  if (!(error instanceof PasswordsBusyError)) return undefined
  const message = `${error.message}: try again in a moment`
  return new UserRefusal('busy', [{ field: '', message }])
}

/** Describes a refusal as an HttpError. */
export function toHttpError(refusal: UserRefusal): HttpError {
  const { code, message, issues } = refusal
  const errors = issues.filter(({ field }) => field !== '')
  return new HttpError(refusalStatuses[code], code, message, {
    headers: refusalHeaders(refusal),
    members: errors.length > 0 ? { errors } : {},
  })
}

/** The headers that belong to a refusal, on a page as well as on a problem. */
export function refusalHeaders({ code, wait }: UserRefusal): ReplyHeaders {
  // RFC 9110, section 15.5.2: a 401 names a way in. A browser's form is one of its own kind.
  if (code === 'wrong-password' || code === 'wrong-code') {
    return { 'www-authenticate': 'Form realm="Groundwork"' }
  }
  if (code === 'busy') return { 'retry-after': '2' }
  return wait === undefined ? {} : limitHeaders(wait.limit, wait.retryAfterSeconds)
}

function rethrow(error: unknown): never {
  const refusal = recognise(error)
  throw refusal === undefined ? error : toHttpError(refusal)
}
