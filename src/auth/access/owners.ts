// Who owns links: the account that a row names, or else anyone who has its token. Only the token's
// SHA-256 is stored. Lesson: the-page (tour)

import { randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'

/** The prefix of an owner's token, which programs send in the Authorization header. */
export const ownerPrefix = 'gwe_'

/** Adds the owner of an account's links. Nobody has its token. */
export function insertOwner(email: string, now: number): Sql {
  return sql`
    insert into owners (token_hash, created_at, user)
    select ${unknownHash()}, ${now}, id from users where email = ${email}`
}

/** Adds the owner of links that are made without an account, unless it's there already. */
export function insertAnonymousOwner(tokenHash: Uint8Array, now: number): Sql {
  return sql`insert or ignore into owners (token_hash, created_at) values (${tokenHash}, ${now})`
}

/** Gives a user's owner a new hash, so that no request in progress adds links to it. */
export function replaceOwnerHash(user: number): Sql {
  return sql`update owners set token_hash = ${unknownHash()} where user = ${user}`
}

/** The owner with this hash, as a subquery. */
export function ownerWithHash(tokenHash: Uint8Array): Sql {
  return sql`(select id from owners where token_hash = ${tokenHash})`
}

/** The same, but null for an account's owner: having its token isn't enough. */
export function anonymousOwner(tokenHash: Uint8Array): Sql {
  return sql`(select id from owners where token_hash = ${tokenHash} and user is null)`
}

/** The owner of a user's links, as a subquery. */
export function ownerOfUser(user: number): Sql {
  return sql`(select id from owners where user = ${user})`
}

export async function findOwnerId(
  database: Database, tokenHash: Uint8Array,
): Promise<number | undefined> {
  const row = await database.one(sql<{ id: number }>`
    select id from owners where token_hash = ${tokenHash}`)
  return row?.id
}

// A hash that no token has. It's made here because each copy of a replicated database runs a
// statement itself, and SQLite's randomblob would give each of them a different value.
function unknownHash(): Uint8Array {
  return randomBytes(32)
}
