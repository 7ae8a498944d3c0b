// What the start checks before anything listens, and the message for each thing that can go wrong.
// Lesson: deploying (tour)

import {
  accessSync, constants, existsSync, mkdirSync, readFileSync, statSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError, type Config } from './basics/config.ts'
import { DatabaseError, type Database } from './database/database.ts'
import { ForeignLogError } from './database/files.ts'
import { NewerSchemaError } from './database/migrate.ts'
import { openEngine } from './database/open.ts'
import { ChangedStepError } from './database/recordedSteps.ts'
import { parseRqliteUrl } from './database/rqlite/address.ts'
import type { SqliteOptions } from './database/sqlite.ts'
import { parseMailHost } from './services/mail/address.ts'
import { clientNameOf } from './services/mail/clientName.ts'
import { createFileTransport } from './services/mail/fileTransport.ts'
import { parseSender } from './services/mail/sender.ts'
import { createSmtpTransport } from './services/mail/smtp.ts'
import type { Transport } from './services/mail/transport.ts'
import { SecretError } from './services/secret.ts'

/** The server can't start; the message says what to do. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartError'
  }
}

export type Words = {
  workers: number
  /** Whether the course is opened beside the server. */
  withCourse: boolean
  /** The learner's folder. */
  my: string
  isHelp: boolean
}

export const usage = `Usage: npm run serve -- [OPTIONS]
  --workers NUMBER  how many processes share the port, from 1 to 64
  --course          opens the course as well, as npm start does
  --my FOLDER       where the course keeps your programs (default: my)
Settings such as PORT and DATA are environment variables: README.md lists them.`

/** Reads `--workers 2`, `--course`, `--my FOLDER` and `--help` from the command line. */
export function readWords(words: string[]): Words {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        workers: { type: 'string' },
        course: { type: 'boolean', default: false },
        my: { type: 'string', default: 'my' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const text = values.workers ?? '1'
    const workers = /^\d+$/.test(text) ? Number(text) : 0
    if (workers < 1 || workers > 64) {
      throw new StartError(`--workers ${text}: use a whole number from 1 to 64`)
    }
    // Each worker would watch the exercises, and a page would show the checks of one of them.
    if (workers > 1 && values.course) {
      throw new StartError('The course runs in one process. Leave out --workers, or start several '
        + 'without the course: npm run serve -- --workers NUMBER')
    }
    return { workers, withCourse: values.course, my: values.my, isHelp: values.help }
  } catch (error) {
    if (error instanceof StartError || !(error instanceof Error)) throw error
    throw new StartError(
      `${error.message}. The options are --workers NUMBER, --course and --my FOLDER`,
      error,
    )
  }
}

/** Makes the data folder, or throws a StartError when it cannot be written to. */
export function prepareFolder(folder: string): void {
  const path = resolve(folder)
  try {
    makeFolder(path)
    accessSync(path, constants.W_OK)
    if (statSync(path).isDirectory()) return
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const advice = folderAdvice.get(String(code)) ?? 'give this user write permission'
    throw new StartError(`Can't write to the folder ${path}: ${advice}, or change DATA`, error)
  }
  throw new StartError(`Can't write to the folder ${path}: it's a file. Change DATA`)
}

const folderAdvice = new Map([
  ['EROFS', 'this disk is read-only: mount it for writing'],
  ['ENOSPC', 'make room on the disk'],
  ['ENOTDIR', 'a part of this path is a file: move the file away'],
  ['EEXIST', 'a symbolic link here leads to nothing: repair it'],
])

// Not mkdir's own `recursive`: in Node 26 it never returns from a place like /proc/x.
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    // With any umask: password hashes will be in it.
    mkdirSync(folder, 0o700)
  } catch (error) {
    // Another server that starts now may have made it. A link that leads to nothing is in the way.
    if (!existsSync(folder)) throw error
  }
}

/** Names the database file in the data folder. */
export function databasePath(folder: string): string {
  return resolve(join(folder, 'groundwork.db'))
}

/** Says where the database is, for people: its file, or the nodes without their password. */
export function databasePlace({ databaseUrl, dataFolder }: Config): string {
  return databaseUrl === undefined
    ? databasePath(dataFolder)
    : readSetting('DATABASE_URL', () => parseRqliteUrl(databaseUrl)).origins.join(', ')
}

