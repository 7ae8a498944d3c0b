// A statement that is only a comment stops rqlite 8.26.8 for good: each node waits for its end, and
// again after a restart, because the statement is in the Raft log. So no node may ever get one.
// Lesson: outgrowing-one-machine (tour)

import { normalizeSql } from '../stepHash.ts'

/** Says whether a text has nothing to run: it's empty, or only comments and semicolons. */
export function isBlank(text: string): boolean {
  // Almost every statement begins with its first word.
  if (/^\s*[a-z]/i.test(text)) return false
  return /^;*$/.test(normalizeSql(text))
}

/** Throws when a statement has nothing to run. */
export function refuseBlank(text: string): void {
  if (isBlank(text)) throw new Error(`Can't run this: there is no SQL in it\n${text}`)
}
