// Opens the database file, and brings its tables up to date with the steps in tables.ts. Also runs
// transactions.

import { DatabaseSync } from 'node:sqlite'
import { steps } from './tables.ts'

/** Opens the database. Throws if a newer version of this program has changed its tables. */
export function openDatabase(path: string): DatabaseSync {
  // While another copy of the program writes, this one waits, for five seconds at most.
  const database = new DatabaseSync(path, { timeout: 5_000 })
  // What was committed survives a power cut.
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  migrate(database)
  return database
}

/** Runs statements that take effect together, or not at all. Nothing in `work` can wait. */
export function transaction<Value>(database: DatabaseSync, work: () => Value): Value {
  database.exec('begin immediate')
  try {
    const value = work()
    database.exec('commit')
    return value
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}

function migrate(database: DatabaseSync): void {
  transaction(database, () => {
    const { user_version: done } = { ...database.prepare('pragma user_version').get() }
    if (Number(done) > steps.length) {
      throw new Error(`The database has ${done} steps, and this program knows ${steps.length}`)
    }
    for (const step of steps.slice(Number(done))) database.exec(step)
    database.exec(`pragma user_version = ${steps.length}`)
  })
}
