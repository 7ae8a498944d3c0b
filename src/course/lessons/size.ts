// How long a lesson is: its words, the lines of our source that it quotes, and the minutes that
// both take together with its tasks.

import { findQuotes } from '../quotes/fences.ts'
import { readBlocks } from './blocks.ts'
import { wordsIn } from './prose.ts'

export type Size = {
  /** Of prose, without tables, code and the texts of pictures. */
  words: number
  /** Lines of the project's source. The lesson's own examples don't count. */
  quotedLines: number
  minutes: number
}

export const sizeLimits = {
  words: 1_200, quotedLines: 80, minutes: 30, tasks: 2, projectTasks: 3,
} as const

/** Measures a lesson's Markdown without its front matter; `tasks` is how many its exercise has. */
export function sizeOf(body: string, tasks: number): Size {
  const read = readBlocks(body).filter(({ kind }) => !['code', 'table', 'picture'].includes(kind))
  const words = read.reduce((sum, { text }) => sum + wordsIn(text), 0)
  const quotedLines = findQuotes(body)
    .filter(({ path }) => !isOwnExample(path))
    .reduce((sum, { body: code }) => sum + code.split('\n').length, 0)
  const estimate = words / 150 + quotedLines / 10 + 6 * tasks
  return { words, quotedLines, minutes: Math.ceil(estimate / 5) * 5 }
}

/** Names the limits that a lesson exceeds. */
export function sizeProblems(
  body: string, tasks: number, lesson: { minutes: number; project?: object },
): string[] {
  const { words, quotedLines, minutes } = sizeOf(body, tasks)
  const mostTasks = lesson.project === undefined ? sizeLimits.tasks : sizeLimits.projectTasks
  const rules: [broken: boolean, message: string][] = [
    [words > sizeLimits.words, `has ${words} words, more than ${sizeLimits.words}`],
    [quotedLines > sizeLimits.quotedLines,
      `quotes ${quotedLines} lines, more than ${sizeLimits.quotedLines}`],
    [minutes > sizeLimits.minutes, `takes ${minutes} minutes, more than ${sizeLimits.minutes}`],
    [minutes !== lesson.minutes, `says ${lesson.minutes} minutes but takes ${minutes}`],
    [tasks > mostTasks, `has ${tasks} tasks, more than ${mostTasks}`],
  ]
  return rules.filter(([broken]) => broken).map(([, message]) => message)
}

/** Says whether a quote is of the lesson's own example, or of a program given to the learner. */
export function isOwnExample(path: string): boolean {
  return /^(?:examples|starter|reference)\//.test(path)
}
