// What all command-line programs share: `--help`, and an error message in one sentence.
// Lesson: deploying (appendix)

import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../basics/config.ts'
import { failWithoutOutput } from '../basics/failWithoutOutput.ts'

/** Runs a command with its arguments. Returns the exit code. */
export async function runCommand(
  { words, usage, run }: {
    words: string[]; usage: string; run: (words: string[]) => Promise<number>
  },
): Promise<number> {
  failWithoutOutput()
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const
    const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options })
    if (!values.help) return await run(positionals)
    console.log(usage)
    return 0
  } catch (error) {
    console.error(explain(error, usage))
    return 1
  }
}

/** Returns the path of the database file in the data folder. */
export function databaseFile(): string {
  return resolve(join(readConfig().dataFolder, 'groundwork.db'))
}

/** Throws when the database file isn't there, or when this user can't look into its folder. */
export function requireDatabase(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return
  throw new Error(`There is no database at ${path}: start the server once, or change DATA`)
}

function explain(error: unknown, usage: string): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code.startsWith('ERR_PARSE_ARGS')) {
    // The second sentence only explains arguments that begin with a hyphen.
    return `${error.message.split('. ')[0]}\n${usage}`
  }
  const advice = fileAdvice.get(code)
  if (advice !== undefined && 'path' in error) return `Can't use ${String(error.path)}: ${advice}`
  if (code !== 'ERR_SQLITE_ERROR') return error.message
  return `Can't use ${databaseFile()} (SQLite: ${error.message})${adviceFor(error.message)}`
}

const noRights = "you don't have permission. Run this command as the server's user, or as root"
const fileAdvice = new Map([
  ['EACCES', noRights],
  ['EPERM', noRights],
  ['EROFS', 'this disk is read-only'],
  ['ENOSPC', 'this disk is full'],
])

// SQLite's messages don't say what to do.
function adviceFor(message: string): string {
  if (/unable to open|readonly/.test(message)) return ': give this user write permission'
  if (/full|disk I\/O/.test(message)) return ': make room on the disk, or allow larger files'
  return /locked/.test(message) ? ': stop the program that has locked it, or wait' : ''
}
