// What all command-line programs share: `--help`, and an error message in one sentence.
// Lesson: deploying (appendix)

import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../basics/config.ts'

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

// The console ignores that its output can't be written (to a full disk, say), and a script that
// stores it would take a part for the whole. A program that reads no further (`| head`) knows.
function failWithoutOutput(): void {
  process.stdout.once('error', (error) => {
    process.once('exit', () => { process.exitCode = 1 })
    if (!('code' in error && error.code === 'EPIPE')) {
      console.error(`Can't write the output: ${error.message}`)
    }
  })
  process.stdout.on('error', () => undefined)
}

/** Returns the path of the database file in the data folder. */
export function databaseFile(): string {
  return resolve(join(readConfig().dataFolder, 'groundwork.db'))
}

function explain(error: unknown, usage: string): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code.startsWith('ERR_PARSE_ARGS')) {
    // The second sentence only explains arguments that begin with a hyphen.
    return `${error.message.split('. ')[0]}\n${usage}`
  }
  if (code !== 'ERR_SQLITE_ERROR') return error.message
  return `Can't use ${databaseFile()} (SQLite: ${error.message})${adviceFor(error.message)}`
}

// SQLite's messages don't say what to do.
function adviceFor(message: string): string {
  if (/unable to open|readonly/.test(message)) return ': give this user write permission'
  if (/full|disk I\/O/.test(message)) return ': make room on the disk, or allow larger files'
  return /locked/.test(message) ? ': stop the program that has locked it, or wait' : ''
}
