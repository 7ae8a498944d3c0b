// The check of a lesson, as the workshop runs it.

import { loadCheck } from './check/loadCheck.ts'
import { runCheck } from './check/run.ts'
import { programName } from './lessons/project.ts'
import type { CheckFunction } from './workshop/runs.ts'

/** Loads the check of a lesson, and of earlier ones of its project, and runs it on a program. */
export const checkLesson: CheckFunction = async (lesson, { passed, ...options }) => {
  const earlier = (lesson.project?.earlier ?? []).map(async ({ id, number, title, folder }) =>
    ({ number, title, hasPassed: passed.has(id), check: await loadCheck(folder) }))
  return runCheck({
    lesson: lesson.id, check: await loadCheck(lesson.folder), file: programName(lesson),
    earlier: await Promise.all(earlier), ...options,
  })
}
