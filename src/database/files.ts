// The files of a SQLite database: the database itself, `-wal` (the log of commits that aren't in it
// yet) and `-shm` (the index of that log). This is what we check before SQLite opens them, and how
// a new file gets to the disk.
//
// Lesson: deploying (tour)

import {
  closeSync, existsSync, fsyncSync, openSync, readSync, realpathSync, statSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** The log next to a database belongs to another database: to open both would mix them. */
export class ForeignLogError extends Error {
  constructor(path: string) {
    super(`${path} is a copy of a backup, but ${path}-wal is the log of another database: `
      + 'opening both would damage the data. Put the backup in place with '
      + '"npm run database -- restore FILE"')
    this.name = 'ForeignLogError'
  }
}

/**
 * Throws a ForeignLogError when a backup was copied over a database and the old log is still there.
 *
 * Only to be called before SQLite opens the file: a process that closes any descriptor of a file
 * loses all its locks on it (fcntl(2)), and SQLite's are among them.
 */
export function refuseForeignLog(path: string): void {
  const file = realPath(path)
  if (sizeOf(`${file}-wal`) > 0 && isBackup(file)) throw new ForeignLogError(file)
}

/**
 * Says whether a file is what `vacuum into` writes: byte 18 of its header is 1, and 2 in a database
 * that has a log (sqlite.org/fileformat2.html, section 1.3). Also only before SQLite opens it.
 */
export function isBackup(path: string): boolean {
  if (sizeOf(path) < 100) return false
  const header = Buffer.alloc(20)
  const descriptor = openSync(path, 'r')
  try {
    readSync(descriptor, header, 0, header.length, 0)
  } finally {
    closeSync(descriptor)
  }
  return header.toString('latin1', 0, 15) === 'SQLite format 3' && header[18] === 1
}

/** Makes an empty file that only its user can read, if there is none. Its log gets its rights. */
export function makePrivateFile(path: string): void {
  // Without its folder, SQLite's own error says so.
  const isMissing = existsSync(dirname(path)) && !existsSync(path)
  if (isMissing) closeSync(openSync(path, 'a', 0o600))
}

/** Follows symbolic links, as SQLite does: the log is next to the file that they lead to. */
export function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}

/** Gives the size of a file, 0 when it isn't there. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Waits until a file's content is on the disk. */
export function syncFile(path: string): void {
  sync(path, 'r+')
}

/** Waits until the names in a folder are on the disk: after a rename, for example. */
export function syncFolder(folder: string): void {
  // Windows can't open a folder, and writes names by itself.
  if (process.platform !== 'win32') sync(folder, 'r')
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
