// Deletes visits that needn't be kept: after 90 days, and those of deleted links. There is no
// index by time or by link, because each click would have to change it. Ids go up with time, so the
// old visits come first; where the clock was wrong they don't, so once a day all visits are looked
// at.
// Lesson: counting-clicks (tour)

import { randomInt } from 'node:crypto'
import { dayMs } from '../../../basics/clock.ts'
import { splitRange, type IdRange } from '../../../database/batches.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'
import { deleteVisits, findObsoleteVisit } from './clicks.ts'

// So many visits are looked at in one statement: nobody should wait for a clean-up.
const visitsAtOnce = 5_000
const idsAtOnce = 10_000

/** Makes the clean-up of visits. It remembers the day on which it last looked at all of them. */
export function createVisitCleaner(database: Database): (now: number) => Promise<void> {
  let sweptDay: number | undefined
  return async (now) => {
    const day = Math.floor(now / dayMs)
    const pass = await beginPass(database)
    await sweepVisits(database, { now, isWhole: pass !== undefined || day !== sweptDay })
    sweptDay = day
    if (pass !== undefined) await endPass(database, pass)
  }
}

type Sweep = { now: number; isWhole: boolean }

// Most ranges have nothing to delete, and looking first costs only a read. A write that changes
// nothing would still go to every machine of a replicated database, from each server, every hour.
async function sweepVisits(database: Database, { now, isWhole }: Sweep): Promise<void> {
  for (const range of rangesOf(await readEnds(database, 'visits'), visitsAtOnce)) {
    const found = await database.one(findObsoleteVisit(range, now))
    if (found !== undefined) await database.run(deleteVisits(range, now))
    else if (!isWhole) return
  }
}

// Only links that were deleted before a pass began are done with when it ends. A second pass beside
// this one takes its links over, and then it's the one that ends them.
async function beginPass(database: Database): Promise<number | undefined> {
  const ends = await readEnds(database, 'deleted_links')
  if (ends === undefined) return undefined
  const pass = randomInt(2 ** 47)
  for (const { from, to } of rangesOf(ends, idsAtOnce)) {
    await database.run(sql`
      update deleted_links set pass = ${pass} where link >= ${from} and link < ${to}`)
  }
  return pass
}

async function endPass(database: Database, pass: number): Promise<void> {
  for (const { from, to } of rangesOf(await readEnds(database, 'deleted_links'), idsAtOnce)) {
    await database.run(sql`
      delete from deleted_links where pass = ${pass} and link >= ${from} and link < ${to}`)
  }
}

type Ends = { first: number; last: number }

// Two subqueries take one step each; `select min(id), max(id)` reads the whole table.
const endsOf = {
  visits: sql<Ends>`
    select first, last from (
      select (select min(id) from visits) as first, (select max(id) from visits) as last)
    where first is not null`,
  deleted_links: sql<Ends>`
    select first, last from (
      select (select min(link) from deleted_links) as first,
        (select max(link) from deleted_links) as last)
    where first is not null`,
}

function readEnds(database: Database, table: keyof typeof endsOf): Promise<Ends | undefined> {
  return database.one(endsOf[table])
}

function rangesOf(ends: Ends | undefined, width: number): Iterable<IdRange> {
  return ends === undefined ? [] : splitRange(ends.first, ends.last, width)
}
