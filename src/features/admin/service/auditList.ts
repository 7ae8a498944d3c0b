// Reads the audit trail, the newest event first. A condition that is not asked for is left out of
// the statement: `? is null or actor = ?` would keep SQLite from using an index, and the trail only
// ever grows. Lesson: pages-filters-sorting (tour)

import type { StoredEvent } from '../../../auth/access/audit.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { cutPage, readCursor, type Cursor } from '../../site/list.ts'
import { refuse } from '../../site/refusal.ts'

export type AuditQuery = {
  actor: number | undefined
  target: string | undefined
  action: string | undefined
  after: Cursor | undefined
  limit: number
}

/** An event with the address of who acted, where the account is still there. */
export type ListedEvent = StoredEvent & { actorEmail: string | null }

type AuditPage = { events: readonly ListedEvent[]; next: Cursor | undefined }

const eventsOnPage = 50

/** Reads one page of the trail. */
export async function listEvents(database: Database, query: AuditQuery): Promise<AuditPage> {
  const found = await database.all(auditStatement({ ...query, limit: query.limit + 1 }))
  const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }))
  return { events: rows, next }
}

/** Makes the statement of a page. */
export function auditStatement({ actor, target, action, after, limit }: AuditQuery) {
  return sql<ListedEvent>`
    select ${eventColumns} from audit_events left join users on users.id = audit_events.actor
    where true
      ${actor === undefined ? sql`` : sql`and audit_events.actor = ${actor}`}
      ${target === undefined ? sql`` : sql`and audit_events.target = ${target}`}
      ${action === undefined ? sql`` : sql`and audit_events.action = ${action}`}
      ${after === undefined ? sql`` : sql`and audit_events.id < ${after.id}`}
    order by audit_events.id desc limit ${limit}`
}

/** Makes the statement of what a user did lately, and what was done to their account. */
export function userEventsStatement(user: number, limit: number): Sql<ListedEvent> {
  return sql<ListedEvent>`
    select ${eventColumns} from audit_events left join users on users.id = audit_events.actor
    where audit_events.id in (
      select id from (
        select id from audit_events where actor = ${user} order by id desc limit ${limit})
      union
      select id from (
        select id from audit_events where target = ${`user ${user}`}
        order by id desc limit ${limit}))
    order by audit_events.id desc limit ${limit}`
}

/** Reads what the trail is asked for. Throws a Refusal for anything unreadable. */
export function readAuditQuery(query: URLSearchParams): AuditQuery {
  const text = (name: string) => query.get(name)?.trim() || undefined
  return {
    actor: readActor(text('actor')),
    target: text('target'),
    action: text('action'),
    after: readCursor(query, 'number'),
    limit: eventsOnPage,
  }
}

function readActor(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined
  if (/^\d{1,15}$/.test(digits)) return Number(digits)
  throw refuse('invalid', 'Write a whole number', 'actor')
}

const eventColumns = sql`
  audit_events.id, audit_events.at, audit_events.request_id as requestId, audit_events.actor,
  audit_events.action, audit_events.target, audit_events.details, users.email as actorEmail`
