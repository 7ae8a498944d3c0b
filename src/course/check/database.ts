// Looks into the database file of the learner's program, and changes it, beside the program that
// uses it.

import { rmSync, statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Row } from './check.ts'
import { Failure } from './failure.ts'

// No check needs more, and a mistake in its query must not fill the memory.
const mostRows = 100_000
// The program may be in the middle of a transaction.
const waitMs = 1_000

/**
 * Reads rows from a database file and changes nothing in it. Their keys are the names of the
 * columns in lower case, or what comes after `as`. Throws a Failure when the file isn't there, or
 * doesn't have what the query names.
 */
export function queryDatabase(path: string, sql: string, values: readonly SQLInputValue[]): Row[] {
  return use(path, sql, (database) => {
    const statement = database.prepare(sql)
    const rows = statement.iterate(...values).take(mostRows).toArray()
    const capitals = statement.columns()
      .flatMap(({ name, column }) => name === column && /[A-Z]/.test(name) ? [name] : [])
    return capitals.length === 0 ? rows : rows.map((row) => withLowerCase(row, capitals))
  }, { readOnly: true })
}

/**
 * Runs statements in a database file, such as one that adds a trigger. With values it has to be a
 * single statement. Throws a Failure when the file isn't there, or a statement fails.
 */
export function changeDatabase(path: string, sql: string, values: readonly SQLInputValue[]): void {
  use(path, sql, (database) => {
    if (values.length === 0) database.exec(sql)
    else database.prepare(sql).run(...values)
  })
}

/** Replaces a database file that nobody uses by a new one, made by these statements. */
export function replaceDatabase(path: string, sql: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(path + ending, { force: true })
  if (sql === '') return
  const database = new DatabaseSync(path)
  try {
    database.exec(sql)
  } finally {
    database.close()
  }
}

function use<Value>(
  path: string, sql: string, work: (database: DatabaseSync) => Value, { readOnly = false } = {},
): Value {
  if (!isThere(path)) throw new Failure('no-database-file', { actual: `There is no file ${path}` })
  try {
    const database = new DatabaseSync(path, { readOnly, timeout: waitMs })
    try {
      return work(database)
    } finally {
      database.close()
    }
  } catch (error) {
    throw new Failure('unreadable-database', { actual: String(error), expected: sql })
  }
}

// SQL ignores case: the table may have NAME where the query says name.
function withLowerCase(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) =>
    [names.includes(name) ? name.toLowerCase() : name, value]))
}

// SQLite makes the file with the first table.
function isThere(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}
