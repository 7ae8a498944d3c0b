// Finds out whether the database can be read and written at the moment.
//
// Lesson: deploying (tour)

import { setTimeout } from 'node:timers/promises'
import { isUnavailable, type Database } from './database.ts'
import { sql } from './sql.ts'

// More than a click writes: where this fits, a click does too.
const probeBytes = 64 * 1024
// A load balancer that asks doesn't wait long either.
const mostWaitMs = 500
// Over a network, a database without a leader may keep a read waiting.
const mostReadMs = 2_000

/** Reads something; says whether that worked soon enough. */
export function canRead(database: Database): Promise<boolean> {
  const probe = works(() => database.one(sql`select number from schema_steps limit 1`))
  return Promise.race([probe, setTimeout(mostReadMs, false, { ref: false })])
}

/**
 * Stores something and deletes it again; says whether that worked soon enough. Only a write that
 * reaches the disk tells: one that is rolled back never leaves memory, and the disk may be full.
 */
export function canWrite(database: Database): Promise<boolean> {
  const probe = works(async () => {
    await database.run(sql`
      insert or replace into write_probes (id, content) values (1, zeroblob(${probeBytes}))`)
    await database.run(sql`delete from write_probes`)
  })
  return Promise.race([probe, setTimeout(mostWaitMs, false, { ref: false })])
}

async function works(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt()
    return true
  } catch (error) {
    if (isUnavailable(error)) return false
    throw error
  }
}
