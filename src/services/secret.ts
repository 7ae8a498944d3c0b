// A secret of this installation, made at the first start and kept beside the database. It hides who
// is counted by a limit; a copy of the database alone then tells nobody's address.
// Lesson: deploying (tour)

import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The file of the secret holds something else; the message says what to do. */
export class SecretError extends Error {}

const secretBytes = 32

/**
 * Reads the secret from a folder, or makes one that only this user can read.
 *
 * Throws a SecretError for a file of another length, and in production where there is none: a
 * folder that is new at each start would end all sessions.
 */
export function loadSecret(folder: string, { isProduction = false } = {}): Uint8Array {
  const path = join(folder, 'secret.key')
  if (!existsSync(path)) {
    if (isProduction) throw missingSecret(path)
    makeSecret(path)
  }
  const isFile = statSync(path).isFile()
  const secret = isFile ? readFileSync(path) : undefined
  if (secret?.length === secretBytes) return secret
  throw new SecretError(
    `${path} should contain ${secretBytes} bytes: restore your backup of it. If you have none, `
      + 'delete it, run "npm run database -- new-secret", and the next start generates a new one',
  )
}

/**
 * Derives the key of one purpose from the secret (HKDF, RFC 5869). Each purpose has a key of its
 * own, so a key that leaks is useless for the others.
 */
export function deriveKey(secret: Uint8Array, purpose: string): Uint8Array {
  const salt = new Uint8Array()
  return new Uint8Array(hkdfSync('sha256', secret, salt, `groundwork ${purpose}`, secretBytes))
}

function missingSecret(path: string): SecretError {
  const make = "node -p \"crypto.randomBytes(32).toString('base64')\""
  return new SecretError('SECRET is missing, and with NODE_ENV=production none is generated. '
    + `Set it once to the output of ${make} and keep it, or copy the secret.key that you used `
    + `before to ${path}`)
}

// Written whole under another name first: of several processes that start together the first one's
// file gets the name, and nobody reads half of it.
function makeSecret(path: string): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, randomBytes(secretBytes), { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isExisting(error)) throw error
  } finally {
    unlinkSync(draft)
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
