// Group commit over a network: what arrives while one group of writes is under way travels in the
// next, as one transaction. The more there is to do, the larger the groups are.
//
// A write that breaks a rule undoes its whole group, and the others are sent without it. After a
// few of those, the rest are sent one by one, several at the same time: otherwise five hundred
// writes that all break a rule would be sent in five hundred groups, one after the other.
//
// Lesson: outgrowing-one-machine (core)

import { isUnavailable, type Result } from '../database.ts'
import { refuseReturning, type Sql } from '../sql.ts'
import type { SqliteOptions } from '../sqlite.ts'
import { refuseBlank } from './blank.ts'
import type { Cluster, Outcome } from './cluster.ts'
import { noLeader, unknownOutcome } from './nodes.ts'
import { Sender } from './sender.ts'
import { closedError, sizeOf, usualResponseMs, WaitingRoom } from './waiting.ts'

type Write = {
  statements: readonly Sql[]
  size: number
  /** Nobody waits for it any more. */
  isOver: boolean
  resolve(results: Result[]): void
  reject(error: unknown): void
}

// A group ends with the write that goes over one of these.
const mostStatements = 500
const mostSize = 1_000_000
// So many writes may break a rule before the rest of their group are sent one by one.
const mostWrong = 3
const mostAtOnce = 16

export type WriteQueueOptions = {
  onCommit?: SqliteOptions['onCommit']
  /** How long a write may take, from `add` on, before it fails. */
  responseMs?: number
}

export class WriteQueue {
  readonly #onCommit: SqliteOptions['onCommit']
  readonly #responseMs: number
  readonly #room = new WaitingRoom()
  readonly #sender: Sender
  readonly #others: readonly Sender[]
  #waiting: Write[] = []
  /** What is about to be sent one by one. */
  #single: Write[] = []
  #sending: Promise<void> | undefined = undefined
  #isClosed = false

  constructor(
    cluster: Cluster, { onCommit, responseMs = usualResponseMs }: WriteQueueOptions = {},
  ) {
    this.#onCommit = onCommit
    this.#responseMs = responseMs
    this.#sender = new Sender(cluster)
    this.#others = Array.from({ length: mostAtOnce }, () => new Sender(cluster))
  }

  /**
   * Runs all statements or none, in order. If the nodes take too long, it throws a DatabaseError:
   * `busy` when nothing was sent, and `unknown` when it may be stored.
   */
  async add(statements: readonly Sql[]): Promise<Result[]> {
    if (this.#isClosed) throw closedError()
    for (const { text } of statements) {
      refuseReturning(text)
      refuseBlank(text)
    }
    if (statements.length === 0) return []
    const size = sizeOf(statements)
    this.#room.enter(size)
    const { promise, resolve, reject } = Promise.withResolvers<Result[]>()
    const write = { statements, size, isOver: false, resolve, reject }
    const timer = setTimeout(() => this.#giveUp(write), this.#responseMs)
    this.#waiting.push(write)
    this.#sending ??= this.#sendAll()
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#room.leave(size)
    }
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#sending
  }

  #giveUp(write: Write): void {
    write.isOver = true
    const index = this.#waiting.indexOf(write)
    if (index === -1) return write.reject(unknownOutcome())
    this.#waiting.splice(index, 1)
    write.reject(noLeader(false))
  }

  async #sendAll(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      this.#single = await this.#storeTogether(
        this.#waiting.splice(0, countTogether(this.#waiting)))
      await Promise.all(this.#others.map((sender) => this.#storeSingle(sender)))
    }
    this.#sending = undefined
  }

  /** Stores writes but for those that break a rule; gives those that have to be sent one by one. */
  async #storeTogether(writes: Write[]): Promise<Write[]> {
    let left = writes
    for (let tries = 0; tries <= mostWrong && left.length > 0; tries += 1) {
      const wrong = await this.#store(left, this.#sender)
      if (wrong === undefined) return []
      // The commit itself failed, and rqlite doesn't say because of which.
      if (wrong === 'one of them') return left
      left = left.filter((write) => write !== wrong && !write.isOver)
    }
    return left
  }

  async #storeSingle(sender: Sender): Promise<void> {
    for (let write = this.#single.shift(); write; write = this.#single.shift()) {
      if (!write.isOver) await this.#store([write], sender)
    }
  }

  /** Settles writes, or only the one that broke a rule, and gives that. */
  async #store(
    writes: readonly Write[], sender: Sender,
  ): Promise<Write | 'one of them' | undefined> {
    const start = performance.now()
    try {
      const change = await sender.send(writes.flatMap(({ statements }) => statements))
      if (change === 'uncertain') return rejectAll(writes, unknownOutcome())
      if (change.error === undefined) {
        settle(writes, change.outcomes)
        this.#onCommit?.({ batches: writes.length, durationMs: performance.now() - start })
        return undefined
      }
      // A full disk concerns all of them.
      if (isUnavailable(change.error)) return rejectAll(writes, change.error)
      const wrong = writes.length === 1 ? writes[0] : findWrite(writes, change.failed)
      wrong?.reject(change.error)
      return wrong ?? 'one of them'
    } catch (error) {
      if (isUnavailable(error)) this.#refuseWaiting()
      return rejectAll(writes, error)
    }
  }

  // What waits behind a group that found no leader has waited for one as long as it has been here.
  #refuseWaiting(): void {
    rejectAll([...this.#waiting.splice(0), ...this.#single.splice(0)], noLeader(false))
  }
}

function rejectAll(writes: readonly Write[], error: unknown): undefined {
  for (const write of writes) write.reject(error)
}

function countTogether(writes: readonly Write[]): number {
  let statements = 0
  let size = 0
  const last = writes.findIndex((write) => {
    statements += write.statements.length
    size += write.size
    return statements >= mostStatements || size >= mostSize
  })
  return last === -1 ? writes.length : last + 1
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
