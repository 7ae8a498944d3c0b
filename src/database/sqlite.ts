// SQLite behind the Database interface, with group commit: writes that arrive in the same turn of
// the event loop share one transaction and one fsync, and each promise settles only after the
// commit. A power cut then loses nothing that was acknowledged, at the speed of a batch. Reads of
// one turn share a snapshot for the same reason.
//
// Lesson: group-commit (core)

import {
  DatabaseError, isUnavailable, type Database, type Result, type Results,
} from './database.ts'
import { isBusy, translateError } from './errors.ts'
import { openConnections, type Connections } from './openConnections.ts'
import { reportSlow, type SlowOptions, type Statements } from './slowStatements.ts'
import type { Sql } from './sql.ts'

export type SqliteOptions = {
  /** The database file; its folder must exist. */
  path: string
  /** The text of schema.sql. */
  schema: string
  /** How long a write waits for another process before it is refused. */
  busyTimeoutMs?: number
  /** Called after each commit. */
  onCommit?: ((commit: Commit) => void) | undefined
  /** Who hears of slow statements. */
  slow?: SlowOptions | undefined
}

/** A transaction that is on disk: how many batches shared it, and how long it took. */
export type Commit = { batches: number; durationMs: number }

// No program of ours holds the lock for longer than a twentieth of a second. Two seconds are enough
// for a slow disk, and not too long for someone who waits for a redirect.
const defaultBusyTimeoutMs = 2_000
// After one write has waited in vain, the next ones needn't wait that long to find out the same.
const laterBusyTimeoutMs = 100

/** Opens a database file, or makes it, and brings its schema up to date. */
export function openSqlite(
  { busyTimeoutMs = defaultBusyTimeoutMs, ...options }: SqliteOptions,
): Database {
  const { path, schema } = options
  const connections = openConnections({ path, schema, busyTimeoutMs })
  return new SqliteDatabase(connections, { ...options, busyTimeoutMs })
}

type Read = { attempt(reader: Statements): void; reject(error: unknown): void }
type Write = {
  statements: readonly Sql[]
  resolve(results: Result[]): void
  reject(error: unknown): void
}
type Outcome = Result[] | { error: unknown }

class SqliteDatabase implements Database {
  #writer: Statements
  #reader: Statements
  #busyTimeoutMs: number
  #patienceMs: number
  #onCommit: SqliteOptions['onCommit']
  #reads: Read[] = []
  #writes: Write[] = []
  #busySince: number | undefined = undefined
  #closing: Promise<void> | undefined = undefined

  constructor(
    { writer, reader }: Connections,
    { onCommit, slow, busyTimeoutMs }: SqliteOptions & { busyTimeoutMs: number },
  ) {
    this.#onCommit = onCommit
    this.#writer = slow ? reportSlow(writer, slow) : writer
    this.#reader = slow ? reportSlow(reader, slow) : reader
    this.#busyTimeoutMs = busyTimeoutMs
    this.#patienceMs = busyTimeoutMs
  }

  one<Row>(statement: Sql<Row>): Promise<Row | undefined> {
    return this.#read((reader) => reader.first(statement))
  }

  all<Row>(statement: Sql<Row>): Promise<Row[]> {
    return this.#read((reader) => reader.all(statement))
  }

  run<Row>(statement: Sql<Row>): Promise<Result<Row>>
  async run(statement: Sql): Promise<Result> {
    const [result] = await this.#write([statement])
    return result ?? { changes: 0, rows: [] }
  }

  batch<const Statements extends readonly Sql[]>(
    statements: Statements,
  ): Promise<Results<Statements>>
  batch(statements: readonly Sql[]): Promise<Result[]> {
    return this.#write(statements)
  }

  isReplaced(): boolean {
    return this.#writer.isReplaced()
  }

  close(): Promise<void> {
    if (this.#closing !== undefined) return this.#closing
    const pending = this.#writes.length > 0 ? this.#write([]) : undefined
    return (this.#closing = this.#closeAfter(pending))
  }

  async #closeAfter(pending: Promise<unknown> | undefined): Promise<void> {
    await pending?.catch(() => undefined)
    this.#flushReads()
    this.#reader.sqlite.close()
    this.#foldLog()
    this.#writer.sqlite.close()
  }

  // On a full disk, say, the log just stays: the next start reads it.
  #foldLog(): void {
    try {
      this.#writer.sqlite.exec('pragma wal_checkpoint(truncate)')
    } catch (error) {
      const failure = translateError(error)
      if (!isUnavailable(failure)) throw failure
    }
  }

