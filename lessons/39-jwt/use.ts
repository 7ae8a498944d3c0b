// Uses access tokens, and says what should have come of it.

import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readObject, type Headers } from '../35-passwords/client.ts'
import type { findings } from './findings.ts'
import { describeToken, type GoodToken, type Original } from './forge.ts'

type Id = keyof typeof findings
export type TokenTools = Tools<Id>

/** The header that a program sends a token in. */
export function bearer(token: string): Headers {
  return [['Authorization', `Bearer ${token}`]]
}

/** Asks whose token it is. */
export function showUser(tools: TokenTools, token: string): Promise<HttpExchange> {
  return tools.send({ target: '/api/users/me', headers: bearer(token) })
}

/** Fails unless a token is accepted as the original's user; `what` says how it was made. */
export async function expectAccepted(
  tools: TokenTools, { email, ...own }: Pick<Original, 'email' | 'token'>,
  [what, token]: GoodToken = ['your own', own.token],
): Promise<void> {
  const exchange = await showUser(tools, token)
  expectSuccess(tools, exchange, {
    expected: `200 for this token: ${what}`,
    actual: `${exchange.answer.status} for ${describeToken(token)}`,
  })
  const shown = readObject(exchange)['email']
  if (shown === email) return
  tools.fail('unknown-user', {
    exchange, mark: 'body', expected: `"email": ${JSON.stringify(email)}`,
    actual: `"email": ${JSON.stringify(shown)}, for ${describeToken(token)}`,
  })
}

type Words = { expected: string; actual?: string }

/** Fails unless a request with a good token was successful. */
export function expectSuccess(
  tools: TokenTools, exchange: HttpExchange, { expected, actual }: Words,
): void {
  const { status } = exchange.answer
  if (status >= 200 && status < 300) return
  tools.fail('not-accepted', {
    exchange, mark: 'status', expected, actual: actual ?? String(status),
  })
}

type Refusal = Words & {
  id: Id
  /** Usually any 4xx is good. */
  status?: number
}

/** Fails with a finding unless a request was refused with a 4xx. */
export function expectRefused(
  tools: TokenTools, exchange: HttpExchange, { id, status: wanted, expected, actual }: Refusal,
): void {
  const { status } = exchange.answer
  if (wanted === undefined ? status >= 400 && status < 500 : status === wanted) return
  tools.fail(status >= 500 ? 'server-blamed' : id, {
    exchange, mark: 'status', expected, actual: actual ?? String(status),
  })
}
