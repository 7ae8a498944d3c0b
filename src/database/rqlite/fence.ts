// What makes it safe to send a group of writes again: its number goes into the database with it,
// and the trigger `committed_groups_once` refuses a number that isn't higher than the last one.
// Lesson: outgrowing-one-machine (core)

import { ConstraintError } from '../database.ts'
import { sql, type Sql } from '../sql.ts'

/** The statement that begins group `number` of a server. */
export function beginGroup(server: string, number: number): Sql {
  return sql`
    insert into committed_groups (server, number, at) values (${server}, ${number}, ${Date.now()})
    on conflict do update set number = excluded.number, at = excluded.at`
}

/** Says whether a group was refused because it has been stored already. */
export function isStoredAlready(error: unknown): boolean {
  return error instanceof ConstraintError && error.constraint === 'committed group'
}

/** Forgets servers that haven't stored anything since a time in milliseconds. */
export function forgetServers(before: number): Sql {
  return sql`delete from committed_groups where at < ${before}`
}