/** Opens the database in the data folder, or on other machines. Throws a StartError. */
export async function openDatabase(
  config: Config, watch: Pick<SqliteOptions, 'onCommit' | 'slow'> = {},
): Promise<Database> {
  const place = databasePlace(config)
  const path = databasePath(config.dataFolder)
  const schema = readFileSync(new URL('../schema.sql', import.meta.url), 'utf8')
  try {
    // SQLite would open a file without write permission, and every write would fail later.
    if (config.databaseUrl === undefined && existsSync(path)) {
      accessSync(path, constants.R_OK | constants.W_OK)
    }
    return await openEngine({ url: config.databaseUrl, path, schema, ...watch })
  } catch (error) {
    const explain = config.databaseUrl === undefined ? explainDatabase : explainCluster
    throw new StartError(explain(place, error), error)
  }
}

/** Chooses where emails go: over SMTP, or into the folder `outbox` in the data folder. */
export function openMails(
  { smtpUrl, mailFrom, dataFolder }: Config, publicOrigin: string,
): { transport: Transport; outboxFolder: string | undefined } {
  // An email address needs a name after the @: a bare IP address isn't valid.
  const host = parseMailHost(new URL(publicOrigin).hostname) ?? 'localhost'
  const sender = mailFrom ?? `Groundwork <noreply@${host}>`
  const from = readSetting('MAIL_FROM', () => parseSender(sender))
  if (smtpUrl !== undefined) {
    const clientName = clientNameOf(publicOrigin)
    const make = () => createSmtpTransport(smtpUrl, { from, clientName })
    const transport = readSetting('SMTP_URL', make)
    return { transport, outboxFolder: undefined }
  }
  const outboxFolder = resolve(join(dataFolder, 'outbox'))
  return { transport: createFileTransport({ folder: outboxFolder, from }), outboxFolder }
}

function readSetting<Value>(name: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw new StartError(`${name}: ${error instanceof Error ? error.message : error}`, error)
  }
}

/** Explains why the start failed, and what to do. `setting` names the variable for the port. */
export function explainStart(error: unknown, setting = 'PORT'): string {
  if (error instanceof StartError || error instanceof SecretError) return error.message
  if (error instanceof ConfigError) return `Can't use these settings:\n${error.message}`
  if (!(error instanceof Error)) return `Can't start: ${String(error)}`
  const { code, port, address, hostname, path } = {
    code: '', port: 0, address: '', hostname: '', path: '', ...error,
  }
  // An error of a file has the same codes as one of a port.
  if (path !== '') return `Can't use ${path}: ${error.message}`
  if (code === 'EADDRINUSE') {
    const other = `${setting} to another port, such as ${port + 1}`
    return `Port ${port} is in use: stop the program that uses it, or set ${other}`
  }
  if (code === 'EACCES') {
    return `Port ${port} needs administrator rights: set ${setting} to a port above 1023`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    const host = address || hostname
    const name = setting.replace('PORT', 'HOST')
    return `${name}=${host}: this machine doesn't have that address. `
      + 'Try 127.0.0.1, or 0.0.0.0 for all'
  }
  return `Can't start: ${error.stack}`
}

function explainCluster(place: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const isOurs = error instanceof DatabaseError || error instanceof ChangedStepError
  if (isOurs) return `DATABASE_URL, ${place}: ${message}`
  if (error instanceof NewerSchemaError) {
    return `DATABASE_URL, ${place}: ${message}. Update Groundwork on this machine`
  }
  return `Can't open the database at ${place}: ${message}`
}

function explainDatabase(path: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof NewerSchemaError) {
    return `${path}: ${message}. Update Groundwork, or set DATA to another folder`
  }
  if (error instanceof ForeignLogError) return message
  if (error instanceof ChangedStepError) {
    return `${path}: ${message}. Use the version of Groundwork that made it, `
      + 'or set DATA to another folder'
  }
  if (/\b(?:EACCES|EROFS|EPERM|ENOTDIR)\b|readonly|unable to open/.test(message)) {
    return `Can't write to ${path}: give this user write permission, or set DATA to another folder`
  }
  // These come last, because the path may contain their words.
  if (/is full|disk I\/O/.test(message)) {
    return `Can't store anything in ${path} (SQLite: ${message}): make room on the disk, or allow `
      + 'larger files'
  }
  if (/locked/.test(message)) {
    return `Can't open ${path}: another program has locked it. Stop that program, or wait for it`
  }
  if (/not a database|malformed/.test(message)) {
    return `${path} isn't an intact SQLite database: restore a backup with ` +
      '"npm run database -- restore FILE", or set DATA to another folder'
  }
  return `Can't open ${path}: ${message}`
}
