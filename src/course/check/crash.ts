// Where in the learner's own file a program crashed, and the last lines that it printed.

import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ProgramEvent } from './events.ts'
import type { ReportedFinding } from './report.ts'

export type CrashFacts = Pick<ReportedFinding, 'place' | 'output'>

const outputLines = 15
const longestOutput = 4_000
const largestFile = 1_000_000

/** What a program printed and what the preload told of it. */
export type Traces = { output: string; events: readonly ProgramEvent[] }

/** Tells where the program crashed, if it did, and what it said last. */
export function placeCrash({ output: text, events }: Traces): CrashFacts {
  const lines = text.trim().split('\n').slice(-outputLines)
  const output = lines.join('\n').slice(-longestOutput)
  // An earlier one may have been caught.
  const crash = events.findLast((event) => event.event === 'crash')
  const message = crash?.event === 'crash' ? crash.message : ''
  // A long error pushes its own first line out of the last lines.
  const told = output.includes(message) ? output : `${message}\n…\n${output}`
  const facts = told === '' ? {} : { output: told }
  if (crash?.event !== 'crash' || crash.file === undefined || crash.line === undefined) return facts
  const { file, line } = crash
  return { ...facts, place: { file: basename(file), line, text: readLine(file, line) } }
}

function readLine(file: string, line: number): string {
  try {
    const stats = statSync(file)
    if (!stats.isFile() || stats.size > largestFile) return ''
    return readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() ?? ''
  } catch {
    return ''
  }
}
