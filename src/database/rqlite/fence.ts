// What makes it safe to send a group of writes again: its number goes into the database with it,
// and the trigger `committed_groups_once` refuses a number that isn't higher than the last one.
// Lesson: outgrowing-one-machine (core)

import { ConstraintError } from '../database.ts'
import { sql, type Sql } from '../sql.ts'

/**
 * Makes the table for the last group of writes of each server. `at` orders the groups: it's one
 * higher than that of the group before, whichever server sent it. (A clock may be wrong.)
 */
export const groupsSchema = [
  `create table if not exists committed_groups (
    server text primary key,
    number integer not null,
    at integer not null
  ) strict, without rowid`,
  `create trigger if not exists committed_groups_once
    before update on committed_groups when new.number <= old.number begin
    select raise(abort, 'committed group');
  end`,
]

// Before so many servers have started and stored something, what another one sent was stored, or
// never will be. There are 17 names for each: see writeQueue.ts.
const mostServers = 1_000

/** The statement that begins group `number` of a server. */
export function beginGroup(server: string, number: number): Sql {
  return sql`
    insert into committed_groups (server, number, at) values (
      ${server}, ${number}, (select coalesce(max(at), 0) + 1 from committed_groups)
    ) on conflict do update set number = excluded.number, at = excluded.at`
}

/** Says whether a group was refused because it has been stored already. */
export function isStoredAlready(error: unknown): boolean {
  return error instanceof ConstraintError && error.constraint === 'committed group'
}

/** Forgets servers but for the last thousand that have stored something. */
export function forgetServers(): Sql {
  return sql`
    delete from committed_groups where at < (
      select at from committed_groups order by at desc limit 1 offset ${mostServers - 1})`
}
