// What all steps do: make an account, ask for a link, use it, and see what has changed.

import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import {
  isSuccess, newAccount, readObject, register, sendJson, signIn, type Account, type Browser,
  type Headers,
} from '../35-passwords/client.ts'
import { readPair, sendAccess, sendRefresh, type Pair } from '../40-refresh-tokens/programs.ts'
import type { findings } from './findings.ts'
import type { Letter, Mailbox } from './mailbox.ts'

export type Id = keyof typeof findings
export type ResetTools = Tools<Id>

/** Somebody who is signed in, with two browsers and a program. */
export type Person = { account: Account; browsers: readonly Browser[]; pair: Pair }

/** Makes the work of a step that fails when a response has a status of 500 or more. */
export function watched(
  work: (tools: ResetTools) => Promise<void>,
): (tools: ResetTools) => Promise<void> {
  return keepingConnection((tools) => work(watch(tools)))
}

// Mails and commits make a busy disk busier.
const longestAnswerMs = 6_000

/** Makes tools that fail when a response has a status of 500 or more. */
export function watch(tools: ResetTools): ResetTools {
  const send: ResetTools['send'] = async (plan) => {
    const exchange = await tools.send({ timeoutMs: longestAnswerMs, ...plan })
    if (exchange.answer.status < 500) return exchange
    return tools.fail('server-blamed', {
      exchange, mark: 'status', expected: 'a status below 500',
    })
  }
  return { ...tools, send }
}

/** Signs somebody up, and waits for the mail that confirms the address. */
export async function registerByMail(
  tools: ResetTools, mailbox: Mailbox, headers: Headers = [],
): Promise<{ account: Account; letter: Letter }> {
  const account = newAccount(tools.fresh)
  const exchange = await sendJson(tools, 'POST', '/api/users', account, headers)
  if (!isSuccess(exchange)) {
    tools.fail('account-not-made', { exchange, mark: 'status', expected: '201' })
  }
  const letter = await mailbox.next(account, '/login/confirm', exchange)
  expectUnsaid(tools, letter)
  return { account, letter }
}

// Who asks for a mail isn't the one who reads it.
function expectUnsaid({ fail }: ResetTools, { token, exchange }: Letter): void {
  const { text, fields } = exchange.answer
  if (![text, ...fields.map(({ value }) => value)].some((each) => each.includes(token))) return
  fail('token-guessable', { exchange, expected: 'no token in the response', actual: token })
}

/** Signs a new user up, and in everywhere. */
export async function newPerson(tools: ResetTools): Promise<Person> {
  const account = await register(tools)
  const browsers = [await signIn(tools, account), await signIn(tools, account)]
  const exchange = await sendJson(tools, 'POST', '/api/tokens', account)
  const pair = readPair(exchange, account)
  if (pair !== undefined) return { account, browsers, pair }
  return tools.fail('not-signed-in', { exchange, expected: '201, and two tokens' })
}

export function sendForgot(
  tools: Pick<ResetTools, 'send'>, email: unknown, headers: Headers = [],
): Promise<HttpExchange> {
  return sendJson(tools, 'POST', '/api/users/forgot', { email }, headers)
}

/** Asks for a link, waits for the mail, and fails unless the link leads to the program. */
export async function askForLink(
  tools: ResetTools, mailbox: Mailbox, account: Account,
): Promise<Letter> {
  const exchange = await sendForgot(tools, account.email)
  if (!isSuccess(exchange)) {
    const isLimited = exchange.answer.status === 429
    tools.fail('mail-not-sent', {
      exchange, mark: 'status', expected: `202, and a mail${isLimited
        ? ': the first 5 requests for an address send one' : ''}`,
    })
  }
  const letter = await mailbox.next(account, '/login/reset', exchange)
  expectOrigin(tools, letter)
  expectUnsaid(tools, letter)
  return letter
}

export function expectOrigin(
  tools: ResetTools, { url, origin, exchange }: Letter, id: Id = 'mail-not-sent',
  expected = `http://localhost:${tools.port}`,
): void {
  if (origin === expected) return
  tools.fail(id, { exchange, expected: `a link that begins with ${expected}/`, actual: url })
}

