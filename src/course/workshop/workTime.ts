// How long a learner has worked at a lesson: from one check or hint to the next, without pauses.

import { formatTime } from '../../basics/clock.ts'
import type { LessonProgress } from './progress.ts'

// After a pause this long, the learner may be reading or away, so the pause isn't counted.
const longestStepMs = 10 * 60_000

/** Adds the time since the last check or hint. After a pass the time stays as it is. */
export function addWorkTime(
  { startedAt, workedMs = 0, workedAt = startedAt, passedAt }: LessonProgress, nowMs: number,
): Pick<LessonProgress, 'workedMs' | 'workedAt'> {
  if (passedAt !== undefined) return {}
  const lastMs = workedAt === undefined ? nowMs : Date.parse(workedAt)
  const stepMs = Math.min(longestStepMs, nowMs - lastMs)
  return { workedAt: formatTime(nowMs), workedMs: workedMs + (stepMs > 0 ? stepMs : 0) }
}
