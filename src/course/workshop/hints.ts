// Which hint comes next: a question first, then where to read, then code.

import type { Report, ReportedFinding } from '../check/report.ts'
import type { Answer } from '../lessons/answers.ts'
import type { Exercise, Task } from '../lessons/exercise.ts'
import { tasksOfFinding, untouchedTasks } from './taskChanges.ts'

export type Hint = { level: 1 | 2 | 3; text: string }

/** After so many hints the solution may be seen. */
export const hintsForSolution = 3

export type HintQuestion = {
  exercise: Pick<Exercise, 'starter' | 'solution' | 'tasks'>
  /** The learner's file as it is now. */
  text: string
  report: Report | undefined
  /** The wrong answers that the course knows. */
  answers: readonly Answer[]
  /** The level of the last hint, by topic. */
  levels: Readonly<Record<string, number>>
}

/**
 * Finds the next hint. After a check it follows the finding: first the finding's own hint, then the
 * question and the pointer of its task, then the task's code. Before the first check it follows the
 * first task that the learner hasn't begun: its question, its pointer, its code.
 *
 * The task of a finding is the one in which the wrong answers with this finding change the
 * solution; of several, the first that the learner hasn't begun. Where no wrong answer tells, it's
 * the first task that isn't begun; where all are, the hints of all are given. Whether a task is
 * begun is a question of the code: TODO comments may stay or go.
 *
 * `topic` is the name under which the level is remembered. Undefined when nothing is wrong.
 */
export function findHint(question: HintQuestion): { topic: string; hint: Hint } | undefined {
  const { exercise, text, report, answers, levels } = question
  if (report?.passed === true) return undefined
  const untouched = untouchedTasks(exercise, text)
  const finding = report?.finding
  if (finding === undefined) {
    const [task] = untouched
    return task && nextHint(task.todo, hintsOfTask(task), levels)
  }
  const likely = tasksOfFinding(exercise, answers, finding.id)
  const task = likely.find((each) => untouched.includes(each)) ?? likely[0] ?? untouched[0]
  const topic = task === undefined ? finding.id : `${finding.id}: ${task.todo}`
  const tasks = task === undefined ? exercise.tasks : [task]
  return nextHint(topic, hintsOfFinding(finding, tasks), levels)
}

/** Gives the text of the level that comes after the last one for this topic. */
export function nextHint(
  topic: string, texts: readonly string[], levels: HintQuestion['levels'],
): { topic: string; hint: Hint } {
  const level = nextLevel(levels[topic])
  return { topic, hint: { level, text: texts[level - 1] ?? '' } }
}

function nextLevel(last = 0): Hint['level'] {
  if (last <= 0) return 1
  return last === 1 ? 2 : 3
}

function hintsOfTask({ question, pointer, code }: Task): readonly string[] {
  return [question, pointer, code]
}

function hintsOfFinding({ hint }: ReportedFinding, tasks: readonly Task[]): readonly string[] {
  const pointers = tasks.flatMap(({ question, pointer }) => [question, pointer])
  return [hint, pointers.join('\n'), tasks.map(({ code }) => code).join('\n\n')]
}
