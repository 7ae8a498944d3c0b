// Guards hang on routes and say who may pass. A handler behind one asks `whoIs(context)` and gets
// an identity, never a maybe. Lesson: roles-and-ownership (core)

import type { Clock } from '../../basics/clock.ts'
import type { Context, IncomingRequest, Middleware } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { redirect } from '../../http/reply.ts'
import type { Identify } from './identify.ts'
import type { Identity, Role, Scope } from './identity.ts'
import { isRecentSignIn } from '../sessions/session.ts'

export type Guards = ReturnType<typeof createGuards>

/** Makes the guards. */
export function createGuards({ identify, clock }: { identify: Identify; clock: Clock }) {
  const passed = new WeakMap<IncomingRequest, Identity>()

  const require = async (context: Context): Promise<Identity> => {
    const identity = await identify(context)
    if (identity === undefined) throw notSignedIn()
    passed.set(context.request, identity)
    return identity
  }

  return {
    /** Gives the identity that a guard let through. Throws when the route has no guard. */
    whoIs({ request, route }: Context): Identity {
      const identity = passed.get(request)
      if (identity === undefined) throw new Error(`The route ${route} has no guard`)
      return identity
    },

    /** Lets every signed-in user pass. */
    requireUser: (): Middleware => async (context, next) => {
      await require(context)
      return next()
    },

    /** Lets users pass whose session, key or token has this right. */
    requireScope: (scope: Scope): Middleware => async (context, next) => {
      checkScope(await require(context), scope)
      return next()
    },

    /** Lets users of a role pass; an administrator's key needs the right as well. */
    requireRole: (role: Role): Middleware => async (context, next) => {
      const identity = await require(context)
      if (role === 'admin') checkScope(identity, 'admin')
      if (role === 'admin' && identity.account.role !== 'admin') throw forbidden()
      return next()
    },

    /** For pages: lets a browser pass that is signed in, and sends others to sign in first. */
    requireSession: (role: Role = 'user'): Middleware => async (context, next) => {
      const identity = await identify(context)
      // A cache must not send someone to sign in who has done so since.
      if (identity?.session === undefined) {
        return redirect(signInPath(context), 303, { 'cache-control': 'no-store' })
      }
      passed.set(context.request, identity)
      if (role === 'admin' && identity.account.role !== 'admin') throw forbidden()
      return next()
    },

    /** Says whether the password was given just now, so that a dangerous act may follow. */
    isRecent({ session }: Identity): boolean {
      return isRecentSignIn(session, clock())
    },
  }
}

/** Throws an HttpError 403 when a key or token lacks a right. */
export function checkScope(identity: Identity, scope: Scope): void {
  if (identity.scopes.has(scope)) return
  const message = `This key or token lacks the right "${scope}"`
  const headers = { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` }
  throw new HttpError(403, 'insufficient-scope', message, { headers })
}

function notSignedIn(): HttpError {
  const message = 'Sign in first: with a session, an access token or an API key'
  const headers = { 'www-authenticate': 'Bearer realm="Groundwork"' }
  return new HttpError(401, 'not-signed-in', message, { headers })
}

function forbidden(): HttpError {
  return new HttpError(403, 'forbidden', 'Only an administrator may do this')
}

// A form that was sent is lost by then, so only pages are named to come back to.
function signInPath({ method, target: { path, query } }: Context): string {
  const isPage = method === 'GET' || method === 'HEAD'
  const next = isPage ? path + (query && `?${query}`) : '/account'
  return `/login?${new URLSearchParams({ next })}`
}
