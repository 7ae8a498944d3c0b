// What the token endpoint gives for a code or for a refresh token, and what giving a token back
// ends (RFC 6749, sections 4.1.3 and 6; RFC 7009). One statement finds a code, checks all that it
// is bound to and uses it up. Lesson: oauth-and-oidc (tour)

import { readAccount } from '../../../../auth/access/identity.ts'
import { accessLimitMs } from '../../../../auth/tokens/accessToken.ts'
import {
  endFamilyOf, insertFamily, readGrantedScopes, refreshPrefix, repeatAuditLimit,
} from '../../../../auth/tokens/refresh.ts'
import { isToken, makeToken } from '../../../../auth/tokens/token.ts'
import { secondMs } from '../../../../basics/clock.ts'
import { countRefresh } from '../../../site/countRefresh.ts'
import type { Dependencies } from '../../dependencies.ts'
import { challengeOf, isVerifier } from '../../pkce.ts'
import { codePrefix } from '../authorize/rules.ts'
import { idTokenClaims } from '../claims.ts'
import { coversScopes, readOfferedScopes } from '../scopes.ts'
import {
  familyOfCode, readUsedCode, successorOf, useCode, type OauthClient, type UsedCode,
} from '../store.ts'
import { TokenError } from './clientAuthentication.ts'

/** A form of an application that has authenticated. */
export type TokenRequest = { requestId: string; client: OauthClient; form: URLSearchParams }

/** What the application gets, as RFC 6749, section 5.1, writes it. */
export type Tokens = {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  refresh_token: string
  scope: string
  /** Only for a code that was asked for with `openid`. */
  id_token?: string
}

/** Exchanges a code for tokens. Throws a TokenError. */
export async function exchangeCode(
  dependencies: Dependencies, request: TokenRequest,
): Promise<Tokens> {
  const { clock, database, issuer, signingKeys } = dependencies
  const grant = await redeemCode(dependencies, request)
  const account = await readAccount(database, grant.user)
  if (account === undefined) throw badGrant('code')
  const tokens = issueTokens(dependencies, request, grant)
  if (!coversScopes(grant.scopes, ['openid'])) return tokens
  const claims = idTokenClaims({
    issuer, audience: request.client.id, account, grant, accessToken: tokens.access_token,
    now: clock(),
  })
  return { ...tokens, id_token: await signingKeys.sign(claims) }
}

/** Exchanges a refresh token for the next tokens. Throws a TokenError. */
export async function exchangeRefreshToken(
  dependencies: Dependencies, request: TokenRequest,
): Promise<Tokens> {
  const { client, form } = request
  const token = readRequired(form, 'refresh_token')
  // Looked at first, because a request that is refused must not use the token up.
  const granted = await readGrantedScopes(dependencies.database, token, client.id)
  const scopes = narrowScopes(granted, form.get('scope'))
  await countRefresh(dependencies, token)
  const used = await dependencies.auth.refreshTokens.use(token, client.id)
  if (used !== undefined && 'reused' in used) {
    await writeUse(dependencies, request, { action: 'token-reused', user: used.reused.user })
  }
  if (used === undefined || 'reused' in used) throw badGrant('refresh_token')
  const { account: { id: user }, family, token: refreshToken } = used
  if (used.isRepeat) await writeRepeat(dependencies, request, { user, family })
  return issueTokens(dependencies, request, { user, family, scopes, refreshToken })
}

/** Ends the family of a token, if it's one of this application. Throws a TokenError. */
export async function revokeToken(
  { auth: { accessTokens, refreshTokens } }: Dependencies, { client, form }: TokenRequest,
): Promise<void> {
  const token = readRequired(form, 'token')
  await refreshTokens.endByToken(token, client.id)
  const found = await accessTokens.find(token)
  if (found?.client === client.id) await refreshTokens.end(found.account.id, found.family)
}

/** Reads a parameter. Throws a TokenError when it's missing (RFC 6749, section 5.2). */
export function readRequired(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (value !== null) return value
  throw new TokenError('invalid_request', `The ${name} is missing`)
}

type Grant = { user: number; family: number; scopes: string; refreshToken: string }

// The family that a code begins depends on the same statement: of two uses at the same time one
// wins, and the other one ends what the first was given (RFC 6749, section 4.1.2).
async function redeemCode(
  dependencies: Dependencies, request: TokenRequest,
): Promise<Grant & UsedCode> {
  const { clock, database } = dependencies
  const { client: { id: client }, form } = request
  const code = readRequired(form, 'code')
  const redirectUri = readRequired(form, 'redirect_uri')
  const verifier = readRequired(form, 'code_verifier')
  if (!isToken(codePrefix, code) || !isVerifier(verifier)) throw badGrant('code')
  const { hash: tokenHash, text: refreshToken } = makeToken(refreshPrefix)
  const now = clock()
  const challenge = challengeOf(verifier)
  const [, { rows: [used] }, , { rows: [family] }] = await database.batch([
    useCode({ code, client, redirectUri, challenge, next: tokenHash, now }),
    readUsedCode(code),
    ...insertFamily(familyOfCode(tokenHash), { tokenHash, now }),
  ])
  if (used && family) return { ...used, family: family.id, refreshToken }
  // The first refresh token of a family keeps its row when it was used, so the family is found.
  const [{ rows: [reused] }] = await database.batch(endFamilyOf(successorOf(code), client))
  if (reused) {
    await writeUse(dependencies, request, { action: 'token-reused', user: reused.user })
  }
  throw badGrant('code')
}

// Fewer than before, never more (RFC 6749, section 6).
function narrowScopes(granted: string, wanted: string | null): string {
  if (granted === '') throw badGrant('refresh_token')
  if (wanted === null) return granted
  const scopes = readOfferedScopes(wanted)
  if (scopes.length > 0 && coversScopes(granted, scopes)) return scopes.join(' ')
  throw new TokenError('invalid_scope', 'The scope is more than what was granted')
}

function issueTokens(
  { auth }: Dependencies, { client }: TokenRequest,
  { user, family, scopes, refreshToken }: Grant,
): Tokens {
  return {
    access_token:
      auth.accessTokens.issue({ user, family, scopes: scopes.split(' '), client: client.id }),
    token_type: 'Bearer',
    expires_in: accessLimitMs / secondMs,
    refresh_token: refreshToken,
    scope: scopes,
  }
}

function badGrant(what: string): TokenError {
  const message = `The ${what} is unknown, used, too old, or was given for something else`
  return new TokenError('invalid_grant', message)
}

async function writeRepeat(
  dependencies: Dependencies, request: TokenRequest,
  { user, family }: { user: number; family: number },
): Promise<void> {
  const { isAllowed } = await dependencies.auth.limits.take(repeatAuditLimit, String(family))
  if (isAllowed) await writeUse(dependencies, request, { action: 'token-repeated', user })
}

function writeUse(
  { auth }: Dependencies, { requestId, client }: TokenRequest,
  { action, user }: { action: string; user: number },
): Promise<void> {
  return auth.audit.write({
    requestId, actor: null, action, target: `user ${user}`, details: { application: client.id },
  })
}
