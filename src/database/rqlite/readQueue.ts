// Reads that start in one turn of the event loop travel together, and see one snapshot. While many
// groups are under way, more reads wait for the next: without a leader, each group asks for one
// again and again, and thousands of them would leave the nodes no time to elect it.
// Lesson: outgrowing-one-machine (tour)

import { DatabaseError, isUnavailable, type ReadOptions } from '../database.ts'
import type { Sql } from '../sql.ts'
import { refuseBlank } from './blank.ts'
import type { Cluster } from './cluster.ts'
import { noLeader } from './nodes.ts'
import { closedError, sizeOf, usualResponseMs, WaitingRoom } from './waiting.ts'

type Read = {
  statement: Sql
  maxAgeMs: number
  turn: number
  resolve(rows: unknown[]): void
  reject(error: unknown): void
}

const mostTogether = 50
const mostGroups = 20

export class ReadQueue {
  readonly #cluster: Cluster
  readonly #responseMs: number
  readonly #room = new WaitingRoom()
  #next: Read[] = []
  #groups = 0
  #turn = 0
  #isClosed = false

  constructor(cluster: Cluster, responseMs = usualResponseMs) {
    this.#cluster = cluster
    this.#responseMs = responseMs
  }

  /** Gives the rows of a statement. Throws a DatabaseError `busy` when that takes too long. */
  async add(statement: Sql, { maxAgeMs = 0 }: ReadOptions = {}): Promise<unknown[]> {
    if (this.#isClosed) throw closedError()
    refuseBlank(statement.text)
    const size = sizeOf([statement])
    this.#room.enter(size)
    if (this.#next.at(-1)?.turn !== this.#turn) setImmediate(() => this.#endTurn())
    const { promise, resolve, reject } = Promise.withResolvers<unknown[]>()
    const read = { statement, maxAgeMs, turn: this.#turn, resolve, reject }
    this.#next.push(read)
    const timer = setTimeout(() => this.#giveUp(read), this.#responseMs)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#room.leave(size)
    }
  }

  close(): void {
    this.#isClosed = true
  }

  #giveUp(read: Read): void {
    this.#next = this.#next.filter((other) => other !== read)
    read.reject(noLeader(false))
  }

  #endTurn(): void {
    this.#turn += 1
    this.#send()
  }

  #send(): void {
    while (this.#next.length > 0 && this.#groups < mostGroups) {
      // What may be out of date can come from another node.
      const maxAgeMs = this.#next[0]?.maxAgeMs ?? 0
      const ofAge = this.#next.filter((read) => read.maxAgeMs === maxAgeMs)
      const group = new Set(ofAge.slice(0, countTogether(ofAge)))
      this.#next = this.#next.filter((read) => !group.has(read))
      void this.#readTogether([...group], maxAgeMs)
    }
  }

  async #readTogether(reads: readonly Read[], maxAgeMs: number): Promise<void> {
    this.#groups += 1
    try {
      const readings = await this.#cluster.read(reads.map(({ statement }) => statement), maxAgeMs)
      for (const [index, read] of reads.entries()) settle(read, readings[index])
    } catch (error) {
      for (const read of reads) read.reject(error)
      if (isUnavailable(error)) this.#refuseWaiting()
    }
    this.#groups -= 1
    this.#send()
  }

  // What waits behind a group that found no leader has waited for one as long as it has been here.
  #refuseWaiting(): void {
    for (const read of this.#next.splice(0)) read.reject(noLeader(false))
  }
}

// A turn is only split if it alone is more than a group.
function countTogether(reads: readonly Read[]): number {
  const turn = reads[mostTogether]?.turn
  const start = reads.findIndex((read) => read.turn === turn)
  return start > 0 ? Math.min(start, mostTogether) : mostTogether
}

function settle(read: Read, reading: Awaited<ReturnType<Cluster['read']>>[number] | undefined) {
  if (reading === undefined) read.reject(new DatabaseError('failed', 'rqlite gave no rows'))
  else if ('error' in reading) read.reject(reading.error)
  else read.resolve(reading.rows)
}
