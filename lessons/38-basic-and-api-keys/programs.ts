// Programs as clients: they send Basic or a key in the header Authorization, and neither cookies
// nor an Origin.

import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import {
  isSuccess, readObject, type Account, type Browser, type Headers,
} from '../35-passwords/client.ts'
import { readTime } from '../36-sessions/times.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type KeyTools = Tools<Id>

export type Scope = 'links:read' | 'links:write' | 'account'

export type MadeKey = { id: string; key: string; name: string; exchange: HttpExchange }

/** Makes the work of a step that fails when a response has a status of 500 or more. */
export function watched(
  work: (tools: KeyTools) => Promise<void>,
): (tools: KeyTools) => Promise<void> {
  return keepingConnection((tools) => work({ ...tools, send: watch(tools, tools.send) }))
}

/** Makes a `send` that fails when a response has a status of 500 or more. */
export function watch({ fail }: Pick<KeyTools, 'fail'>, send: KeyTools['send']): KeyTools['send'] {
  return async (plan) => {
    const exchange = await send(plan)
    if (exchange.answer.status < 500) return exchange
    return fail('server-blamed', { exchange, mark: 'status', expected: 'a status under 500' })
  }
}

/** The header of a program that sends these credentials. */
export function authorization(value: string): Headers {
  return [['Authorization', value]]
}

export function basic({ email, password }: Account): Headers {
  return authorization(`Basic ${toBase64(`${email}:${password}`)}`)
}

export function bearer({ key }: Pick<MadeKey, 'key'>): Headers {
  return authorization(`Bearer ${key}`)
}

export function toBase64(text: string | Uint8Array): string {
  return Buffer.from(text).toString('base64')
}

const hourMs = 3_600_000
const members = ['id', 'name', 'scopes', 'createdAt', 'expiresAt']

/** Makes a key in a browser that is signed in. */
export async function makeKey(
  tools: KeyTools, browser: Browser,
  { scopes, ...more }: { scopes: readonly Scope[]; days?: number | null },
): Promise<MadeKey> {
  const name = `${tools.fresh.word()} ${tools.fresh.word()} ${tools.fresh.integer(1, 9_999)}`
  const fields = { name, scopes: tools.fresh.shuffle(scopes), ...more }
  const exchange = await browser.sendJson('POST', '/api/keys', fields)
  return readKey(tools, name, exchange, more.days === undefined ? '' : ` for days: ${more.days}`)
}

/** Reads the response to a new key; its row has to be there, too. */
export function readKey(tools: KeyTools, name: string, exchange: HttpExchange, what = ''): MadeKey {
  const { fail, query } = tools
  const fields = readObject(exchange)
  const { id, key } = fields
  const isGood = isSuccess(exchange) && (typeof id === 'number' || typeof id === 'string')
    && typeof key === 'string' && /^gw_[\w.~+/-]+=*$/.test(key)
  const missing = members.find((member) => fields[member] === undefined)
  if (!isGood || missing !== undefined) {
    return fail('key-not-made', {
      exchange, expected: `201${what}, and ${members.join(', ')} and key: "gw_…"`,
      ...(isGood && { actual: `there's no ${missing}` }),
    })
  }
  if (query('select 1 from api_keys where name = ?', name).length !== 1) {
    fail('key-not-made', { exchange, actual: `no row of api_keys has the name ${name}` })
  }
  expectTimes(tools, exchange, name)
  return { id: String(id), key, name, exchange }
}

// Both times must be as in the row. A key that never expires has null there.
function expectTimes({ fail, query }: KeyTools, exchange: HttpExchange, name: string): void {
  const [row] = query('select created_at, expires_at from api_keys where name = ?', name)
  const shown = readObject(exchange)
  const now = Date.now()
  if (Math.abs(Number(row?.['created_at']) - now) > hourMs) {
    fail('wrong-times', {
      exchange, expected: `created_at about ${now}, the milliseconds since 1970`,
      actual: `created_at is ${String(row?.['created_at'])}`,
    })
  }
  for (const [member, column] of [
    ['createdAt', 'created_at'], ['expiresAt', 'expires_at'],
  ] as const) {
    const [time, stored] = [readTime(shown[member]), row?.[column]]
    if (typeof stored !== 'number' ? Number.isNaN(time) : Math.abs(time - stored) < 1_001) continue
    return fail('wrong-times', {
      exchange, mark: 'body', actual: `"${member}": ${JSON.stringify(shown[member])}`,
      expected: `"${member}": ${stored === null ? null : JSON.stringify(formatTime(stored))}`,
    })
  }
}

function formatTime(stored: unknown): string {
  const time = new Date(Number(stored))
  return Number.isNaN(time.getTime()) ? String(stored) : time.toISOString()
}

/** Fails unless a response with something of a user says that nobody may keep it. */
export function expectNoStore(
  { fail }: Pick<Tools<'may-be-kept'>, 'fail'>, exchange: HttpExchange,
): void {
  const control = exchange.answer.header('cache-control') ?? 'no Cache-Control'
  if (/\bno-store\b/i.test(control)) return
  fail('may-be-kept', { exchange, mark: 'head', expected: 'no-store', actual: control })
}

/** Fails unless a request got the 401 of somebody who isn't known. */
export function expectUnknown(
  { fail }: KeyTools, exchange: HttpExchange,
  { id = 'let-in', what = '' }: { id?: Id; what?: string } = {},
): void {
  const { status } = exchange.answer
  const expected = what === '' ? '401' : `401 ${what}`
  if (status < 400) return fail(id, { exchange, mark: 'status', expected })
  if (status !== 401) return fail('no-challenge', { exchange, mark: 'status', expected })
  expectChallenge({ fail }, exchange)
}

/** Fails if a 401 doesn't say how to sign in. */
export function expectChallenge({ fail }: Pick<KeyTools, 'fail'>, exchange: HttpExchange): void {
  if (exchange.answer.status !== 401) return
  const challenge = exchange.answer.header('www-authenticate') ?? ''
  if (/^\s*[\w!#$%&'*+.^`|~-]+(?:[\s,]|$)/.test(challenge)) return
  fail('no-challenge', { exchange, mark: 'head', expected: '401 with WWW-Authenticate' })
}

/** The value of an Authorization that is neither Basic nor Bearer as they're defined. */
export type Form = readonly [what: string, value: string]

/** Fails if something is accepted that isn't quite Basic or Bearer. */
export async function refuseForms(tools: KeyTools, forms: readonly Form[]): Promise<void> {
  for (const [what, value] of forms) {
    const exchange = await tools.send({ target: '/api/users/me', headers: authorization(value) })
    expectChallenge(tools, exchange)
    const { status } = exchange.answer
    if (status >= 400) continue
    return tools.fail('malformed-accepted', {
      exchange, mark: 'status', expected: `401 for ${what}`, actual: String(status),
    })
  }
}

/** Reads what a good key is for, and fails unless it's shown, and to nobody else. */
export async function expectKeyWorks(tools: KeyTools, key: MadeKey, target: string): Promise<void> {
  const exchange = await tools.send({ target, headers: bearer(key) })
  if (!isSuccess(exchange)) {
    return tools.fail('key-refused', { exchange, mark: 'status', expected: '200' })
  }
  expectNoStore(tools, exchange)
}
