// The SQL of the audit trail: who did what, and when. Rows are only ever added: triggers see to
// that. No password, token or key is in it, and nothing that somebody has typed.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

export type Action =
  | 'user-made' | 'signed-in' | 'sign-in-refused' | 'password-changed' | 'key-made' | 'key-revoked'
  | 'second-factor-on' | 'second-factor-off' | 'user-changed' | 'account-deleted'

export type AuditEvent = {
  /** The user who did it; null for a stranger. */
  actor: number | null
  action: Action
  /** The user it was done to; null for an address without an account. */
  user: number | null
}

export type ListedEvent = {
  at: string
  actor: number | null
  action: string
  user: number | null
}

export type Audit = {
  write(event: AuditEvent): void
  /** The newest events, of one user or of all. */
  list(user?: number): ListedEvent[]
}

const mostListed = 100

/** Gives what can be done with the audit trail of a database. */
export function createAudit(database: DatabaseSync): Audit {
  const insert = database.prepare(
    'insert into audit_events (at, actor, action, user) values (?, ?, ?, ?)')
  const list = database.prepare(`
    select at, actor, action, user from audit_events order by id desc limit ${mostListed}`)
  const listOfUser = database.prepare(`
    select at, actor, action, user from audit_events where user = ?
    order by id desc limit ${mostListed}`)
  return {
    write: ({ actor, action, user }) => void insert.run(Date.now(), actor, action, user),
    list: (user) => (user === undefined ? list.all() : listOfUser.all(user)).map(toEvent),
  }
}

function toEvent(row: Record<string, SQLOutputValue>): ListedEvent {
  const toId = (value: SQLOutputValue | undefined) => value === null ? null : Number(value)
  return {
    at: new Date(Number(row['at'])).toISOString(), actor: toId(row['actor']),
    action: String(row['action']), user: toId(row['user']),
  }
}
