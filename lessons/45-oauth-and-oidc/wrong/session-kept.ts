// Starts a session, and leaves the old one as it is.
//#file providerRoutes.ts
//#replace
  return empty(303, { location: '/', ...startSession(parts, context, user) })
//#with
  const cookie = sessionCookie(parts.sessions.start(user.id, ''), parts.publicOrigin)
  return empty(303, { location: '/', 'cache-control': 'no-store', 'set-cookie': cookie })
//#end
//#replace
import { startSession, type SessionParts }
//#with
import { sessionCookie } from './cookies.ts'
import type { SessionParts }
//#end
