// Tells applications where our endpoints are and what they can do, so that a person only types our
// address (OpenID Connect Discovery; RFC 8414), and with which keys ID tokens are signed.
// Lesson: oauth-and-oidc (tour)

import type { App } from '../../../http/app.ts'
import { json, type ReplyHeaders } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { addPreflight, openReply } from './openReplies.ts'
import { offeredScopes } from './scopes.ts'

// A new key signs at once; who does not know it asks again, because of its new name.
const keep: ReplyHeaders = { 'cache-control': 'public, max-age=300' }

const ways = ['client_secret_basic', 'client_secret_post', 'none']

/** Adds the two documents and the list of keys. */
export function addMetadataRoutes(app: App, dependencies: Dependencies): void {
  const metadata = describeProvider(dependencies.publicOrigin)
  const guards = [openReply()]
  const documents = [
    '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server',
  ] as const
  for (const path of documents) {
    app.get(path, () => json(metadata, 200, { ...keep }), guards)
    addPreflight(app, path)
  }
  app.get('/oauth/jwks.json', async () =>
    json({ keys: await dependencies.signingKeys.publicKeys() }, 200, { ...keep }), guards)
  addPreflight(app, '/oauth/jwks.json')
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
    token_endpoint_auth_methods_supported: ways,
    revocation_endpoint_auth_methods_supported: ways,
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
