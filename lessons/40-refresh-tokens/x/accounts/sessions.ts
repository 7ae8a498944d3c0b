// The SQL of sessions. A session is a row: without the row, its cookie is worth nothing.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { hashToken, makeToken } from './tokens.ts'
import { toUser, userColumns, type User } from './users.ts'

export type Session = { id: number; user: User }

/** A session as its user sees it. */
export type ListedSession = { id: number; agent: string; createdAt: string; seenAt: string }

export type Sessions = {
  /** Starts a session and gives its token, which is not kept. */
  start(user: number, agent: string): string
  find(token: string): Session | undefined
  /** The sessions of a user, the last used first. */
  list(user: number): ListedSession[]
  /** Ends a session of a user; says whether there was one. */
  end(user: number, id: number): boolean
  endByToken(token: string): void
}

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
/** A session that isn't used ends after this time … */
const idleLimitMs = 14 * dayMs
/** … and any session after this one. */
const sessionLimitMs = 90 * dayMs
// Otherwise each request would be a write.
const seenPrecisionMs = 5 * minuteMs

/** Gives what can be done with the sessions of a database. */
export function createSessions(database: DatabaseSync): Sessions {
  const clean = database.prepare(
    'delete from sessions where user = ? and (expires_at <= ? or seen_at <= ?)')
  const insert = database.prepare(`
    insert into sessions (token_hash, user, agent, created_at, seen_at, expires_at)
    values (?, ?, ?, ?, ?, ?)`)
  const select = database.prepare(`
    select sessions.id as session, seen_at, ${userColumns}
    from sessions join users on users.id = sessions.user
    where token_hash = ? and expires_at > ? and seen_at > ?`)
  const touch = database.prepare('update sessions set seen_at = ? where id = ?')
  const list = database.prepare(`
    select id, agent, created_at, seen_at from sessions
    where user = ? and expires_at > ? and seen_at > ? order by seen_at desc, id desc`)
  const remove = database.prepare('delete from sessions where user = ? and id = ?')
  const removeByToken = database.prepare('delete from sessions where token_hash = ?')
  return {
    start(user, agent) {
      const [token, now] = [makeToken(), Date.now()]
      clean.run(user, now, now - idleLimitMs)
      insert.run(hashToken(token), user, agent, now, now, now + sessionLimitMs)
      return token
    },
    find(token) {
      const now = Date.now()
      const row = select.get(hashToken(token), now, now - idleLimitMs)
      if (row === undefined) return undefined
      const id = Number(row['session'])
      if (Number(row['seen_at']) < now - seenPrecisionMs) touch.run(now, id)
      return { id, user: toUser(row) }
    },
    list(user) {
      const now = Date.now()
      return list.all(user, now, now - idleLimitMs).map(toListed)
    },
    end: (user, id) => remove.run(user, id).changes > 0,
    endByToken: (token) => void removeByToken.run(hashToken(token)),
  }
}

function toListed(row: Record<string, SQLOutputValue>): ListedSession {
  return {
    id: Number(row['id']), agent: String(row['agent']),
    createdAt: new Date(Number(row['created_at'])).toISOString(),
    seenAt: new Date(Number(row['seen_at'])).toISOString(),
  }
}
