// What SQLite says went wrong, as errors that features can tell apart.
// Lesson: sql-and-sqlite (tour)

import {
  ConstraintError, DatabaseError, type ConstraintKind, type DatabaseErrorCode,
} from './database.ts'

// SQLite's extended result codes (sqlite.org/rescode.html).
const constraintKinds = new Map<number, ConstraintKind>([
  [275, 'check'],
  [787, 'foreign key'],
  [1299, 'not null'],
  [1555, 'unique'],
  [1811, 'trigger'],
  [2067, 'unique'],
  [2579, 'unique'],
  [3091, 'type'],
])

const busyCode = 5
const fullCode = 13
const writeFailedCode = 778

// Primary codes that mean the machine or the file is out of order, and not our statement.
const troubles = new Map<number, [code: DatabaseErrorCode, message: string]>([
  [busyCode, ['busy', 'The database is busy: try again']],
  [6, ['busy', 'The database is busy: try again']],
  [8, ['read-only', 'The database file is read-only']],
  [10, ['unreadable', 'The disk failed to read or write the database file']],
  [11, ['damaged', 'The database file is damaged']],
  [fullCode, ['full', 'The disk is full']],
  [14, ['unreadable', 'The database file can\'t be opened']],
  [15, ['busy', 'The database is busy: try again']],
  [26, ['damaged', 'The database file is damaged']],
])

/** Says whether another process holds the lock (SQLITE_BUSY and its kin). */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busyCode
}

/** Says whether a file couldn't be written: usually the disk is full, or a file is too large. */
export function isOutOfRoom(error: unknown): boolean {
  return primaryCode(error) === fullCode || errorCode(error) === writeFailedCode
}

/** Turns an error of node:sqlite into one that features can tell apart. */
export function translateError(error: unknown): unknown {
  const code = errorCode(error)
  if (!(error instanceof Error) || code === 0) return error
  const kind = constraintKinds.get(code)
  if (kind !== undefined) return new ConstraintError(kind, constraintName(error.message))
  const trouble = troubles.get(primaryCode(error))
  if (trouble === undefined) {
    return new DatabaseError('failed', `The database failed: ${error.message}`, error)
  }
  const [name, message] = trouble
  const text = name === 'busy' ? message : `${message} (SQLite: ${error.message})`
  return new DatabaseError(name, text, error)
}

// The low byte is the primary code; the others tell its variants apart.
function primaryCode(error: unknown): number {
  return errorCode(error) & 0xff
}

function errorCode(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error)) return 0
  return typeof error.errcode === 'number' ? error.errcode : 0
}

/** Gives `links.slug` for "UNIQUE constraint failed: links.slug". */
export function constraintName(message: string): string {
  const colon = message.indexOf(': ')
  return colon === -1 ? message : message.slice(colon + 2)
}