export function sendReset(
  tools: Pick<ResetTools, 'send'>, token: unknown, password: unknown, more: object = {},
): Promise<HttpExchange> {
  return sendJson(tools, 'POST', '/api/users/reset', { token, password, ...more })
}

/** Makes another password; spaces at both ends and letters of all kinds belong to it, too. */
export function newPassword({ fresh }: ResetTools): string {
  return ` ${fresh.foreignText()}:Å${fresh.word().toUpperCase()}${fresh.word()} `
}

/** What a reset may change, of all users but one. */
export function readUsers({ query }: ResetTools, except = ''): string {
  return JSON.stringify(query(`
    select email, password_hash, confirmed_at, role, disabled_at from users
    where email <> ? order by id`, except))
}

/** Fails if a request that has to be refused sets a password or confirms an address. */
export async function expectRefused(
  tools: ResetTools, id: Id, send: () => Promise<HttpExchange>, what = 'this request',
): Promise<HttpExchange> {
  const before = readUsers(tools)
  const exchange = await send()
  const { status } = exchange.answer
  if (readUsers(tools) !== before) {
    return tools.fail(id, {
      exchange, mark: 'status', expected: `422 for ${what}, and users as it was`,
      actual: `${status}, and a row of users has changed`,
    })
  }
  if (status >= 400) return exchange
  return tools.fail('wrong-refusal', {
    exchange, mark: 'status', expected: `422 for ${what}`, actual: String(status),
  })
}

/** Fails unless the new password signs in, and the old one doesn't. */
export async function expectSet(
  tools: ResetTools, exchange: HttpExchange, old: Account, password: string,
): Promise<void> {
  const { fail } = tools
  const { status } = exchange.answer
  if (status >= 400) {
    return fail('reset-refused', {
      exchange, mark: 'status', expected: '204', actual: String(status),
    })
  }
  const after = await sendJson(tools, 'POST', '/api/tokens', { email: old.email, password })
  if (!isSuccess(after)) {
    return fail('reset-refused', {
      exchange: after, mark: 'status', expected: '201 for the new password',
    })
  }
  const before = await sendJson(tools, 'POST', '/api/sessions', old)
  if (!isSuccess(before)) return
  fail('reset-refused', {
    exchange: before, mark: 'status', expected: '401 for the password before the reset',
  })
}

/** Fails if somebody who signed in before the reset still is. */
export async function expectSignedOut(
  tools: ResetTools, { browsers, pair }: Person,
): Promise<void> {
  for (const browser of browsers) {
    const exchange = await browser.send({ target: '/api/users/me' })
    expectUnauthorized(tools, exchange, 'a session from before the reset')
  }
  const access = await sendAccess(tools, pair.accessToken)
  expectUnauthorized(tools, access, 'an access token from before the reset')
  const refreshed = await sendRefresh(tools, pair.refreshToken)
  expectUnauthorized(tools, refreshed, 'a refresh token from before the reset')
}

function expectUnauthorized({ fail }: ResetTools, exchange: HttpExchange, what: string): void {
  if (!isSuccess(exchange)) return
  fail('sessions-survive', { exchange, mark: 'status', expected: `401 for ${what}` })
}

/** Fails unless somebody who has nothing to do with a reset is still signed in. */
export async function expectSignedIn(
  tools: ResetTools, { account, browsers, pair }: Person,
): Promise<void> {
  const exchanges: HttpExchange[] = []
  for (const browser of browsers) exchanges.push(await browser.send({ target: '/api/users/me' }))
  exchanges.push(await sendAccess(tools, pair.accessToken))
  exchanges.push(await sendRefresh(tools, pair.refreshToken))
  const exchange = exchanges.find((each) => !isSuccess(each))
  if (exchange === undefined) return
  tools.fail('others-changed', {
    exchange, mark: 'status', expected: `200 for ${account.email}, who asked for nothing`,
  })
}

/** Says whether the account's address is confirmed, as the program tells it. */
export async function isConfirmed(browser: Browser): Promise<unknown> {
  return readObject(await browser.send({ target: '/api/users/me' }))['isConfirmed']
}
