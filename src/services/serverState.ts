// What an administrator wants to know of the process and its files at a glance; the metrics have
// the same numbers over time. Lesson: metrics-and-traces (tour)

import { statSync } from 'node:fs'

export type ServerState = {
  /** The version of Groundwork. */
  version: string
  /** When the process started, in milliseconds since 1970. */
  startedAt: number
  /** Size of the write-ahead log, which the next checkpoint empties; undefined on a cluster. */
  walBytes: number | undefined
  /** Passwords that wait to be hashed. */
  hashesWaiting: number
}

/** Gives the size of a file, 0 if it isn't there. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
