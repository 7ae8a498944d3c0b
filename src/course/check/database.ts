// Looks into the database file of the learner's program, beside the program that uses it.

import { statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Row } from './check.ts'
import { Failure } from './failure.ts'

// No check needs more, and a mistake in its query must not fill the memory.
const mostRows = 100_000
// The program may be in the middle of a transaction.
const waitMs = 1_000

/**
 * Reads rows from a database file and changes nothing in it. Throws a Failure when the file isn't
 * there, or doesn't have what the query names.
 */
export function queryDatabase(path: string, sql: string, values: readonly SQLInputValue[]): Row[] {
  if (!isThere(path)) throw new Failure('no-database-file', { actual: `There is no file ${path}` })
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: waitMs })
    try {
      return database.prepare(sql).iterate(...values).take(mostRows).toArray()
    } finally {
      database.close()
    }
  } catch (error) {
    throw new Failure('unreadable-database', { actual: String(error), expected: sql })
  }
}

// SQLite makes the file with the first table.
function isThere(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}
