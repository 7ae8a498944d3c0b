// One connection to a SQLite file: it prepares each SQL text once, and turns the values that SQLite
// returns into rows. A row has the type that the statement's author gave it: the STRICT tables of
// schema.sql are what makes that true.
//
// Lesson: sql-and-sqlite (core)

import { statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Result } from './database.ts'
import { refuseReturning, type Sql } from './sql.ts'

type Prepared = { statement: StatementSync; rows: RowMaker }

// Statements with varying text (a list's filters) would otherwise pile up in a process of years.
const mostPrepared = 500

export class Connection {
  readonly sqlite: DatabaseSync
  readonly #path: string
  readonly #file: string
  #prepared = new Map<string, Prepared>()

  /** Takes a database that was just opened, and the path of its file. */
  constructor(sqlite: DatabaseSync, path: string) {
    this.sqlite = sqlite
    this.#path = path
    // Not earlier: in a container, opening a file of the image for writing replaces it with a copy.
    this.#file = identifyFile(path)
  }

  /** Says whether another file has the path now, or none: the open one has lost its name then. */
  isReplaced(): boolean {
    return identifyFile(this.#path) !== this.#file
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

// A file's number on its device stays the same for as long as the file exists.
function identifyFile(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? 'none' : `${found.dev}:${found.ino}`
}

type Row = Record<string, unknown>

/**
 * Turns the arrays that SQLite returns into rows. V8 treats the objects that node:sqlite would make
 * as dictionaries: reading a column or writing rows as JSON takes two to three times as long.
 */
export class RowMaker {
  readonly #names: readonly string[]
  readonly #blank: Row

  constructor(columns: readonly { name: string }[]) {
    this.#names = columns.map(({ name }) => name)
    this.#blank = Object.fromEntries(this.#names.map((name) => [name, null]))
  }

  /** Says whether a statement returns rows: a select does. */
  get hasColumns(): boolean {
    return this.#names.length > 0
  }

  /** Makes a row of an array of values; undefined stays undefined. */
  first(values: unknown): Row | undefined {
    return values === undefined ? undefined : this.#row(values)
  }

  all(list: readonly unknown[]): Row[] {
    return list.map((values) => this.#row(values))
  }

  // A copy has all columns from the start; to add one after the other would end in a dictionary.
  #row(values: unknown): Row {
    if (!Array.isArray(values)) throw new TypeError('SQLite did not return an array')
    const row = { ...this.#blank }
    let index = 0
    for (const name of this.#names) {
      row[name] = values[index]
      index += 1
    }
    return row
  }
}
