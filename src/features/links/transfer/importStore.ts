// The SQL of imports: one named function for each statement. A process works on an import only as
// long as it holds the lease, and each of its statements says so: when another process has taken
// over, or the owner has cancelled, nothing happens any more. Lesson: jobs-and-queues (tour)

import { ownerOfUser, ownerWithHash } from '../../../auth/access/owners.ts'
import type { Issue } from '../../../basics/check.ts'
import { dayMs, hourMs, minuteMs } from '../../../basics/clock.ts'
import { rowsAtOnce } from '../../../database/batches.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import type { Link } from '../links.ts'
import { importedColumns, insertImported, isTaken } from '../store.ts'

export type ImportState = 'reading' | 'checked' | 'running' | 'done' | 'cancelled'

export type Import = {
  id: number
  state: ImportState
  service: string
  /** A JSON list of names of columns. */
  skipped: string
  /** A JSON list of slugs that a spreadsheet would change. */
  rewritten: string
  /** Links in the file, those that were made, and those that can't be. */
  total: number
  made: number
  failed: number
  createdAt: number
  finishedAt: number | null
}

export type Problem = { id: number; row: number; slug: string; errors: string }

/** A link to be made. */
export type StoredRow = { row: number } & Pick<Link,
  | 'slug' | 'target' | 'note' | 'createdAt' | 'expiresAt' | 'visitLimit' | 'redirectStatus'
  | 'forwardQuery' | 'disabledReason' | 'importedClicks'
>

/** A change, and the statement that reads the import after it: for one batch. */
type ChangeAndRead = readonly [Sql, Sql<Import>]

type Ids = Sql<{ id: number }>

/** What rows are sorted by: they become links in this order. */
type RowKey = { createdAt: number; row: number }

/** A lease, the time now, and when it ends. */
export type LeaseTimes = { lease: Uint8Array; now: number; until: number }
export type FailedRow = { row: number; slug: string; errors: readonly Issue[] }

const columns = sql`id, state, service, skipped, rewritten, total, made, failed,
  created_at as createdAt, finished_at as finishedAt`

/** Imports that aren't finished, of all owners. Each keeps up to 100,000 rows. */
export const mostActive = 20
const safeMs = 10 * minuteMs

/**
 * Begins an import: statements for a batch. The first gives the ids of those that it replaces: the
 * owner's, unless that is running (then `imports_active` refuses the new one), and the oldest when
 * there are too many. The last gives the new id, or nothing when there are still too many.
 */
export function beginImport(ownerHash: Uint8Array, now: number): readonly [Ids, Sql, Sql, Ids] {
  const count = sql`(select count(*) from imports where state in ('reading', 'checked', 'running'))`
  // Only checked, ten minutes ago or more: its owner may never start it.
  const oldest = sql`(select id from imports where state in ('reading', 'checked', 'running')
    and state = 'checked' and created_at < ${now - safeMs} and ${count} >= ${mostActive}
    order by created_at limit 1)`
  const isReplaced = sql`id = ${oldest}
    or owner = ${ownerWithHash(ownerHash)} and state in ('reading', 'checked')`
  return [
    sql<{ id: number }>`select id from imports where ${isReplaced}`,
    sql`update imports set state = 'cancelled', finished_at = ${now} where ${isReplaced}`,
    sql`insert into imports (owner, state, created_at)
      select id, 'reading', ${now} from owners where token_hash = ${ownerHash}
        and ${count} < ${mostActive}`,
    sql<{ id: number }>`select last_insert_rowid() as id where changes() > 0`,
  ]
}

/** Stores rows of an import that is being read. */
export function addRows(id: number, rows: readonly StoredRow[]): Sql {
  const lists = rows.map((row) => [
    row.row, row.slug, row.target, row.note, row.createdAt, row.expiresAt, row.visitLimit,
    row.redirectStatus, row.forwardQuery, row.disabledReason, row.importedClicks,
  ])
  return sql`insert into import_rows (import, row, ${importedColumns})
    select ${id}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
      value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10
    from json_each(${JSON.stringify(lists)}) where ${isState(id, 'reading')}`
}

export function addProblems(id: number, problems: readonly FailedRow[]): Sql {
  return sql`insert into import_problems (import, row, slug, errors)
    select ${id}, value ->> 'row', value ->> 'slug', value -> 'errors'
    from json_each(${JSON.stringify(problems)}) where ${isState(id, 'reading')}`
}

/** Ends the reading of an import: its owner has to start it, or it's running. */
export function endReading(
  id: number,
  read: Pick<Import, 'state' | 'service' | 'skipped' | 'rewritten' | 'total' | 'failed'>,
): ChangeAndRead {
  return withRead(id, sql`update imports set state = ${read.state}, service = ${read.service},
      skipped = ${read.skipped}, rewritten = ${read.rewritten}, total = ${read.total},
      failed = ${read.failed}
    where id = ${id} and state = 'reading'`)
}

/** Finds an import of this owner: the one with the id, or the last one. */
export function findImport(
  database: Database, ownerHash: Uint8Array, id?: number,
): Promise<Import | undefined> {
  const condition = id === undefined ? sql`` : sql`and id = ${id}`
  return database.one(sql<Import>`
    select ${columns} from imports where owner = ${ownerWithHash(ownerHash)} ${condition}
    order by id desc limit 1`)
}

/** Lists what is wrong with an import's rows, after a given problem. */
export function listProblems(
  database: Database, id: number, { after, limit }: { after: number; limit: number },
): Promise<Problem[]> {
  return database.all(sql<Problem>`
    select id, row, slug, errors from import_problems
    where import = ${id} and id > ${after} order by id limit ${limit}`)
}

