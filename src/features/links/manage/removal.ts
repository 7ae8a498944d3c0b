// Deletes the links of an account that was deleted. From the batch that deletes the account on,
// they lead nowhere; the rows go a few at a time, because there may be a hundred thousand of them,
// each with years of numbers. What a crash leaves over is deleted by the next clean-up.
// Lesson: user-management (core)

import { ownerOfUser, replaceOwnerHash } from '../../../auth/access/owners.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { deleteReports } from '../moderate/reports.ts'
import { deleteBareLinks } from '../store.ts'
import { endMovesTo } from '../transfer/claim.ts'
import { forgetIndex } from './searchIndex.ts'

const linksAtOnce = 100
// Rows of each table of numbers. A link that has more of them takes several rounds.
const numbersAtOnce = 2_000

/**
 * Takes the links of a user out of service: statements for the batch that deletes the user. Links
 * of a browser that weren't moved to the account yet stay with the browser.
 */
export function abandonLinks(user: number): readonly Sql[] {
  return [
    endMovesTo(ownerOfUser(user)),
    sql`insert into leaving_owners (owner) select id from owners where user = ${user}`,
    // A request that is still in progress, such as a long import, can't add links any longer.
    replaceOwnerHash(user),
  ]
}

/** Deletes what is left of all links that were abandoned. */
export async function removeAbandonedLinks(database: Database): Promise<void> {
  while (true) {
    const leaving = await database.one(sql<{ owner: number }>`
      select owner from leaving_owners order by owner limit 1`)
    if (leaving === undefined) return
    await removeLinks(database, leaving.owner)
    await database.batch([
      forgetIndex(leaving.owner),
      sql`delete from leaving_owners where owner = ${leaving.owner}
        and not exists (select 1 from links where owner = ${leaving.owner})`,
    ])
  }
}

async function removeLinks(database: Database, owner: number): Promise<void> {
  let changes = 1
  while (changes > 0) {
    const results = await database.batch(roundOf(owner))
    changes = results.reduce((sum, result) => sum + result.changes, 0)
  }
}

// The numbers first: else deleting a link would delete all of its numbers in one go.
function roundOf(owner: number): Sql[] {
  const next = sql`(select id from links where owner = ${owner} order by id limit ${linksAtOnce})`
  return [
    sql`delete from link_hours where (link, hour) in (
      select link, hour from link_hours where link in ${next} limit ${numbersAtOnce})`,
    sql`delete from link_days where (link, day) in (
      select link, day from link_days where link in ${next} limit ${numbersAtOnce})`,
    sql`delete from link_sources where (link, kind, name) in (
      select link, kind, name from link_sources where link in ${next} limit ${numbersAtOnce})`,
    deleteReports(next, numbersAtOnce),
    deleteBareLinks(next),
  ]
}
