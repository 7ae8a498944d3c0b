// Which hint comes next: a question first, then where to read, then code.

import type { Report } from '../check/report.ts'
import type { Task } from '../lessons/exercise.ts'

export type Hint = { level: 1 | 2 | 3; text: string }

/** After so many hints the solution may be seen. */
export const hintsForSolution = 3

export type HintQuestion = {
  tasks: readonly Task[]
  /** The learner's file as it is now. */
  text: string
  report: Report | undefined
  /** The level of the last hint, by topic. */
  levels: Readonly<Record<string, number>>
}

/**
 * Finds the next hint for the first task whose TODO is still in the file, or else for the mistake
 * that the last check found. `topic` is the name under which its level is remembered.
 */
export function findHint(question: HintQuestion): { topic: string; hint: Hint } | undefined {
  const { tasks, text, report, levels } = question
  const openTask = tasks.find((task) => isOpen(task, text))
  const topic = openTask?.todo ?? report?.finding?.id
  if (topic === undefined) return undefined
  const texts = openTask === undefined ? hintsOfFinding(report, tasks) : hintsOfTask(openTask)
  const level = nextLevel(levels[topic])
  return { topic, hint: { level, text: texts[level - 1] ?? '' } }
}

function isOpen(task: Task, text: string): boolean {
  return text.split('\n').some((line) => line.trim() === `// TODO: ${task.todo}`)
}

function nextLevel(last = 0): Hint['level'] {
  if (last <= 0) return 1
  return last === 1 ? 2 : 3
}

function hintsOfTask({ question, pointer, code }: Task): readonly string[] {
  return [question, pointer, code]
}

function hintsOfFinding(report: Report | undefined, tasks: readonly Task[]): readonly string[] {
  const { hint = '', why = '' } = report?.finding ?? {}
  const pointers = tasks.map((task) => task.pointer).filter((pointer) => pointer !== '')
  const code = tasks.map((task) => task.code).join('\n\n')
  return [hint, [why, ...pointers].join('\n'), code]
}
