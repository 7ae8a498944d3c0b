// Authorization codes: what the browser carries from here to the application, and what the
// application trades in for tokens, once and within a minute. One statement finds a code, checks
// all that it is bound to and uses it up. Lesson: oauth-and-oidc (core)

import { minuteMs, dayMs } from '../../../basics/clock.ts'
import type { Identity } from '../../../auth/access/identity.ts'
import { challengeOf, isVerifier } from '../pkce.ts'
import { familyLimitMs, refreshPrefix } from '../../../auth/tokens/refresh.ts'
import { hashToken, isToken, makeToken } from '../../../auth/tokens/token.ts'
import { repeatWhileFull, rowsAtOnce } from '../../../database/batches.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import type { AuthorizeRequest } from './authorizeRequest.ts'
import type { Dependencies } from '../dependencies.ts'
import { joinScopes } from './scopes.ts'

/** What an application brings to trade a code in. */
export type TradeIn = { code: string; client: string; redirectUri: string; verifier: string }

/** What a code stood for. */
export type Grant = {
  user: number
  family: number
  scopes: string
  nonce: string | null
  authenticatedAt: number
}

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
  const granted = await dependencies.clients.consentOf(account.id, client.id)
  const now = dependencies.clock()
  await dependencies.database.batch([
    remember(account.id, client.id, { scopes: joinScopes(granted, scopes), now }),
    sql`insert into oauth_codes (code_hash, client, user, session, redirect_uri, challenge, scopes,
        nonce, authenticated_at, expires_at)
      values (${code.hash}, ${client.id}, ${account.id}, ${session?.id ?? null}, ${redirectUri},
        ${challenge}, ${scopes.join(' ')}, ${nonce ?? null}, ${session?.authenticatedAt ?? 0},
        ${now + codeLimitMs})`,
  ])
  return code.text
}

/**
 * Trades a code in. The family that it begins hangs on the same statement: of two uses at the same
 * time one wins, and the other one ends what it was given (RFC 6749, section 4.1.2).
 */
export async function tradeCode(dependencies: Dependencies, tradeIn: TradeIn): Promise<Traded> {
  if (!isToken(prefix, tradeIn.code) || !isVerifier(tradeIn.verifier)) return undefined
  const refreshToken = makeToken(refreshPrefix)
  const now = dependencies.clock()
  const [{ rows: [used] }, { rows: [family] }] = await dependencies.database.batch([
    useCode(tradeIn, refreshToken.hash, now),
    sql<{ id: number }>`
      insert into token_families (user, client, scopes, agent, created_at, seen_at, expires_at)
      select oauth_codes.user, client, scopes, oauth_clients.name, ${now}, ${now},
        ${now + familyLimitMs}
      from oauth_codes join oauth_clients on oauth_clients.id = oauth_codes.client
      where successor = ${refreshToken.hash}
      returning id`,
    sql`insert into refresh_tokens (token_hash, family)
      select successor, last_insert_rowid() from oauth_codes
      where successor = ${refreshToken.hash}`,
  ])
  if (used === undefined || family === undefined) return endReused(dependencies, tradeIn)
  return { ...used, family: family.id, refreshToken: refreshToken.text }
}

/** Deletes codes that tell nothing any more. */
export async function cleanCodes({ database, clock }: Dependencies): Promise<void> {
  await repeatWhileFull(database, sql`
    delete from oauth_codes where code_hash in (
      select code_hash from oauth_codes where expires_at < ${clock() - keepMs}
      limit ${rowsAtOnce})`)
}

function remember(
  user: number, client: string, { scopes, now }: { scopes: string; now: number },
): Sql {
  return sql`
    insert into oauth_consents (user, client, scopes, created_at)
    values (${user}, ${client}, ${scopes}, ${now})
    on conflict do update set scopes = excluded.scopes`
}

function useCode({ code, client, redirectUri, verifier }: TradeIn, next: Uint8Array, now: number) {
  return sql<Omit<Grant, 'family'>>`
    update oauth_codes set successor = ${next}
    where code_hash = ${hashToken(code)} and client = ${client} and redirect_uri = ${redirectUri}
      and challenge = ${challengeOf(verifier)} and successor is null and expires_at > ${now}
      and session is not null
      and exists (select 1 from users where id = oauth_codes.user and disabled_at is null)
    returning user, scopes, nonce, authenticated_at as authenticatedAt`
}

// The first refresh token of a family keeps its row when it was used, so the family is found.
async function endReused(dependencies: Dependencies, { code, client }: TradeIn): Promise<Traded> {
  const { rows: [family] } = await dependencies.database.run(sql<{ user: number }>`
    delete from token_families
    where client = ${client} and id = (select family from refresh_tokens where token_hash =
      (select successor from oauth_codes where code_hash = ${hashToken(code)}))
    returning user`)
  return family && { reused: family }
}
