// Reads the audit trail as it is stored, without the pages of administrators.

import type { StoredEvent } from '../../src/auth/access/audit.ts'
import type { Database } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'

/** Reads all events, the newest first. */
export function storedEvents(database: Database): Promise<StoredEvent[]> {
  return database.all(sql<StoredEvent>`
    select id, at, request_id as requestId, actor, action, target, details
    from audit_events order by id desc limit 100`)
}
