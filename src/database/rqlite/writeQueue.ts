// Group commit over a network: what arrives while one group of writes is under way travels in the
// next, as one transaction. The more there is to do, the larger the groups are.
//
// A leader that dies may or may not have stored what it was sent. Each group carries its number
// (fence.ts), so it can be sent again and never counts twice. What was in a lost response stays
// lost, though: then the outcome is `unknown` to those who wait for it.
//
// Lesson: outgrowing-one-machine (core)

import { randomUUID } from 'node:crypto'
import { isUnavailable, type Result } from '../database.ts'
import type { Sql } from '../sql.ts'
import type { SqliteOptions } from '../sqlite.ts'
import type { Change, Cluster, Outcome } from './cluster.ts'
import { beginGroup, isStoredAlready } from './fence.ts'
import { noLeader, unknownOutcome } from './nodes.ts'
import { refuseReturning } from '../returning.ts'
import { closedError, crowdedError, mostWaiting } from './waiting.ts'

type Write = {
  statements: readonly Sql[]
  resolve(results: Result[]): void
  reject(error: unknown): void
}

// A group ends with the write that goes over one of these.
const mostStatements = 500
const mostCharacters = 1_000_000

export class WriteQueue {
  readonly #cluster: Cluster
  readonly #onCommit: SqliteOptions['onCommit']
  readonly #server = randomUUID()
  #number = 0
  #waiting: Write[] = []
  #sending: Promise<void> | undefined = undefined
  #isClosed = false

  constructor(cluster: Cluster, onCommit: SqliteOptions['onCommit']) {
    this.#cluster = cluster
    this.#onCommit = onCommit
  }

  /** Runs all statements or none, in order. */
  async add(statements: readonly Sql[]): Promise<Result[]> {
    if (this.#isClosed) throw closedError()
    if (this.#waiting.length >= mostWaiting) throw crowdedError()
    if (statements.length === 0) return []
    for (const { text } of statements) refuseReturning(text)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject })
      this.#sending ??= this.#sendAll()
    })
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#sending
  }

  async #sendAll(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const length = countTogether(this.#waiting)
      await this.#store(this.#waiting.splice(0, length))
    }
    this.#sending = undefined
  }

  // A write that breaks a rule undoes the whole transaction: the others are sent without it.
  async #store(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return
    const start = performance.now()
    try {
      const change = await this.#change(writes)
      if (change.error === undefined) {
        settle(writes, change.outcomes)
        return this.#onCommit?.({ batches: writes.length, durationMs: performance.now() - start })
      }
      const wrong = writes.length === 1 ? writes[0] : findWrite(writes, change.failed)
      wrong?.reject(change.error)
      if (wrong !== undefined) return await this.#store(writes.filter((write) => write !== wrong))
      // The commit itself failed, and rqlite doesn't say because of which.
      for (const write of writes) await this.#store([write])
    } catch (error) {
      for (const write of writes) write.reject(error)
    }
  }

  // What waits behind a group that found no leader has waited for one as long as it has been here.
  #refuseWaiting(): void {
    for (const write of this.#waiting.splice(0)) write.reject(noLeader(false))
  }

  async #change(writes: readonly Write[]): Promise<Change> {
    const begin = beginGroup(this.#server, this.#number += 1)
    const change = await this.#send([begin, ...writes.flatMap(({ statements }) => statements)])
    if (change.error === undefined) return { ...change, outcomes: change.outcomes.slice(1) }
    if (isStoredAlready(change.error)) throw unknownOutcome()
    // A first copy may still be on its way. It mustn't be stored once we go on without it.
    if (change.isRepeated) await this.#useUp(begin)
    // The first statement is ours.
    return { ...change, failed: change.failed ? change.failed - 1 : undefined }
  }

  async #useUp(begin: Sql): Promise<void> {
    const { error } = await this.#send([begin]).catch((failure) => ({ error: failure }))
    // Until the number is used up, the first copy may still be stored.
    if (error !== undefined) throw unknownOutcome()
  }

  async #send(statements: readonly Sql[]): Promise<Change> {
    try {
      return await this.#cluster.change(statements)
    } catch (error) {
      if (isUnavailable(error)) this.#refuseWaiting()
      throw error
    }
  }
}

function countTogether(writes: readonly Write[]): number {
  let statements = 0
  let characters = 0
  const last = writes.findIndex((write) => {
    statements += write.statements.length
    characters += write.statements.reduce((sum, statement) => sum + sizeOf(statement), 0)
    return statements >= mostStatements || characters >= mostCharacters
  })
  return last === -1 ? writes.length : last + 1
}

function sizeOf({ text, values }: Sql): number {
  const bytes = (value: unknown): number => (
    typeof value === 'string' || value instanceof Uint8Array ? value.length : 8)
  return values.reduce<number>((sum, value) => sum + bytes(value), text.length)
}

function findWrite(writes: readonly Write[], failed: number | undefined): Write | undefined {
  if (failed === undefined) return undefined
  let end = 0
  return writes.find(({ statements }) => (end += statements.length) > failed)
}

function settle(writes: readonly Write[], outcomes: readonly Outcome[]): void {
  let from = 0
  for (const { statements, resolve, reject } of writes) {
    const own = outcomes.slice(from, from += statements.length)
    const results: Result[] = []
    for (const outcome of own) {
      if ('error' in outcome) reject(outcome.error)
      else results.push(outcome)
    }
    resolve(results)
  }
}
