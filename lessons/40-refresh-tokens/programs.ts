// Programs as clients: they sign in with a password once, and stay signed in with refresh tokens.
// They send neither cookies nor an Origin.

import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import {
  isSuccess, readObject, sendJson, type Account, type Browser, type Headers,
} from '../35-passwords/client.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type TokenTools = Tools<Id>

/** What a program gets when it signs in, or refreshes. */
export type Pair = {
  account: Account
  accessToken: string
  refreshToken: string
  exchange: HttpExchange
}

const members = 'accessToken, refreshToken, tokenType and expiresIn'

/** Makes the work of a step that fails when a response has a status of 500 or more. */
export function watched(
  work: (tools: TokenTools) => Promise<void>,
): (tools: TokenTools) => Promise<void> {
  return keepingConnection((tools) => work(watch(tools)))
}

/** Makes tools that fail when a response has a status of 500 or more. */
export function watch(tools: TokenTools): TokenTools {
  const send: TokenTools['send'] = async (plan) => {
    const exchange = await tools.send(plan)
    if (exchange.answer.status < 500) return exchange
    return tools.fail('server-blamed', {
      exchange, mark: 'status', expected: 'a status under 500',
    })
  }
  return { ...tools, send }
}

/** The header that a program sends a token in. */
export function bearer(token: string): Headers {
  return [['Authorization', `Bearer ${token}`]]
}

/** Signs a program in. */
export async function signInProgram(tools: TokenTools, account: Account): Promise<Pair> {
  const exchange = await sendJson(tools, 'POST', '/api/tokens', account)
  const pair = readPair(exchange, account)
  if (pair !== undefined) return pair
  return tools.fail('no-refresh-token', {
    exchange, expected: `201, and JSON with ${members}`,
  })
}

/** The request that sends a refresh token. */
export function refreshPlan(refreshToken: unknown): RequestPlan {
  return {
    method: 'POST', target: '/api/tokens/refresh', body: JSON.stringify({ refreshToken }),
    headers: [['Content-Type', 'application/json']],
  }
}

/** Sends a refresh token. */
export function sendRefresh(
  { send }: Pick<TokenTools, 'send'>, refreshToken: unknown,
): Promise<HttpExchange> {
  return send(refreshPlan(refreshToken))
}

/** Sends the refresh token of a pair, and gives the next pair. */
export async function renew(
  tools: TokenTools, { account, refreshToken }: Pair, id: Id = 'not-refreshed',
): Promise<Pair> {
  const exchange = await sendRefresh(tools, refreshToken)
  const pair = readPair(exchange, account)
  if (pair === undefined) {
    return tools.fail(id, {
      exchange, expected: `200, and JSON with ${members}`,
    })
  }
  if (pair.refreshToken !== refreshToken) return pair
  return tools.fail('not-rotated', {
    exchange, mark: 'body', expected: 'a new refresh token', actual: refreshToken,
  })
}

/** Reads a pair; undefined when the response has none. */
export function readPair(exchange: HttpExchange, account: Account): Pair | undefined {
  const { accessToken, refreshToken, tokenType, expiresIn } = readObject(exchange)
  const isPair = isSuccess(exchange) && typeof accessToken === 'string' && accessToken !== ''
    && typeof refreshToken === 'string' && refreshToken !== ''
    && /^bearer$/i.test(String(tokenType)) && typeof expiresIn === 'number'
  return isPair ? { account, accessToken, refreshToken, exchange } : undefined
}

/** Asks for the user whom an access token belongs to. */
export function sendAccess(
  { send }: Pick<TokenTools, 'send'>, token: string,
): Promise<HttpExchange> {
  return send({ target: '/api/users/me', headers: bearer(token) })
}

/** Fails unless the access token of a pair is accepted, and is its user's. */
export async function expectWorks(
  tools: TokenTools, { account, accessToken }: Pair, id: Id = 'access-refused',
): Promise<void> {
  const exchange = await sendAccess(tools, accessToken)
  if (isSuccess(exchange) && readObject(exchange)['email'] === account.email) return
  tools.fail(id, { exchange, expected: `200, and "email": "${account.email}"` })
}

/** Fails unless a browser is signed in. */
export async function expectBrowser(browser: Browser, { fail }: TokenTools, id: Id): Promise<void> {
  const exchange = await browser.send({ target: '/api/users/me' })
  if (!isSuccess(exchange)) fail(id, { exchange, mark: 'status', expected: '200 for this browser' })
}

/** Fails if one of several tokens is accepted as an access token. */
export async function expectNoAccess(
  tools: TokenTools, tokens: readonly string[], id: Id,
): Promise<void> {
  for (const token of tokens) {
    const exchange = await sendAccess(tools, token)
    if (isSuccess(exchange)) return tools.fail(id, { exchange, mark: 'status', expected: '401' })
  }
}

/** Fails if something is accepted as a refresh token. */
export async function expectNoRefresh(
  tools: TokenTools, refreshToken: unknown, id: Id,
): Promise<void> {
  const exchange = await sendRefresh(tools, refreshToken)
  const { status } = exchange.answer
  if (isSuccess(exchange)) {
    return tools.fail(id, { exchange, mark: 'status', expected: '401' })
  }
  const hasChallenge = exchange.answer.header('www-authenticate') !== undefined
  if ([400, 403, 422].includes(status) || (status === 401 && hasChallenge)) return
  tools.fail('wrong-refusal', {
    exchange, mark: status === 401 ? 'head' : 'status', expected: '401 with WWW-Authenticate',
  })
}
