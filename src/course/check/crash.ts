// Where in the learner's own file a program crashed, and the last lines that it printed.

import { readFileSync, statSync } from 'node:fs'
import { basename, isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProgramEvent } from './events.ts'
import type { ReportedFinding } from './report.ts'

export type CrashFacts = Pick<ReportedFinding, 'place' | 'output'>

const outputLines = 15
const longestOutput = 4_000
const largestFile = 1_000_000

/** What a program printed and what the preload reported. */
export type Traces = { output: string; events: readonly ProgramEvent[] }

/** Tells where a program in a folder crashed, if it did, and what it said last. */
export function placeCrash({ output: text, events }: Traces, folder?: string): CrashFacts {
  const lines = withoutNode(text).trim().split('\n').slice(-outputLines)
  const output = lines.join('\n').slice(-longestOutput)
  // An earlier one may have been caught.
  const crash = events.findLast((event) => event.event === 'crash')
  const message = crash?.event === 'crash' ? crash.message : ''
  // A long error pushes its own first line out of the last lines.
  const told = output.includes(message) ? output : `${message}\n…\n${output}`
  const facts = told === '' ? {} : { output: told }
  const found = crash?.event === 'crash' && crash.file !== undefined && crash.line !== undefined
    ? { file: crash.file, line: crash.line }
    : placeSyntaxError(text)
  if (found === undefined) return facts
  const { file, line } = found
  return { ...facts, place: { file: nameIn(folder, file), line, text: readLine(file, line) } }
}

// A program of several files has folders of its own.
function nameIn(folder: string | undefined, file: string): string {
  const path = folder === undefined ? '..' : relative(folder, file).replaceAll('\\', '/')
  return path.startsWith('..') || isAbsolute(path) ? basename(file) : path
}

/** Gives the message of a syntax error; undefined if the program ended for another reason. */
export function findSyntaxError({ output, events }: Traces): string | undefined {
  // JSON.parse throws errors of this name too, and then a line of the program did run.
  const hasRun = events.some((event) => event.event === 'crash' && event.file !== undefined)
  if (hasRun || output.includes('at JSON.parse')) return undefined
  return /^(?:SyntaxError|IndentationError|TabError)\b[^\n{]*|^.*: syntax error[:,].*/m
    .exec(output)?.[0].replace(/ \[\w+\]/, '').trim()
}

// Frames inside Node tell a learner nothing, and there can be more of them than lines shown.
function withoutNode(text: string): string {
  return text
    .replace(/^node:internal[^\n]*\n[^\n]*\n *\^+\n\n/, '')
    .replaceAll(/\n +at [^\n]*\bnode:[^\n]*?( \{)?(?=\n|$)/g, '$1')
}

const sourceLine = /^(file:\/\/|\/|[A-Za-z]:\\)(.*\.[cm]?[jt]s):(\d+)$/

// With a syntax error no line ever runs: Node prints the place above the message.
function placeSyntaxError(text: string): { file: string; line: number } | undefined {
  const [before, mistake] = text.split(/^SyntaxError\b/m)
  if (mistake === undefined) return undefined
  const match = before?.split('\n').findLast((line) => sourceLine.test(line))
  const [, start = '', rest = '', line] = sourceLine.exec(match ?? '') ?? []
  if (start === '') return undefined
  const place = start + rest
  return { file: start === 'file://' ? fileURLToPath(place) : place, line: Number(line) }
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
