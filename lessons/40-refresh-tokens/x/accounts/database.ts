// Opens the database file, and brings its tables up to date with the steps in tables.ts.

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

function migrate(database: DatabaseSync): void {
  database.exec('begin immediate')
  try {
    const { user_version: done } = { ...database.prepare('pragma user_version').get() }
    if (Number(done) > steps.length) {
      throw new Error(`The database has ${done} steps, and this program knows ${steps.length}`)
    }
    for (const step of steps.slice(Number(done))) database.exec(step)
    database.exec(`pragma user_version = ${steps.length}; commit`)
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}
