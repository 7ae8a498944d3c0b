// How much may wait for the cluster, and for how long. Lesson: outgrowing-one-machine (tour)

import { DatabaseError } from '../database.ts'
import type { Sql } from '../sql.ts'

// While there is no leader, work piles up. Anything beyond this is refused at once.
const mostWaiting = 2_000
const mostSize = 16_000_000

/**
 * How long a read or a write may take before it fails, unless a test sets another limit. The nodes
 * get six seconds for a group (nodes.ts), and a group may have to wait for an earlier one.
 */
export const usualResponseMs = 8_000

/** Limits what may wait or be under way at the same time: its number, and its size. */
export class WaitingRoom {
  #number = 0
  #size = 0

  /** Lets work of this size (see `sizeOf`) in. Throws a DatabaseError when the room is full. */
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

/** Estimates how many bytes statements and their values take. */
export function sizeOf(statements: readonly Sql[]): number {
  return statements.reduce((sum, { text, values }) => (
    values.reduce<number>((rest, value) => rest + sizeOfValue(value), sum + text.length)), 0)
}

function sizeOfValue(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
}

function crowdedError(): DatabaseError {
  return new DatabaseError('busy', 'Too much is waiting for the database: try again later')
}

export function closedError(): DatabaseError {
  return new DatabaseError('closed', 'The database is closed')
}
