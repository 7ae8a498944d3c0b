// Looks after accounts from the command line: `npm run users -- promote EMAIL | demote EMAIL |
// disable EMAIL | enable EMAIL | list`. There is no default administrator: the first one is made
// here, by whoever may write to the database file. All of it works while the server runs. Lesson 34
// (authorization).

import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createAudit } from '../auth/audit.ts'
import { readConfig } from '../basics/config.ts'
import { createLog } from '../basics/log.ts'
import type { Database } from '../database/database.ts'
import { openSqlite } from '../database/sqlite.ts'
import { changeUser, type UserChange } from '../features/admin/changeUser.ts'
import { findUserByEmail, type ManagedUser } from '../features/admin/store.ts'
import { listUsers, type Cursor } from '../features/admin/userList.ts'

const usage = `Usage: npm run users -- COMMAND
  promote EMAIL  makes somebody an administrator
  demote EMAIL   takes the role away
  disable EMAIL  ends all sessions and lets nobody in
  enable EMAIL   lets them in again
  list           shows all users`

const changes = new Map<string, { change: UserChange; done: string }>([
  ['promote', {
    change: { role: 'admin' }, done: 'is an administrator now, and has to sign in again',
  }],
  ['demote', { change: { role: 'user' }, done: 'is no administrator any more' }],
  ['disable', { change: { disabled: true }, done: 'is disabled' }],
  ['enable', { change: { disabled: false }, done: 'is enabled' }],
])

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function run(words: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: words, allowPositionals: true })
  const [command = '', email, ...more] = positionals
  const wanted = changes.get(command)
  if (command === 'list' && email === undefined) return withDatabase(list)
  if (wanted === undefined || email === undefined || more.length > 0) {
    console.error(usage)
    return 1
  }
  return withDatabase(async (database) => {
    const user = await findUserByEmail(database, email.trim().toLowerCase())
    if (user === undefined) throw new Error(`No user has the address ${email}: sign up first`)
    await change(database, user, wanted.change)
    console.log(`${user.email} ${wanted.done}`)
  })
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<number> {
  const path = resolve(join(readConfig().dataFolder, 'groundwork.db'))
  if (!existsSync(path)) {
    throw new Error(`There is no database at ${path}: start the server once, or set DATA`)
  }
  const schema = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
  const database = openSqlite({ path, schema })
  try {
    await work(database)
    return 0
  } finally {
    await database.close()
  }
}

// By the same rules as in the browser; the trail names no actor, because nobody signed in.
async function change(database: Database, user: ManagedUser, wanted: UserChange): Promise<void> {
  const log = createLog({ format: 'off', write: () => undefined })
  const audit = createAudit({ database, clock: Date.now, log })
  const cause = { requestId: `command-${randomUUID()}`, actor: null }
  await changeUser({ database, clock: Date.now, audit }, cause, { user, change: wanted })
}

async function list(database: Database): Promise<void> {
  const all = { search: '', role: undefined, state: undefined, limit: 100 }
  let after: Cursor | undefined
  do {
    const { users, next } = await listUsers(database, { ...all, sort: 'createdAt', after })
    for (const user of users) console.log(lineOf(user))
    after = next
  } while (after !== undefined)
}

function lineOf({ id, email, role, createdAt, disabledAt }: ManagedUser): string {
  const made = new Date(createdAt).toISOString().slice(0, 10)
  return [id, email, role, made, ...(disabledAt === null ? [] : ['disabled'])].join('  ')
}
