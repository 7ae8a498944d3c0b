// What is known about an exercise at one moment, and what can happen to it.

import type { Report } from '../check/report.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { hashLesson } from './contentHash.ts'
import type { Folders } from './folders.ts'
import type { LessonProgress } from './progress.ts'

export type ExerciseState = {
  lesson: Lesson
  /** `changed`: it was passed, and the lesson has another exercise or check since. */
  state: 'new' | 'started' | 'failed' | 'passed' | 'changed'
  isRunning: boolean
  /** The last report since the start of this process. */
  report?: Report
  /** Why the check itself could not run. */
  problem?: string
}

export type WorkshopEvent = {
  /** `original`: somebody saved the course's own exercise, and not the learner's. */
  type: 'saved' | 'running' | 'report' | 'current' | 'progress' | 'original'
  /** The lesson's id. */
  lesson: string
  report?: Report
}

/** Names the state of an exercise. */
export function nameState(
  lesson: Lesson, { passedAt, contentHash, attempts = 0 }: LessonProgress, folders: Folders,
): ExerciseState['state'] {
  if (passedAt !== undefined) return contentHash === hashLesson(lesson) ? 'passed' : 'changed'
  if (attempts > 0) return 'failed'
  return folders.has(lesson) ? 'started' : 'new'
}
