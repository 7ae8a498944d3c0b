// A file that several processes change: each change reads it again, and is written whole under
// another name first. So no change is lost, and nobody ever reads half of one.

import {
  closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

// A change takes a millisecond or two. A process that holds the lock for longer has been killed.
const staleMs = 2_000
const pauseMs = 3

/** Reads a file as text; undefined when it is not there. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** Replaces the text of a file, while no other process that changes it this way does. */
export function changeFile(path: string, change: (text: string | undefined) => string): void {
  mkdirSync(dirname(path), { recursive: true })
  const lock = `${path}.lock`
  takeLock(lock)
  try {
    replaceFile(path, change(readText(path)))
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Writes a file whole: who reads it sees the old text or the new one. */
function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`
  writeFileSync(draft, text)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return renameSync(draft, path)
    } catch (error) {
      // Windows refuses while somebody reads the file; that takes a moment.
      if (codeOf(error) !== 'EPERM' || attempt === 50) throw error
      pause()
    }
  }
}

function takeLock(lock: string): void {
  const startMs = performance.now()
  for (;;) {
    try {
      return closeSync(openSync(lock, 'wx'))
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' && codeOf(error) !== 'EPERM') throw error
      if (performance.now() - startMs > staleMs) rmSync(lock, { force: true })
      else pause()
    }
  }
}

// Synchronous, so that a change is one step for the callers too.
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
}

/** Gives the code of a system error, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
