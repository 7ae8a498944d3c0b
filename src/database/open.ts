// Chooses the engine: a file on this machine, or a cluster of several machines.
// Lesson: outgrowing-one-machine (tour)

import type { Database } from './database.ts'
import { openRqlite } from './rqlite.ts'
import { parseRqliteUrl, type RqliteAddress } from './rqlite/address.ts'
import { openSqlite, type SqliteOptions } from './sqlite.ts'

export type OpenOptions = Pick<SqliteOptions, 'path' | 'schema' | 'onCommit' | 'slow'> & {
  /** The nodes of a cluster, as DATABASE_URL names them; undefined: the file at `path`. */
  url?: string | undefined
}

/** Opens the database and brings its schema up to date. */
export async function openEngine({ url, path, ...options }: OpenOptions): Promise<Database> {
  if (url === undefined) return openSqlite({ path, ...options })
  return openRqlite({ address: readDatabaseUrl(url), ...options })
}

/** Reads DATABASE_URL. Throws an Error that names it and says what is wrong with it. */
export function readDatabaseUrl(url: string): RqliteAddress {
  try {
    return parseRqliteUrl(url)
  } catch (error) {
    throw new Error(`DATABASE_URL: ${error instanceof Error ? error.message : error}`)
  }
}
