// The three ways to sign in: a browser over the API, a program, and the form. Each asks for a code
// after the password. Who is signed in then is asked with what came back, whatever its status is.

import { readHtml } from '../19-html-without-xss/readHtml.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  Browser, isSuccess, readObject, sendJson, type Account, type Headers,
} from '../35-passwords/client.ts'
import { findForm, type Form } from '../37-csrf/forms.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import { codeAt, stepNow, withinStep } from './codes.ts'
import { forgetStep, type Factor, type FactorTools, type Id } from './factors.ts'

export type Door = '/api/sessions' | '/api/tokens' | '/login'
export const doors: readonly Door[] = ['/api/sessions', '/api/tokens', '/login']
export type ApiDoor = Exclude<Door, '/login'>
export const apiDoors: readonly ApiDoor[] = ['/api/sessions', '/api/tokens']

/** What came back, and who is signed in with it. */
export type Attempt = {
  door: Door
  exchange: HttpExchange
  browser: Browser
  email: string | undefined
}

/** A sign-in that waits for its code. The form keeps its ticket where it likes. */
export type Waiting = {
  ticket: string
  exchange: HttpExchange
  browser: Browser
  send(code: unknown, headers?: Headers): Promise<Attempt>
}

type Sent = Omit<Attempt, 'email'>

/** Sends the password. Fails when somebody is signed in, or when nothing asks for a code. */
export async function knock(tools: FactorTools, door: Door, account: Account): Promise<Waiting> {
  const { exchange, waiting } = await ask(tools, door, account)
  if (waiting !== undefined) return waiting
  return tools.fail('no-ticket', {
    exchange, expected: door === '/login'
      ? '200, and <form method="post" action="/login/code"> with a field code'
      : '202, and "ticket", a text',
  })
}

/** The same; gives no sign-in when nothing asks for a code. */
export async function ask(
  tools: FactorTools, door: Door, account: Account,
): Promise<{ exchange: HttpExchange; waiting: Waiting | undefined }> {
  const sent = await sendPassword(tools, door, account)
  const { email } = await findWho(tools, sent)
  const { browser, exchange } = sent
  if (email !== undefined) {
    return tools.fail('factor-skipped', {
      exchange, expected: 'nobody is signed in before the code', actual: `${email} is signed in`,
    })
  }
  const form = door === '/login' ? readCodeForm(exchange, sent.path) : undefined
  const { ticket } = readObject(exchange)
  const isTicket = typeof ticket === 'string' && ticket !== '' && isSuccess(exchange)
  if (door === '/login' ? form === undefined : !isTicket) return { exchange, waiting: undefined }
  expectNoStore(tools, exchange)
  const waiting: Waiting = {
    ticket: String(ticket), exchange, browser,
    send: async (code, headers = []) => findWho(tools, {
      door, browser, exchange: form === undefined
        ? await sendCode(tools, { door, browser, ticket, code, headers })
        : await submit(browser, form, { code: String(code) }, headers),
    }),
  }
  return { exchange, waiting }
}

/** Sends the password alone, and says who is signed in then. */
export async function tryPassword(
  tools: FactorTools, door: Door, account: Account,
): Promise<Attempt> {
  return findWho(tools, await sendPassword(tools, door, account))
}

/** Sends any ticket and code over the API. */
export async function tryTicket(
  tools: FactorTools, door: ApiDoor, fields: { ticket?: unknown; code?: unknown },
): Promise<Attempt> {
  const browser = new Browser(tools)
  const { ticket, code } = fields
  const exchange = await sendCode(tools, { ...fields, door, browser, ticket, code, headers: [] })
  return findWho(tools, { door, browser, exchange })
}

/** Signs in at a door with the password and a code. */
export async function enter(
  tools: FactorTools, door: Door, { account }: Pick<Factor, 'account'>, code: string,
): Promise<Attempt> {
  return (await knock(tools, door, account)).send(code)
}

/** Signs in with the code of now, which may have been used before. */
export async function enterNow(
  tools: FactorTools, door: Door, factor: Factor, id?: Id,
): Promise<Attempt> {
  const attempt = await withinStep(async (step) => {
    const waiting = await knock(tools, door, factor.account)
    forgetStep(tools, factor)
    return waiting.send(codeAt(factor.secret, step))
  })
  expectIn(tools, attempt, factor, id)
  return attempt
}

export function codeNow({ secret }: Pick<Factor, 'secret'>): string {
  return codeAt(secret, stepNow())
}

/** Fails unless the right user is signed in. */
export function expectIn(
  tools: FactorTools, { door, exchange, email }: Attempt, { account }: Pick<Factor, 'account'>,
  id: Id = 'right-code-refused',
): void {
  if (email === account.email) return expectNoStore(tools, exchange)
  const isLimited = exchange.answer.status === 429
  tools.fail(email !== undefined ? 'wrong-code-accepted' : isLimited ? 'locked-out' : id, {
    exchange, expected: `${door === '/login' ? 303 : 201}, and ${account.email} is signed in`,
    actual: `${exchange.answer.status}, and ${email ?? 'nobody'} is signed in`,
  })
}

