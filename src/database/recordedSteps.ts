// Compares the schema steps that a database has had with those of this program. Someone who edits a
// step that has shipped gets two kinds of database with one number; the difference would only show
// later, as an error in some query. So a start refuses it.
//
// Lesson: migrations (tour)

import { DatabaseSync } from 'node:sqlite'
import { hashSql, normalizeSql, type SchemaStep } from './stepHash.ts'

/** A step that the database has had isn't the one that this program has under its number. */
export class ChangedStepError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ChangedStepError'
  }
}

/**
 * Throws a ChangedStepError when a step that a database has had isn't the one in the list. Gives
 * the steps whose hash isn't recorded, because they were applied before hashes were.
 */
export function checkRecordedSteps(
  connection: DatabaseSync, steps: readonly SchemaStep[],
): readonly SchemaStep[] {
  const rows = connection.prepare('select * from schema_steps').all()
  const hashes = new Map(rows.map((row) => [Number(row['number']), row['hash'] ?? undefined]))
  const applied = steps.filter(({ number }) => hashes.has(number))
  refuseChangedSteps(hashes, applied)
  const unknown = applied.filter(({ number }) => hashes.get(number) === undefined)
  if (unknown.length > 0) compareSchemas(connection, applied)
  return unknown
}

/** Throws a ChangedStepError when the hash recorded for a step's number isn't that of the step. */
export function refuseChangedSteps(
  hashes: ReadonlyMap<number, unknown>, steps: readonly SchemaStep[],
): void {
  for (const { number, name, text } of steps) {
    const recorded = hashes.get(number)
    if (recorded === undefined || recorded === hashSql(text)) continue
    throw new ChangedStepError(`The database's schema step ${number} (${name}) isn't the one in `
      + 'schema.sql: the step was edited after the database had it')
  }
}

// What no hash tells, the tables themselves do.
function compareSchemas(connection: DatabaseSync, steps: readonly SchemaStep[]): void {
  const expected = new DatabaseSync(':memory:')
  try {
    for (const { text } of steps) expected.exec(text)
    const [found, wanted] = [readSchema(connection), readSchema(expected)]
    const names = [...new Set([...wanted.keys(), ...found.keys()])]
    const different = names.find((name) => found.get(name) !== wanted.get(name))
    if (different === undefined) return
    const last = steps.at(-1)?.number
    throw new ChangedStepError(`The database's ${different} isn't the one that schema.sql makes in `
      + `its steps up to ${last}: a step was edited after the database had it`)
  } finally {
    expected.close()
  }
}

// "table links" → its normalized SQL. `sqlite_` is what SQLite keeps for itself.
function readSchema(connection: DatabaseSync): Map<string, string> {
  const rows = connection.prepare(`
    select type || ' ' || name as name, sql from sqlite_schema
    where sql is not null and name not like 'sqlite\\_%' escape '\\' and name <> 'schema_steps'
    order by rowid`).all()
  return new Map(rows.map((row) => [String(row['name']), normalizeSql(String(row['sql']))]))
}
