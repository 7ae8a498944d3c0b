// One connection to a SQLite file with its prepared statements: each text is prepared once.
// Here engine errors become ours. The shape of a row is what the statement's author says it is: the
// STRICT tables of schema.sql are what makes that true.
//
// Lesson: sql-and-sqlite (core)

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import {
  ConstraintError, DatabaseError, type ConstraintKind, type DatabaseErrorCode, type Result,
} from './database.ts'
import { refuseReturning } from './returning.ts'
import { RowMaker } from './rows.ts'
import type { Sql } from './sql.ts'

type Prepared = { statement: StatementSync; rows: RowMaker }

// Statements with varying text (a list's filters) would otherwise pile up in a process of years.
const mostPrepared = 500

export class Connection {
  readonly sqlite: DatabaseSync
  #prepared = new Map<string, Prepared>()

  constructor(sqlite: DatabaseSync) {
    this.sqlite = sqlite
  }

  /** Reads the first row. */
  first<Row>(statement: Sql<Row>): Row | undefined
  first({ text, values }: Sql): unknown {
    const { statement, rows } = this.#prepare(text)
    return rows.first(statement.get(...values))
  }

  /** Reads all rows. */
  all<Row>(statement: Sql<Row>): Row[]
  all({ text, values }: Sql): unknown[] {
    const { statement, rows } = this.#prepare(text)
    return rows.all(statement.all(...values))
  }

  /** Runs a statement that changes something, or a select between such statements. */
  run({ text, values }: Sql): Result {
    const { statement, rows } = this.#prepare(text)
    if (rows.hasColumns) return { changes: 0, rows: rows.all(statement.all(...values)) }
    return { changes: Number(statement.run(...values).changes), rows: [] }
  }

  /** Runs a fixed command without values: begin, commit, savepoint … */
  command(text: string): void {
    this.#prepare(text).statement.run()
  }

  #prepare(text: string): Prepared {
    const known = this.#prepared.get(text)
    if (known !== undefined) return known
    refuseReturning(text)
    const statement = this.sqlite.prepare(text)
    statement.setReturnArrays(true)
    const prepared = { statement, rows: new RowMaker(statement.columns()) }
    if (this.#prepared.size >= mostPrepared) this.#prepared.clear()
    this.#prepared.set(text, prepared)
    return prepared
  }
}

// SQLite's extended result codes (sqlite.org/rescode.html).
const constraintKinds = new Map<number, ConstraintKind>([
  [275, 'check'],
  [787, 'foreign key'],
  [1299, 'not null'],
  [1555, 'unique'],
  [1811, 'trigger'],
  [2067, 'unique'],
  [2579, 'unique'],
  [3091, 'type'],
])

const busyCode = 5

// Primary codes that mean the machine or the file is out of order, and not our statement.
const troubles = new Map<number, [code: DatabaseErrorCode, message: string]>([
  [busyCode, ['busy', 'The database is busy: try again']],
  [6, ['busy', 'The database is busy: try again']],
  [8, ['read-only', 'The database file is read-only']],
  [10, ['unreadable', 'The disk failed to read or write the database file']],
  [11, ['damaged', 'The database file is damaged']],
  [13, ['full', 'The disk is full']],
  [14, ['unreadable', 'The database file can\'t be opened']],
  [15, ['busy', 'The database is busy: try again']],
  [26, ['damaged', 'The database file is damaged']],
])

/** Says whether another process holds the lock (SQLITE_BUSY and its kin). */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busyCode
}

/** Turns an error of node:sqlite into one that features can tell apart. */
export function translateError(error: unknown): unknown {
  const code = errorCode(error)
  if (!(error instanceof Error) || code === 0) return error
  const kind = constraintKinds.get(code)
  if (kind !== undefined) return new ConstraintError(kind, constraintName(error.message))
  const trouble = troubles.get(primaryCode(error))
  if (trouble === undefined) {
    return new DatabaseError('failed', `The database failed: ${error.message}`, error)
  }
  const [name, message] = trouble
  const text = name === 'busy' ? message : `${message} (SQLite: ${error.message})`
  return new DatabaseError(name, text, error)
}

// The low byte is the primary code; the others tell its variants apart.
function primaryCode(error: unknown): number {
  return errorCode(error) & 0xff
}

function errorCode(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error)) return 0
  return typeof error.errcode === 'number' ? error.errcode : 0
}

/** Gives `links.slug` for "UNIQUE constraint failed: links.slug". */
export function constraintName(message: string): string {
  const colon = message.indexOf(': ')
  return colon === -1 ? message : message.slice(colon + 2)
}
