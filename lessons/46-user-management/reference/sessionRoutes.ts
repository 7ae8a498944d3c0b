// The routes of sessions: sign in and out, and see where else you are signed in.

import { readJson } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { endedCookie, readSessionCookie, sessionCookie } from './cookies.ts'
import { authenticate } from './credentials.ts'
import { requireScope, type IdentityParts } from './identify.ts'
import { finishSignIn, makeTicket, type SecondStepParts } from './secondStep.ts'
import type { User } from './users.ts'

export type SessionParts = IdentityParts & SecondStepParts

const noStore = { 'cache-control': 'no-store' }
const longestAgent = 100

/** Adds the routes. */
export function addSessionRoutes(router: Router, parts: SessionParts): void {
  const { sessions, publicOrigin } = parts
  router.add('POST', '/api/sessions', async (context) => {
    const user = await authenticate(parts, context, await readJson(context))
    if (user.hasSecondFactor) return json({ ticket: makeTicket(parts, user) }, 202, noStore)
    return json({ user }, 201, startSession(parts, context, user))
  })
  router.add('POST', '/api/sessions/second-factor', async (context) => {
    const user = finishSignIn(parts, await readJson(context))
    return json({ user }, 201, startSession(parts, context, user))
  })
  router.add('GET', '/api/sessions', async (context) => {
    const { session, user } = await requireScope(parts, context, 'account')
    const listed = sessions.list(user.id)
      .map((each) => ({ ...each, isCurrent: each.id === session }))
    return json({ sessions: listed }, 200, noStore)
  })
  router.add('DELETE', '/api/sessions/current', async (context) => {
    await requireScope(parts, context, 'account')
    endSession(parts, context)
    return empty(204, signOutHeaders(publicOrigin))
  })
  router.add('DELETE', '/api/sessions/:id', async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    return endOther(parts, user, context.params['id'] ?? '')
  })
  router.add('GET', '/api/users/me', async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    return json(user, 200, noStore)
  })
}

/** Starts a session and gives the headers that sign the browser in. */
export function startSession(
  parts: SessionParts, context: Context, user: User,
): Record<string, string> {
  // A new token at each sign-in: nobody can prepare one for somebody else.
  endSession(parts, context)
  const { sessions, audit, publicOrigin } = parts
  const token = sessions.start(user.id, context.header('user-agent')?.slice(0, longestAgent) ?? '')
  audit.write({ actor: user.id, action: 'signed-in', user: user.id })
  return { ...noStore, 'set-cookie': sessionCookie(token, publicOrigin) }
}

/** Ends the session of a request, if there is one. */
export function endSession({ sessions, publicOrigin }: SessionParts, context: Context): void {
  const token = readSessionCookie(context, publicOrigin)
  if (token !== undefined) sessions.endByToken(token)
}

/** Makes the headers that sign a browser out, and clear what it has kept of our pages. */
export function signOutHeaders(publicOrigin: string): Record<string, string> {
  return {
    ...noStore, 'set-cookie': endedCookie(publicOrigin), 'clear-site-data': '"cache", "storage"',
  }
}

// A session of somebody else isn't there: nobody learns which ids exist.
function endOther({ sessions }: SessionParts, user: User, id: string): Reply {
  if (sessions.end(user.id, Number(id))) return empty(204, noStore)
  throw new HttpError(404, `You have no session ${id}`, noStore)
}
