// Copies a database while others write to it. `vacuum into` reads one snapshot from beginning to
// end, so a commit in between can't make it start again. The copy is made under a temporary name,
// and gets its own name once it's whole and on the disk: a backup is there or it isn't.
//
// Lesson: deploying (core)

import {
  closeSync, existsSync, linkSync, openSync, readdirSync, renameSync, rmSync, statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { isOutOfRoom } from './errors.ts'
import { syncFile, syncFolder } from './files.ts'
import { openToRead } from './integrity.ts'

/** Copies a database to a file that isn't there yet; gives its size in bytes. */
export function backupDatabase(path: string, target: string): number {
  if (existsSync(target)) throw existsAlready(target)
  if (!existsSync(dirname(target))) throw new Error(`There is no folder ${dirname(target)}`)
  removeLeftovers(dirname(target))
  const draft = draftPath(dirname(target))
  try {
    const source = openToRead(path)
    try {
      copyInto(source, draft)
    } finally {
      source.close()
    }
    return publishDraft(draft, target)
  } finally {
    removeDraft(draft)
  }
}

/** Names a file for an unfinished copy in a folder: the process that makes it is in the name. */
export function draftPath(folder: string): string {
  return join(folder, `groundwork-copy-${process.pid}.part`)
}

/** Writes a snapshot of a database to a new file that only this user can read. */
export function copyInto(source: DatabaseSync, draft: string): void {
  // `vacuum into` accepts an empty file, and leaves its rights alone.
  closeSync(openSync(draft, 'wx', 0o600))
  try {
    source.prepare('vacuum into ?').run(draft)
  } catch (error) {
    throw isOutOfRoom(error) ? noRoom(dirname(draft), error) : error
  }
  syncFile(draft)
}

// SQLite doesn't say which file it means. The database itself is only read.
function noRoom(folder: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Error(`Can't write a copy of the database to ${folder} (SQLite: ${reason}): make room `
    + 'on the disk, or allow larger files', { cause })
}

/** Removes an unfinished copy, if it's there, and SQLite's journal of it. */
export function removeDraft(draft: string): void {
  for (const path of [draft, `${draft}-journal`]) rmSync(path, { force: true })
}

// Unfinished copies, and the folders of `lockAlone`.
const leftover = /^groundwork-(?:copy|lock)-(\d{1,10})(?:\.part(?:-journal)?|-\w{6})$/

/** Removes what processes left in a folder when they were killed. */
export function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const id = leftover.exec(name)?.[1]
    if (id === undefined || isOther(Number(id))) continue
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

// Whether another process with this number runs. What has our own number is from an earlier one.
function isOther(processId: number): boolean {
  if (processId === process.pid) return false
  try {
    return process.kill(processId, 0)
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Renames a copy to its final name, now that it's complete. Returns its size in bytes. */
export function publishDraft(draft: string, target: string): number {
  giveName(draft, target)
  syncFolder(dirname(target))
  return statSync(target).size
}

// A link, unlike a rename, never replaces a file that came meanwhile. Some file systems have none.
function giveName(draft: string, target: string): void {
  try {
    linkSync(draft, target)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // A symbolic link exists even if its target is missing.
    if (code === 'EEXIST' || existsSync(target)) throw existsAlready(target)
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    renameSync(draft, target)
  }
}

function existsAlready(target: string): Error {
  return new Error(`${target} exists already: choose another name`)
}
