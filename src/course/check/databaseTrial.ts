// Asks a database file whether its own rules refuse a statement, whatever program uses it.

import { DatabaseSync } from 'node:sqlite'

const waitMs = 2_000

/**
 * Says whether the file refuses a change. This connection keeps foreign keys, as Node's do. A key
 * may be checked only at the commit, so what isn't refused is in the file then.
 */
export function isRefusedByFile(path: string, sql: string): boolean {
  const database = new DatabaseSync(path, { timeout: waitMs })
  try {
    database.exec(`begin immediate; ${sql}; commit`)
    return false
  } catch {
    return true
  } finally {
    database.close()
  }
}
