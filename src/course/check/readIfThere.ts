// Reads a file that a program may not have made, such as its database and the log beside it.
// Lesson: testing (tour)

import { readFileSync } from 'node:fs'

/** Reads the bytes of a file; none where it can't be read. */
export function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}
