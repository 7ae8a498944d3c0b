// The endpoints that pages of every origin may read (CORS): where our endpoints are and what they
// can do, so that a person only types our address (OpenID Connect Discovery; RFC 8414), the keys
// that sign ID tokens, and what an access token lets its application know of the user (OpenID
// Connect Core, section 5.3). They take no cookies: a client sends a code or a token, or gets what
// is public anyway, so a foreign page learns nothing that its server couldn't ask for itself.
// Lesson: oauth-and-oidc (tour)

import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import type { Context, Handler, Middleware } from '../../../http/context.ts'
import { after } from '../../../http/middleware.ts'
import { empty, json, noStore, type Reply, type ReplyHeaders } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { userClaims } from './claims.ts'
import { coversScopes, offeredScopes } from './scopes.ts'

/**
 * The paths where a POST reads no cookies: the check for forged requests has nothing to protect
 * there. A POST to `/oauth/authorize` only leads to the same request as a GET.
 */
export const openPaths: readonly string[] =
  ['/oauth/authorize', '/oauth/token', '/oauth/userinfo', '/oauth/revoke']

const allowOrigin = { 'access-control-allow-origin': '*' }

// A new key signs at once; a client that doesn't know its name fetches the list again.
const keep: ReplyHeaders = { 'cache-control': 'public, max-age=300' }

const mostFormBytes = 16 * 1024

const clientAuthentication = ['client_secret_basic', 'client_secret_post', 'none']

/** Adds the documents, the list of keys and `/oauth/userinfo`. */
export function addOpenRoutes(app: App, dependencies: Dependencies): void {
  const metadata = describeProvider(dependencies.issuer)
  const describe = () => json(metadata, 200, keep)
  const listKeys = async () => {
    const keys = await dependencies.signingKeys.publicKeys()
    return json({ keys }, 200, keep)
  }
  // It takes an access token and nothing else: no session, no API key.
  const describeUser = (context: Context) => userinfo(dependencies, context)
  const routes: readonly [path: string, handle: Handler][] = [
    ['/.well-known/openid-configuration', describe],
    ['/.well-known/oauth-authorization-server', describe],
    ['/oauth/jwks.json', listKeys],
    ['/oauth/userinfo', describeUser],
  ]
  for (const [path, handle] of routes) app.get(path, handle, [openReply()])
  app.post('/oauth/userinfo', describeUser, [openReply()])
  addPreflights(app, routes.map(([path]) => path))
}

/** Makes the guard of a route that every origin may read. */
export function openReply(): Middleware {
  return after((reply) => {
    Object.assign(reply.headers, allowOrigin)
    return reply
  })
}

/** Responds to the preflights of such routes. */
export function addPreflights(app: App, paths: readonly string[]): void {
  for (const path of paths) {
    app.route('OPTIONS', path, () => empty(204, {
      ...allowOrigin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '600',
    }))
  }
}

function describeProvider(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    userinfo_endpoint: `${issuer}/oauth/userinfo`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    jwks_uri: `${issuer}/oauth/jwks.json`,
    scopes_supported: offeredScopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: clientAuthentication,
    revocation_endpoint_auth_methods_supported: clientAuthentication,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    claims_supported: [
      'iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'at_hash', 'email',
      'email_verified', 'name',
    ],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  }
}

async function userinfo({ auth }: Dependencies, context: Context): Promise<Reply> {
  const inHeader = /^Bearer +(\S+)$/i.exec(context.header('authorization') ?? '')?.[1]
  const inForm = await readTokenField(context)
  if (inHeader !== undefined && inForm !== undefined) return refusal(400, 'invalid_request')
  const token = inHeader ?? inForm
  const found = token === undefined ? undefined : await auth.accessTokens.find(token)
  if (found === undefined) return refusal(401, token === undefined ? undefined : 'invalid_token')
  if (!coversScopes(found.granted, ['openid'])) return refusal(403, 'insufficient_scope')
  return json(userClaims(found.account, found.granted), 200, noStore)
}

// RFC 6750, section 2.2: clients that can't set the header send the token in the form of a POST.
// It's never in the URL, which ends up in logs.
async function readTokenField(context: Context): Promise<string | undefined> {
  const type = context.header('content-type') ?? ''
  if (context.method !== 'POST' || !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return undefined
  }
  const form = await readForm(context, { maxBytes: mostFormBytes })
  return form.get('access_token') ?? undefined
}

// RFC 6750, section 3: a request without a token isn't told of an error.
function refusal(status: 400 | 401 | 403, error: string | undefined): Reply {
  const challenge = error === undefined ? '' : `, error="${error}"`
  return json(error === undefined ? {} : { error }, status, {
    'www-authenticate': `Bearer realm="Groundwork"${challenge}`, 'cache-control': 'no-store',
  })
}
