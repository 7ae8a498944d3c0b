// What an application does with a code, without a browser: it gets a token for it, and asks who has
// signed in.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, readObject } from '../35-passwords/client.ts'
import { encode } from '../37-csrf/visits.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import type { AppRequest, Id, ProviderTools } from './applications.ts'

const path = '/oauth/token'
const form = [['Content-Type', 'application/x-www-form-urlencoded']] as const

/** The request that exchanges a code; a change to undefined leaves a field out. */
export function exchangePlan(
  { application, redirectUri, verifier }: AppRequest, code: string,
  changes: Readonly<Record<string, string | undefined>> = {},
) {
  const all = {
    grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: application.id,
    code_verifier: verifier, ...changes,
  }
  const fields = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const])
  return { method: 'POST', target: path, headers: form, body: encode(fields) }
}

/** Exchanges a code. */
export function exchangeCode(
  { send }: Pick<ProviderTools, 'send'>, request: AppRequest, code: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<HttpExchange> {
  return send(exchangePlan(request, code, changes))
}

/** Reads the token in a response; undefined when there's none. */
export function readToken(exchange: HttpExchange): string | undefined {
  const { access_token: token } = readObject(exchange)
  return isSuccess(exchange) && typeof token === 'string' && token !== '' ? token : undefined
}

/** Exchanges a code that is good. */
export async function getToken(
  tools: ProviderTools, request: AppRequest, code: string,
): Promise<string> {
  return (await getTokens(tools, request, code)).token
}

/** Exchanges a code that is good; some programs also give a refresh token. */
export async function getTokens(
  tools: ProviderTools, request: AppRequest, code: string,
): Promise<{ token: string; refreshToken: unknown }> {
  const exchange = await exchangeCode(tools, request, code)
  const token = readToken(exchange)
  const {
    token_type: type, expires_in: seconds, refresh_token: refreshToken,
  } = readObject(exchange)
  if (token === undefined || !/^bearer$/i.test(String(type)) || typeof seconds !== 'number') {
    return tools.fail('code-refused', {
      exchange, expected: '200, and JSON with access_token, token_type and expires_in',
    })
  }
  expectNoStore(tools, exchange)
  return { token, refreshToken }
}

/** Fails if a code is exchanged, or if the refusal isn't what applications can read. */
export async function expectNoToken(
  tools: ProviderTools, exchange: HttpExchange, id: Id,
): Promise<void> {
  const { fail } = tools
  const { error, access_token: token } = readObject(exchange)
  if (token !== undefined) {
    return fail(id, { exchange, mark: 'status', expected: '400, and "error": "invalid_grant"' })
  }
  const isReadable = typeof error === 'string' && error !== ''
  if ([400, 401].includes(exchange.answer.status) && isReadable) return
  fail('wrong-error', {
    exchange, mark: isReadable ? 'status' : 'body', expected: '400, and JSON with error',
  })
}

/** Asks who has signed in. */
export function askWho(
  { send }: Pick<ProviderTools, 'send'>, token: string,
): Promise<HttpExchange> {
  return send({ target: '/oauth/userinfo', headers: [['Authorization', `Bearer ${token}`]] })
}

/** Fails unless a token tells whose account it is; gives `sub`. */
export async function expectWho(
  tools: ProviderTools, token: string, email: string, id: Id = 'userinfo-wrong',
): Promise<string> {
  const exchange = await askWho(tools, token)
  const { sub, email: told } = readObject(exchange)
  if (!isSuccess(exchange) || told !== email || typeof sub !== 'string' || sub === '') {
    return tools.fail(id, { exchange, expected: `200, and JSON with "email": "${email}" and sub` })
  }
  expectNoStore(tools, exchange)
  return sub
}

/** Fails if a token still tells anything. */
export async function expectNobody(
  tools: ProviderTools, exchange: HttpExchange, id: Id,
): Promise<void> {
  const { status } = exchange.answer
  const isTold = isSuccess(exchange) && readObject(exchange)['error'] === undefined
  if (isTold) return tools.fail(id, { exchange, mark: 'status', expected: '401' })
  if ([400, 401, 403, 404].includes(status)) return
  tools.fail('wrong-error', { exchange, mark: 'status', expected: '401' })
}
