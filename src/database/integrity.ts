// Looks for damage in a database: pages that contradict each other, and rows that refer to others
// that aren't there.
//
// Lesson: deploying (tour)

import { DatabaseSync } from 'node:sqlite'
import { refuseForeignLog } from './files.ts'

/** Opens a database that may be in use, so that it can only be read. */
export function openToRead(path: string): DatabaseSync {
  refuseForeignLog(path)
  return new DatabaseSync(path, { readOnly: true })
}

/** Gives a sentence for each kind of damage; none for an intact database. */
export function findDamage(database: DatabaseSync): string[] {
  const damage = checkPages(database)
  if (damage.length > 0) return damage
  const orphans = database.prepare('pragma foreign_key_check').all()
    .map((row) => `A row of ${row['table']} refers to a row of ${row['parent']} that isn't there`)
  return orphans
}

// Some kinds of damage are in its result; after others, it throws.
function checkPages(database: DatabaseSync): string[] {
  try {
    return database.prepare('pragma integrity_check').all()
      .map((row) => String(row['integrity_check']))
      .filter((line) => line !== 'ok')
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** Throws when a database is damaged. */
export function refuseDamage(database: DatabaseSync, path: string): void {
  const damage = findDamage(database)
  if (damage.length > 0) throw new Error(`${path} is damaged:\n${damage.join('\n')}`)
}
