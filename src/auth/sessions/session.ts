// Sessions: a browser bears a random token in a cookie, and the server knows what it stands for. It
// can be ended on the server at any moment, which is why they come before JWTs.
// Lesson: sessions (core)

import { dayMs, minuteMs, type Clock } from '../../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import {
  accountColumns, accountJoin, type Account, type CurrentSession,
} from '../access/identity.ts'
import { mayStillSignIn } from '../access/users.ts'
import { hashToken, isToken, makeToken } from '../tokens/token.ts'

export type FoundSession = { account: Account; session: CurrentSession }

/** A session as its user sees it. */
export type ListedSession = {
  id: number
  agent: string
  createdAt: number
  seenAt: number
}

export type Sessions = ReturnType<typeof createSessions>

const prefix = 'gws_'
/** A session that is not used ends after this time … */
export const idleLimitMs = 14 * dayMs
/** … and any session after this one. */
export const sessionLimitMs = 90 * dayMs
// Writing down each use would make every page a write.
const seenPrecisionMs = 5 * minuteMs
/** How long after a sign-in a dangerous act doesn't ask for the password again. */
export const recentSignInMs = 10 * minuteMs
const longestAgent = 100

/** Makes the sessions of a database. */
export function createSessions({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /**
     * Prepares a session: its token for the cookie, and the statement that starts it, to be part of
     * the same batch as whatever it depends on. It changes nothing when the password that was
     * checked has been changed meanwhile.
     */
    prepare(
      user: number, agent: string, passwordVersion: number | null = null,
    ): { token: string; statement: Sql } {
      const token = makeToken(prefix)
      const now = clock()
      const statement = sql`
        insert into sessions
          (token_hash, user, agent, created_at, seen_at, expires_at, authenticated_at)
        select ${token.hash}, ${user}, ${agent.slice(0, longestAgent)}, ${now}, ${now},
          ${now + sessionLimitMs}, ${now}
        where ${mayStillSignIn(user, passwordVersion)}`
      return { token: token.text, statement }
    },

    /** Finds the account of a token, undefined when the session has ended or the account is off. */
    async find(token: string): Promise<FoundSession | undefined> {
      if (!isToken(prefix, token)) return undefined
      const now = clock()
      const found = await database.one(sql<Account & StoredSession>`
        select ${accountColumns}, sessions.id as sessionId, sessions.seen_at as seenAt,
          sessions.authenticated_at as authenticatedAt
        from sessions join users on users.id = sessions.user ${accountJoin}
        where sessions.token_hash = ${hashToken(token)} and sessions.expires_at > ${now}
          and sessions.seen_at > ${now - idleLimitMs} and users.disabled_at is null`)
      if (found === undefined) return undefined
      const { sessionId, seenAt, authenticatedAt, ...account } = found
      if (seenAt < now - seenPrecisionMs) {
        await database.run(sql`update sessions set seen_at = ${now} where id = ${sessionId}`)
      }
      return { account, session: { id: sessionId, token, authenticatedAt } }
    },

    /** Lists the sessions of a user that are still open, the last used first. */
    list(user: number): Promise<ListedSession[]> {
      const now = clock()
      return database.all(sql<ListedSession>`
        select id, agent, created_at as createdAt, seen_at as seenAt from sessions
        where user = ${user} and expires_at > ${now} and seen_at > ${now - idleLimitMs}
        order by seen_at desc, id desc`)
    },

    /** Ends one session of a user. Says whether there was one. */
    async end(user: number, id: number): Promise<boolean> {
      const { changes } = await database.run(endSession(user, id))
      return changes > 0
    },

    async clean(): Promise<void> {
      const now = clock()
      for (const isOver of [sql`expires_at <= ${now}`, sql`seen_at <= ${now - idleLimitMs}`]) {
        await repeatWhileFull(database, sql`
          delete from sessions where id in (
            select id from sessions where ${isOver} limit ${rowsAtOnce})`)
      }
    },
  }
}

/**
 * Says whether the user of a session proved who they are within the last ten minutes, by a sign-in
 * or by the password. A stolen cookie is usually older. Requests without a session never did.
 * After the clock was set back, it's better to ask once too often.
 */
export function isRecentSignIn(session: CurrentSession | undefined, now: number): boolean {
  return session !== undefined && Math.abs(now - session.authenticatedAt) < recentSignInMs
}

/** Makes the statement that ends one session of a user. */
export function endSession(user: number, id: number): Sql {
  return sql`delete from sessions where id = ${id} and user = ${user}`
}

/** Makes the statement that ends a user's sessions; `except` is one to keep. */
export function endSessions(user: number, except: number | null = null): Sql {
  return sql`delete from sessions where user = ${user} and id is not ${except}`
}

/** Makes the statement that ends the session with this token, no matter which user's it is. */
export function endSessionByToken(token: string): Sql {
  return sql`delete from sessions where token_hash = ${hashToken(token)}`
}

/**
 * Makes the statements that give a session a new token, and note that the password was given just
 * now. Anyone who knows only the old token is signed out.
 */
export function renewSession(
  { id }: CurrentSession, now: number,
): { token: string; statement: Sql } {
  const token = makeToken(prefix)
  const statement = sql`
    update sessions set token_hash = ${token.hash}, authenticated_at = ${now}, seen_at = ${now}
    where id = ${id}`
  return { token: token.text, statement }
}

type StoredSession = { sessionId: number; seenAt: number; authenticatedAt: number }
