// Gets access tokens from the program, and reads what they say.

import { isRecord } from '../../src/basics/check.ts'
import type { Evidence } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  isSuccess, newAccount, readObject, sendJson, type Account,
} from '../35-passwords/client.ts'
import { decode, readPart, type Members, type Original } from './forge.ts'
import type { TokenTools } from './use.ts'

const mostSeconds = 900

/** Signs a new account up. */
export async function makeAccount(tools: TokenTools): Promise<Account> {
  const account = newAccount(tools.fresh)
  const exchange = await sendJson(tools, 'POST', '/api/users', account)
  if (isSuccess(exchange)) return account
  return tools.fail('account-not-made', { exchange, mark: 'status', expected: '201' })
}

/** Sends the right password, and gives the response with the token. */
export async function getToken(tools: TokenTools, account: Account): Promise<HttpExchange> {
  const exchange = await sendJson(tools, 'POST', '/api/tokens', account)
  if (isSuccess(exchange) && typeof readObject(exchange)['accessToken'] === 'string') {
    return exchange
  }
  const { status } = exchange.answer
  return tools.fail('token-not-made', {
    exchange, mark: isSuccess(exchange) ? 'body' : 'status',
    expected: '201, and JSON with accessToken', actual: String(status),
  })
}

/** Gets a token of a new account. */
export async function newOriginal(tools: TokenTools, secret: string): Promise<Original> {
  const account = await makeAccount(tools)
  return readOriginal(tools, { account, issued: await getToken(tools, account), secret })
}

/** Reads a token, and fails when it isn't as the lesson asks. */
export async function readOriginal(
  tools: TokenTools,
  { account, issued, secret }: { account: Account; issued: HttpExchange; secret: string },
): Promise<Original> {
  const { fail, fresh, port } = tools
  const evidence: Evidence = { exchange: issued, mark: 'body' }
  const { accessToken, tokenType, expiresIn } = readObject(issued)
  const token = String(accessToken)
  const [header, claims] = token.split('.').map(decode)
  const origin = `http://localhost:${port}`
  const now = Math.floor(Date.now() / 1_000)
  if (!isRecord(header) || !isRecord(claims) || !isCompact(token)) {
    const expected = 'three parts in base64url: two JSON objects, and 32 bytes'
    return fail('token-not-made', { ...evidence, expected, actual: token })
  }
  const expectations: readonly [name: string, found: unknown, isRight: boolean][] = [
    ['tokenType: Bearer', tokenType, /^bearer$/i.test(String(tokenType))],
    ['expiresIn: a number', expiresIn, typeof expiresIn === 'number' && expiresIn > 0],
    ['alg: HS256', header['alg'], header['alg'] === 'HS256'],
    ['typ: at+jwt', header['typ'], header['typ'] === 'at+jwt'],
    [`iss: ${origin}`, claims['iss'], claims['iss'] === origin],
    [`aud: ${origin}`, claims['aud'], [claims['aud']].flat().includes(origin)],
    ['sub: the id of the user, as a text', claims['sub'], isIdOf(tools, account, claims['sub'])],
    ['jti: a text', claims['jti'], typeof claims['jti'] === 'string' && claims['jti'] !== ''],
    ['iat: now, in seconds', claims['iat'], Math.abs(Number(claims['iat']) - now) < 60],
    ['exp: a number', claims['exp'], typeof claims['exp'] === 'number'],
    ['scope: links:read links:write account', claims['scope'], hasScopes(claims['scope'])],
  ]
  for (const [expected, found, isRight] of expectations) {
    const actual = JSON.stringify(found) ?? 'nothing'
    if (!isRight) return fail('token-not-made', { ...evidence, expected, actual })
  }
  expectShort(tools, issued, claims)
  expectHarmless(tools, { account, issued, token, secret })
  return { token, header, claims, origin, email: account.email, secret, now, fresh }
}

function isCompact(token: string): boolean {
  const parts = token.split('.')
  const [, , signature = ''] = parts
  return parts.length === 3 && signature.length === 43
    && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
}

function isIdOf({ query }: TokenTools, { email }: Account, sub: unknown): boolean {
  const [user] = query('select id from users where email = ?', email)
  return sub === String(user?.['id'])
}

function hasScopes(scope: unknown): boolean {
  const words = String(scope).split(' ')
  return ['links:read', 'links:write', 'account'].every((word) => words.includes(word))
}

function expectShort(tools: TokenTools, exchange: HttpExchange, claims: Members): void {
  const seconds = Number(claims['exp']) - Number(claims['iat'])
  const { expiresIn } = readObject(exchange)
  if (seconds <= mostSeconds && Number(expiresIn) <= mostSeconds) return
  tools.fail('lives-too-long', {
    exchange, mark: 'body', expected: `at most ${mostSeconds} seconds`,
    actual: `exp is ${seconds} seconds after iat, and expiresIn is ${expiresIn}`,
  })
}

type Issued = { account: Account; issued: HttpExchange; token: string; secret: string }

function expectHarmless(tools: TokenTools, { account, issued, token, secret }: Issued): void {
  const control = issued.answer.header('cache-control') ?? 'no Cache-Control'
  if (!/\bno-store\b/i.test(control)) {
    tools.fail('may-be-kept', { exchange: issued, mark: 'head', expected: 'no-store',
      actual: control })
  }
  const [row] = tools.query('select password_hash from users where email = ?', account.email)
  // A PHC text: the salt and the key come after the parameters.
  const hashes = String(row?.['password_hash']).split('$').filter((part) => part.length > 15)
  const secrets = [
    ['the password', account.password], ['JWT_SECRET', secret],
    ...hashes.map((part) => ['a part of the hash of the password', part] as const),
  ] as const
  const text = token.split('.').slice(0, 2).map(readPart).join('.')
  const found = secrets.find(([, value]) => text.includes(value))
  if (found === undefined) return
  tools.fail('secret-in-claims', {
    exchange: issued, mark: 'body', expected: `a token without ${found[0]}`, actual: text,
  })
}
