// Manages accounts from the command line: `npm run users -- create EMAIL | promote EMAIL | demote
// EMAIL | disable EMAIL | enable EMAIL | second-factor-off EMAIL | list`. There is no default
// administrator: the first one is made here, by somebody who can write to the database file. Every
// command works while the server runs, which sends the emails.
// Lesson: roles-and-ownership (appendix)

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { findUserByEmail, type User } from '../auth/access/users.ts'
import { createAudit, type Cause } from '../auth/access/audit.ts'
import { createOneTimeTokens } from '../auth/tokens/oneTime.ts'
import { readConfig } from '../basics/config.ts'
import type { Database } from '../database/database.ts'
import { openEngine } from '../database/open.ts'
import { changeUser, type UserChange } from '../features/admin/users/rules.ts'
import { createAccount } from '../features/admin/users/createAccount.ts'
import { removeSecondFactor } from '../features/admin/users/removeSecondFactor.ts'
import type { RuleDependencies } from '../features/admin/dependencies.ts'
import { listUsers } from '../features/admin/users/userList.ts'
import type { Cursor } from '../features/site/list.ts'
import { parseAddress } from '../services/mail/address.ts'
import { addMail } from '../services/mail/outboxStore.ts'
import { databaseFile, requireDatabase, runCommand } from './command.ts'

const usage = `Usage: npm run users -- COMMAND
  create EMAIL   creates an account; its owner gets a link to choose a password
  promote EMAIL  makes a user an administrator
  demote EMAIL   makes an administrator an ordinary user
  disable EMAIL  signs the user out everywhere, and refuses new sign-ins
  enable EMAIL   lets the user sign in again
  list           shows all users
  second-factor-off EMAIL
                 for a user who has lost the device and the recovery codes`

type Command = { act: (database: Database, user: User) => Promise<unknown>; done: string }

const commands = new Map<string, Command>([
  ['promote', {
    act: change({ role: 'admin' }), done: 'is an administrator now, and has to sign in again',
  }],
  ['demote', { act: change({ role: 'user' }), done: 'is no longer an administrator' }],
  ['disable', { act: change({ disabled: true }), done: 'is disabled' }],
  ['enable', { act: change({ disabled: false }), done: 'is enabled' }],
  ['second-factor-off', {
    act: (database, user) => removeSecondFactor(dependenciesOf(database), causeOfCommand(), user),
    done: 'signs in with the password alone now, and is told by email',
  }],
])

process.exitCode = await runCommand({ words: process.argv.slice(2), usage, run })

async function run(words: string[]): Promise<number> {
  const [command = '', email, ...more] = words
  const wanted = commands.get(command)
  if (command === 'list' && email === undefined) return withDatabase(list)
  if (email === undefined || more.length > 0) return showUsage()
  if (command === 'create') return withDatabase((database) => create(database, email))
  if (wanted === undefined) return showUsage()
  return withDatabase(async (database) => {
    const address = parseAddress(email.trim())
    if (address === undefined) throw new Error(`${email} isn't an email address`)
    const user = await findUserByEmail(database, address)
    if (user === undefined) {
      throw new Error(`No user has the address ${email}: sign up first, or run `
        + `npm run users -- create ${email}`)
    }
    await wanted.act(database, user)
    console.log(`${user.email} ${wanted.done}`)
  })
}

function showUsage(): number {
  console.error(usage)
  return 1
}

// Without a mail server, the link is shown here: the operator hands it over.
async function create(database: Database, typed: string): Promise<void> {
  const oneTimeTokens = createOneTimeTokens({ database, clock: Date.now })
  const dependencies = { ...dependenciesOf(database), oneTimeTokens }
  const { email, link } = await createAccount(dependencies, causeOfCommand(), typed)
  const isMailed = readConfig().smtpUrl !== undefined
  console.log(isMailed
    ? `${email} has an account now, and gets an email with a link to choose a password`
    : `${email} has an account now. To choose a password within seven days, open\n${link}`)
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<number> {
  const { databaseUrl } = readConfig()
  const path = databaseFile()
  if (databaseUrl === undefined) requireDatabase(path)
  const schema = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
  const database = await openEngine({ url: databaseUrl, path, schema })
  try {
    await work(database)
    return 0
  } finally {
    await database.close()
  }
}

// By the same rules as in the browser.
function change(wanted: UserChange): Command['act'] {
  return (database, user) =>
    changeUser(dependenciesOf(database), causeOfCommand(), { user, change: wanted })
}

// The trail names no actor, because nobody signed in.
function causeOfCommand(): Cause {
  return { requestId: `command-${randomUUID()}`, actor: null }
}

// Emails are only stored: the server finds them within a minute, or at its next start, and sends
// them with its own settings, which this command may not have.
function dependenciesOf(database: Database): RuleDependencies {
  const { publicOrigin, port } = readConfig()
  return {
    database,
    clock: Date.now,
    audit: createAudit({ database, clock: Date.now }),
    outbox: {
      add: (mail, condition) => addMail(mail, Date.now(), condition), wake: () => undefined,
    },
    publicOrigin: publicOrigin ?? `http://localhost:${port}`,
  }
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

function lineOf({ id, email, role, createdAt, disabledAt }: User): string {
  const made = new Date(createdAt).toISOString().slice(0, 10)
  return [id, email, role, made, ...(disabledAt === null ? [] : ['disabled'])].join('  ')
}
