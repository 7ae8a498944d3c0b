// Every open connection takes a file descriptor, and the system gives a process only so many. When
// they run out, nothing can be opened any more: no file, no database, no connection.
// Lesson: deploying (tour)

import { isRecord } from '../basics/check.ts'

// Each connection takes memory too, so there is a limit even where the system has none.
const mostConnections = 10_000
// What the database, the log, the mail and a few files need in any case.
const fewestSpared = 64

/** Returns how many connections a server may have open, and leaves room for everything else. */
export function connectionLimit(descriptors = descriptorLimit()): number {
  if (descriptors > 2 * mostConnections) return mostConnections
  // A response may come from a file that is open for as long as the response takes.
  const spared = Math.max(descriptors / 4, Math.min(fewestSpared, descriptors / 2))
  return Math.max(1, Math.min(mostConnections, Math.floor(descriptors - spared)))
}

// Only POSIX systems have such a limit, and Node tells it in its diagnostic report only. Addresses
// and variables, which would take longer to find out, are left out.
function descriptorLimit(): number {
  Object.assign(process.report, { excludeNetwork: true, excludeEnv: true })
  const content: unknown = process.report.getReport()
  const limits = isRecord(content) ? content['userLimits'] : undefined
  const files = isRecord(limits) ? limits['open_files'] : undefined
  const soft = isRecord(files) ? Number(files['soft']) : NaN
  // `unlimited` is a word there.
  return Number.isNaN(soft) ? Infinity : soft
}
