// Access tokens: JWTs that are valid for a quarter of an hour. The signature says that we made it.
// Whether the sign-in that it came from is still valid is read from the database.

import { randomUUID } from 'node:crypto'
import { checkClaims } from './claims.ts'
import { JwtError, openJwt, signJwt } from './jwt.ts'
import type { RefreshTokens } from './refreshTokens.ts'
import { allScopes, formatScopes, parseScopes, type Scope } from './scopes.ts'
import type { User } from './users.ts'

export type AccessTokens = {
  /** Makes a token that ends with its family. */
  issue(user: User, family: number, scopes?: ReadonlySet<Scope>): string
  /** Finds the user and the scopes of a token; undefined when it isn't valid. */
  find(token: string): { user: User; scopes: ReadonlySet<Scope> } | undefined
}

type AccessTokenParts = {
  refreshTokens: RefreshTokens
  jwtSecret: Uint8Array
  publicOrigin: string
}

export const accessSeconds = 900
// Tokens for other purposes have other types, so that none is good for another (RFC 9068).
const typ = 'at+jwt'

/** Makes what issues and reads access tokens. We're both their issuer and their audience. */
export function createAccessTokens(
  { refreshTokens, jwtSecret, publicOrigin }: AccessTokenParts,
): AccessTokens {
  return {
    issue({ id }, family, scopes = allScopes) {
      const now = Math.floor(Date.now() / 1_000)
      const claims = {
        iss: publicOrigin, aud: publicOrigin, sub: String(id), jti: randomUUID(),
        iat: now, exp: now + accessSeconds, sid: String(family), scope: formatScopes(scopes),
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
        const user = refreshTokens.findUser(Number(claims['sid']))
        if (user === undefined || String(user.id) !== claims['sub']) return undefined
        return { user, scopes: parseScopes(String(claims['scope'])) }
      } catch (error) {
        if (error instanceof JwtError) return undefined
        throw error
      }
    },
  }
}