/** Starts an import that was checked. */
export function startImport(id: number): ChangeAndRead {
  return withRead(id, sql`update imports set state = 'running'
    where id = ${id} and state = 'checked'`)
}

/** Cancels an import; the links that were made stay. */
export function cancelImport(id: number, now: number): ChangeAndRead {
  return withRead(id, sql`update imports set state = 'cancelled', finished_at = ${now}
    where id = ${id} and state in ('reading', 'checked', 'running')`)
}

/** Gives imports of a browser's owner to an account: for the batch that moves its links. */
export function moveImports(source: Sql, target: Sql): Sql {
  return sql`update or ignore imports set owner = ${target}
    where ${target} is not null and owner = ${source}`
}

/** Ends imports of a user, for the batch that deletes the account. The clean-up deletes them. */
export function abandonImports(user: number): Sql {
  return sql`update imports set state = 'cancelled', finished_at = 0
    where owner = ${ownerOfUser(user)}`
}

/** Takes the lease of an import that nobody works on, and gives its id: statements for a batch. */
export function takeImport({ lease, now, until }: LeaseTimes): readonly [Sql, Ids] {
  return [
    sql`update imports set lease = ${lease}, lease_until = ${until}
      where id = (select id from imports where state = 'running' and lease_until <= ${now}
        order by lease_until, id limit 1)`,
    sql<{ id: number }>`select id from imports where state = 'running' and lease = ${lease}`,
  ]
}

/** Says when the lease of a running import ends, the first one of them. */
export async function findLeaseEnd(database: Database): Promise<number | undefined> {
  const row = await database.one(sql<{ end: number }>`
    select lease_until as end from imports where state = 'running' order by lease_until limit 1`)
  return row?.end
}

/** Reads where the next rows of an import end: at most `most` of them; undefined without any. */
export async function findRowsEnd(
  database: Database, id: number, most: number,
): Promise<RowKey | undefined> {
  const rows = await database.all(sql<RowKey>`
    select created_at as createdAt, row from import_rows where import = ${id}
    order by created_at, row limit ${most}`)
  return rows.at(-1)
}

/**
 * Makes links of the rows up to a key: statements for one batch. Rows whose slug was taken
 * meanwhile become problems; no row is left, so nothing is done twice. The last statement but one
 * changes nothing when the lease is lost.
 */
export function makeLinks(
  id: number, end: RowKey, { lease, now, until }: LeaseTimes,
): readonly [Sql, Sql, Sql, Sql, Sql, Sql] {
  const isOurs = sql`exists (select 1 from imports
    where id = ${id} and state = 'running' and lease = ${lease})`
  const owner = sql`(select owner from imports where id = ${id})`
  const rows = sql`from import_rows where import = ${id}
    and (created_at, row) <= (${end.createdAt}, ${end.row}) and ${isOurs}`
  const taken = sql`${rows} and ${isTaken(sql`import_rows.slug`, owner)}`
  const errors = JSON.stringify([{ field: 'slug', message: 'Somebody else has taken this name' }])
  return [
    sql`update imports set failed = failed + (select count(*) ${taken}) where id = ${id}`,
    sql`insert into import_problems (import, row, slug, errors)
      select import, row, slug, ${errors} ${taken}`,
    sql`delete ${taken}`,
    insertImported(sql`select ${importedColumns}, ${owner}, ${now} ${rows}
      order by created_at, row`),
    sql`update imports set made = made + (select count(*) ${rows}), lease_until = ${until}
      where id = ${id} and state = 'running' and lease = ${lease}`,
    sql`delete ${rows}`,
  ]
}

/** Ends an import that has no rows left. */
export function finishImport(id: number, { lease, now }: LeaseTimes): Sql {
  return sql`update imports set state = 'done', finished_at = ${now}
    where id = ${id} and state = 'running' and lease = ${lease}
      and not exists (select 1 from import_rows where import = ${id})`
}

/** Cancels imports that broke off while they were read, and those that nobody has started. */
export function cancelStale(now: number): Sql {
  return sql`update imports set state = 'cancelled', finished_at = ${now}
    where state in ('reading', 'checked', 'running')
      and (state = 'reading' and created_at < ${now - hourMs}
        or state = 'checked' and created_at < ${now - dayMs})`
}

/** Finds imports that were finished before a time, the oldest first. */
export function findFinished(database: Database, before: number): Promise<{ id: number }[]> {
  return database.all(sql<{ id: number }>`
    select id from imports where finished_at < ${before} order by finished_at limit 1000`)
}

/** Deletes some rows of an import that has ended: statements to repeat while they're full. */
export function deleteRows(id: number, most: number): Sql {
  return sql`delete from import_rows where (import, created_at, row, slug) in (
    select import, created_at, row, slug from import_rows where import = ${id}
      and not ${isState(id, 'running')} order by created_at, row, slug limit ${most})`
}

export function deleteProblems(id: number): Sql {
  return sql`delete from import_problems where id in (
    select id from import_problems where import = ${id} order by id limit ${rowsAtOnce})`
}

export const deleteImport = (id: number): Sql => sql`delete from imports where id = ${id}`

function withRead(id: number, change: Sql): ChangeAndRead {
  return [change, sql<Import>`select ${columns} from imports where id = ${id} and changes() > 0`]
}

function isState(id: number, state: ImportState): Sql {
  return sql`exists (select 1 from imports where id = ${id} and state = ${state})`
}
