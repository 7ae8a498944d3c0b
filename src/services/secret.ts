// A secret of this installation, made at the first start and kept beside the database. It hides who
// is counted by a limit; a copy of the database alone then tells nobody's address.

import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const secretBytes = 32

/** Reads the secret from a folder, or makes one that only this user can read. */
export function loadSecret(folder: string): Uint8Array {
  const path = join(folder, 'secret.key')
  try {
    // "wx" fails when the file exists: of two processes that start together one makes it.
    writeFileSync(path, randomBytes(secretBytes), { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if (!isExisting(error)) throw error
  }
  const secret = readFileSync(path)
  if (secret.length === secretBytes) return secret
  throw new Error(`${path} should hold ${secretBytes} bytes: delete it, and a new one is made`)
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
