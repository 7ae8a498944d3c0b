// The token endpoint: an application trades a code in, or a refresh token (RFC 6749, sections 4.1.3
// and 6), or gives one back (RFC 7009). There is no password grant and no implicit one (RFC 9700,
// section 2). Lesson: oauth-and-oidc (core)

import { minuteMs, secondMs } from '../../../basics/clock.ts'
import { accessLimitMs } from '../../../auth/tokens/accessToken.ts'
import { readAccount } from '../../../auth/access/account.ts'
import { repeatAuditLimit, type Refreshed } from '../../../auth/tokens/refresh.ts'
import { hashToken } from '../../../auth/tokens/token.ts'
import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { clientAddress, limitKey } from '../../../http/peer.ts'
import { empty, json, type Reply, type ReplyHeaders } from '../../../http/reply.ts'
import { limitHeaders } from '../../../services/limits.ts'
import { authenticateClient, TokenError } from './clientAuthentication.ts'
import type { OauthClient } from './clientStore.ts'
import { tradeCode } from './codes.ts'
import type { Dependencies } from '../dependencies.ts'
import { idTokenClaims } from './idToken.ts'
import { addPreflight, openReply } from './openReplies.ts'
import { coversScopes, readOfferedScopes } from './scopes.ts'

/** A form of an application that has shown that it is itself. */
type Asking = { client: OauthClient; form: URLSearchParams; context: Context }

const maxBytes = 16 * 1024
// The server of a busy application asks for all of its users, from one IP address.
const clientLimit = { name: 'oauth-token', most: 600, windowMs: minuteMs }

// RFC 6749, section 5.1.
const unstored: ReplyHeaders = { 'cache-control': 'no-store', 'pragma': 'no-cache' }

/** Adds `/oauth/token` and `/oauth/revoke`. */
export function addTokenRoutes(app: App, dependencies: Dependencies): void {
  const guards = [openReply()]

  app.post('/oauth/token', (context) => answering(dependencies, context, (asking) => {
    const type = asking.form.get('grant_type')
    if (type === 'authorization_code') return answerCode(dependencies, asking)
    if (type === 'refresh_token') return answerRefresh(dependencies, asking)
    if (type) throw new TokenError('unsupported_grant_type', "This grant type isn't supported")
    throw new TokenError('invalid_request', 'The grant_type is missing')
  }), guards)

  app.post('/oauth/revoke', (context) => answering(dependencies, context, (asking) =>
    answerRevocation(dependencies, asking)), guards)

  for (const path of ['/oauth/token', '/oauth/revoke']) addPreflight(app, path)
}

async function answerCode(dependencies: Dependencies, { client, form, context }: Asking): Promise<Reply> {
  const traded = await tradeCode(dependencies, {
    client: client.id,
    code: form.get('code') ?? '',
    redirectUri: form.get('redirect_uri') ?? '',
    verifier: form.get('code_verifier') ?? '',
  })
  if (traded === undefined) throw badGrant('code')
  if ('reused' in traded) throw await reused(dependencies, context, { client, user: traded.reused.user })
  const account = await readAccount(dependencies.database, traded.user)
  if (account === undefined) throw badGrant('code')
  const { user, family, scopes, refreshToken } = traded
  const accessToken = issue(dependencies, { user, family, scopes, client })
  const isOpenId = coversScopes(scopes, ['openid'])
  const idToken = isOpenId && await dependencies.signingKeys.sign(idTokenClaims({
    issuer: dependencies.publicOrigin, audience: client.id, account, grant: traded, accessToken,
    now: dependencies.clock(),
  }))
  return tokens({ accessToken, refreshToken, scopes, idToken })
}

async function answerRefresh(dependencies: Dependencies, { client, form, context }: Asking): Promise<Reply> {
  const token = form.get('refresh_token') ?? ''
  const wanted = form.get('scope')
  // Looked at first, because a request that is refused must not use the token up.
  const before = await dependencies.clients.grantedTo(hashToken(token), client.id)
  const scopes = wanted === null ? before : readOfferedScopes(wanted).join(' ')
  // Fewer than before, never more (RFC 6749, section 6).
  if (scopes === '' || !coversScopes(before, readOfferedScopes(scopes))) {
    throw before === ''
      ? badGrant('refresh_token')
      : new TokenError('invalid_scope', 'The scope is more than what was granted')
  }
  const used = await dependencies.auth.refreshTokens.use(token, client.id)
  if (used === undefined) throw badGrant('refresh_token')
  if ('reused' in used) throw await reused(dependencies, context, { client, user: used.reused.user })
  const user = used.account.id
  if (used.isRepeat) await writeRepeat(dependencies, context, { client, used })
  const accessToken = issue(dependencies, { user, family: used.family, scopes, client })
  return tokens({ accessToken, refreshToken: used.token, scopes, idToken: false })
}

