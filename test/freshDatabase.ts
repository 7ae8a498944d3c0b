// Databases for tests. To run every step of the schema takes longer than most tests do, so that is
// done once in each process: all its databases begin as copies of the first one.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openConnections } from '../src/database/openConnections.ts'
import { makeFolder, removeFolder } from './temporaryFolder.ts'

export const schema = readFileSync(new URL('../schema.sql', import.meta.url), 'utf8')

let bytes: Uint8Array | undefined

/** Gives a database, as the bytes of a file, with the whole schema and no rows. */
export function freshDatabase(): Uint8Array {
  return bytes ??= makeDatabase()
}

/** Writes such a database to a file. */
export function writeFreshDatabase(path: string): void {
  writeFileSync(path, freshDatabase(), { mode: 0o600, flag: 'wx' })
}

function makeDatabase(): Uint8Array {
  const folder = makeFolder()
  const path = join(folder, 'fresh.db')
  const { writer, reader } = openConnections({ path, schema, busyTimeoutMs: 0 })
  reader.sqlite.close()
  // The last connection moves the log into the file.
  writer.sqlite.close()
  const made = readFileSync(path)
  removeFolder(folder)
  return made
}
