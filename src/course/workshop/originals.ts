// Notices when somebody saves the course's own exercise, and not the copy in the learner's folder.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Lesson } from '../lessons/lesson.ts'

const lookEveryMs = 1_000

/**
 * Calls back when the original of one lesson was saved. Several at once are an update of the
 * course. The function that it returns ends the watch.
 */
export function watchOriginals(
  lessons: readonly Lesson[], onSave: (lesson: Lesson) => void,
): () => void {
  const known = new Map(lessons.map((lesson) => [lesson, lookAt(lesson)]))
  const timer = setInterval(() => {
    const changed = lessons.filter((lesson) => known.get(lesson) !== lookAt(lesson))
    for (const lesson of changed) known.set(lesson, lookAt(lesson))
    const [lesson] = changed
    if (lesson !== undefined && changed.length === 1) onSave(lesson)
  }, lookEveryMs)
  return () => clearInterval(timer)
}

// Of a project lesson, the newest file of its reference counts.
function lookAt({ folder, project }: Lesson): number | undefined {
  if (project === undefined) return modifiedMs(join(folder, 'exercise.ts'))
  const reference = join(folder, 'reference')
  if (!existsSync(reference)) return undefined
  const names = readdirSync(reference, { recursive: true, encoding: 'utf8' })
  return Math.max(...names.map((name) => modifiedMs(join(reference, name)) ?? 0))
}

function modifiedMs(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}
