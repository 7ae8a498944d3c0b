// Changes a password, and signs out everybody who may have known the old one.

import { readJson } from './framework/body.ts'
import { empty } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { authenticate, changePassword } from './credentials.ts'
import { requireScope, type IdentityParts } from './identify.ts'
import type { RefreshTokens } from './refreshTokens.ts'

export type PasswordParts = IdentityParts & { refreshTokens: RefreshTokens }

/** Adds the route. */
export function addPasswordRoutes(router: Router, parts: PasswordParts): void {
  const { sessions, refreshTokens, oneTimeTokens } = parts
  router.add('PUT', '/api/users/me/password', async (context) => {
    const { user, session } = await requireScope(parts, context, 'account')
    const fields = { currentPassword: null, newPassword: null, ...Object(await readJson(context)) }
    // Somebody else may sit in front of an open browser.
    await authenticate(parts, context, { email: user.email, password: fields.currentPassword })
    await changePassword(parts, user.id, fields.newPassword)
    sessions.endOthers(user.id, session)
    refreshTokens.endAll(user.id)
    oneTimeTokens.endAll('second-factor', user.id)
    return empty(204, { 'cache-control': 'no-store' })
  })
}
