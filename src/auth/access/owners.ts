// Who owns links: the account that a row names, or else the bearer of its token. Only the token's
// SHA-256 is stored. Lesson: create-and-redirect (core)

import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'

/** Gives the account with this address the owner that its links belong to: nobody has its token. */
export function insertOwner(email: string, now: number): Sql {
  return sql`
    insert into owners (token_hash, created_at, user)
    select randomblob(32), ${now}, id from users where email = ${email}`
}

/** Adds the owner of links that are made without an account, unless it's there already. */
export function insertAnonymousOwner(tokenHash: Uint8Array, now: number): Sql {
  return sql`
    insert or ignore into owners (token_hash, created_at) values (${tokenHash}, ${now})`
}

/** Ends all that a user's owner was known by: no request that is in progress adds links to it. */
export function replaceOwnerHash(user: number): Sql {
  return sql`update owners set token_hash = randomblob(32) where user = ${user}`
}

/** The owner with this hash, as a subquery. */
export function ownerWithHash(tokenHash: Uint8Array): Sql {
  return sql`(select id from owners where token_hash = ${tokenHash})`
}

/** The same, but null when it is an account's: such an owner isn't anybody's who has the token. */
export function anonymousOwner(tokenHash: Uint8Array): Sql {
  return sql`(select id from owners where token_hash = ${tokenHash} and user is null)`
}

/** The owner of a user's links, as a subquery. */
export function ownerOfUser(user: number): Sql {
  return sql`(select id from owners where user = ${user})`
}

/** Finds the owner with this hash, undefined when there is none. */
export async function findOwnerId(
  database: Database, tokenHash: Uint8Array,
): Promise<number | undefined> {
  const row = await database.one(sql<{ id: number }>`
    select id from owners where token_hash = ${tokenHash}`)
  return row?.id
}
