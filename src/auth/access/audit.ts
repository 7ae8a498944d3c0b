// The audit trail: who did what to whom, in a table that refuses changes. An event is a statement
// in the batch of the change that it reports, so neither is stored without the other. It never
// holds a password, a token, a cookie or a key. Lesson: roles-and-ownership (tour)

import type { Clock } from '../../basics/clock.ts'
import type { Log } from '../../basics/log.ts'
import type { Database, Result } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'

/** Which request something belongs to, and who is known to have sent it. */
export type Cause = { requestId: string; actor: number | null }

export type AuditEvent = Cause & {
  /** What happened, such as `signed-in`. */
  action: string
  /** What it was done to, such as `user 7`. */
  target: string
  details?: Record<string, string | number | boolean>
}

/** An event as an administrator reads it. */
export type StoredEvent = {
  id: number
  at: number
  requestId: string
  actor: number | null
  action: string
  target: string
  details: string
}

/** The condition that the statement before this one, in the same batch, changed a row. */
export const hasChanged = sql`changes() > 0`

/** An event as the user reads who caused it or whom it is about. */
export type UserEvent = Omit<StoredEvent, 'requestId' | 'actor'> & { isOwn: 0 | 1 }

// Events that are read, and held in memory, at once.
const pageSize = 200

export type Audit = ReturnType<typeof createAudit>

/** Makes the audit trail of a database. Each event goes to the log as well. */
export function createAudit(
  { database, clock, log }: { database: Database; clock: Clock; log: Log },
) {
  const statementOf = (
    event: AuditEvent, { condition = sql`true`, stored = storedDetails(event) } = {},
  ): Sql => sql`
    insert into audit_events (at, request_id, actor, action, target, details)
    select ${clock()}, ${event.requestId}, ${event.actor}, ${event.action}, ${event.target},
      ${stored}
    where ${condition}`
  const tell = ({ requestId, actor, action, target, details }: AuditEvent) => {
    log.info('audit', { requestId, actor: actor ?? undefined, action, target, ...details })
  }

  return {
    /** Prepares an event as a part of the batch that it tells of. */
    prepare(event: AuditEvent): Sql {
      tell(event)
      return statementOf(event)
    },

    /**
     * Prepares an event that is only written when the statement before it changed a row. `id` is
     * an id that only the database knows, for the details.
     */
    prepareIfChanged(event: AuditEvent, id?: { name: string; value: Sql }): Sql {
      tell(event)
      const stored = storedDetails(event, id)
      return statementOf(event, { stored, condition: hasChanged })
    },

    /**
     * Runs a statement and writes its event in the same batch, if it changed a row; gives its
     * result. With `idAs`, the details have the id of the added row under this name.
     */
    async record<Row>(
      statement: Sql<Row>, event: AuditEvent, idAs?: string,
    ): Promise<Result<Row>> {
      const id = idAs === undefined ? idAs : { name: idAs, value: sql`last_insert_rowid()` }
      const stored = storedDetails(event, id)
      const [result] = await database.batch([
        statement, statementOf(event, { stored, condition: hasChanged }),
      ])
      if (result.changes > 0) tell(event)
      return result
    },

    /** Writes down what changes nothing else, such as a refused sign-in. */
    async write(event: AuditEvent): Promise<void> {
      tell(event)
      await database.run(statementOf(event))
    },
  }
}

/**
 * Reads a page of the events that a user caused or that were about them, in the order of their ids.
 * Each half is read in the order of its index.
 */
export function readEventsOf(
  database: Database, user: number, after: number,
): Promise<UserEvent[]> {
  return database.all(sql<UserEvent>`
    select id, at, action, target, details, actor is ${user} as isOwn from audit_events
    where id in (
      select id from (select id from audit_events
        where actor = ${user} and id > ${after} order by id limit ${pageSize})
      union
      select id from (select id from audit_events
        where target = ${`user ${user}`} and id > ${after} order by id limit ${pageSize}))
    order by id limit ${pageSize}`)
}

function storedDetails({ details = {} }: AuditEvent, id?: { name: string; value: Sql }): Sql {
  const text = JSON.stringify(details)
  if (id === undefined) return sql`${text}`
  return sql`json_patch(json_object(${id.name}, ${id.value}), ${text})`
}
