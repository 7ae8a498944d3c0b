// Puts a backup in the place of a database. Nothing is lost on the way: the old database keeps its
// log and moves to a dated name, and whenever the machine fails, either the old database is in its
// place or the new one is, and no start takes the new one for the owner of the old log.
//
// Lesson: deploying (core)

import { chownSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { copyInto, draftPath, removeDraft, removeLeftovers } from './backup.ts'
import { isBackup, realPath, sizeOf, syncFolder } from './files.ts'
import { refuseDamage } from './integrity.ts'
import { lockAlone } from './lockAlone.ts'
import { appliedSteps, checkSteps, parseSteps } from './migrate.ts'

export type Restoring = {
  /** Where the database belongs. */
  path: string
  /** The backup: it stays as it is. */
  backup: string
  /** The text of schema.sql: a backup of a newer version is refused. */
  schema: string
  now: Date
}

/**
 * Replaces a database by a backup; gives the path of the old one, or undefined if there was none.
 *
 * Throws when the backup isn't an intact database of this version or an older one, and when another
 * process has the old database open.
 */
export function restoreDatabase(restoring: Restoring): string | undefined {
  const { backup, schema, now } = restoring
  const path = realPath(restoring.path)
  // A first look: a copy may take a while, and nobody should wait for a refusal.
  lockAlone(path)()
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  removeLeftovers(folder)
  const draft = draftPath(folder)
  try {
    copyBackup({ backup, draft, schema })
    giveOwner(draft, existsSync(path) ? path : folder)
    return replace(path, draft, now)
  } finally {
    removeDraft(draft)
  }
}

/**
 * Copies a backup to a new file. Throws when it isn't an intact database of this version or an
 * older one.
 */
export function copyBackup(
  { backup, draft, schema }: { backup: string; draft: string; schema: string },
): void {
  const source = openBackup(backup)
  try {
    refuseStranger(source, backup)
    checkSteps(source, parseSteps(schema))
    refuseDamage(source, backup)
    copyInto(source, draft)
  } finally {
    source.close()
  }
  const copy = new DatabaseSync(draft, { readOnly: true })
  try {
    refuseDamage(copy, draft)
  } finally {
    copy.close()
  }
}

// A backup has no log: one next to it belongs to another database. `immutable` ignores that, and
// can read from a disk that can't be written to.
function openBackup(backup: string): DatabaseSync {
  const found = statSync(backup, { throwIfNoEntry: false })
  if (found === undefined) throw new Error(`There is no file ${backup}`)
  if (!found.isFile()) throw new Error(`${backup} isn't a file: name the backup itself`)
  const hasLog = !isBackup(backup) && sizeOf(`${realPath(backup)}-wal`) > 0
  const url = pathToFileURL(backup)
  url.search = hasLog ? '' : 'immutable=1'
  return new DatabaseSync(url, { readOnly: true })
}

function refuseStranger(source: DatabaseSync, backup: string): void {
  const stranger = (reason: string) =>
    new Error(`${backup} isn't a database of Groundwork: ${reason}`)
  try {
    if (appliedSteps(source) > 0) return
  } catch (error) {
    throw stranger(error instanceof Error ? error.message : String(error))
  }
  throw stranger('it has no schema step')
}

// The administrator may restore what another user's server has to open.
function giveOwner(draft: string, like: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(like)
  chownSync(draft, uid, gid)
}

function replace(path: string, draft: string, now: Date): string | undefined {
  const folder = dirname(path)
  const hadDatabase = existsSync(path)
  const kept = `${path}.${now.toISOString().replaceAll(/[-:.]/g, '')}`
  const isForeign = sizeOf(`${path}-wal`) > 0 && isBackup(path)
  const keptLog = isForeign ? `${kept}.foreign-wal` : `${kept}-wal`
  const release = lockAlone(path)
  // Windows replaces no file that's open.
  if (process.platform === 'win32') release()
  try {
    if (hadDatabase) linkSync(path, kept)
    // From here until the old log is gone, its presence next to a backup prevents a start.
    renameSync(draft, path)
    syncFolder(folder)
    if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, keptLog)
    rmSync(`${path}-shm`, { force: true })
    syncFolder(folder)
  } finally {
    release()
  }
  return hadDatabase ? kept : undefined
}
