// The audit trail: who did what to whom, in a table that refuses changes. An event is a statement
// in the same batch as the change that it reports, so neither is stored without the other. It never
// contains a password, a token, a cookie or a key. Lesson: roles-and-ownership (tour)

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
export type StoredEvent = Required<Omit<AuditEvent, 'details'>> & {
  id: number
  at: number
  details: string
}

/** The condition that the last change before this statement, in the same batch, changed a row. */
export const hasChanged = sql`changes() > 0`

/** The condition that the batch changed something, or that this one holds. */
export function hasChangedOr(condition: Sql): Sql {
  return sql`(${hasChanged} or ${condition})`
}

/** The id of the row that was added last, in the same batch, to a table with ids. */
export const addedId = sql`last_insert_rowid()`

/** An event as it's read by the user who caused it, or whom it is about. */
export type UserEvent = Omit<StoredEvent, 'requestId' | 'actor'> & { isOwn: 0 | 1 }

// Events that are read, and held in memory, at once.
const pageSize = 200

export type Audit = ReturnType<typeof createAudit>

/** Makes the audit trail of a database. */
export function createAudit({ database, clock }: { database: Database; clock: Clock }) {
  const prepareIfChanged = (event: AuditEvent, id?: KnownLater): Sql =>
    insertEvent(event, clock(), { id, condition: hasChanged })
  return {
    /** Makes the statement that stores an event if the condition holds, for a batch. */
    prepare: (event: AuditEvent, condition?: Sql): Sql =>
      insertEvent(event, clock(), { condition }),

    /** Makes the same statement, but it stores nothing if the change before changed nothing. */
    prepareIfChanged,

    /**
     * Runs a statement and, if it changed a row, stores its event in the same batch. `then` runs
     * after both.
     */
    async record(
      statement: Sql, event: AuditEvent, { then = [] }: { then?: readonly Sql[] } = {},
    ): Promise<Result> {
      const [result] = await database.batch([statement, prepareIfChanged(event), ...then])
      return result
    },

    /** Stores an event that changes nothing else, such as a refused sign-in. */
    async write(event: AuditEvent): Promise<void> {
      await database.run(insertEvent(event, clock()))
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

/**
 * Returns a database that also logs each audit event, once its batch is committed, and tells
 * `onEvent`. So neither ever reports anything that was undone.
 */
export function logEvents(
  database: Database, log: Log, onEvent?: (event: AuditEvent) => void,
): Database {
  const logIfStored = (statement: Sql | undefined, { changes }: Result) => {
    if (changes === 0 || !isInsertedEvent(statement)) return
    const { requestId, actor, action, target, details } = statement.event
    log.info('audit', { requestId, actor: actor ?? undefined, action, target, ...details })
    onEvent?.(statement.event)
  }
  return {
    one: (statement, options) => database.one(statement, options),
    all: (statement) => database.all(statement),
    async run(statement) {
      const result = await database.run(statement)
      logIfStored(statement, result)
      return result
    },
    async batch(statements) {
      const results = await database.batch(statements)
      for (const [index, result] of results.entries()) logIfStored(statements[index], result)
      return results
    },
    isReplaced: () => database.isReplaced(),
    close: () => database.close(),
  }
}

/** An id for the details that only the database knows, when it runs the batch. */
type KnownLater = { name: string; value: Sql }

/** A statement that carries the event which it stores, for the log. */
type InsertedEvent = Sql & { event: AuditEvent }

function isInsertedEvent(statement: Sql | undefined): statement is InsertedEvent {
  return statement !== undefined && 'event' in statement
}

function insertEvent(
  event: AuditEvent,
  now: number,
  { id, condition = sql`true` }: { id?: KnownLater | undefined; condition?: Sql | undefined } = {},
): InsertedEvent {
  const { requestId, actor, action, target, details = {} } = event
  const text = JSON.stringify(details)
  const stored = id ? sql`json_patch(json_object(${id.name}, ${id.value}), ${text})` : sql`${text}`
  return { event, ...sql`
    insert into audit_events (at, request_id, actor, action, target, details)
    select ${now}, ${requestId}, ${actor}, ${action}, ${target}, ${stored}
    where ${condition}` }
}
