// The page that asks an administrator for the password again. The session gets a new token with it,
// so the old one is worth nothing. Lesson: user-management (appendix)

import { SignInError } from '../../../auth/passwords/signInError.ts'
import { PasswordsBusyError } from '../../../auth/passwords/password.ts'
import { renewSession } from '../../../auth/sessions/session.ts'
import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { safeNext } from '../../../http/next.ts'
import { redirect, type Reply, type ReplyHeaders } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { confirmPage } from './pages.ts'
import { pageGuards } from '../guards.ts'
import { causeOf, readOwnForm, sessionOf, viewerOf } from '../request.ts'

/** Adds `/admin/confirm?next=…`. */
export function addConfirmRoutes(app: App, dependencies: Dependencies): void {
  const guards = pageGuards(dependencies)

  app.get('/admin/confirm', (context) =>
    confirmPage(viewerOf(dependencies, context), { next: nextOf(context.query) }), guards)

  app.post('/admin/confirm', async (context) => {
    const form = await readOwnForm(dependencies, context)
    const refusal = await check(dependencies, context, form.get('password') ?? '')
    if (refusal === undefined) return goOn(dependencies, context, nextOf(form))
    return confirmPage(viewerOf(dependencies, context), { ...refusal, next: nextOf(form) })
  }, guards)
}

type Refusal = { problem: string; status: number; headers: ReplyHeaders }

/** Gives what was wrong with a password, undefined when it is right. */
async function check(
  { auth }: Dependencies, context: Context, password: string,
): Promise<Refusal | undefined> {
  const { account: { id }, session } = auth.guards.whoIs(context)
  try {
    await auth.credentials.confirm(id, password, session)
    return undefined
  } catch (error) {
    const refusal = describe(error)
    if (refusal === undefined) throw error
    const event = { action: 'password-not-confirmed', target: `user ${id}` }
    await auth.audit.write({ requestId: context.id, actor: id, ...event })
    return refusal
  }
}

async function goOn(dependencies: Dependencies, context: Context, next: string): Promise<Reply> {
  const { auth, database, clock, publicOrigin } = dependencies
  const cause = causeOf(dependencies, context)
  const { token, statement } = renewSession(sessionOf(dependencies, context), clock())
  await database.batch([
    statement,
    auth.audit.prepare({ ...cause, action: 'password-confirmed', target: `user ${cause.actor}` }),
  ])
  return redirect(next, 303, signInHeaders(token, publicOrigin))
}

function describe(error: unknown): Refusal | undefined {
  if (error instanceof PasswordsBusyError) {
    const problem = `${error.message}: try again in a moment`
    return { problem, status: 503, headers: { 'retry-after': '2' } }
  }
  if (!(error instanceof SignInError)) return undefined
  if (error.code === 'limited') {
    const headers = { 'retry-after': String(error.retryAfterSeconds) }
    return { problem: error.message, status: 429, headers }
  }
  // RFC 9110, section 15.5.2: a 401 names a way in.
  const headers = { 'www-authenticate': 'Form realm="Groundwork"' }
  return { problem: 'This is not your password', status: 401, headers }
}

// After confirming, the administrator continues here and nowhere else.
function nextOf(fields: URLSearchParams): string {
  const next = safeNext(fields.get('next'))
  return next.startsWith('/admin/') ? next : '/admin'
}
