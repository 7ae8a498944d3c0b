// Time comes in as an argument with a real default, so that a test can set it.
// Lesson: testing (tour)

/** Gives the time in milliseconds since 1970, UTC. */
export type Clock = () => number

export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Formats a time as RFC 3339 in UTC: `2026-11-21T08:30:00.000Z`. */
export function formatTime(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
