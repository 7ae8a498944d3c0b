// Work on many rows without making anybody wait: each step changes a bounded number of rows in a
// short transaction of its own, and other reads and writes take their turn in between. A crash
// loses nothing, because what is left over is simply done later.
// Lesson: transactions (core)

import type { Database } from './database.ts'
import type { Sql } from './sql.ts'

/** So many rows are changed in one step: a few milliseconds. */
export const rowsAtOnce = 1_000

/** Repeats a statement that changes at most `rowsAtOnce` rows until it finds fewer. */
export async function repeatWhileFull(database: Database, statement: Sql): Promise<void> {
  let changed = rowsAtOnce
  while (changed >= rowsAtOnce) changed = (await database.run(statement)).changes
}

/** A range of ids: `from` is in it, `to` isn't. */
export type IdRange = { from: number; to: number }

/** Splits the ids from `first` to `last` into ranges of `width` ids. */
export function* splitRange(first: number, last: number, width: number): Generator<IdRange> {
  for (let from = first; from <= last; from += width) yield { from, to: from + width }
}
