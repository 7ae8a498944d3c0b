// Reads that start in one turn of the event loop travel together, and see one snapshot.
// Lesson: outgrowing-one-machine (tour)

import { DatabaseError, type ReadOptions } from '../database.ts'
import type { Sql } from '../sql.ts'
import type { Cluster } from './cluster.ts'
import { closedError, crowdedError, mostWaiting } from './waiting.ts'

type Read = {
  statement: Sql
  maxAgeMs: number
  resolve(rows: unknown[]): void
  reject(error: unknown): void
}

const mostTogether = 50

export class ReadQueue {
  readonly #cluster: Cluster
  #next: Read[] = []
  #waiting = 0
  #isClosed = false

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /** Gives the rows of a statement. */
  async add(statement: Sql, { maxAgeMs = 0 }: ReadOptions = {}): Promise<unknown[]> {
    if (this.#isClosed) throw closedError()
    if (this.#waiting >= mostWaiting) throw crowdedError()
    if (this.#next.length === 0) setImmediate(() => this.#send())
    this.#waiting += 1
    try {
      return await new Promise((resolve, reject) => {
        this.#next.push({ statement, maxAgeMs, resolve, reject })
      })
    } finally {
      this.#waiting -= 1
    }
  }

  close(): void {
    this.#isClosed = true
  }

  #send(): void {
    const reads = this.#next
    this.#next = []
    // What may be out of date can come from another node.
    const byAge = Map.groupBy(reads, ({ maxAgeMs }) => maxAgeMs)
    for (const [maxAgeMs, group] of byAge) {
      for (let from = 0; from < group.length; from += mostTogether) {
        void this.#readTogether(group.slice(from, from + mostTogether), maxAgeMs)
      }
    }
  }

  async #readTogether(reads: readonly Read[], maxAgeMs: number): Promise<void> {
    try {
      const readings = await this.#cluster.read(reads.map(({ statement }) => statement), maxAgeMs)
      for (const [index, read] of reads.entries()) settle(read, readings[index])
    } catch (error) {
      for (const read of reads) read.reject(error)
    }
  }
}

function settle(read: Read, reading: Awaited<ReturnType<Cluster['read']>>[number] | undefined) {
  if (reading === undefined) read.reject(new DatabaseError('failed', 'rqlite gave no rows'))
  else if ('error' in reading) read.reject(reading.error)
  else read.resolve(reading.rows)
}
