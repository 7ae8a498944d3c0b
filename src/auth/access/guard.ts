// Guards belong to routes and decide who may pass. A handler behind one calls `whoIs(context)` and
// gets an identity, never undefined. Lesson: roles-and-ownership (core)

import type { Log } from '../../basics/log.ts'
import type { Context, IncomingRequest, Middleware } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { noStore, redirect, type Reply } from '../../http/reply.ts'
import type { Identify } from './identify.ts'
import type { Identity, Role, Scope } from './identity.ts'

export type Guards = ReturnType<typeof createGuards>

/** Makes the guards. Who is refused what is in the log (OWASP ASVS 5.0, 16.3.2). */
export function createGuards(identify: Identify, log?: Log) {
  const passed = new WeakMap<IncomingRequest, Identity>()

  const guard = (check?: (identity: Identity) => void): Middleware => async (context, next) => {
    const identity = await identify(context)
    if (identity === undefined) throw notSignedIn()
    passed.set(context.request, identity)
    if (check !== undefined) runCheck(log, context, { identity, check })
    return next()
  }

  return {
    /** Gives the identity that a guard let through. Throws when the route has no guard. */
    whoIs({ request, route }: Context): Identity {
      const identity = passed.get(request)
      if (identity === undefined) throw new Error(`The route ${route} has no guard`)
      return identity
    },

    /** Lets every signed-in user pass. */
    requireUser: (): Middleware => guard(),

    /** Lets users pass whose session, key or token has this scope. */
    requireScope: (scope: Scope): Middleware => guard((identity) => checkScope(identity, scope)),

    /** Lets users of a role pass; an administrator's key or token needs the scope as well. */
    requireRole: (role: Role): Middleware => guard((identity) => checkRole(identity, role)),

    /** For pages: lets signed-in browsers pass, and sends others to the sign-in page. */
    requireSession: (role: Role = 'user'): Middleware => async (context, next) => {
      const identity = await identify(context)
      if (identity?.session === undefined) return sendToSignIn(context)
      return guard(() => checkRole(identity, role))(context, next)
    },
  }
}

/** Throws an HttpError 403 when a key or token lacks a scope. */
export function checkScope(identity: Identity, scope: Scope): void {
  if (identity.scopes.has(scope)) return
  const message = `This key or token lacks the scope "${scope}"`
  const headers = { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` }
  throw new HttpError(403, 'insufficient-scope', message, { headers })
}

function checkRole(identity: Identity, role: Role): void {
  if (role === 'user') return
  checkScope(identity, 'admin')
  if (identity.account.role === 'admin') return
  throw new HttpError(403, 'forbidden', 'Only an administrator may do this')
}

function runCheck(
  log: Log | undefined, { id: requestId, method, route }: Context,
  { identity, check }: { identity: Identity; check: (identity: Identity) => void },
): void {
  try {
    check(identity)
  } catch (error) {
    const reason = error instanceof HttpError ? error.code : 'failed'
    log?.warn('access refused', { requestId, user: identity.account.id, method, route, reason })
    throw error
  }
}

function notSignedIn(): HttpError {
  const message = 'Sign in first: with a session, an access token or an API key'
  const headers = { 'www-authenticate': 'Bearer realm="Groundwork"' }
  return new HttpError(401, 'not-signed-in', message, { headers })
}

// A submitted form is lost by then, so only a page is worth coming back to. A cache mustn't send
// someone to sign in who has done so since.
function sendToSignIn({ method, target: { path, query } }: Context): Reply {
  const isPage = method === 'GET' || method === 'HEAD'
  const next = isPage ? path + (query && `?${query}`) : '/account'
  const address = `/login?${new URLSearchParams({ next })}`
  return redirect(address, 303, noStore)
}
