// What a cluster does with statements: it changes things in one transaction, or reads.
// Lesson: outgrowing-one-machine (tour)

import type { Result } from '../database.ts'
import { oncePerText, usualSlowMs, type SlowOptions } from '../slowStatements.ts'
import { sql, type Sql } from '../sql.ts'
import { findRaised, toError } from './errors.ts'
import { writeStatements, type StatementResult } from './json.ts'
import { unknownOutcome, type Nodes } from './nodes.ts'

/**
 * What became of the statements of one transaction: it's stored, with an outcome for each of them,
 * or nothing is, because of the one at `failed` (undefined if rqlite doesn't say which).
 */
export type Change =
  | { outcomes: Outcome[]; error: undefined }
  | { error: Error; failed: number | undefined; isRepeated: boolean }

/** A statement's result, or why it alone had no effect: see `change`. */
export type Outcome = Result | { error: Error }

/** The rows of one statement, or why there are none. */
export type Reading = { rows: unknown[] } | { error: Error }

export type ClusterOptions = {
  nodes: Nodes
  /** The text of schema.sql: what its triggers say is known from it. */
  schema: string
  slow?: SlowOptions | undefined
}

// Whether rqlite came this far tells a transaction that is stored from one that was undone.
const lastStatement = sql`select 1`

export class Cluster {
  readonly #nodes: Nodes
  readonly #raised: ReadonlySet<string>
  readonly #slow: SlowOptions | undefined
  readonly #isDue = oncePerText()

  constructor({ nodes, schema, slow }: ClusterOptions) {
    this.#nodes = nodes
    this.#raised = findRaised(schema).add('committed group')
    this.#slow = slow
  }

  /**
   * Runs statements in one transaction. It may be sent twice: see fence.ts.
   *
   * A change that breaks a rule undoes all of them. After a `select` that fails, rqlite goes on:
   * that is a mistake in the statement.
   *
   * Throws what `Nodes.ask` throws; `withinMs` sets a shorter time limit than usual.
   */
  async change(statements: readonly Sql[], withinMs?: number): Promise<Change> {
    const path = '/db/request?transaction&blob_array&timings'
    const body = writeStatements([...statements, lastStatement])
    const response = await this.#nodes.ask(path, body, withinMs)
    const { results, error, isRepeated } = response
    if (error !== undefined) return { error: this.#toError(error), failed: undefined, isRepeated }
    this.#report(statements, results)
    const outcomes = results.map((result): Outcome => (result.error === undefined
      ? { rows: result.rows, changes: result.changes }
      : { error: this.#toError(result.error) }))
    if (results.length > statements.length) {
      return { outcomes: outcomes.slice(0, statements.length), error: undefined }
    }
    const failed = outcomes.findIndex((outcome) => 'error' in outcome)
    const wrong = outcomes[failed]
    // Too few results don't say what became of the statements.
    if (wrong === undefined || !('error' in wrong)) throw unknownOutcome()
    return { error: wrong.error, failed, isRepeated }
  }

  /**
   * Reads from one snapshot. `maxAgeMs` says how old that may be: over 0, any node may give it.
   */
  async read(statements: readonly Sql[], maxAgeMs: number): Promise<Reading[]> {
    const body = writeStatements(statements)
    const { results, error } = await this.#nodes.read(body, maxAgeMs)
    if (error !== undefined) throw this.#toError(error)
    this.#report(statements, results)
    return results.map((result) => (result.error === undefined
      ? { rows: result.rows }
      : { error: this.#toError(result.error) }))
  }

  #toError(sentence: string): Error {
    return toError(sentence, this.#raised)
  }

  #report(statements: readonly Sql[], results: readonly StatementResult[]): void {
    if (this.#slow === undefined) return
    const { slowMs = usualSlowMs } = this.#slow
    for (const [index, result] of results.entries()) {
      const statement = statements[index]
      if (statement === undefined || result.error !== undefined) continue
      if (result.durationMs < slowMs || !this.#isDue(statement.text)) continue
      void this.#explain(statement, result.durationMs)
    }
  }

  async #explain(statement: Sql, durationMs: number): Promise<void> {
    const explain = { ...statement, text: `explain query plan ${statement.text}` }
    const response = await this.#nodes.read(writeStatements([explain]), 0).catch(() => undefined)
    const [result] = response?.results ?? []
    const rows = result?.error === undefined ? result?.rows ?? [] : []
    const plan = rows.map((row) => (
      typeof row === 'object' && row !== null && 'detail' in row ? String(row.detail) : ''))
    this.#slow?.onSlow({ sql: statement.text.trim(), durationMs, plan })
  }
}
