// Holds the write lock of a database file, as another program does that is in the middle of a
// transaction. What a program reads meanwhile is out of date when it gets to write.

import { DatabaseSync } from 'node:sqlite'
import { Failure } from './failure.ts'

// Statements, each with its values.
export type Change = readonly [sql: string, ...values: (string | number | null)[]]

// The program may be writing. It can also keep a transaction open forever.
const waitMs = 1_000

/**
 * Makes changes in a transaction, and commits it when `work` is done. Gives undefined, and runs no
 * `work`, when the program itself doesn't give up the lock.
 */
export async function whileLocked<Value>(
  path: string, changes: readonly Change[], work: () => Promise<Value>,
): Promise<Value | undefined> {
  const database = new DatabaseSync(path, { timeout: waitMs })
  try {
    if (!begin(database)) return undefined
    for (const [sql, ...values] of changes) database.prepare(sql).run(...values)
    const value = await work()
    database.exec('commit')
    return value
  } catch (error) {
    if (error instanceof Error && 'errcode' in error) {
      throw new Failure('unreadable-database', { actual: String(error) })
    }
    throw error
  } finally {
    // This undoes what wasn't committed.
    database.close()
  }
}

function begin(database: DatabaseSync): boolean {
  try {
    database.exec('begin immediate')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busyCode) return false
    throw error
  }
}

// https://sqlite.org/rescode.html#busy
const busyCode = 5
