// `npm run database` where the database is a file in the data folder. Lesson: deploying (tour)

import { resolve } from 'node:path'
import { constants, type DatabaseSync } from 'node:sqlite'
import { backupDatabase } from '../../database/backup.ts'
import { openToRead } from '../../database/integrity.ts'
import { lockAlone } from '../../database/lockAlone.ts'
import { restoreDatabase } from '../../database/restore.ts'
import { openSqlite } from '../../database/sqlite.ts'
import { forgetSecret } from '../../services/secretFingerprint.ts'
import { requireDatabase } from '../command.ts'
import { reportDamage } from './reportDamage.ts'
import { runShell } from './sqlShell.ts'

/** What can be done with a database. Each command but the last gives the program's exit code. */
export type DatabaseCommands = {
  backup(file: string): Promise<number>
  restore(file: string): Promise<number>
  check(): Promise<number>
  shell(): Promise<number>
  /** Lets the next server to start decide which secret the database is used with. */
  newSecret(): Promise<void>
}

/** Makes the commands for the database file at `path`. */
export function createFileCommands(
  { path, schema }: { path: string; schema: string },
): DatabaseCommands {
  return {
    async backup(file) {
      requireDatabase(path)
      const target = resolve(file)
      const bytes = backupDatabase(path, target)
      console.log(`Copied ${bytes} bytes to ${target}`)
      return reportDamage(target, target)
    },
    async restore(file) {
      const backup = resolve(file)
      const kept = restoreDatabase({ path, backup, schema, now: new Date() })
      console.log(`Restored ${path} from ${backup}`)
      if (kept !== undefined) console.log(`The database that it replaced is now ${kept}`)
      return 0
    },
    async check() {
      requireDatabase(path)
      return reportDamage(path, path)
    },
    async shell() {
      requireDatabase(path)
      const database = openToRead(path)
      refuseOtherFiles(database)
      await runShell(path, (text) => readRows(database, text))
      database.close()
      return 0
    },
    newSecret: () => forget(path, schema),
  }
}

async function forget(path: string, schema: string): Promise<void> {
  requireDatabase(path)
  // Otherwise, a server could go on with the old secret, and nobody would notice.
  lockAlone(path)()
  const database = openSqlite({ path, schema })
  try {
    await database.run(forgetSecret())
  } finally {
    await database.close()
  }
}

// A database that is open read-only could still be copied to a file that everybody can read, with
// `vacuum into`. SQLite attaches the copy first, so we deny that.
function refuseOtherFiles(database: DatabaseSync): void {
  const { SQLITE_ATTACH, SQLITE_DENY, SQLITE_OK } = constants
  database.setAuthorizer((action) => action === SQLITE_ATTACH ? SQLITE_DENY : SQLITE_OK)
}

function readRows(database: DatabaseSync, text: string): object[] {
  try {
    return database.prepare(text).all().map((row) => ({ ...row }))
  } catch (error) {
    if (!(error instanceof Error) || !/authoriz/.test(error.message)) throw error
    throw new Error('unable to open another file here: to copy the database, use "backup"')
  }
}
