// SQLite files for tests: each database that a test opens is a file in a folder of its own.
//
// Lesson: testing (appendix)

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Database } from '../src/database/database.ts'
import { openSqlite } from '../src/database/sqlite.ts'
import type { DatabaseOptions, Elsewhere, EngineOptions, OpenedDatabase } from './openDatabase.ts'
import { makeFolder, removeFolder } from './temporaryFolder.ts'

/** Opens a file that didn't exist. */
export function openFile({ bytes, ...options }: DatabaseOptions): OpenedDatabase {
  const folder = makeFolder()
  const path = join(folder, 'test.db')
  if (bytes !== undefined) writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' })
  const engines: Database[] = []
  const openAgain = () => {
    const engine = openPath(path, options)
    engines.push(engine)
    return engine
  }
  return {
    database: openAgain(),
    path,
    openAgain,
    elsewhere: openElsewhere(path),
    place: () => Promise.resolve(path),
    readBytes: () => Promise.resolve(readFiles(path)),
    async close() {
      await Promise.all(engines.map((engine) => engine.close()))
      removeFolder(folder)
    },
  }
}

/** Opens a file that exists, or makes it. */
export function openPath(path: string, options: EngineOptions): Database {
  return openSqlite({ ...options, path })
}

function openElsewhere(path: string): Elsewhere {
  const use = async <Value>(work: (connection: DatabaseSync) => Value): Promise<Value> => {
    const connection = new DatabaseSync(path, { timeout: 5_000 })
    try {
      return work(connection)
    } finally {
      connection.close()
    }
  }
  return {
    run: (text) => use((connection) => connection.exec(text)),
    read: (text) => use((connection) =>
      connection.prepare(text).all().map((row) => Object.values(row))),
  }
}

function readFiles(path: string): string {
  const paths = [path, `${path}-wal`].filter((name) => existsSync(name))
  return paths.map((name) => readFileSync(name).toString('latin1')).join('')
}
