// The userinfo endpoint: what an access token lets its application know of the user (OpenID Connect
// Core, section 5.3). It takes a token in the header and nothing else: no session, no API key.
// Lesson: oauth-and-oidc (tour)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { json, type Reply } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { userClaims } from './idToken.ts'
import { addPreflight, openReply } from './openReplies.ts'
import { coversScopes } from './scopes.ts'

/** Adds `/oauth/userinfo`. */
export function addUserinfoRoutes(app: App, dependencies: Dependencies): void {
  const answer = (context: Context) => userinfo(dependencies, context)
  app.get('/oauth/userinfo', answer, [openReply()])
  app.post('/oauth/userinfo', answer, [openReply()])
  addPreflight(app, '/oauth/userinfo')
}

async function userinfo({ auth }: Dependencies, context: Context): Promise<Reply> {
  const header = context.header('authorization') ?? ''
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
  const found = token === undefined ? undefined : await auth.accessTokens.find(token)
  if (found === undefined) return refusal(401, token === undefined ? undefined : 'invalid_token')
  if (!coversScopes(found.granted, ['openid'])) return refusal(403, 'insufficient_scope')
  return json(userClaims(found.account, found.granted), 200, { 'cache-control': 'no-store' })
}

// RFC 6750, section 3: a request without a token isn't told of an error.
function refusal(status: 401 | 403, error: string | undefined): Reply {
  const challenge = error === undefined ? '' : `, error="${error}"`
  const headers = { 'www-authenticate': `Bearer realm="Groundwork"${challenge}` }
  return json({ error: error ?? 'invalid_request' }, status, {
    ...headers, 'cache-control': 'no-store',
  })
}
