// What makes it safe to send a group of writes again: its number goes into the database with it,
// and the trigger `committed_groups_once` refuses a number that isn't higher than the last one.
// Lesson: outgrowing-one-machine (core)

import { ConstraintError } from '../database.ts'
import { sql, type Sql } from '../sql.ts'

/**
 * Makes the table with the last group of writes of each server. `at` puts the groups in order: each
 * gets one more than the highest so far. (It isn't a time, because a server's clock may be wrong.)
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

// How many servers are remembered. By the time that so many others have started and stored
// something, a server's last group is stored, or never will be. Each server counts as 17: see
// writeQueue.ts.
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

/** Forgets all servers except for the last thousand that stored something. */
export function forgetServers(): Sql {
  return sql`
    delete from committed_groups where at < (
      select at from committed_groups order by at desc limit 1 offset ${mostServers - 1})`
}
