// What a client is told when the database is out of order: not a bug, but a 503 that says when to
// try again. The log gets one line that says what's wrong.
//
// Lesson: deploying (tour)

import type { Log } from '../../basics/log.ts'
import { isUnavailable } from '../../database/database.ts'
import { HttpError } from '../../http/errors.ts'

// A lock is gone soon; a full disk needs a person.
const busyRetrySeconds = 1
const retrySeconds = 10

/** Makes the refusal of a request that failed because of the database; undefined if it didn't. */
export function refuseUnavailable(
  error: unknown, requestId: string, log: Log,
): HttpError | undefined {
  if (!isUnavailable(error)) return undefined
  log.error('database unavailable', { requestId, reason: error.code, error: error.message })
  const seconds = error.code === 'busy' ? busyRetrySeconds : retrySeconds
  const message = "The server can't use its database at the moment: try again a little later"
  return new HttpError(503, 'database-unavailable', message, {
    headers: { 'retry-after': String(seconds) },
  })
}
