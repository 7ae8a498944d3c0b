// Which tasks of an exercise a learner has begun, and which task a finding belongs to. Both come
// from comparing texts, so a TODO comment that was kept makes no difference.

import type { Answer } from '../lessons/answers.ts'
import type { Exercise, Task } from '../lessons/exercise.ts'
import { lineChanges, type LineChange } from '../lessons/lineChanges.ts'

type Texts = Pick<Exercise, 'starter' | 'solution' | 'tasks'>

/** Gives the tasks whose part of the starter is still in the learner's file as it was given. */
export function untouchedTasks({ starter, tasks }: Texts, text: string): readonly Task[] {
  const todos = new Set(tasks.map(todoLine))
  const before = significantLines(starter)
  const changes = lineChanges(before, significantLines(text))
  let end = 0
  return tasks.filter((task) => {
    const previousEnd = end
    const start = before.indexOf(todoLine(task), end)
    end = start + 1 + task.given.filter((line) => line.trim() !== '').length
    const place = { start, end, isAfterOther: start === previousEnd }
    return !changes.some((change) => isIn(change, place, before, todos))
  })
}

type Place = {
  start: number
  end: number
  /** Whether it directly follows another task: what's between the two belongs to that one. */
  isAfterOther: boolean
}

function isIn(
  change: LineChange, { start, end, isAfterOther }: Place, before: readonly string[],
  todos: ReadonlySet<string>,
): boolean {
  // Comments that were removed or moved don't count as work.
  const isWork = (line: string) => !todos.has(line)
  const removed = before.slice(Math.max(start, change.start), Math.min(end, change.end))
  if (removed.some(isWork)) return true
  if (!change.lines.some(isWork)) return false
  if (change.start < change.end) return change.start < end && change.end > start
  return change.start <= end && (isAfterOther ? change.start > start : change.start >= start)
}

/**
 * Gives the tasks that a finding may be about, the likeliest first. The lesson's wrong answers know
 * it: each gets one finding, which the tests prove, and changes the solution in one place.
 */
export function tasksOfFinding(
  { solution, tasks }: Texts, answers: readonly Answer[], finding: string,
): readonly Task[] {
  const right = solution.split('\n')
  const votes = new Map<Task, number>()
  for (const answer of answers) {
    if (answer.kind !== 'wrong' || answer.finding !== finding) continue
    const changes = lineChanges(right, answer.text.split('\n'))
    const touched = tasks.filter(({ codeStart, code }) => {
      const codeEnd = codeStart + code.split('\n').length
      return changes.some(({ start, end }) => start === end
        ? start >= codeStart && start <= codeEnd
        : start < codeEnd && end > codeStart)
    })
    const [task] = touched
    if (touched.length === 1 && task !== undefined) votes.set(task, (votes.get(task) ?? 0) + 1)
  }
  return [...votes].sort(([, one], [, two]) => two - one).map(([task]) => task)
}

function todoLine({ todo }: Task): string {
  return `// TODO: ${todo}`
}

// Indentation and blank lines make no difference.
function significantLines(text: string): readonly string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
}
