// Clients with an IP address that a proxy tells, the ways in which they send a password, and what
// becomes of it.

import { readHtml } from '../19-html-without-xss/readHtml.ts'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { Browser, isSuccess, sendJson, type Account, type Headers } from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type LimitTools = Tools<Id>

/** Anything that sends as one client. */
export type Client = Pick<Tools, 'send' | 'port'>

/** A way to say who one is with a password. Undefined when the program has no such way. */
export type Way = {
  name: string
  enter(client: Client, account: Account): Promise<HttpExchange | undefined>
}

/** Makes the work of a step that fails when a response has a status of 500 or more. */
export function watched(
  work: (tools: LimitTools) => Promise<void>,
): (tools: LimitTools) => Promise<void> {
  return keepingConnection((tools) => work(watch(tools)))
}

/** Makes tools that fail when a response has a status of 500 or more. */
export function watch(tools: LimitTools): LimitTools {
  const send: LimitTools['send'] = async (plan) => {
    const exchange = await tools.send(plan)
    if (exchange.answer.status < 500) return exchange
    return tools.fail('server-blamed', {
      exchange, mark: 'status', expected: 'a status below 500',
    })
  }
  // The port is read each time: a start again may change it.
  return { ...tools, send, get port() { return tools.port } }
}

/** The header of the proxies. The entries at its right end are theirs. */
export function chain(...addresses: readonly string[]): Headers {
  return [['X-Forwarded-For', addresses.join(', ')]]
}

/** Makes a client whose requests all get these headers. */
export function clientWith(tools: Client, extra: Headers): Client {
  return {
    send: ({ headers = [], ...plan }) => tools.send({ ...plan, headers: [...headers, ...extra] }),
    get port() { return tools.port },
  }
}

/** Makes the client with this IP address, with one trusted proxy or with two. */
export function clientAt(tools: Client, address: string): Client {
  return clientWith(tools, chain(address, address))
}

/** Makes IP addresses that belong to nobody (RFC 2544), each of them another one. */
export function newAddresses({ fresh }: Pick<Tools, 'fresh'>, count: number): string[] {
  const addresses = new Set<string>()
  while (addresses.size < count) {
    const [second, third, last] =
      [fresh.integer(18, 19), fresh.integer(0, 255), fresh.integer(100, 254)]
    addresses.add(`198.${second}.${third}.${last}`)
  }
  return [...addresses]
}

/** The request that sends an address and a password as JSON. */
export function jsonPlan(
  target: '/api/sessions' | '/api/tokens', account: Account, headers: Headers = [],
): RequestPlan {
  return {
    method: 'POST', target, body: JSON.stringify(account),
    headers: [['Content-Type', 'application/json'], ...headers],
  }
}

export const bySession: Way = {
  name: 'POST /api/sessions',
  enter: (client, account) => client.send(jsonPlan('/api/sessions', account)),
}

export const byToken: Way = {
  name: 'POST /api/tokens',
  enter: (client, account) => client.send(jsonPlan('/api/tokens', account)),
}

export function byBasic(target: string): Way {
  return {
    name: `Basic with GET ${target}`,
    enter: (client, account) => client.send({ target, headers: [basic(account)] }),
  }
}

/** Makes a link, for which no browser has to send anything else. */
const byBasicPost: Way = {
  name: 'Basic with POST /api/links',
  enter: (client, account) =>
    sendJson(client, 'POST', '/api/links', { target: 'https://example.com/' }, [basic(account)]),
}

function basic({ email, password }: Account): Headers[number] {
  return ['Authorization', `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`]
}

export const byForm: Way = {
  name: 'the form POST /login',
  async enter(client, account) {
    const browser = new Browser(client)
    const { answer } = await browser.send({ target: '/login' })
    const form = findForm(readHtml(answer.text), '/login', '/login')
    if (form === undefined) return undefined
    const fields = new URLSearchParams({ ...Object.fromEntries(form.hidden), ...account })
    return browser.send({
      method: 'POST', target: '/login', body: String(fields),
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    })
  },
}

export const ways: readonly Way[] = [
  bySession, byToken, byForm, byBasicPost,
  ...['/api/users/me', '/api/links', '/api/keys'].map(byBasic),
]

/** The same address with a password that's wrong. */
export function wrong({ fresh }: Pick<Tools, 'fresh'>, { email }: Account): Account {
  return { email, password: `${fresh.word()} ${fresh.word()} ${fresh.integer(100, 999)}` }
}

export function isLimited({ answer }: HttpExchange): boolean {
  return answer.status === 429
}

/** Says whether a password was right. The form responds with a redirection. */
export function isIn({ answer }: HttpExchange): boolean {
  return answer.status < 400
}

export type Guesses = {
  /** How many passwords were looked at. */
  count: number
  /** The first 429. */
  refusal: HttpExchange | undefined
  first: HttpExchange | undefined
  last: HttpExchange | undefined
}

export type GuessPlan = {
  account: Account
  /** Who sends the guess with this number. */
  client: (index: number) => Client
  /** In turns, by chance. */
  by?: readonly Way[]
  most: number
}

/** Sends wrong passwords until one is limited, or `most` of them. */
export async function guess(
  tools: Pick<Tools, 'fresh'>, { account, client, by = [bySession, byToken], most }: GuessPlan,
): Promise<Guesses> {
  let first: HttpExchange | undefined
  let last: HttpExchange | undefined
  for (let count = 0; count < most; count += 1) {
    last = await tools.fresh.pick(by).enter(client(count), wrong(tools, account))
    first ??= last
    if (last !== undefined && isLimited(last)) return { count, refusal: last, first, last }
  }
  return { count: most, refusal: undefined, first, last }
}

/** Signs in with the right password, and fails with this finding when that isn't possible. */
export async function expectIn(
  tools: LimitTools, way: Way, { client, account, id, from }: {
    client: Client
    account: Account
    id: Id
    from: string
  },
): Promise<HttpExchange | undefined> {
  const exchange = await way.enter(client, account)
  if (exchange === undefined || isIn(exchange)) return exchange
  return tools.fail(id, {
    exchange, mark: 'status', expected: `the right password works for ${from}`,
    actual: String(exchange.answer.status),
  })
}

/** Fails unless a try is limited. With a right password, a 401 is only the wrong status. */
export function expectLimited(
  { fail }: LimitTools, exchange: HttpExchange | undefined,
  { id, what, isRight = true }: { id: Id; what: string; isRight?: boolean },
): void {
  if (exchange === undefined || isLimited(exchange)) return
  // The form comes back: its password was refused.
  const isPage = exchange.answer.status === 200
    && /^text\/html\b/i.test(exchange.answer.header('content-type') ?? '')
  fail(isRight && (!isIn(exchange) || isPage) ? 'wrong-refusal' : id, {
    exchange, mark: 'status', expected: `429 for ${what}`, actual: String(exchange.answer.status),
  })
}

/** Changes a user's password. */
export function sendNewPassword(
  client: Client, accessToken: string, currentPassword: string,
): Promise<HttpExchange> {
  const fields = { currentPassword, newPassword: `${currentPassword} 2` }
  return sendJson(client, 'PUT', '/api/users/me/password', fields, bearer(accessToken))
}

export function bearer(accessToken: string): Headers {
  return [['Authorization', `Bearer ${accessToken}`]]
}

export { isSuccess }
