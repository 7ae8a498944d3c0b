// Reads and changes the database file over one connection for a whole step: to open one for each
// statement takes more time than all the rest.

import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Tools } from '../../src/course/check/check.ts'

type FileTools = Pick<Tools, 'query' | 'change'>

const waitMs = 1_000

/** Gives both tools, and what closes the connection. */
export function keepOpen(
  { database: path, query, change }: FileTools & Pick<Tools, 'database'>,
): FileTools & { close(): void } {
  let database: DatabaseSync | undefined
  const statements = new Map<string, StatementSync>()
  let hasChanged = false
  const prepare = (sql: string): StatementSync => {
    database ??= new DatabaseSync(path, { timeout: waitMs })
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    query(sql, ...values) {
      try {
        return prepare(sql).all(...values)
      } catch {
        // It says what is wrong.
        return query(sql, ...values)
      }
    },
    change(sql, ...values) {
      try {
        if (hasChanged) return void prepare(sql).run(...values)
      } catch {
        // Said below.
      }
      hasChanged = true
      change(sql, ...values)
    },
    close: () => database?.close(),
  }
}
