// The routes that switch a second factor on and off, for programs.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { encodeBase32 } from './base32.ts'
import { authenticate } from './credentials.ts'
import { requireScope, type IdentityParts } from './identify.ts'
import { checkCode, guessLimit, type SecondStepParts } from './secondStep.ts'
import { readToken } from './tokens.ts'
import { totpUri } from './totp.ts'

const path = '/api/users/me/second-factor'
const noStore = { 'cache-control': 'no-store' }

/** Adds the routes. */
export function addSecondFactorRoutes(
  router: Router, parts: IdentityParts & SecondStepParts,
): void {
  const { audit, buckets, secondFactors, publicOrigin } = parts
  router.add('POST', path, async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    const { password } = { password: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, { email: user.email, password })
    const secret = secondFactors.begin(user.id)
    if (secret === undefined) throw new HttpError(409, 'The second factor is on already')
    const uri = totpUri(secret, { site: new URL(publicOrigin).hostname, email: user.email })
    return json({ secret: encodeBase32(secret), uri }, 201, noStore)
  })
  // The first code shows that the app has the secret: otherwise its user would be locked out.
  router.add('PUT', path, async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    const { code } = { code: '', ...Object(await readJson(context)) }
    buckets.take({ ...guessLimit, name: `first codes of ${user.id}` })
    const recoveryCodes = secondFactors.enable(user.id, readToken(code))
    if (recoveryCodes === undefined) throw new HttpError(422, "This isn't the code of this moment")
    audit.write({ actor: user.id, action: 'second-factor-on', user: user.id })
    return json({ recoveryCodes }, 200, noStore)
  })
  router.add('DELETE', path, async (context) => {
    const { user } = await requireScope(parts, context, 'account')
    const fields = { password: null, code: null, ...Object(await readJson(context)) }
    await authenticate(parts, context, { email: user.email, password: fields.password })
    checkCode(parts, user.id, fields.code)
    secondFactors.disable(user.id)
    audit.write({ actor: user.id, action: 'second-factor-off', user: user.id })
    return empty(204, noStore)
  })
}
