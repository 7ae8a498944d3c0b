// A small database for the tests of the engine, and a look into its log from outside.

import { existsSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import type { Database } from '../../src/database/database.ts'
import { sql, type Sql } from '../../src/database/sql.ts'
import { isFile, openDatabase, type OpenedDatabase } from '../openDatabase.ts'

export const schema = `
-- step 1: notes
create table notes (
  id integer primary key,
  text text not null unique check (length(text) < 20),
  parent integer references notes (id)
) strict;

-- 'stop' ends the whole transaction, as a full disk would.
create trigger notes_stop before insert on notes when new.text = 'stop' begin
  select raise(rollback, 'stopped');
end;

create table counters (id integer primary key, number integer not null) strict;
insert into counters values (1, 0);
`

export type TestDatabase = Omit<OpenedDatabase, 'readBytes' | 'close'> & {
  /** Says how many transactions the engine has committed, since it was opened or before. */
  countCommits(): number
  /** Opens the same file once more, for a program that holds a lock. */
  openOther(): DatabaseSync
}

/** Opens a new database. It is closed after the test, and its data removed. */
export function openTestDatabase(test: TestContext, busyTimeoutMs?: number): TestDatabase {
  const patience = busyTimeoutMs === undefined ? {} : { busyTimeoutMs }
  let reported = 0
  const opened = openDatabase({ schema, ...patience, onCommit: () => (reported += 1) })
  const others: DatabaseSync[] = []
  test.after(async () => {
    for (const other of others) if (other.isOpen) other.close()
    await opened.close()
  })
  const { database, openAgain, elsewhere, place } = opened
  return {
    database, openAgain, elsewhere, place,
    get path() {
      return opened.path
    },
    // A file shows it, whatever the engine says.
    countCommits: () => (isFile ? commitsIn(opened.path) : reported),
    openOther() {
      const other = new DatabaseSync(opened.path, { timeout: 5_000 })
      others.push(other)
      return other
    },
  }
}

export function addNote(text: string): Sql<never> {
  return sql<never>`insert into notes (text) values (${text})`
}

/** Reads the text of all notes, in the order in which they were stored. */
export async function readNotes(database: Database): Promise<string[]> {
  const rows = await database.all(sql<{ text: string }>`select text from notes order by id`)
  return rows.map(({ text }) => text)
}

/**
 * Counts the transactions in the write-ahead log: a frame that ends one holds the size of the
 * database after it, others hold 0 (sqlite.org/fileformat2.html, section 4.1).
 */
function commitsIn(path: string): number {
  if (!existsSync(`${path}-wal`)) return 0
  const log = readFileSync(`${path}-wal`)
  if (log.length === 0) return 0
  const frameBytes = 24 + log.readUInt32BE(8)
  const salt = log.subarray(16, 24)
  let commits = 0
  for (let start = 32; start + frameBytes <= log.length; start += frameBytes) {
    // Frames of a log that was begun anew have other salts.
    if (!log.subarray(start + 8, start + 16).equals(salt)) break
    if (log.readUInt32BE(start + 4) > 0) commits += 1
  }
  return commits
}
