// What is known about an exercise at one moment, and what can happen to it.

import type { Report } from '../check/report.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { hashLesson } from './contentHash.ts'
import type { Folders } from './folders.ts'
import type { ProgressData } from './progress.ts'

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
  lesson: Lesson, progress: ProgressData, folders: Folders,
): ExerciseState['state'] {
  const { passedAt, contentHash, attempts = 0 } = progress.lessons[lesson.id] ?? {}
  if (passedAt !== undefined) return contentHash === hashLesson(lesson) ? 'passed' : 'changed'
  if (attempts > 0) return 'failed'
  return folders.has(lesson) && isDue(lesson, progress) ? 'started' : 'new'
}

/** Gives the ids of all lessons that were passed. */
export function passedIds({ lessons }: ProgressData): ReadonlySet<string> {
  return new Set(Object.keys(lessons).filter((id) => lessons[id]?.passedAt !== undefined))
}

// The files of a project are there from its first lesson on.
function isDue({ id, project }: Lesson, progress: ProgressData): boolean {
  const passed = passedIds(progress)
  return project === undefined || progress.current === id
    || project.earlier.every((each) => passed.has(each.id))
}
