// Compares what was answered with what is stored: nobody is fast by losing something.
//
// Lesson: outgrowing-one-machine (appendix)

import type { Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { linkRows } from '../../bench/contenders/data.ts'

export type Stored = {
  /** Links that weren't there before. */
  links: number
  visits: number
  /** What the counters of all links add up to. */
  counted: number
}

const [found, created] = [302, 201]

/** Counts the rows. */
export async function readStored(database: Database): Promise<Stored> {
  const { links, counted } = await database.one(sql<{ links: number; counted: number }>`
    select count(*) as links, coalesce(sum(people + bots), 0) as counted from links`) ?? zero
  const { visits } = await database.one(sql<{ visits: number }>`
    select count(*) as visits from visits`) ?? zero
  return { links: links - linkRows, visits, counted }
}

const zero = { links: 0, counted: 0, visits: 0 }

/**
 * Throws an Error unless everything that was answered is stored, once. What ended with a status of
 * 500 or more may be stored or not.
 */
export function compareStored(
  { links, visits, counted }: Stored, responses: ReadonlyMap<number, number>,
): void {
  const uncertain = responses.entries().reduce((sum, [status, count]) =>
    sum + (status >= 500 ? count : 0), 0)
  if (counted !== visits) throw new Error(`${visits} visits are counted as ${counted} clicks`)
  const rows: [name: string, stored: number, answered: number][] = [
    ['visits', visits, responses.get(found) ?? 0],
    ['links', links, responses.get(created) ?? 0],
  ]
  for (const [name, stored, answered] of rows) {
    if (stored >= answered && stored <= answered + uncertain) continue
    throw new Error(`${stored} ${name} are stored, but ${answered} were answered, `
      + `and ${uncertain} had an uncertain end`)
  }
}
