// What the progress and the learner's files say about a lesson: its state, and which lesson of a
// project the learner is at.

import type { Lesson } from '../lessons/lesson.ts'
import { hashLesson } from './contentHash.ts'
import type { Folders } from './folders.ts'
import type { ProgressData } from './progress.ts'

/** `changed`: it was passed, and the lesson has another exercise or check since. */
export type StateName = 'new' | 'started' | 'failed' | 'passed' | 'changed'

/** Names the state of an exercise. */
export function nameState(lesson: Lesson, progress: ProgressData, folders: Folders): StateName {
  const { passedAt, contentHash, attempts = 0 } = progress.lessons[lesson.id] ?? {}
  if (passedAt !== undefined) return contentHash === hashLesson(lesson) ? 'passed' : 'changed'
  if (attempts > 0) return 'failed'
  return folders.has(lesson) && isDue(lesson, progress) ? 'started' : 'new'
}

/** Gives the ids of all lessons that were passed. */
export function passedIds({ lessons }: ProgressData): ReadonlySet<string> {
  return new Set(Object.keys(lessons).filter((id) => lessons[id]?.passedAt !== undefined))
}

/**
 * Chooses the lesson that a save is about: all lessons of a project have the same files. The open
 * one is meant; or else the last one that was tried, and after a pass the one that follows it.
 */
export function lessonAtWork(
  candidates: readonly Lesson[], openId: string, { lessons }: ProgressData,
): Lesson | undefined {
  const open = candidates.find(({ id }) => id === openId)
  if (open !== undefined) return open
  const passed = passedIds({ lessons })
  const last = candidates.findLastIndex(({ id }) =>
    passed.has(id) || (lessons[id]?.attempts ?? 0) > 0)
  const lesson = candidates[last]
  if (lesson === undefined) return candidates[0]
  return passed.has(lesson.id) ? candidates[last + 1] ?? lesson : lesson
}

// The files of a project are there from its first lesson on.
function isDue({ id, project }: Lesson, progress: ProgressData): boolean {
  const passed = passedIds(progress)
  return project === undefined || progress.current === id
    || project.earlier.every((each) => passed.has(each.id))
}
