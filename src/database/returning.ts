// A statement with `returning` runs alone. In a batch, a `select` after it reads what it changed:
// rqlite carries on after a `returning` that fails, so the batch would be half done.
// Lesson: transactions (tour)

import type { Sql } from './sql.ts'

/** Throws when a statement of a batch has a `returning`. */
export function refuseReturning(statements: readonly Sql[]): void {
  const found = statements.find(({ text }) => hasReturning(text))
  if (found === undefined) return
  throw new Error(`Can't run this in a batch: use a select in place of returning\n${found.text}`)
}

// The texts of a place in the source are the same each time.
const known = new Map<string, boolean>()
const mostKnown = 1_000

function hasReturning(text: string): boolean {
  const before = known.get(text)
  if (before !== undefined) return before
  if (known.size >= mostKnown) known.clear()
  const found = /\breturning\b/i.test(text)
  known.set(text, found)
  return found
}
