// Gives the links that were made with a token to an account. Some move at once, in the batch of a
// sign-in. If there are more, the rest follow a few at a time, and nobody waits for them.
// Lesson: user-management (tour)

import { anonymousOwner, findOwnerId, ownerOfUser } from '../../../auth/access/owners.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { reindexFrom } from '../manage/searchIndex.ts'
import { moveLinks } from '../store.ts'
import { moveImports } from './importStore.ts'

const linksAtOnce = 500

/** Starts to give the links of a token to a user: statements for a batch. */
export function claimLinks(ownerHash: Uint8Array, user: number): readonly Sql[] {
  const source = anonymousOwner(ownerHash)
  const target = ownerOfUser(user)
  return [
    sql`insert into owner_moves (source, target)
      select source, target from (select ${source} as source, ${target} as target)
      where source is not null and target is not null
      on conflict do update set target = excluded.target`,
    moveImports(source, target),
    ...roundOf(source, target),
  ]
}

/** Gives all links of a token to a user, and says how many there were. */
export async function claimAllLinks(
  database: Database, ownerHash: Uint8Array, user: number,
): Promise<number> {
  const [, , , moved] = await database.batch(claimLinks(ownerHash, user))
  const source = await findOwnerId(database, ownerHash)
  return (moved?.changes ?? 0) + (source === undefined ? 0 : await moveRest(database, source))
}

/** Ends what is still to be moved to an owner: it stays where it is. */
export function endMovesTo(owner: Sql): Sql {
  return sql`delete from owner_moves where target = ${owner}`
}

/** Goes on with all moves that aren't finished. */
export async function moveClaimedLinks(database: Database): Promise<void> {
  const sources = await database.all(sql<{ source: number }>`
    select source from owner_moves order by source limit 1000`)
  for (const { source } of sources) await moveRest(database, source)
}

async function moveRest(database: Database, source: number): Promise<number> {
  const target = sql`(select target from owner_moves where source = ${source})`
  let total = 0
  while (true) {
    const [, links, slugs] = await database.batch(roundOf(sql`${source}`, target))
    total += links.changes
    if (links.changes > 0 || slugs.changes > 0) continue
    await database.run(sql`delete from owner_moves where source = ${source}`)
    return total
  }
}

// Without a target, nothing is moved: the account is gone, or the move was finished elsewhere.
function roundOf(source: Sql, target: Sql): readonly [Sql, Sql, Sql] {
  const first = sql`(select min(id) from links where owner = ${source})`
  return [
    reindexFrom(target, first),
    moveLinks({ source, target }, linksAtOnce),
    sql`update retired_slugs set owner = ${target}
      where ${target} is not null and slug in (
        select slug from retired_slugs where owner = ${source}
        order by slug limit ${linksAtOnce})`,
  ]
}
