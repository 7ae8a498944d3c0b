// Access tokens: JWTs that are valid for a quarter of an hour. The signature says that we made it;
// who the user is now is read from the database.

import { randomUUID } from 'node:crypto'
import { checkClaims } from './claims.ts'
import { JwtError, openJwt, signJwt } from './jwt.ts'
import { allScopes, formatScopes, parseScopes, type Scope } from './scopes.ts'
import type { User, Users } from './users.ts'

export type AccessTokens = {
  issue(user: User): string
  /** Finds the user and the scopes of a token; undefined when it isn't valid. */
  find(token: string): { user: User; scopes: ReadonlySet<Scope> } | undefined
}

type AccessTokenParts = { users: Users; jwtSecret: Uint8Array; publicOrigin: string }

export const accessSeconds = 900
// Tokens for other purposes have other types, so that none is good for another (RFC 9068).
const typ = 'at+jwt'

/** Makes what issues and reads access tokens. We're both their issuer and their audience. */
export function createAccessTokens(
  { users, jwtSecret, publicOrigin }: AccessTokenParts,
): AccessTokens {
  return {
    issue({ id }) {
      const now = Math.floor(Date.now() / 1_000)
      const claims = {
        iss: publicOrigin, aud: publicOrigin, sub: String(id), jti: randomUUID(),
        iat: now, exp: now + accessSeconds, scope: formatScopes(allScopes),
      }
      return signJwt(jwtSecret, { header: { typ }, claims })
    },
    find(token) {
      try {
        const { header, claims } = openJwt(jwtSecret, token)
        if (header['typ'] !== typ) return undefined
        // JSON.parse takes the last of two members of the same name, other programs the first. What
        // we would write in the same way has no two.
        if (signJwt(jwtSecret, { header, claims }) !== token) return undefined
        const expected = { issuer: publicOrigin, audience: publicOrigin, now: Date.now() / 1_000 }
        checkClaims(claims, expected)
        const user = users.find(Number(claims['sub']))
        return user && { user, scopes: parseScopes(String(claims['scope'])) }
      } catch (error) {
        if (error instanceof JwtError) return undefined
        throw error
      }
    },
  }
}
