// Where in the learner's own file a program crashed, and the last lines that it printed.

import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Program } from './program.ts'
import type { ReportedFinding } from './report.ts'

export type CrashFacts = Pick<ReportedFinding, 'place' | 'output'>

const outputLines = 15

/** Tells where the program crashed, if it did, and what it said last. */
export function placeCrash(program: Program): CrashFacts {
  const output = program.output().trim().split('\n').slice(-outputLines).join('\n')
  const crash = program.events().find((event) => event.event === 'crash')
  const facts = output === '' ? {} : { output }
  if (crash?.event !== 'crash' || crash.file === undefined || crash.line === undefined) return facts
  const text = readLine(crash.file, crash.line)
  return { ...facts, place: { file: basename(crash.file), line: crash.line, text } }
}

function readLine(file: string, line: number): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() ?? ''
  } catch {
    return ''
  }
}
