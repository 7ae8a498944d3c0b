// Sessions: a browser sends a random token in a cookie, and the server knows what it stands for. A
// session can be ended on the server at any moment, which is why they come before JWTs.
// Lesson: sessions (core)

import { dayMs, minuteMs, type Clock } from '../../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../../database/batches.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Audit, AuditEvent } from '../access/audit.ts'
import {
  accountColumns, accountJoin, type Account, type CurrentSession, type ListedSignIn,
} from '../access/identity.ts'
import { mayStillSignIn, type Proof } from '../access/users.ts'
import { hashToken, isToken, makeToken } from '../tokens/token.ts'

/** A session to start: the token for its cookie, and the statement. */
type PreparedSession = { token: string; statement: Sql }

export type Sessions = ReturnType<typeof createSessions>

const prefix = 'gws_'
/** A session that isn't used ends after this time … */
export const idleLimitMs = 14 * dayMs
/** … and any session after this one. */
export const sessionLimitMs = 90 * dayMs
// Storing each use would make every page a write.
const seenPrecisionMs = 5 * minuteMs
/** How long after a sign-in a dangerous change doesn't ask for the password again. */
export const recentSignInMs = 10 * minuteMs
const longestAgent = 100

/** Makes the sessions of a database. */
export function createSessions({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /**
     * Prepares a session; its statement belongs in the batch of whatever it depends on. It changes
     * nothing when what was shown is no longer enough to sign in.
     */
    prepare(user: number, agent: string, shown: Partial<Proof> = {}): PreparedSession {
      const token = makeToken(prefix)
      const now = clock()
      const statement = sql`
        insert into sessions
          (token_hash, user, agent, created_at, seen_at, expires_at, authenticated_at)
        select ${token.hash}, ${user}, ${agent.slice(0, longestAgent)}, ${now}, ${now},
          ${now + sessionLimitMs}, ${now}
        where ${mayStillSignIn({ ...shown, user })}`
      return { token: token.text, statement }
    },

    /** Finds a session by its token, unless it has ended or the account is disabled. */
    find: (token: string) => findSession(database, token, clock()),

    /** Lists the sessions of a user that haven't ended, the last used first. */
    list(user: number): Promise<ListedSignIn[]> {
      const now = clock()
      return database.all(sql<ListedSignIn>`
        select id, agent, created_at as createdAt, seen_at as seenAt from sessions
        where user = ${user} and expires_at > ${now} and seen_at > ${now - idleLimitMs}
        order by seen_at desc, id desc`)
    },

    clean: () => cleanSessions(database, clock()),
  }
}

/** What a sign-in in a browser works with; `claimLinks` moves the links of a browser to a user. */
type SignInDependencies = {
  auth: { sessions: Sessions; audit: Audit }
  database: Database
  claimLinks: (anonymousOwner: Uint8Array, user: number) => readonly Sql[]
}

/** Who proved who they are; `details` are for the audit trail. */
type NewSession = Proof & { details?: NonNullable<AuditEvent['details']> }

/** The browser that signs in, and what it has: another session, and links without an account. */
type Browser = {
  requestId: string
  agent: string
  anonymousOwner: Uint8Array | undefined
  sessionToken: string | undefined
}

/**
 * Begins a session, in place of the one that this browser had, and gives its token. The links that
 * it made without an account come along. Gives undefined when, meanwhile, the account was disabled
 * or what was shown is no longer enough to sign in.
 */
export async function startSession(
  { auth: { sessions, audit }, database, claimLinks }: SignInDependencies,
  { details = {}, ...proof }: NewSession,
  { requestId, agent, anonymousOwner, sessionToken }: Browser,
): Promise<string | undefined> {
  const { user } = proof
  const { token, statement } = sessions.prepare(user, agent, proof)
  const event = { requestId, actor: user, action: 'signed-in', target: `user ${user}`, details }
  const { changes } = await audit.record(statement, event)
  if (changes === 0) return undefined
  // Only now: a sign-in that came too late must not cost the old session or the links.
  const takeover = [
    ...(sessionToken === undefined ? [] : [endSessionByToken(sessionToken)]),
    ...(anonymousOwner === undefined ? [] : claimLinks(anonymousOwner, user)),
  ]
  if (takeover.length > 0) await database.batch(takeover)
  return token
}

/**
 * Says whether the user of a session gave the password within the last ten minutes. A stolen cookie
 * is usually older. Requests without a session never did. If the clock was set back, it's better to
 * ask once too often.
 */
export function isRecentSignIn(session: CurrentSession | undefined, now: number): boolean {
  return session !== undefined && Math.abs(now - session.authenticatedAt) < recentSignInMs
}

/** Ends one session of a user. */
export function endSession(user: number, id: number): Sql {
  return sql`delete from sessions where id = ${id} and user = ${user}`
}

/** Ends a user's sessions, except for one. */
export function endSessions(user: number, except: number | null = null): Sql {
  return sql`delete from sessions where user = ${user} and id is not ${except}`
}

/** The condition that `endSessions` would end one. */
export function hasSessions(user: number, except: number | null): Sql {
  return sql`exists (select 1 from sessions where user = ${user} and id is not ${except})`
}

/**
 * Gives a session a new token, if the condition holds, and notes that the password was given just
 * now. Anyone who has only the old token is signed out.
 */
export function renewSession(
  { id }: CurrentSession, now: number, condition = sql`true`,
): PreparedSession {
  const token = makeToken(prefix)
  const statement = sql`
    update sessions set token_hash = ${token.hash}, authenticated_at = ${now}, seen_at = ${now}
    where id = ${id} and ${condition}`
  return { token: token.text, statement }
}

// Whichever user's it is: somebody may sign in to another account.
function endSessionByToken(token: string): Sql {
  return sql`delete from sessions where token_hash = ${hashToken(token)}`
}

type StoredSession = { sessionId: number; seenAt: number; authenticatedAt: number }

async function findSession(
  database: Database, token: string, now: number,
): Promise<{ account: Account; session: CurrentSession } | undefined> {
  if (!isToken(prefix, token)) return undefined
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
}

async function cleanSessions(database: Database, now: number): Promise<void> {
  const ended = [
    sql`expires_at <= ${now} order by expires_at, id`,
    sql`seen_at <= ${now - idleLimitMs} order by seen_at, id`,
  ]
  for (const areOver of ended) {
    await repeatWhileFull(database, sql`
      delete from sessions where id in (
        select id from sessions where ${areOver} limit ${rowsAtOnce})`)
  }
}
