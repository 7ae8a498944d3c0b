// Access tokens: JWTs that live for a quarter of an hour. The signature says that we made it; who
// the user is and whether the sign-in still stands is read from the database, so a change acts at
// once and not when the token runs out. Lesson 37 (jwt).

import { randomUUID } from 'node:crypto'
import { minuteMs, secondMs, type Clock } from '../basics/clock.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { accountColumns, accountJoin } from './account.ts'
import { formatScopes, parseScopes, type Account, type Scope } from './identity.ts'
import type { Claims } from './claims.ts'
import { signJwt, verifyJwt } from './jwt.ts'
import { JwtError } from './jwtError.ts'
import type { JwtKeys } from './jwtKeys.ts'

export type AccessTokensOptions = {
  database: Database
  clock: Clock
  keys: JwtKeys
  /** Who issues the tokens and takes them: the public origin. */
  issuer: string
}

/** What a token is issued for. A token ends with its family, the sign-in that it came from. */
export type Grant = { user: number; scopes: Iterable<Scope>; family: number }

export type AccessTokens = ReturnType<typeof createAccessTokens>

export const accessLimitMs = 15 * minuteMs
// RFC 9068, section 2.1: other kinds of JWT have other types, so none passes for another.
const typ = 'at+jwt'

export function createAccessTokens({ database, clock, keys, issuer }: AccessTokensOptions) {
  return {
    issue({ user, scopes, family }: Grant): string {
      const now = Math.floor(clock() / secondMs)
      return signJwt(keys, {
        typ,
        claims: {
          iss: issuer, aud: issuer, sub: String(user), jti: randomUUID(), iat: now,
          exp: now + accessLimitMs / secondMs, sid: String(family), scope: formatScopes(scopes),
        },
      })
    },

    /** Finds the account and the rights of a token, undefined when it does not count. */
    async find(
      token: string,
    ): Promise<{ account: Account; scopes: ReadonlySet<Scope>; family: number } | undefined> {
      const claims = readClaims(keys, token, { issuer, now: clock() / secondMs })
      if (claims === undefined) return undefined
      const { sub, sid, scope } = claims
      if (typeof sid !== 'string' || typeof scope !== 'string') return undefined
      const account = await database.one(sql<Account>`
        select ${accountColumns}
        from token_families join users on users.id = token_families.user ${accountJoin}
        where token_families.id = ${Number(sid)} and users.id = ${Number(sub)}
          and users.disabled_at is null and token_families.expires_at > ${clock()}`)
      return account && { account, scopes: parseScopes(scope), family: Number(sid) }
    },
  }
}

function readClaims(
  keys: JwtKeys, token: string, { issuer, now }: { issuer: string; now: number },
): Claims | undefined {
  try {
    return verifyJwt(keys, token, { typ, issuer, audience: issuer, now })
  } catch (error) {
    if (error instanceof JwtError) return undefined
    throw error
  }
}
