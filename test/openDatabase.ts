// Opens the databases of tests, with the engine that this run is about: a SQLite file, or a node of
// rqlite if TEST_ENGINE is `rqlite` (`npm run test:cluster`). Each test has its own. What a test
// sees through the `Database` interface must be the same with both.
//
//   const { database } = openDatabase({ schema })
//   test('the log is cut', fileOnly('looks at the log'), …)
//
// Lesson: testing (tour)

import type { Database } from '../src/database/database.ts'
import type { SqliteOptions } from '../src/database/sqlite.ts'
import { openFile, openPath } from './openFile.ts'

export type EngineOptions = Omit<SqliteOptions, 'path'>

export type DatabaseOptions = EngineOptions & {
  /** A whole database, as a file has it, to begin with. Without it, the first one is empty. */
  bytes?: Uint8Array
}

export type OpenedDatabase = {
  database: Database
  /** The database file. With rqlite there is none, and asking for it throws. */
  readonly path: string
  /** What another process can give to `openPlace` to open the same database. */
  place(): Promise<string>
  /** Opens the same database once more, as another server would. */
  openAgain(): Database
  /** Another program that uses the same database, and not through our engine. */
  elsewhere: Elsewhere
  /** Reads all that is stored as one text, a character for each byte. */
  readBytes(): Promise<string>
  /** Closes every engine that was opened, and removes the data. */
  close(): Promise<void>
}

export type Elsewhere = {
  /** Runs statements with SQLite's own defaults. */
  run(text: string): Promise<void>
  /** Reads the rows of a statement, each as the list of its values. */
  read(text: string): Promise<unknown[][]>
}

/** Says whether databases are files. */
export const isFile = process.env['TEST_ENGINE'] !== 'rqlite'

const engine = isFile ? undefined : await import('./cluster/openOnNode.ts')

/** Opens a database that nobody else has. */
export const openDatabase: (options: DatabaseOptions) => OpenedDatabase =
  engine?.openOnNode ?? openFile

/** Opens a database that another process has opened, see `place`. */
export const openPlace: (place: string, options: EngineOptions) => Database =
  engine?.openUrl ?? openPath

/** Skips a test with rqlite, because it is about the database file. */
export function fileOnly(reason: string): { skip?: string } {
  return isFile ? {} : { skip: `about the database file: ${reason}` }
}
