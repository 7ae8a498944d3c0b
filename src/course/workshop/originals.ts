// Notices when somebody saves the course's own exercise, and not the copy in the learner's folder.

import { statSync } from 'node:fs'
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

function lookAt({ folder }: Lesson): number | undefined {
  return statSync(join(folder, 'exercise.ts'), { throwIfNoEntry: false })?.mtimeMs
}
