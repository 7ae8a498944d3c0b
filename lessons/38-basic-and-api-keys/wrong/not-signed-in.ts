// Starts a session, and keeps its token.
//#file sessionRoutes.ts
//#replace
  const token = sessions.start(
//#with
  sessions.start(
//#end
//#replace
  return { ...noStore, 'set-cookie': sessionCookie(token, publicOrigin) }
//#with
  return { ...noStore, 'x-origin': publicOrigin }
//#end
//#replace
import { endedCookie, readSessionCookie, sessionCookie }
//#with
import { endedCookie, readSessionCookie }
//#end
