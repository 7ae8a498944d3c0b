// Manages the database: `npm run database -- backup FILE | restore FILE | check | shell |
// new-secret`. `backup`, `check` and `shell` work while the server runs.
//
// Lesson: deploying (tour)

import { readFileSync } from 'node:fs'
import { readConfig } from '../basics/config.ts'
import { databaseFile, runCommand } from './command.ts'
import { createClusterCommands } from './database/clusterCommands.ts'
import { createFileCommands, type DatabaseCommands } from './database/fileCommands.ts'

const usage = `Usage: npm run database -- COMMAND
  backup FILE   copies the database to FILE; the server may be running
  restore FILE  replaces the database with a backup; stop the server first
  check         looks for damage in the database
  shell         runs the SQL queries that you type; it can only read
  new-secret    lets the next start use another secret; stop every server first`

process.exitCode = await runCommand({ words: process.argv.slice(2), usage, run })

async function run(words: string[]): Promise<number> {
  const [command, file, ...more] = words
  const commands = chooseCommands()
  const hasFile = file !== undefined && file.trim() !== '' && more.length === 0
  if (command === 'backup' && hasFile) return commands.backup(file)
  if (command === 'restore' && hasFile) return commands.restore(file)
  if (command === 'check' && file === undefined) return commands.check()
  if (command === 'shell' && file === undefined) return commands.shell()
  if (command === 'new-secret' && file === undefined) return acceptNewSecret(commands)
  console.error(usage)
  return 1
}

function chooseCommands(): DatabaseCommands {
  const { databaseUrl: url, dataFolder } = readConfig()
  const schema = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
  return url === undefined
    ? createFileCommands({ path: databaseFile(), schema })
    : createClusterCommands({ url, dataFolder, schema })
}

async function acceptNewSecret(commands: DatabaseCommands): Promise<number> {
  await commands.newSecret()
  console.log('The next server that starts decides which secret belongs to this database: set the '
    + 'new SECRET, or delete secret.key to have a new one generated')
  return 0
}
