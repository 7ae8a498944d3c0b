// The routes of tokens, for programs that a person signs in.

import { readJson } from './framework/body.ts'
import { json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { accessSeconds, type AccessTokens } from './accessTokens.ts'
import { authenticate, type AccountParts } from './credentials.ts'

export type TokenParts = AccountParts & { accessTokens: AccessTokens }

const noStore = { 'cache-control': 'no-store' }

/** Adds the routes. The members are those of OAuth, in the spelling of our JSON. */
export function addTokenRoutes(router: Router, parts: TokenParts): void {
  router.add('POST', '/api/tokens', async (context) => {
    const user = await authenticate(parts, await readJson(context))
    const accessToken = parts.accessTokens.issue(user)
    return json({ accessToken, tokenType: 'Bearer', expiresIn: accessSeconds }, 201, noStore)
  })
}
