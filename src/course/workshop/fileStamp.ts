// A time as a part of a file name.

import { formatTime } from '../../basics/clock.ts'

/** Formats a time in UTC without the characters that Windows refuses: `2026-11-21-083000`. */
export function fileStamp(timeMs: number): string {
  return formatTime(timeMs).slice(0, 19).replace('T', '-').replaceAll(':', '')
}
