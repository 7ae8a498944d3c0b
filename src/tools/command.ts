// What the programs of the command line have in common: `--help`, and one sentence for everything
// that can go wrong. Lesson: deploying (appendix)

import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../basics/config.ts'

/** Runs a command with the words that were typed. Returns the exit code. */
export async function runCommand(
  { words, usage, run }: {
    words: string[]; usage: string; run: (words: string[]) => Promise<number>
  },
): Promise<number> {
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

/** Names the database file in the data folder. */
export function databaseFile(): string {
  return resolve(join(readConfig().dataFolder, 'groundwork.db'))
}

function explain(error: unknown, usage: string): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code.startsWith('ERR_PARSE_ARGS')) {
    // Its second sentence is about words that begin with a hyphen.
    return `${error.message.split('. ')[0]}\n${usage}`
  }
  if (code !== 'ERR_SQLITE_ERROR') return error.message
  return `Can't use ${databaseFile()} (SQLite: ${error.message})${adviceFor(error.message)}`
}

// SQLite names neither the file nor what to do.
function adviceFor(message: string): string {
  if (/unable to open|readonly/.test(message)) return ': give this user the right to write it'
  if (/full|disk I\/O/.test(message)) return ': is the disk full, or a limit on files reached?'
  return /locked/.test(message) ? ': another program has locked it' : ''
}
