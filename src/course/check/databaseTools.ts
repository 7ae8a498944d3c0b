// The tools of a step that concern the database of the learner's program.

import type { Tools } from './check.ts'
import { countCommits } from './commits.ts'
import { changeDatabase, queryDatabase, replaceDatabase } from './database.ts'

export type DatabaseTools =
  Pick<Tools, 'database' | 'query' | 'change' | 'replaceDatabase' | 'countCommits'>

/** Makes the tools for one step. `onChange` is called when the step changes something itself. */
export function createDatabaseTools(
  database: string, { isInUse, onChange }: { isInUse(): boolean; onChange(): void },
): DatabaseTools {
  return {
    database,
    query: (sql, ...values) => queryDatabase(database, sql, values),
    change(sql, ...values) {
      onChange()
      changeDatabase(database, sql, values)
    },
    replaceDatabase(sql) {
      onChange()
      if (isInUse()) throw new Error('The program still uses its database')
      replaceDatabase(database, sql)
    },
    countCommits: (work) => countCommits(database, work),
  }
}
