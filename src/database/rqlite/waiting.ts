// How much may wait for the cluster. Lesson: outgrowing-one-machine (tour)

import { DatabaseError } from '../database.ts'

/** While there is no leader, work piles up; beyond this, it's refused at once. */
export const mostWaiting = 2_000

export function crowdedError(): DatabaseError {
  return new DatabaseError('busy', 'Too much waits for the database: try again')
}

export function closedError(): DatabaseError {
  return new DatabaseError('closed', 'The database is closed')
}
