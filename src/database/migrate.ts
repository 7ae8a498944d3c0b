// Brings a database file up to date: `schema.sql` is a list of numbered steps. Each one is applied
// once, in order, in a transaction of its own, and recorded with its hash in the table
// `schema_steps`.
//
// Lesson: migrations (core)

import type { DatabaseSync } from 'node:sqlite'
import { checkRecordedSteps } from './recordedSteps.ts'
import { hashSql, type SchemaStep } from './stepHash.ts'

/** Records which steps a database has had; `applied_at` is an ISO 8601 time. */
export const stepsTable = `create table if not exists schema_steps (
  number integer primary key,
  name text not null,
  applied_at text not null,
  hash text
) strict`

/** The file is from a newer version of the program, which may have changed what tables mean. */
export class NewerSchemaError extends Error {
  constructor(found: number, known: number) {
    super(`The database is at schema step ${found}, and this version knows only ${known}`)
    this.name = 'NewerSchemaError'
  }
}

/**
 * Splits a schema into its steps. Each starts with a line `-- step 1: links`.
 *
 * Throws when the numbers do not count up from 1, or when there is SQL before the first step.
 */
export function parseSteps(schema: string): SchemaStep[] {
  const [before = '', ...parts] = schema.split(/^-- step /m)
  if (withoutComments(before) !== '') throw new Error('schema.sql has SQL before its first step')
  return parts.map((part, index) => {
    const head = /^(\d+): (.+)\n/.exec(part)
    if (head === null || Number(head[1]) !== index + 1) {
      const found = part.split('\n')[0]
      throw new Error(`schema.sql: expected "-- step ${index + 1}: name", found "-- step ${found}"`)
    }
    return { number: index + 1, name: head[2] ?? '', text: part.slice(head[0].length) }
  })
}

/**
 * Applies the steps that a database does not have yet. Two processes may do it at the same time.
 *
 * Throws a NewerSchemaError when the database has steps that are not in the list, and a
 * ChangedStepError when one of those that it has was edited since.
 */
export function migrate(connection: DatabaseSync, steps: readonly SchemaStep[]): void {
  connection.exec(stepsTable)
  recordHashes(connection, checkSteps(connection, steps))
  for (const step of steps.slice(appliedSteps(connection))) apply(connection, step)
}

/** Throws what `migrate` throws, and only reads. */
export function checkSteps(
  connection: DatabaseSync, steps: readonly SchemaStep[],
): readonly SchemaStep[] {
  const applied = appliedSteps(connection)
  if (applied > steps.length) throw new NewerSchemaError(applied, steps.length)
  return checkRecordedSteps(connection, steps)
}

/** Gives the number of the last step that a database has, 0 for a new one. */
export function appliedSteps(connection: DatabaseSync): number {
  const row = connection.prepare('select max(number) as last from schema_steps').get()
  return Number(row?.['last'] ?? 0)
}

// Databases that are older than the hashes have neither the column nor what belongs there.
function recordHashes(connection: DatabaseSync, steps: readonly SchemaStep[]): void {
  const findColumn = connection.prepare(
    "select 1 from pragma_table_info('schema_steps') where name = 'hash'")
  if (steps.length === 0 && findColumn.get() !== undefined) return
  inTransaction(connection, () => {
    if (findColumn.get() === undefined) {
      connection.exec('alter table schema_steps add column hash text')
    }
    const record = connection.prepare('update schema_steps set hash = ? where number = ?')
    for (const { number, text } of steps) record.run(hashSql(text), number)
  })
}

function apply(connection: DatabaseSync, step: SchemaStep): void {
  inTransaction(connection, () => {
    // Another process may have been faster while this one waited for the lock.
    if (appliedSteps(connection) >= step.number) return
    connection.exec(step.text)
    const record = connection.prepare(
      'insert into schema_steps (number, name, applied_at, hash) values (?, ?, ?, ?)')
    record.run(step.number, step.name, new Date().toISOString(), hashSql(step.text))
  })
}

function inTransaction(connection: DatabaseSync, work: () => void): void {
  connection.exec('begin immediate')
  try {
    work()
    connection.exec('commit')
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback')
    throw error
  }
}

function withoutComments(text: string): string {
  return text.replaceAll(/^--.*$/gm, '').trim()
}
