// The SQL of refresh tokens. Each works once and brings the next one. A family is what one sign-in
// has brought, one token after the other: if one of them is used twice, then two have it, and one
// of the two is a thief. Nobody knows which, so the whole family ends.

import type { DatabaseSync } from 'node:sqlite'
import { transaction } from './database.ts'
import { hashToken, makeToken } from './tokens.ts'
import { toUser, userColumns, type User } from './users.ts'

/** What a program gets: the family, and the token that brings the next one. */
export type Grant = { family: number; refreshToken: string }

export type RefreshTokens = {
  /** Starts a family without a refresh token. */
  startFamily(user: number): number
  /** Starts a family. */
  start(user: number): Grant
  /** Uses a token up; undefined when it isn't valid. One that was used before ends its family. */
  use(token: string): Grant | undefined
  /** Finds whose family it is, unless it has ended. */
  findUser(family: number): User | undefined
  end(family: number): void
  /** Ends the family of a token. */
  endByToken(token: string): void
  /** Ends all families of a user. */
  endAll(user: number): void
}

const familyLimitMs = 60 * 86_400_000

/** Gives what can be done with the refresh tokens of a database. */
export function createRefreshTokens(database: DatabaseSync): RefreshTokens {
  const clean = database.prepare('delete from token_families where user = ? and expires_at <= ?')
  const insertFamily = database.prepare(`
    insert into token_families (user, created_at, expires_at) values (?, ?, ?) returning id`)
  const insert = database.prepare('insert into refresh_tokens (token_hash, family) values (?, ?)')
  // One statement looks and uses up: of twenty requests with the same token, one gets a row.
  const use = database.prepare(`
    update refresh_tokens set used_at = ?1
    where token_hash = ?2 and used_at is null
      and family in (select id from token_families where expires_at > ?1)
    returning family`)
  const endReused = database.prepare(`
    delete from token_families where id =
      (select family from refresh_tokens where token_hash = ? and used_at is not null)`)
  const selectUser = database.prepare(`
    select ${userColumns} from token_families join users on users.id = token_families.user
    where token_families.id = ? and expires_at > ? and disabled_at is null`)
  const end = database.prepare(`
    delete from token_families
    where id = (select family from refresh_tokens where token_hash = ?)`)
  const endFamily = database.prepare('delete from token_families where id = ?')
  const endAll = database.prepare('delete from token_families where user = ?')

  function addToken(family: number): Grant {
    const refreshToken = makeToken('gwr_')
    insert.run(hashToken(refreshToken), family)
    return { family, refreshToken }
  }

  function startFamily(user: number): number {
    const now = Date.now()
    clean.run(user, now)
    return Number(insertFamily.get(user, now, now + familyLimitMs)?.['id'])
  }

  return {
    startFamily,
    start: (user) => transaction(database, () => addToken(startFamily(user))),
    end: (family) => void endFamily.run(family),
    use: (token) => transaction(database, () => {
      const hash = hashToken(token)
      const row = use.get(Date.now(), hash)
      if (row !== undefined) return addToken(Number(row['family']))
      endReused.run(hash)
      return undefined
    }),
    findUser(family) {
      const row = selectUser.get(family, Date.now())
      return row && toUser(row)
    },
    endByToken: (token) => void end.run(hashToken(token)),
    endAll: (user) => void endAll.run(user),
  }
}
