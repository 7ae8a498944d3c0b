// The interface that features see, whatever engine is behind it. It's asynchronous, as every
// database over a network is, and a transaction is a list of statements: there is no "begin", so no
// request can hold a lock while it thinks.
//
// Lesson: transactions (core)

import type { Sql } from './sql.ts'

/** What a statement of a batch gives back: how many rows it changed, and what a select has read. */
export type Result<Row = unknown> = { changes: number; rows: Row[] }

export type Results<Statements extends readonly Sql[]> = {
  -readonly [Index in keyof Statements]: Statements[Index] extends Sql<infer Row>
    ? Result<Row>
    : never
}

export type ReadOptions = {
  /**
   * How old the rows may be, in milliseconds; 0 unless set. Any machine of a cluster can give rows
   * that are a little out of date. For rows that are up to date, machines have to ask each other.
   */
  maxAgeMs?: number
}

export type Database = {
  /** Reads the first row, or undefined. Reads that start in one turn see the same snapshot. */
  one<Row>(statement: Sql<Row>, options?: ReadOptions): Promise<Row | undefined>
  /** Reads all rows. */
  all<Row>(statement: Sql<Row>): Promise<Row[]>
  /** Runs one statement that changes something. Settles when the change is on disk. */
  run<Row>(statement: Sql<Row>): Promise<Result<Row>>
  /** Runs all statements or none, in order. Settles when the changes are on disk. */
  batch<const Statements extends readonly Sql[]>(
    statements: Statements,
  ): Promise<Results<Statements>>
  /** Says whether the open file was deleted or replaced: then every write is refused. */
  isReplaced(): boolean
  /** Finishes what is under way and closes the files. */
  close(): Promise<void>
}

export type ConstraintKind = 'unique' | 'check' | 'foreign key' | 'not null' | 'type' | 'trigger'

/** A statement would have broken a rule of the schema; its whole batch was undone. */
export class ConstraintError extends Error {
  readonly kind: ConstraintKind
  /** What the engine says of it, such as `links.slug`. */
  readonly constraint: string

  constructor(kind: ConstraintKind, constraint: string) {
    super(`Cannot change the database: the ${kind} constraint ${constraint} would be broken`)
    this.name = 'ConstraintError'
    this.kind = kind
    this.constraint = constraint
  }
}

/**
 * Why the database can't do something. All but `failed` are the state of the machine, and may pass:
 * another process holds the lock, the disk is full, the file can't be written or read, it's damaged
 * or was replaced, or the server is stopping. After `unknown`, the change may be stored or not: the
 * response that would say so was lost. `failed` is a mistake in a statement.
 */
export type DatabaseErrorCode =
  | 'busy' | 'full' | 'read-only' | 'unreadable' | 'damaged' | 'replaced' | 'closed' | 'unknown'
  | 'failed'

/** The database can't do it now or at all; the code says why. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode

  constructor(code: DatabaseErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseError'
    this.code = code
  }
}

/** Says whether an error is the database being out of order, and not a bug of ours. */
export function isUnavailable(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.code !== 'failed'
}
