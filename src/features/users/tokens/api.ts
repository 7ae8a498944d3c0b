// The JSON API of access and refresh tokens, for programs that a person signs in.
// Lesson: refresh-tokens (tour)

import type { Scope } from '../../../auth/access/identity.ts'
import { findUser } from '../../../auth/access/users.ts'
import type { Proof } from '../../../auth/passwords/credentials.ts'
import { mostPasswordBytes } from '../../../auth/passwords/password.ts'
import { endFamily, repeatAuditLimit } from '../../../auth/tokens/refresh.ts'
import { object, optional, string } from '../../../basics/check.ts'
import type { App } from '../../../http/app.ts'
import { HttpError } from '../../../http/errors.ts'
import { empty, json, type Reply } from '../../../http/reply.ts'
import { readId, readInput, unknownId } from '../../site/input.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf, eventOf, privately, requesterOf, type Requester } from '../requester.ts'
import { codeNeeded } from '../signIn/api.ts'
import { checkPassword, checkSecondFactor } from '../signIn/rules.ts'
import { makePair, startFamily } from './rules.ts'
import { scopesChecker } from './scopes.ts'

const scopes = optional(scopesChecker)
const text = string({ min: 1, max: mostPasswordBytes })
const newTokenChecker = object({ email: text, password: text, scopes })
// A ticket stands for the password only, so the rights are named with the code.
const secondStepChecker = object({ ticket: text, code: text, scopes })
const refreshChecker = object({ refreshToken: text })

type Start = Proof & { scopes: readonly Scope[] | undefined }

/** Adds `/api/tokens` and what is below it. */
export function addTokenApi(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireScope('account')]

  app.post('/api/tokens', async (context) => {
    const { scopes, ...credentials } = await readInput(context, newTokenChecker)
    const requester = requesterOf(dependencies, context)
    const checked = await checkPassword(dependencies, credentials, requester)
    if (!('ticket' in checked)) return replyWithPair(dependencies, { ...checked, scopes }, requester)
    return json({ ticket: checked.ticket, message: codeNeeded }, 202, privately)
  })

  app.post('/api/tokens/second-factor', async (context) => {
    const { scopes, ...second } = await readInput(context, secondStepChecker)
    const requester = requesterOf(dependencies, context)
    const proof = await checkSecondFactor(dependencies, second, requester)
    return replyWithPair(dependencies, { ...proof, scopes }, requester)
  })

  app.post('/api/tokens/refresh', async (context) => {
    const { refreshToken } = await readInput(context, refreshChecker)
    return refresh(dependencies, refreshToken, requesterOf(dependencies, context))
  })

  // The answer says nothing of the token (RFC 7009, section 2.2): it is not good any more.
  app.post('/api/tokens/revoke', async (context) => {
    const { refreshToken } = await readInput(context, refreshChecker)
    await dependencies.auth.refreshTokens.endByToken(refreshToken)
    return empty(204, privately)
  })

  app.delete('/api/tokens/:id', async (context) => {
    const { user, requester } = await actorOf(dependencies, context)
    const id = readId(context.params.id)
    const event = { ...eventOf('tokens-ended', { user, requester }), details: { family: id } }
    const { changes } = await dependencies.auth.audit.record(endFamily(user.id, id), event)
    if (changes === 0) throw unknownId()
    return empty(204, privately)
  }, guards)
}

async function replyWithPair(
  dependencies: Dependencies, { user: id, passwordVersion, scopes }: Start, requester: Requester,
): Promise<Reply> {
  const user = await findUser(dependencies.database, id)
  if (user === undefined) throw refuse('not-found', 'This account is gone')
  const start = { requester, scopes, passwordVersion }
  return json(await startFamily(dependencies, user, start), 201, privately)
}

async function refresh(dependencies: Dependencies, refreshToken: string, requester: Requester): Promise<Reply> {
  const result = await dependencies.auth.refreshTokens.use(refreshToken)
  if (result === undefined) throw unusable('invalid-token', 'is unknown, ended or too old')
  if ('reused' in result) {
    const { user, family } = result.reused
    await writeUse(dependencies, requester, { action: 'refresh-token-reused', user, family })
    throw unusable('token-reused', 'was used before: all that came from it has ended')
  }
  const { account: { id: user }, token, ...grant } = result
  if (grant.isRepeat) await writeRepeat(dependencies, requester, { user, family: grant.family })
  return json(makePair(dependencies, { ...grant, user, refreshToken: token }), 200, privately)
}

async function writeRepeat(
  dependencies: Dependencies, requester: Requester, use: { user: number; family: number },
): Promise<void> {
  const { isAllowed } = await dependencies.auth.limits.take(repeatAuditLimit, String(use.family))
  if (isAllowed) await writeUse(dependencies, requester, { action: 'refresh-token-repeated', ...use })
}

function writeUse(
  dependencies: Dependencies, { requestId }: Requester,
  { action, user, family }: { action: string; user: number; family: number },
): Promise<void> {
  return dependencies.auth.audit.write({
    requestId, actor: null, action, target: `user ${user}`, details: { family },
  })
}

function unusable(code: string, reason: string): HttpError {
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
  return new HttpError(401, code, `This refresh token ${reason}`, { headers })
}
