// The routes of sessions: sign in and out, and see where else you are signed in.

import { readJson } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { endedCookie, readSessionCookie, sessionCookie } from './cookies.ts'
import { authenticate, type AccountParts } from './credentials.ts'
import type { Session, Sessions } from './sessions.ts'
import type { User } from './users.ts'

export type SessionParts = AccountParts & { sessions: Sessions; publicOrigin: string }

const noStore = { 'cache-control': 'no-store' }
const longestAgent = 100

/** Adds the routes. */
export function addSessionRoutes(router: Router, parts: SessionParts): void {
  const { sessions, publicOrigin } = parts
  router.add('POST', '/api/sessions', async (context) => {
    const user = await authenticate(parts, await readJson(context))
    return json({ user }, 201, startSession(parts, context, user))
  })
  router.add('GET', '/api/sessions', (context) => {
    const { id, user } = requireSession(parts, context)
    const listed = sessions.list(user.id).map((each) => ({ ...each, isCurrent: each.id === id }))
    return json({ sessions: listed }, 200, noStore)
  })
  router.add('DELETE', '/api/sessions/current', (context) => {
    const { id, user } = requireSession(parts, context)
    sessions.end(user.id, id)
    return empty(204, signOutHeaders(publicOrigin))
  })
  router.add('DELETE', '/api/sessions/:id', (context) =>
    endOther(parts, requireSession(parts, context).user, context.params['id'] ?? ''))
  router.add('GET', '/api/users/me', (context) =>
    json(requireSession(parts, context).user, 200, noStore))
}

/** Starts a session and gives the headers that sign the browser in. */
export function startSession(
  { sessions, publicOrigin }: SessionParts, context: Context, user: User,
): Record<string, string> {
  // A new token at each sign-in: nobody can prepare one for somebody else.
  const before = readSessionCookie(context, publicOrigin)
  if (before !== undefined) sessions.endByToken(before)
  const token = sessions.start(user.id, context.header('user-agent')?.slice(0, longestAgent) ?? '')
  return { ...noStore, 'set-cookie': sessionCookie(token, publicOrigin) }
}

/** Finds the session of a request, if there is one. */
export function findSession(
  { sessions, publicOrigin }: SessionParts, context: Context,
): Session | undefined {
  const token = readSessionCookie(context, publicOrigin)
  return token === undefined ? undefined : sessions.find(token)
}

/** Makes the headers that sign a browser out, and clear what it has kept of our pages. */
export function signOutHeaders(publicOrigin: string): Record<string, string> {
  return {
    ...noStore, 'set-cookie': endedCookie(publicOrigin), 'clear-site-data': '"cache", "storage"',
  }
}

function requireSession(parts: SessionParts, context: Context): Session {
  const session = findSession(parts, context)
  if (session === undefined) throw new HttpError(401, 'Sign in first', noStore)
  return session
}

// A session of somebody else isn't there: nobody learns which ids exist.
function endOther({ sessions }: SessionParts, user: User, id: string): Reply {
  if (sessions.end(user.id, Number(id))) return empty(204, noStore)
  throw new HttpError(404, `You have no session ${id}`, noStore)
}
