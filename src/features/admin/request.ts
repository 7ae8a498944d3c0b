// Reads from a request who acts, on whom, and whether they may right now.
// Lesson: user-management (appendix)

import type { Cause } from '../../auth/access/audit.ts'
import { matchesFormToken } from '../../auth/sessions/csrf.ts'
import type { CurrentSession } from '../../auth/access/identity.ts'
import { check, type Checker } from '../../basics/check.ts'
import { readForm } from '../../http/body.ts'
import type { Context } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import type { Dependencies } from './dependencies.ts'
import type { ReportDependencies } from './reports/rules.ts'
import type { Viewer } from './frame.ts'
import { findUser, type ManagedUser } from './store.ts'
import { Refusal, refuse } from '../site/refusal.ts'

/** Names the request and who sent it, for the audit trail. */
export function causeOf({ auth }: Dependencies, context: Context): Cause {
  return { requestId: context.id, actor: auth.guards.whoIs(context).account.id }
}

/** Names the request and the administrator who sent it. */
export function actorOf({ auth }: Dependencies, context: Context): Cause & { actor: number } {
  return { requestId: context.id, actor: auth.guards.whoIs(context).account.id }
}

/** What the rules work with. */
export function rulesOf({ auth, ...dependencies }: Dependencies): ReportDependencies {
  return { ...dependencies, audit: auth.audit }
}

/** Reads an id from a path. Throws an Refusal `not-found` for what can't be one. */
export function idOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw refuse('not-found', 'There is nothing with this id')
}

/** Finds the user that an address names. Throws an Refusal `not-found`. */
export async function userOf(dependencies: Dependencies, id: string): Promise<ManagedUser> {
  const user = /^\d{1,15}$/.test(id) ? await findUser(dependencies.database, Number(id)) : undefined
  if (user === undefined) throw refuse('not-found', 'There is no such user')
  return user
}

/**
 * Says whether a dangerous act may follow. A session that was left open on a desk is not enough; a
 * key or token with the right `admin` was made for such acts.
 */
export function isSure({ auth: { guards } }: Dependencies, context: Context): boolean {
  const identity = guards.whoIs(context)
  return identity.session === undefined || guards.isRecent(identity)
}

/** Gives the session of a page, which its guard has seen to. */
export function sessionOf({ auth }: Dependencies, context: Context): CurrentSession {
  const { session } = auth.guards.whoIs(context)
  if (session === undefined) throw new Error(`The route ${context.route} needs requireSession`)
  return session
}

/** Says who looks at a page. */
export function viewerOf(dependencies: Dependencies, context: Context): Viewer {
  const { account } = dependencies.auth.guards.whoIs(context)
  const hasOutbox = dependencies.readOutbox !== undefined
  return { account, session: sessionOf(dependencies, context), hasOutbox }
}

/** Reads a form of one of our pages. Throws an HttpError 403 when another site made it. */
export async function readOwnForm(dependencies: Dependencies, context: Context): Promise<URLSearchParams> {
  const form = await readForm(context)
  if (matchesFormToken(sessionOf(dependencies, context).token, form.get('formToken'))) return form
  const message = 'This form is from another session: look at it again, then send it once more'
  throw new HttpError(403, 'form-token', message)
}

/** Reads a value with a checker. Throws an Refusal `invalid` with all that is wrong. */
export function parse<Value>(checker: Checker<Value>, input: unknown): Value {
  const result = check(checker, input)
  if ('issues' in result) throw new Refusal('invalid', result.issues)
  return result.value
}

/** Gives the address of this list with another cursor. */
export function pageUrl({ target: { path }, query }: Context, cursor: string | null): string {
  const changed = new URLSearchParams([...query].filter(([, value]) => value !== ''))
  changed.delete('cursor')
  if (cursor !== null) changed.set('cursor', cursor)
  return changed.size === 0 ? path : `${path}?${changed}`
}

/** Writes the Link header of a page of a list (RFC 8288). */
export function linkHeader(context: Context, nextUrl: string | null): string {
  const first = `<${pageUrl(context, null)}>; rel="first"`
  return nextUrl === null ? first : `${first}, <${nextUrl}>; rel="next"`
}