/** Fails if anybody is signed in, or if the status doesn't say that the code was refused. */
export function expectOut(
  { fail }: FactorTools, { door, exchange, email }: Attempt, id: Id,
  statuses: readonly number[] = [401, 400, 403, 422, 429],
): void {
  const { status } = exchange.answer
  if (email !== undefined) {
    return fail(id, {
      exchange, expected: `${statuses[0]}, and nobody is signed in`,
      actual: `${status}, and ${email} is signed in`,
    })
  }
  if (door === '/login' || statuses.includes(status)) return
  fail('wrong-refusal', { exchange, mark: 'status', expected: `${statuses[0]}` })
}

async function sendPassword(
  tools: FactorTools, door: Door, account: Account,
): Promise<Sent & { path: string }> {
  const browser = new Browser(tools)
  if (door !== '/login') {
    return { door, browser, path: door, exchange: await sendTo(tools, door, browser, account) }
  }
  const page = await browser.send({ target: door })
  const form = findForm(readHtml(page.answer.text), door, door)
  if (form === undefined) {
    return tools.fail('not-signed-in', { exchange: page, expected: 'the form of lesson 37' })
  }
  const { email, password } = account
  const exchange = await submit(browser, form, { email, password })
  const location = exchange.answer.header('location')
  const { pathname, search } = new URL(location ?? door, 'http://localhost')
  if (location === undefined || isHome(pathname)) return { door, browser, exchange, path: door }
  const next = await browser.send({ target: pathname + search })
  return { door, browser, exchange: next, path: pathname }
}

function isHome(path: string): boolean {
  return path === '/'
}

/** Types the password into the page, and gives the form that asks for the code. */
export async function openCodeForm(
  tools: FactorTools, account: Account,
): Promise<Form | undefined> {
  const { exchange, path } = await sendPassword(tools, '/login', account)
  return readCodeForm(exchange, path)
}

function readCodeForm(exchange: HttpExchange, path: string): Form | undefined {
  const form = findForm(readHtml(exchange.answer.text), '/login/code', path)
  return form?.typed.has('code') ? form : undefined
}

export function submit(
  browser: Browser, { action, hidden, query }: Form, typed: Readonly<Record<string, string>>,
  headers: Headers = [],
): Promise<HttpExchange> {
  const write = (fields: Iterable<readonly [string, string]>) =>
    String(new URLSearchParams([...fields].map(([name, value]) => [name, value])))
  return browser.send({
    method: 'POST', target: query.length === 0 ? action : `${action}?${write(query)}`,
    body: write([...hidden, ...Object.entries(typed)]),
    headers: [['Content-Type', 'application/x-www-form-urlencoded'], ...headers],
  })
}

function sendCode(
  tools: FactorTools, { door, browser, headers, ...fields }: {
    door: Door; browser: Browser; ticket: unknown; code: unknown; headers: Headers
  },
): Promise<HttpExchange> {
  return sendTo(tools, `${door}/second-factor`, browser, fields, headers)
}

// Programs have no cookies; if one came all the same, it's tried afterwards.
async function sendTo(
  tools: FactorTools, target: string, browser: Browser, fields: object, headers: Headers = [],
): Promise<HttpExchange> {
  if (target.startsWith('/api/sessions')) {
    return sendJson(browser, 'POST', target, fields, headers)
  }
  const exchange = await sendJson(tools, 'POST', target, fields, headers)
  browser.jar.keep(exchange.answer.headers('set-cookie'), target)
  return exchange
}

export async function findWho(tools: FactorTools, sent: Sent): Promise<Attempt> {
  const { browser, exchange } = sent
  const { accessToken } = { accessToken: await renewed(tools, exchange), ...readObject(exchange) }
  const target = '/api/users/me'
  if (typeof accessToken === 'string') {
    const headers: Headers = [['Authorization', `Bearer ${accessToken}`]]
    const email = readEmail(await tools.send({ target, headers }))
    if (email !== undefined) return { ...sent, email }
  }
  if (browser.jar.header(target) === undefined) return { ...sent, email: undefined }
  return { ...sent, email: readEmail(await browser.send({ target })) }
}

// A refresh token alone is as good as the access token that it brings.
async function renewed(tools: FactorTools, exchange: HttpExchange): Promise<unknown> {
  const { accessToken, refreshToken } = readObject(exchange)
  if (accessToken !== undefined || typeof refreshToken !== 'string') return undefined
  const next = await sendJson(tools, 'POST', '/api/tokens/refresh', { refreshToken })
  return readObject(next)['accessToken']
}

function readEmail(exchange: HttpExchange): string | undefined {
  const { email } = readObject(exchange)
  return isSuccess(exchange) && typeof email === 'string' ? email : undefined
}
