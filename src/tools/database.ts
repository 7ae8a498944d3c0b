// Manages the database file: `npm run database -- backup FILE | restore FILE | check | shell |
// new-secret`. `backup`, `check` and `shell` work while the server runs.
//
// Lesson: deploying (tour)

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { DatabaseSync } from 'node:sqlite'
import { inspect, parseArgs } from 'node:util'
import { readConfig } from '../basics/config.ts'
import { backupDatabase } from '../database/backup.ts'
import { findDamage, openToRead } from '../database/integrity.ts'
import { lockAlone } from '../database/lockAlone.ts'
import { restoreDatabase } from '../database/restore.ts'
import { openSqlite } from '../database/sqlite.ts'
import { forgetSecret } from '../services/secretFingerprint.ts'

const usage = `Usage: npm run database -- COMMAND
  backup FILE   copies the database to FILE; the server may be running
  restore FILE  replaces the database with a backup; stop the server first
  check         looks for damage in the database
  shell         runs the SQL queries that you type; it can only read
  new-secret    lets the next start use another secret; stop every server first`

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function run(words: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: words, allowPositionals: true })
  const [command, file, ...more] = positionals
  const path = resolve(join(readConfig().dataFolder, 'groundwork.db'))
  if (command === 'backup' && file !== undefined && more.length === 0) return copy(path, file)
  if (command === 'restore' && file !== undefined && more.length === 0) return restore(path, file)
  if (command === 'check' && file === undefined) return check(open(path), path)
  if (command === 'shell' && file === undefined) return shell(open(path), path)
  if (command === 'new-secret' && file === undefined) return acceptNewSecret(path)
  console.error(usage)
  return 1
}

function open(path: string): DatabaseSync {
  requireDatabase(path)
  return openToRead(path)
}

function requireDatabase(path: string): void {
  if (existsSync(path)) return
  throw new Error(`There is no database at ${path}: start the server once, or change DATA`)
}

function copy(path: string, file: string): number {
  requireDatabase(path)
  const target = resolve(file)
  const bytes = backupDatabase(path, target)
  console.log(`Copied ${bytes} bytes to ${target}`)
  return check(openToRead(target), target)
}

function restore(path: string, file: string): number {
  const backup = resolve(file)
  const kept = restoreDatabase({ path, backup, schema: readSchema(), now: new Date() })
  console.log(`Restored ${path} from ${backup}`)
  if (kept !== undefined) console.log(`The database that it replaced is now ${kept}`)
  return 0
}

function check(database: DatabaseSync, path: string): number {
  const damage = findDamage(database)
  database.close()
  if (damage.length === 0) {
    console.log(`${path} is intact`)
    return 0
  }
  console.error(`${path} is damaged:\n${damage.join('\n')}`)
  return 1
}

// A server that runs on with the old secret would go unnoticed.
async function acceptNewSecret(path: string): Promise<number> {
  requireDatabase(path)
  lockAlone(path)()
  const database = openSqlite({ path, schema: readSchema() })
  try {
    await database.run(forgetSecret())
  } finally {
    await database.close()
  }
  console.log('The next server that starts decides which secret belongs to this database: set the '
    + 'new SECRET, or delete secret.key to have a new one generated')
  return 0
}

function readSchema(): string {
  return readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
}

async function shell(database: DatabaseSync, path: string): Promise<number> {
  console.log(`${path}\nType a query in one line, such as: select slug, target from links limit 5\n`
    + 'Ctrl+D ends the shell')
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'sql> ' })
  let isOpen = true
  lines.once('close', () => (isOpen = false))
  lines.prompt()
  for await (const line of lines) {
    if (line.trim() !== '') answer(database, line)
    // The last line of a pipe is read after its end.
    if (isOpen) lines.prompt()
  }
  database.close()
  return 0
}

function answer(database: DatabaseSync, statement: string): void {
  try {
    const rows = database.prepare(statement).all()
    console.log(rows.map((row) => inspect({ ...row }, { breakLength: Infinity })).join('\n'))
    console.log(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`)
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error))
  }
}
