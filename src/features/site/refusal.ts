// How a rule refuses a request that isn't a bug: a code for programs, a sentence for people and,
// where one is to blame, the field. The one place that says which code becomes which status.
// Lesson: status-codes (tour)

import { SignInError } from '../../auth/passwords/admission.ts'
import { PasswordsBusyError } from '../../auth/passwords/password.ts'
import type { Issue } from '../../basics/check.ts'
import { ConstraintError } from '../../database/database.ts'
import { HttpError } from '../../http/errors.ts'
import type { ReplyHeaders } from '../../http/reply.ts'
import { limitHeaders, type Limit, type Limits } from '../../services/limits.ts'

/** The codes of all features. A client can rely on them, so a code keeps its meaning. */
export const refusalStatuses = {
  'other-browser': 400,
  'other-issuer': 400,
  'invalid-token': 401,
  'token-reused': 401,
  'unknown-owner': 401,
  'wrong-code': 401,
  'wrong-password': 401,
  'closed': 403,
  'disabled': 403,
  'invitation-required': 403,
  'needs-password': 403,
  'no-address': 403,
  'not-again': 403,
  'not-allowed': 403,
  'old-form': 403,
  'other-account': 403,
  'other-session': 403,
  'sign-up-closed': 403,
  'not-found': 404,
  'has-account': 409,
  'last-admin': 409,
  'linked-elsewhere': 409,
  'nothing-to-do': 409,
  'own-account': 409,
  'taken': 409,
  'too-many': 409,
  'old-token': 410,
  'stale': 412,
  'too-many-rows': 413,
  'invalid': 422,
  'too-many-passwords': 422,
  'limited': 429,
  'failed': 500,
  'busy': 503,
} as const

export type RefusalCode = keyof typeof refusalStatuses

/** For `limited`: which limit it was, undefined for one without a number, and when it has room. */
type Wait = { limit: Limit | undefined; retryAfterSeconds: number }

/** A refusal by a rule; the issues say what is wrong, field by field. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly issues: readonly Issue[]
  readonly wait: Wait | undefined

  constructor(code: RefusalCode, issues: readonly Issue[], wait?: Wait) {
    super(issues[0]?.message ?? code)
    this.name = 'Refusal'
    this.code = code
    this.issues = issues
    this.wait = wait
  }
}

/** Makes a refusal with one sentence. */
export function refuse(code: RefusalCode, message: string, field = ''): Refusal {
  return new Refusal(code, [{ field, message }])
}

/** Throws a Refusal `invalid` if anything is wrong. */
export function refuseIssues(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Refusal('invalid', issues)
}

/** Makes the refusal for a user whose account was deleted while their request was under way. */
export function accountGone(): Refusal {
  return refuse('not-found', 'This account no longer exists')
}

/** Makes the refusal for a change that would leave no administrator. */
export function lastAdmin(): Refusal {
  return refuse('last-admin', 'This is the only administrator: promote another user first')
}

/** Says whether an error is a refusal with this code. */
export function isRefusal(error: unknown, code: RefusalCode): boolean {
  return error instanceof Refusal && error.code === code
}

/** Says whether the database refused a batch by this kind of constraint, or by the one so named. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof ConstraintError && [error.kind, error.constraint].includes(constraint)
}

/**
 * Counts an event of a limit. Throws a Refusal `limited` when there is no room; `sentence` says
 * what there was too much of, and gets the wait in whole minutes.
 */
export async function takeOrRefuse(
  limits: Limits,
  { limit, who, sentence = tooMany }: {
    limit: Limit
    who: string
    sentence?: (minutes: number) => string
  },
): Promise<void> {
  const verdict = await limits.take(limit, who)
  if (verdict.isAllowed) return
  const { retryAfterSeconds } = verdict
  const message = sentence(Math.ceil(retryAfterSeconds / 60))
  throw new Refusal('limited', [{ field: '', message }], { limit, retryAfterSeconds })
}

/** Recognizes a refusal, also one by the rules of passwords. Gives undefined for a bug. */
export function toRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof PasswordsBusyError) {
    return refuse('busy', `${error.message}: try again in a moment`)
  }
  if (!(error instanceof SignInError)) return undefined
  const { code, message, limit, retryAfterSeconds } = error
  if (code === 'wrong') return refuse('wrong-password', message)
  return new Refusal('limited', [{ field: '', message }], { limit, retryAfterSeconds })
}

/**
 * Describes a refusal as an HttpError, with an entry of `errors` for each field; undefined for a
 * bug. The app does this around every handler, so nothing else has to.
 */
export function toHttpError(error: unknown): HttpError | undefined {
  const refusal = toRefusal(error)
  if (refusal === undefined) return undefined
  const { code, message, issues } = refusal
  const errors = issues.filter(({ field }) => field !== '')
  return new HttpError(refusalStatuses[code], code, message, {
    headers: refusalHeaders(refusal),
    members: errors.length > 0 ? { errors } : {},
  })
}

/** The headers of a refusal, for a page as well as for a problem. */
export function refusalHeaders({ code, wait }: Refusal): ReplyHeaders {
  // RFC 9110, section 15.5.2: a 401 names a way in. A browser's form is a way of its own.
  if (code === 'wrong-password' || code === 'wrong-code') {
    return { 'www-authenticate': 'Form realm="Groundwork"' }
  }
  if (code === 'invalid-token' || code === 'token-reused' || code === 'unknown-owner') {
    return { 'www-authenticate': 'Bearer error="invalid_token"' }
  }
  if (code === 'busy') return { 'retry-after': '2' }
  return wait === undefined ? {} : limitHeaders(wait.limit, wait.retryAfterSeconds)
}

function tooMany(minutes: number): string {
  return `Too many attempts: try again in ${minutes} min`
}
