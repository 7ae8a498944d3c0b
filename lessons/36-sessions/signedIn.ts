// Signed-in browsers, as the check sees them: the cookies that a sign-in set, and whether the
// program still takes them for somebody.

import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import { CookieJar, parseSetCookie, type Cookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import {
  Browser, isSuccess, readObject, type Account, type Headers,
} from '../35-passwords/client.ts'
import type { findings } from './findings.ts'
import { isLong } from './guesses.ts'

export type Id = keyof typeof findings
export type SessionTools = Tools<Id>

export type SignedIn = {
  account: Account
  browser: Browser
  /** The sign-in. */
  exchange: HttpExchange
  /** The cookies that it set. */
  cookies: readonly Cookie[]
  /** All of them as a browser sends them: `session=Vq…`. */
  pairs: string
}

/** How a sign-in differs from the usual one: in a browser that's already there, say. */
export type SignInPlan = { browser?: Browser; agent?: string; headers?: Headers }

const userPath = '/api/users/me'

/** Signs an account in. A browser that was signed in before may keep the cookie that it has. */
export async function signInAs(
  tools: SessionTools, account: Account,
  { browser = new Browser(tools), agent, headers = [] }: SignInPlan = {},
): Promise<SignedIn> {
  const agents: Headers = agent === undefined ? [] : [['User-Agent', agent]]
  const exchange = await browser.send(signInPlan(account, [...agents, ...headers]))
  expectNoBlame(tools, exchange)
  const jar = new CookieJar()
  jar.keep(exchange.answer.headers('set-cookie'), '/api/sessions')
  const cookies = jar.cookies.length > 0 ? jar.cookies : browser.jar.cookies
  if (!isSuccess(exchange) || cookies.length === 0) {
    if (lacksSecure(exchange)) {
      return tools.fail('cookie-not-secure', {
        exchange, mark: 'header set-cookie',
        expected: 'Secure: without it, browsers refuse a cookie whose name begins with __Host-',
      })
    }
    return tools.fail(hasForeignCookie(exchange) ? 'cookie-for-other-hosts' : 'not-signed-in', {
      exchange, expected: '201, and a cookie that a browser keeps',
    })
  }
  return { account, browser, exchange, cookies, pairs: toPairs(cookies) }
}

/** The request of a sign-in. */
export function signInPlan(account: Account, headers: Headers = []): RequestPlan {
  return {
    method: 'POST', target: '/api/sessions', body: JSON.stringify(account),
    headers: [['Content-Type', 'application/json'], ...headers],
  }
}

/** Asks who is signed in with these cookies, whatever their paths are. */
export async function askWho(
  tools: SessionTools, pairs: string | undefined, headers: Headers = [],
): Promise<HttpExchange> {
  const cookie: Headers = pairs === undefined ? [] : [['Cookie', pairs]]
  return ask(tools, { target: userPath, headers: [...cookie, ...headers] })
}

/** Sends a request that no bug may answer. */
export async function ask(
  tools: SessionTools, plan: RequestPlan, sender: Pick<SessionTools, 'send'> = tools,
): Promise<HttpExchange> {
  const exchange = await sender.send(plan)
  expectNoBlame(tools, exchange)
  return exchange
}

/** Fails unless these cookies still sign this account in. */
export async function expectSignedIn(
  tools: SessionTools, { pairs, account }: Pick<SignedIn, 'pairs' | 'account'>, id: Id,
): Promise<HttpExchange> {
  const exchange = await askWho(tools, pairs)
  judgeWho(tools, exchange, account, id)
  return exchange
}

/** Fails unless a response to a request for /api/users/me shows this account. */
export function judgeWho(
  tools: SessionTools, exchange: HttpExchange, { email }: Account, id: Id,
): void {
  if (!isSuccess(exchange)) return tools.fail(id, statusEvidence(exchange, 200))
  const shown = readObject(exchange)['email']
  if (shown === email) return
  tools.fail(typeof shown === 'string' ? 'sessions-mixed' : id, {
    exchange, mark: 'body', expected: `"email": "${email}"`,
    actual: `"email": ${JSON.stringify(shown)}`,
  })
}

/** Fails if these cookies, or none, still sign anybody in. */
export async function expectSignedOut(
  tools: SessionTools, pairs: string | undefined, id: Id,
): Promise<void> {
  const exchange = await askWho(tools, pairs)
  if (isSuccess(exchange)) return tools.fail(id, statusEvidence(exchange, 401))
  expectStatus(tools, exchange, [401])
}

/** Fails if a copy of these cookies still works, for any route. */
export async function expectEnded(tools: SessionTools, pairs: string, id: Id): Promise<void> {
  await expectSignedOut(tools, pairs, id)
  const exchange = await ask(tools, { target: '/api/sessions', headers: [['Cookie', pairs]] })
  if (isSuccess(exchange)) return tools.fail(id, statusEvidence(exchange, 401))
  expectStatus(tools, exchange, [401])
}

/** Fails for another status than these; the first one is ours. */
export function expectStatus(
  tools: SessionTools, exchange: HttpExchange, statuses: readonly number[],
): void {
  if (statuses.includes(exchange.answer.status)) return
  tools.fail('wrong-status', statusEvidence(exchange, statuses[0] ?? ''))
}

/** Fails if a cache may keep a response that is for one person. */
export function expectNoStore(tools: SessionTools, exchange: HttpExchange): void {
  const control = exchange.answer.header('cache-control') ?? 'no Cache-Control'
  if (/\bno-store\b/i.test(control)) return
  tools.fail('may-be-kept', {
    exchange, mark: 'header cache-control', expected: 'no-store', actual: control,
  })
}

/** Fails if a script of the page could read the value of a cookie, or a hash, in a body. */
export function expectNoSecret(
  tools: SessionTools, exchange: HttpExchange, { cookies }: Pick<SignedIn, 'cookies'>,
): void {
  const values = cookies.map(({ value }) => value).filter(isLong)
  const shown = [...values, '$scrypt$'].find((value) => exchange.answer.text.includes(value))
  if (shown === undefined) return
  tools.fail('token-shown', { exchange, mark: 'body', actual: `${shown} is in the body` })
}

/** Makes another value with the same characters and the same beginning. */
export function shuffleEnd({ fresh }: Pick<SessionTools, 'fresh'>, value: string): string {
  return value.slice(0, 8) + fresh.shuffle([...value.slice(8)]).join('')
}

/** Writes cookies as a browser sends them. */
export function toPairs(cookies: readonly Pick<Cookie, 'name' | 'value'>[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** Writes the same cookies with other values. */
export function withValues(cookies: readonly Cookie[], change: (value: string) => string): string {
  return toPairs(cookies.map(({ name, value }) => ({ name, value: change(value) })))
}

// A browser doesn't keep it.
function hasForeignCookie({ answer }: HttpExchange): boolean {
  return answer.headers('set-cookie').some((line) =>
    parseSetCookie(line, '/api/sessions')?.attributes.has('domain'))
}

function lacksSecure({ answer }: HttpExchange): boolean {
  return answer.headers('set-cookie').some((line) => /^__(?:host|secure)-/i.test(line)
    && parseSetCookie(line, '/api/sessions')?.attributes.has('secure') === false)
}

function expectNoBlame(tools: SessionTools, exchange: HttpExchange): void {
  if (exchange.answer.status < 500) return
  tools.fail('server-blamed', {
    ...statusEvidence(exchange, 500), expected: 'a status below 500',
  })
}
