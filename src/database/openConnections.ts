// Opens the two connections of a database: one writes, one only reads. How they're set up is what
// makes a commit survive a power cut, and a read never wait for a write.
//
// Lesson: transactions (tour)

import { DatabaseSync } from 'node:sqlite'
import { Connection } from './connection.ts'
import { isBusy } from './errors.ts'
import { makePrivateFile, refuseForeignLog } from './files.ts'
import { migrate, parseSteps } from './migrate.ts'

export type Connections = { writer: Connection; reader: Connection }

type Options = { path: string; schema: string; busyTimeoutMs: number }

// Another server that starts at the same time may be bringing the schema up to date.
const openTimeoutMs = 5_000
// When the log has this many pages of 4 KiB, they're copied to the database. After 1,000, as SQLite
// does by itself, a page that changes often would be copied three times as often.
const mostLogPages = 3_000
// A backup that reads for a long time makes the log grow: afterwards it's cut to this size.
const mostLogBytes = 16 * 1024 * 1024

/**
 * Opens a database file, or makes it, and brings its schema up to date.
 *
 * Throws a ForeignLogError before SQLite touches a database with the log of another one.
 */
export function openConnections({ path, schema, busyTimeoutMs }: Options): Connections {
  refuseForeignLog(path)
  makePrivateFile(path)
  const writer = new Connection(new DatabaseSync(path, { timeout: openTimeoutMs }), path)
  const { sqlite } = writer
  try {
    waitForLock(openTimeoutMs, () => sqlite.exec('pragma journal_mode = wal'))
    // FULL: a commit is on disk before it is acknowledged. The two after it make macOS mean it.
    // With recursive triggers, the row that an `insert or replace` removes is deleted for them too.
    sqlite.exec(`
      pragma synchronous = full;
      pragma fullfsync = on;
      pragma checkpoint_fullfsync = on;
      pragma foreign_keys = on;
      pragma recursive_triggers = on;
      pragma wal_autocheckpoint = ${mostLogPages};
      pragma journal_size_limit = ${mostLogBytes};
    `)
    migrate(sqlite, parseSteps(schema))
    // From here on the engine waits for other processes, without holding up this one's reads.
    sqlite.exec('pragma busy_timeout = 0')
    const reader = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs })
    return { writer, reader: new Connection(reader, path) }
  } catch (error) {
    sqlite.close()
    throw error
  }
}

// The change to WAL does not wait for other processes that open the file, whatever the timeout.
function waitForLock(limitMs: number, action: () => void): void {
  const end = performance.now() + limitMs
  while (true) {
    try {
      return action()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
