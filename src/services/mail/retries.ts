// When a mail that could not be sent is tried again: soon at first, because most troubles are
// short, then less and less often, for three days. Lesson: jobs-and-queues (core)

import { dayMs, hourMs, minuteMs } from '../../basics/clock.ts'

const delaysMs = [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs]
const patienceMs = 3 * dayMs

/** Gives the time of the next attempt; undefined when there is none after so many. */
export function nextAttempt(
  { attempts, createdAt, now }: { attempts: number; createdAt: number; now: number },
): number | undefined {
  const index = Math.min(Math.max(attempts, 1), delaysMs.length) - 1
  const next = now + (delaysMs[index] ?? hourMs)
  return next <= createdAt + patienceMs ? next : undefined
}
