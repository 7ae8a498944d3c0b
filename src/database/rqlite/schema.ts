// Brings the schema of a cluster up to date, as migrate.ts does for a file: the same steps, each in
// a transaction of its own, with the same record of them.
// Lesson: outgrowing-one-machine (tour)

import { ConstraintError } from '../database.ts'
import { NewerSchemaError, parseSteps, stepsTable } from '../migrate.ts'
import { refuseChangedSteps } from '../recordedSteps.ts'
import { sql, type Sql } from '../sql.ts'
import { isBlank } from './blank.ts'
import type { Cluster } from './cluster.ts'
import { groupsSchema } from './fence.ts'
import { hashSql, type SchemaStep } from '../stepHash.ts'

/**
 * Makes the tables of schema.sql, or what's new in it. Several servers may do it at the same time.
 *
 * Throws what `migrate` throws.
 */
export async function migrateCluster(cluster: Cluster, schema: string): Promise<void> {
  await change(cluster, [stepsTable, ...groupsSchema].map(raw))
  const steps = parseSteps(schema)
  const rows = await read(cluster, sql`select number, hash from schema_steps`)
  if (rows.length > steps.length) throw new NewerSchemaError(rows.length, steps.length)
  const hashes = new Map(rows.map((row) => [Number(row['number']), row['hash']]))
  refuseChangedSteps(hashes, steps.slice(0, rows.length))
  for (const step of steps.slice(rows.length)) await apply(cluster, step)
}

// The record comes first: if another server was faster, it stops the step.
async function apply(cluster: Cluster, { number, name, text }: SchemaStep): Promise<void> {
  const record = sql`
    insert into schema_steps (number, name, applied_at, hash)
    values (${number}, ${name}, ${new Date().toISOString()}, ${hashSql(text)})`
  try {
    await change(cluster, isBlank(text) ? [record] : [record, raw(text)])
  } catch (error) {
    const isApplied = error instanceof ConstraintError && error.constraint === 'schema_steps.number'
    if (!isApplied) throw error
  }
}

async function change(cluster: Cluster, statements: readonly Sql[]): Promise<void> {
  const { error } = await cluster.change(statements)
  if (error !== undefined) throw error
}

async function read(cluster: Cluster, statement: Sql): Promise<Record<string, unknown>[]> {
  const [reading] = await cluster.read([statement], 0)
  if (reading !== undefined && 'error' in reading) throw reading.error
  return (reading?.rows ?? []).map((row) => ({ ...Object(row) }))
}

// rqlite runs all statements of a text, one after the other.
function raw(text: string): Sql {
  return { text, values: [] }
}