  #read<Value>(query: (reader: Statements) => Value): Promise<Value> {
    if (this.#closing !== undefined) return Promise.reject(closedError())
    if (this.#reads.length === 0) setImmediate(() => this.#flushReads())
    return new Promise((resolve, reject) => {
      this.#reads.push({ attempt: (reader) => resolve(query(reader)), reject })
    })
  }

  #write(statements: readonly Sql[]): Promise<Result[]> {
    if (this.#closing !== undefined) return Promise.reject(closedError())
    if (this.#writes.length === 0) setImmediate(() => this.#flushWrites())
    return new Promise((resolve, reject) => {
      this.#writes.push({ statements, resolve, reject })
    })
  }

  #flushReads(): void {
    const reads = this.#reads
    this.#reads = []
    const shared = reads.length > 1
    try {
      if (shared) this.#reader.command('begin')
      for (const read of reads) this.#attemptRead(read)
      if (shared) this.#reader.command('commit')
    } catch (error) {
      for (const read of reads) read.reject(translateError(error))
    }
  }

  #attemptRead(read: Read): void {
    try {
      read.attempt(this.#reader)
    } catch (error) {
      read.reject(translateError(error))
    }
  }

  #flushWrites(): void {
    const start = performance.now()
    if (!this.#begin()) return
    const writes = this.#writes
    this.#writes = []
    try {
      const outcomes = writes.map((write) => this.#attemptWrite(write.statements))
      this.#writer.command('commit')
      // If it was replaced between `begin` and here, nobody will find what was stored.
      if (this.isReplaced()) throw replacedError()
      for (const [index, write] of writes.entries()) settle(write, outcomes[index])
      this.#onCommit?.({ batches: writes.length, durationMs: performance.now() - start })
    } catch (error) {
      this.#rollback()
      for (const write of writes) write.reject(translateError(error))
    }
  }

  // Another process may hold the lock. Waiting inside SQLite would stop this process's reads too.
  #begin(): boolean {
    try {
      // The open file has no name any more: what is stored in it is lost when this process ends.
      if (this.isReplaced()) throw replacedError()
      this.#writer.command('begin immediate')
      this.#busySince = undefined
      this.#patienceMs = this.#busyTimeoutMs
      return true
    } catch (error) {
      this.#busySince ??= performance.now()
      const waitedMs = performance.now() - this.#busySince
      if (isBusy(error) && waitedMs < this.#patienceMs) {
        setTimeout(() => this.#flushWrites(), 1)
        return false
      }
      this.#busySince = undefined
      this.#patienceMs = Math.min(this.#busyTimeoutMs, laterBusyTimeoutMs)
      for (const write of this.#writes.splice(0)) write.reject(translateError(error))
      return false
    }
  }

  // A statement alone is undone by SQLite itself when it fails; a list needs a savepoint for that.
  #attemptWrite(statements: readonly Sql[]): Outcome {
    const needsSavepoint = statements.length > 1
    if (needsSavepoint) this.#writer.command('savepoint batch')
    try {
      const results = statements.map((statement) => this.#writer.run(statement))
      if (needsSavepoint) this.#writer.command('release batch')
      return results
    } catch (error) {
      // A full disk and the like end the whole transaction: then nothing of this turn is stored.
      if (!this.#writer.sqlite.isTransaction) throw error
      if (needsSavepoint) {
        this.#writer.command('rollback to batch')
        this.#writer.command('release batch')
      }
      return { error: translateError(error) }
    }
  }

  #rollback(): void {
    if (this.#writer.sqlite.isTransaction) this.#writer.command('rollback')
  }
}

function settle(write: Write, outcome: Outcome | undefined): void {
  if (outcome !== undefined && 'error' in outcome) write.reject(outcome.error)
  else write.resolve(outcome ?? [])
}

function replacedError(): DatabaseError {
  return new DatabaseError('replaced', 'The database file was deleted or replaced')
}

function closedError(): DatabaseError {
  return new DatabaseError('closed', 'The database is closed')
}
