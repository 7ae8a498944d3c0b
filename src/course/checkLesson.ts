// The check of a lesson, as the workshop runs it.

import { loadCheck } from './check/loadCheck.ts'
import { runCheck } from './check/run.ts'
import type { CheckFunction } from './workshop/runs.ts'

/** Loads the check of a lesson and runs it on the program in a folder. */
export const checkLesson: CheckFunction = async (lesson, options) =>
  runCheck({ lesson: lesson.id, check: await loadCheck(lesson.folder), ...options })
