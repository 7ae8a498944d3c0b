// What rqlite says, as errors of ours. It only gives SQLite's sentences, never its codes.
// Lesson: outgrowing-one-machine (tour)

import {
  ConstraintError, DatabaseError, type ConstraintKind, type DatabaseErrorCode,
} from '../database.ts'
import { constraintName } from '../errors.ts'

const constraintKinds = new Map<string, ConstraintKind>([
  ['UNIQUE', 'unique'],
  ['CHECK', 'check'],
  ['FOREIGN KEY', 'foreign key'],
  ['NOT NULL', 'not null'],
])

const troubles: readonly [start: string, code: DatabaseErrorCode][] = [
  ['database is locked', 'busy'],
  ['database or disk is full', 'full'],
  ['attempt to write a readonly database', 'read-only'],
  ['disk I/O error', 'unreadable'],
  ['database disk image is malformed', 'damaged'],
]

/** Finds what the triggers of a schema say: `raise(abort, 'retired slug')`. */
export function findRaised(schema: string): Set<string> {
  return new Set(Array.from(schema.matchAll(/raise\s*\(\s*\w+\s*,\s*'([^']+)'/gi), (found) => (
    found[1] ?? '')))
}

/** Turns a sentence of SQLite into an error that features can tell apart. */
export function toError(sentence: string, raised: ReadonlySet<string>): Error {
  const kind = /^([A-Z ]{1,20}) constraint failed/.exec(sentence)?.[1]
  const constraint = constraintKinds.get(kind ?? '')
  if (constraint !== undefined) return new ConstraintError(constraint, constraintName(sentence))
  if (sentence.startsWith('cannot store ')) {
    return new ConstraintError('type', sentence)
  }
  if (raised.has(sentence)) return new ConstraintError('trigger', sentence)
  const code = troubles.find(([start]) => sentence.startsWith(start))?.[1] ?? 'failed'
  return new DatabaseError(code, `The database failed: ${sentence}`)
}

// What SQLite says when it can't begin or commit: then nothing is stored.
const final = /constraint failed|^cannot (commit|start)|^stale read/

/**
 * Says whether a request should be sent again: the sentence about all its statements is Raft's, and
 * not SQLite's. It's one of many (leadership lost, not leader, store not ready), and after some of
 * them, the statements may have taken effect.
 */
export function isPassing(sentence: string | undefined): boolean {
  if (sentence === undefined || final.test(sentence)) return false
  return !troubles.some(([start]) => sentence.startsWith(start))
}
