// The token endpoint: an application exchanges a code or a refresh token for tokens (RFC 6749,
// sections 4.1.3 and 6), or gives one back (RFC 7009). There is no password grant and no implicit
// one (RFC 9700, section 2). Lesson: oauth-and-oidc (tour)

import { minuteMs } from '../../../../basics/clock.ts'
import type { Database } from '../../../../database/database.ts'
import type { App } from '../../../../http/app.ts'
import { readForm } from '../../../../http/body.ts'
import type { Context, Middleware } from '../../../../http/context.ts'
import { HttpError } from '../../../../http/errors.ts'
import { json, type Reply, type ReplyHeaders } from '../../../../http/reply.ts'
import { clientOf } from '../../../site/input.ts'
import { takeOrRefuse, toHttpError } from '../../../site/refusal.ts'
import type { Dependencies } from '../../dependencies.ts'
import { addPreflights, openReply } from '../openEndpoints.ts'
import { hasRepeated, withoutEmpty } from '../parameters.ts'
import { authenticateClient, TokenError } from './clientAuthentication.ts'
import {
  exchangeCode, exchangeRefreshToken, readRequired, revokeToken, type TokenRequest, type Tokens,
} from './rules.ts'

const maxBytes = 16 * 1024
// The server of a busy application asks for all of its users, from one IP address.
const clientLimit = { name: 'oauth-token', most: 600, windowMs: minuteMs }

// RFC 6749, section 5.1.
const unstored: ReplyHeaders = { 'cache-control': 'no-store', 'pragma': 'no-cache' }

/** Adds `/oauth/token` and `/oauth/revoke`. */
export function addTokenRoutes(app: App, dependencies: Dependencies): void {
  const { database } = dependencies
  const guards = [openReply(), reportErrors(), limitClients(dependencies)]

  app.post('/oauth/token', async (context) => {
    const request = await readTokenRequest(database, context)
    return json(await exchange(dependencies, request), 200, unstored)
  }, guards)

  app.post('/oauth/revoke', async (context) => {
    await revokeToken(dependencies, await readTokenRequest(database, context))
    // Whatever was given back, the response is the same (RFC 7009, section 2.2). Its body means
    // nothing, but some clients read it as JSON.
    return json({}, 200, unstored)
  }, guards)

  addPreflights(app, ['/oauth/token', '/oauth/revoke'])
}

function exchange(dependencies: Dependencies, request: TokenRequest): Promise<Tokens> {
  const type = readRequired(request.form, 'grant_type')
  if (type === 'authorization_code') return exchangeCode(dependencies, request)
  if (type === 'refresh_token') return exchangeRefreshToken(dependencies, request)
  throw new TokenError('unsupported_grant_type', "This grant type isn't supported")
}

// Reports errors as RFC 6749, section 5.2, says. It has no code for too many requests:
// `temporarily_unavailable` is the nearest one with a name (section 4.1.2.1), and the status says
// the rest.
function reportErrors(): Middleware {
  return async (_context, next) => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof TokenError) return errorReply(error.code, error)
      const known = error instanceof HttpError ? error : toHttpError(error)
      if (known === undefined) throw error
      return errorReply(known.status === 429 ? 'temporarily_unavailable' : 'invalid_request', known)
    }
  }
}

function limitClients({ auth, trustedHops }: Dependencies): Middleware {
  return async (context, next) => {
    await takeOrRefuse(auth.limits, { limit: clientLimit, who: clientOf(context, trustedHops) })
    return next()
  }
}

async function readTokenRequest(database: Database, context: Context): Promise<TokenRequest> {
  const form = await readTokenForm(context)
  const client = await authenticateClient(database, context, form)
  return { requestId: context.id, client, form }
}

async function readTokenForm(context: Context): Promise<URLSearchParams> {
  // A secret in an address would be in every log on the way (RFC 6749, section 2.3.1).
  if (context.target.query !== '') {
    throw new TokenError('invalid_request', 'Send everything in the body and nothing in the URL')
  }
  const form = await readForm(context, { maxBytes })
  if (!hasRepeated(form)) return withoutEmpty(form)
  throw new TokenError('invalid_request', 'A parameter appears twice')
}

function errorReply(
  error: string,
  { message, status, headers }: { message: string; status: number; headers: ReplyHeaders },
): Reply {
  // RFC 6749, section 5.2, leaves out quotation marks and the backslash.
  const text = message.replaceAll(/["\\]|[^ -~]/g, "'")
  return json({ error, error_description: text }, status, { ...headers, ...unstored })
}
