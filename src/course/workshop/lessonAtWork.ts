// Which lesson of a project the learner is at: all of them have the same files.

import type { Lesson } from '../lessons/lesson.ts'
import { passedIds } from './exerciseState.ts'
import type { ProgressData } from './progress.ts'

/**
 * Chooses the lesson that a save is about: the open one, or else the last one that was tried, and
 * after a pass the one that follows it.
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
