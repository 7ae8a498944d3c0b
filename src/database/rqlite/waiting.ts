// How much may wait for the cluster, and for how long. Lesson: outgrowing-one-machine (tour)

import { DatabaseError } from '../database.ts'
import type { Sql } from '../sql.ts'

// While there is no leader, work piles up; beyond this, it's refused at once.
const mostWaiting = 2_000
const mostSize = 16_000_000

/**
 * How long a read or a write takes before it fails, unless a test sets it. The nodes get six
 * seconds for a group (nodes.ts), and it may have to wait for an earlier one.
 */
export const usualAnswerMs = 8_000

/** The room for what waits or is under way: so much by number, and so much by size. */
export class WaitingRoom {
  #number = 0
  #size = 0

  /** Lets work of a size (see `sizeOf`) in, until it leaves. Throws a DatabaseError when full. */
  enter(size: number): void {
    if (this.#number >= mostWaiting || this.#size >= mostSize) throw crowdedError()
    this.#number += 1
    this.#size += size
  }

  leave(size: number): void {
    this.#number -= 1
    this.#size -= size
  }
}

/** Says about how many bytes statements take with their values. */
export function sizeOf(statements: readonly Sql[]): number {
  return statements.reduce((sum, { text, values }) => (
    values.reduce<number>((rest, value) => rest + sizeOfValue(value), sum + text.length)), 0)
}

function sizeOfValue(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
}

function crowdedError(): DatabaseError {
  return new DatabaseError('busy', 'Too much waits for the database: try again')
}

export function closedError(): DatabaseError {
  return new DatabaseError('closed', 'The database is closed')
}