// Whatever it is that is given back, the answer is the same (RFC 7009, section 2.2).
async function answerRevocation(dependencies: Dependencies, { client, form }: Asking): Promise<Reply> {
  const { accessTokens, refreshTokens } = dependencies.auth
  const token = form.get('token')
  if (!token) throw new TokenError('invalid_request', 'The token is missing')
  await refreshTokens.endByToken(token, client.id)
  const found = await accessTokens.find(token)
  if (found?.client === client.id) await refreshTokens.end(found.account.id, found.family)
  return empty(200, unstored)
}

function issue(
  dependencies: Dependencies,
  { client, scopes, ...grant }: {
    user: number; family: number; scopes: string; client: OauthClient
  },
): string {
  return dependencies.auth.accessTokens.issue({ ...grant, scopes: scopes.split(' '), client: client.id })
}

function tokens(
  { accessToken, refreshToken, scopes, idToken }: {
    accessToken: string; refreshToken: string; scopes: string; idToken: string | false
  },
): Reply {
  return json({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: accessLimitMs / secondMs,
    refresh_token: refreshToken,
    scope: scopes,
    ...(idToken === false ? {} : { id_token: idToken }),
  }, 200, unstored)
}

// Reads the form, finds the application, and reports errors as RFC 6749, section 5.2, says. It
// has no code for too many requests: `temporarily_unavailable` is the nearest one with a name
// (section 4.1.2.1), and the status says the rest.
async function answering(
  dependencies: Dependencies, context: Context, handle: (asking: Asking) => Promise<Reply>,
): Promise<Reply> {
  try {
    const address = limitKey(clientAddress(context.request, dependencies.trustedHops))
    const verdict = await dependencies.auth.limits.take(clientLimit, address)
    if (!verdict.isAllowed) return tooMany(verdict.retryAfterSeconds)
    const form = await readTokenForm(context)
    return await handle({ client: await authenticateClient(dependencies, context, form), form, context })
  } catch (error) {
    if (error instanceof TokenError) return refusal(error.code, error.message, error)
    if (!(error instanceof HttpError)) throw error
    return refusal('invalid_request', error.message, error)
  }
}

async function readTokenForm(context: Context): Promise<URLSearchParams> {
  // A secret in an address would be in every log on the way (RFC 6749, section 2.3.1).
  if (context.target.query !== '') {
    throw new TokenError('invalid_request', 'Send everything in the body and nothing in the URL')
  }
  const form = await readForm(context, { maxBytes })
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length === 1) continue
    throw new TokenError('invalid_request', 'A parameter appears twice')
  }
  return form
}

function refusal(
  error: string, description: string,
  { status, headers }: { status: number; headers: ReplyHeaders },
): Reply {
  // RFC 6749, section 5.2, leaves out quotation marks and the backslash.
  const text = description.replaceAll(/["\\]|[^ -~]/g, "'")
  return json({ error, error_description: text }, status, { ...headers, ...unstored })
}

function tooMany(seconds: number): Reply {
  const text = `Too many requests from this client: wait ${seconds} s`
  const headers = limitHeaders(clientLimit, seconds)
  return refusal('temporarily_unavailable', text, { status: 429, headers })
}

function badGrant(what: string): TokenError {
  const message = `The ${what} is unknown, used, too old, or was given for something else`
  return new TokenError('invalid_grant', message)
}

async function reused(
  dependencies: Dependencies, context: Context, use: { client: OauthClient; user: number },
): Promise<TokenError> {
  await writeUse(dependencies, context, { action: 'token-reused', ...use })
  return badGrant('code or token')
}

async function writeRepeat(
  dependencies: Dependencies, context: Context, { client, used }: { client: OauthClient; used: Refreshed },
): Promise<void> {
  const { isAllowed } = await dependencies.auth.limits.take(repeatAuditLimit, String(used.family))
  if (!isAllowed) return
  await writeUse(dependencies, context, { action: 'token-repeated', client, user: used.account.id })
}

function writeUse(
  dependencies: Dependencies, context: Context,
  { action, client, user }: { action: string; client: OauthClient; user: number },
): Promise<void> {
  return dependencies.auth.audit.write({
    requestId: context.id, actor: null, action, target: `user ${user}`,
    details: { application: client.id },
  })
}
