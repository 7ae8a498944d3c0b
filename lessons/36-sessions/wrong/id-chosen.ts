// Keeps the value that the browser has, unless there's a session with it.
//#file sessionRoutes.ts
//#replace
  const token = sessions.start(user.id, context.header('user-agent')?.slice(0, longestAgent) ?? '')
//#with
  const agent = context.header('user-agent')?.slice(0, longestAgent) ?? ''
  const token = sessions.start(user.id, agent, before)
//#end
//#file sessions.ts
//#replace
  start(user: number, agent: string): string
//#with
  start(user: number, agent: string, before?: string): string
//#end
//#replace
    start(user, agent) {
      const [token, now] = [makeToken(), Date.now()]
//#with
    start(user, agent, before) {
      const token = before === undefined || used.has(before) ? makeToken() : before
      const now = Date.now()
      used.add(token)
//#end
//#replace
/** Gives what can be done with the sessions of a database. */
//#with
const used = new Set<string>()

/** Gives what can be done with the sessions of a database. */
//#end
