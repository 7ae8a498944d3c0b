// Says whether a database file is intact. Lesson: deploying (tour)

import { findDamage, openToRead } from '../../database/integrity.ts'

/** Prints whether the file at `path` is intact, under the name that people know; 1 if it isn't. */
export function reportDamage(path: string, name: string): number {
  const database = openToRead(path)
  const damage = findDamage(database)
  database.close()
  if (damage.length === 0) {
    console.log(`${name} is intact`)
    return 0
  }
  console.error(`${name} is damaged:\n${damage.join('\n')}`)
  return 1
}
