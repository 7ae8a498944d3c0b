// Finds out whether another process has a database open, and keeps others out for a moment. SQLite
// holds a shared lock on a file for as long as it's open with a log, so nobody else can have an
// exclusive one.
//
// Lesson: deploying (tour)

import { existsSync, linkSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseError } from './database.ts'
import { isBusy, translateError } from './errors.ts'
import { realPath } from './files.ts'

const waitMs = 500

/**
 * Locks a database file against every other process; gives the function that ends that. Neither the
 * file nor its log changes. A file that isn't there, or isn't a database, needs no lock.
 *
 * Throws when another process has it open.
 */
export function lockAlone(path: string): () => void {
  if (!existsSync(path)) return () => undefined
  // Locks belong to the file, whatever its name. Under a second name SQLite finds no log, so it
  // can't write one into the file that may belong to another database.
  const file = realPath(path)
  const folder = mkdtempSync(join(dirname(file), `groundwork-lock-${process.pid}-`))
  const name = join(folder, 'database')
  linkSync(file, name)
  const database = new DatabaseSync(name, { timeout: waitMs })
  const release = () => {
    if (database.isOpen) database.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive')
    return release
  } catch (error) {
    if (isDamage(error)) return release
    release()
    throw isBusy(error) ? openElsewhere(path) : error
  }
}

function isDamage(error: unknown): boolean {
  const failure = translateError(error)
  return failure instanceof DatabaseError && failure.code === 'damaged'
}

function openElsewhere(path: string): Error {
  return new Error(`Another program has ${path} open: stop the server and all other programs first`)
}
