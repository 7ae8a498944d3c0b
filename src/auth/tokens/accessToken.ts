// Access tokens: JWTs that are valid for a quarter of an hour. The signature says that we made it;
// who the user is and whether the sign-in is still valid is read from the database, so a change
// takes effect at once, not when the token expires. Lesson: jwt (core)

import { randomUUID } from 'node:crypto'
import { minuteMs, secondMs, type Clock } from '../../basics/clock.ts'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import {
  accountColumns, accountJoin, formatScopes, parseScopes, type Account, type Scope,
} from '../access/identity.ts'
import { signJwt, verifyJwt, type Claims } from './jwt.ts'
import { JwtError } from './jwtParts.ts'
import type { JwtKeys } from './jwtKeys.ts'

type AccessTokensOptions = {
  database: Database
  clock: Clock
  keys: JwtKeys
  /** Who issues and accepts the tokens: the public origin. */
  issuer: string
}

/** What a token is issued for. It ends with its family, the sign-in that it came from. */
type Grant = {
  user: number
  /** Our own scopes, and for applications also what they may see of the account. */
  scopes: Iterable<string>
  family: number
  /** The application that it is for (RFC 9068, section 2.2); none for the user's own programs. */
  client?: string | undefined
}

type FoundToken = {
  account: Account
  scopes: ReadonlySet<Scope>
  /** All that was granted, exactly as the token says it. */
  granted: string
  family: number
  client: string | null
}

export type AccessTokens = ReturnType<typeof createAccessTokens>

export const accessLimitMs = 15 * minuteMs
// RFC 9068, section 2.1: other kinds of JWT have other types, so none passes for another.
const typ = 'at+jwt'

/** Makes what issues access tokens, and finds whom they belong to. */
export function createAccessTokens({ database, clock, keys, issuer }: AccessTokensOptions) {
  return {
    issue({ user, scopes, family, client }: Grant): string {
      const now = Math.floor(clock() / secondMs)
      return signJwt(keys, {
        typ,
        claims: {
          iss: issuer, aud: issuer, sub: String(user), jti: randomUUID(), iat: now,
          exp: now + accessLimitMs / secondMs, sid: String(family), scope: formatScopes(scopes),
          ...(client === undefined ? {} : { client_id: client }),
        },
      })
    },

    /** Finds the account and the scopes of a token, undefined when it isn't valid. */
    async find(token: string): Promise<FoundToken | undefined> {
      const claims = readClaims(keys, token, { issuer, now: clock() / secondMs })
      if (claims === undefined) return undefined
      const { sub, sid, scope } = claims
      if (typeof sid !== 'string' || typeof scope !== 'string') return undefined
      const found = await database.one(sql<Account & { client: string | null }>`
        select ${accountColumns}, token_families.client
        from token_families join users on users.id = token_families.user ${accountJoin}
        where token_families.id = ${Number(sid)} and users.id = ${Number(sub)}
          and users.disabled_at is null and token_families.expires_at > ${clock()}`)
      if (found === undefined) return undefined
      const { client, ...account } = found
      return { account, scopes: parseScopes(scope), granted: scope, family: Number(sid), client }
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
