// A user has one ticket at a time, and a wrong code ends it. A factor that is switched on ends all
// sessions elsewhere. Each known client has its own bucket: strangers can't lock the owner out.
//#file oneTimeTokens.ts
//#replace
      clean.run(now)
//#with
      clean.run(now)
      removeAll.run(user, purpose)
//#end
//#file attempts.ts
//#replace
  return {
    enter(
//#with
  return {
    isKnown: (user, client) => select.get(user, hashToken(client)) !== undefined,
    enter(
//#end
//#replace
export type Attempts = {
//#with
export type Attempts = {
  isKnown(user: number, client: string): boolean
//#end
//#file secondStep.ts
//#replace
export function finishSignIn(parts: SecondStepParts, value: unknown): User {
//#with
export function finishSignIn(parts: SecondStepParts, value: unknown, client: string): User {
//#end
//#replace
  checkCode(parts, id, fields.code)
  const user = users.find(id)
  // Used up only now: a code can be mistyped.
  if (user !== undefined && oneTimeTokens.use('second-factor', ticket) === id) return user
//#with
  oneTimeTokens.use('second-factor', ticket)
  checkCode(parts, id, fields.code, client)
  const user = users.find(id)
  if (user !== undefined) return user
//#end
//#replace
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown,
): void {
//#with
  { buckets, secondFactors, attempts }: SecondStepParts & { attempts: Attempts },
  user: number, code: unknown, client: string,
): void {
//#end
//#replace
  const name = `codes of ${user}`
//#with
  const name = `codes of ${user} from ${attempts.isKnown(user, client) ? client : 'strangers'}`
//#end
//#replace
import type { Buckets } from './buckets.ts'
//#with
import type { Attempts } from './attempts.ts'
import type { Buckets } from './buckets.ts'
//#end
//#file secondFactorRoutes.ts
//#replace
    const { user } = await requireScope(parts, context, 'account')
    const { code } = { code: '', ...Object(await readJson(context)) }
//#with
    const { user, session } = await requireScope(parts, context, 'account')
    const { code } = { code: '', ...Object(await readJson(context)) }
//#end
//#replace
    return json({ recoveryCodes }, 200, noStore)
//#with
    parts.sessions.endOthers(user.id, session)
    return json({ recoveryCodes }, 200, noStore)
//#end
//#replace
    checkCode(parts, user.id, fields.code)
//#with
    checkCode(parts, user.id, fields.code, clientOf(context, parts.trustedHops))
//#end
//#replace
import { requireScope,
//#with
import { clientOf } from './proxy.ts'
import { requireScope,
//#end
//#file sessionRoutes.ts
//#replace
    const user = finishSignIn(parts, await readJson(context))
//#with
    const client = clientOf(context, parts.trustedHops)
    const user = finishSignIn(parts, await readJson(context), client)
//#end
//#replace
import { requireScope,
//#with
import { clientOf } from './proxy.ts'
import { requireScope,
//#end
//#file tokenRoutes.ts
//#replace
    const user = finishSignIn(parts, await readJson(context))
//#with
    const client = clientOf(context, parts.trustedHops)
    const user = finishSignIn(parts, await readJson(context), client)
//#end
//#replace
import { authenticate, type
//#with
import { clientOf } from './proxy.ts'
import { authenticate, type
//#end
//#file loginCode.ts
//#replace
      const user = finishSignIn(parts, { ticket, code: typed.get('code') })
//#with
      const client = clientOf(context, parts.trustedHops)
      const user = finishSignIn(parts, { ticket, code: typed.get('code') }, client)
//#end
//#replace
import { finishSignIn }
//#with
import { clientOf } from './proxy.ts'
import { finishSignIn }
//#end
