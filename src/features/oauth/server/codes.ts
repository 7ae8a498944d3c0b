// Authorization codes: what the browser carries from here to the application, and what the
// application trades in for tokens, once and within a minute. One statement finds a code, checks
// all that it is bound to and uses it up. Lesson: oauth-and-oidc (core)

import { minuteMs, dayMs } from '../../../basics/clock.ts'
import type { Identity } from '../../../auth/access/identity.ts'
import { challengeOf, isVerifier } from '../pkce.ts'
import { endFamilyOf, insertFamily, refreshPrefix } from '../../../auth/tokens/refresh.ts'
import { isToken, makeToken } from '../../../auth/tokens/token.ts'
import type { AuthorizeRequest } from './authorizeRequest.ts'
import type { Dependencies } from '../dependencies.ts'
import { joinScopes } from './scopes.ts'
import {
  deleteCodes, familyOfCode, insertCode, readConsent, successorOf, upsertConsent, useCode,
  type UsedCode,
} from './store.ts'

/** What an application brings to trade a code in. */
export type TradeIn = { code: string; client: string; redirectUri: string; verifier: string }

/** What a code stood for, and the family that began with it. */
export type Grant = UsedCode & { family: number }

export type Traded = (Grant & { refreshToken: string }) | { reused: { user: number } } | undefined

const codeLimitMs = minuteMs
// Used codes are kept so long, so that a second use is seen.
const keepMs = dayMs
const prefix = 'gwa_'

/** Makes the code for a request that its user allows; that they did is remembered with it. */
export async function issueCode(
  dependencies: Dependencies, request: AuthorizeRequest, { account, session }: Identity,
): Promise<string> {
  const code = makeToken(prefix)
  const { client, redirectUri, challenge, scopes, nonce } = request
  const granted = await readConsent(dependencies.database, account.id, client.id)
  const now = dependencies.clock()
  await dependencies.database.batch([
    upsertConsent(account.id, client.id, { scopes: joinScopes(granted, scopes), now }),
    insertCode({
      codeHash: code.hash, client: client.id, user: account.id, session: session?.id ?? null,
      redirectUri, challenge, scopes: scopes.join(' '), nonce: nonce ?? null,
      authenticatedAt: session?.authenticatedAt ?? 0, expiresAt: now + codeLimitMs,
    }),
  ])
  return code.text
}

/**
 * Trades a code in. The family that it begins hangs on the same statement: of two uses at the same
 * time one wins, and the other one ends what it was given (RFC 6749, section 4.1.2).
 */
export async function tradeCode(dependencies: Dependencies, tradeIn: TradeIn): Promise<Traded> {
  const { verifier, ...use } = tradeIn
  if (!isToken(prefix, use.code) || !isVerifier(verifier)) return undefined
  const refreshToken = makeToken(refreshPrefix)
  const next = { tokenHash: refreshToken.hash, now: dependencies.clock() }
  const [{ rows: [used] }, { rows: [family] }] = await dependencies.database.batch([
    useCode({ ...use, challenge: challengeOf(verifier), next: next.tokenHash, now: next.now }),
    ...insertFamily(familyOfCode(next.tokenHash), next),
  ])
  if (used === undefined || family === undefined) return endReused(dependencies, tradeIn)
  return { ...used, family: family.id, refreshToken: refreshToken.text }
}

/** Deletes codes that tell nothing any more. */
export async function cleanCodes({ database, clock }: Dependencies): Promise<void> {
  await deleteCodes(database, clock() - keepMs)
}

// The first refresh token of a family keeps its row when it was used, so the family is found.
async function endReused({ database }: Dependencies, { code, client }: TradeIn): Promise<Traded> {
  const { rows: [family] } = await database.run(endFamilyOf(successorOf(code), client))
  return family && { reused: family }
}
