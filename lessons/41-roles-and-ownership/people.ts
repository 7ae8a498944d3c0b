// Who takes part in the steps: users with a browser, a key, an access token and a password,
// strangers without any of them, and administrators.

import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { postLink, readMade, targetOf } from '../29-create-and-redirect/client.ts'
import {
  isSuccess, newAccount, readObject, register, sendJson, signIn, type Account, type Browser,
  type Headers,
} from '../35-passwords/client.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type RoleTools = Tools<Id>

export type Person = { account: Account; browser: Browser; id: number }

/** A way to say who one is, or none. The body is sent as JSON. */
export type Way = {
  name: string
  send(method: string, target: string, body?: unknown): Promise<HttpExchange>
}

export type OwnLink = { slug: string; target: string; note: string }

/** Makes the work of a step that fails when a response has a status of 500 or more. */
export function watched(
  work: (tools: RoleTools) => Promise<void>,
): (tools: RoleTools) => Promise<void> {
  return keepingConnection((tools) => {
    const send: RoleTools['send'] = async (plan) => {
      const exchange = await tools.send(plan)
      expectNoFailure(tools, exchange)
      return exchange
    }
    return work({ ...tools, send })
  })
}

/** Fails when the program has. */
export function expectNoFailure({ fail }: RoleTools, exchange: HttpExchange): void {
  if (exchange.answer.status < 500) return
  fail('server-blamed', { exchange, mark: 'status', expected: 'a status below 500' })
}

/** Signs a new user up and in. */
export async function newPerson(
  tools: RoleTools, account: Account = newAccount(tools.fresh),
): Promise<Person> {
  await register(tools, account)
  return { account, browser: await signIn(tools, account), id: idOf(tools, account) }
}

/** Signs a new user up, makes an administrator of them in the database, and signs them in. */
export async function newAdmin(tools: RoleTools): Promise<Person> {
  const account = await register(tools)
  const id = idOf(tools, account)
  promote(tools, id)
  return { account, browser: await signIn(tools, account), id }
}

export function promote({ change }: RoleTools, id: number): void {
  change("update users set role = 'admin' where id = ?", id)
}

/** Reads the row of a user. */
export function readUser(
  { query }: RoleTools, { email }: Pick<Account, 'email'>,
): { role: unknown; isDisabled: boolean; id: number } | undefined {
  const [row] = query('select id, role, disabled_at from users where email = ?', email)
  if (row === undefined) return undefined
  return { role: row['role'], isDisabled: row['disabled_at'] !== null, id: Number(row['id']) }
}

function idOf(tools: RoleTools, account: Account): number {
  const user = readUser(tools, account)
  if (user !== undefined) return user.id
  return tools.fail('account-not-made', {
    actual: `no row of users has the email ${account.email}`,
  })
}

/** The way of a browser that is signed in. */
export function bySession({ browser }: Person): Way {
  const send = (plan: RequestPlan) => browser.send(plan)
  return { name: 'a session', send: sender(send) }
}

export function byBasic({ send }: RoleTools, { account: { email, password } }: Person): Way {
  const credentials = Buffer.from(`${email}:${password}`).toString('base64')
  return {
    name: 'the password, as Basic', send: sender(send, [['Authorization', `Basic ${credentials}`]]),
  }
}

export function byNobody({ send }: RoleTools): Way {
  return { name: 'no credentials', send: sender(send) }
}

/** Makes a key with these scopes, and gives the way of a program that has it. */
export async function byKey(
  tools: RoleTools, person: Person, scopes: readonly string[],
): Promise<Way> {
  const exchange = await askForKey(tools, person, scopes)
  const way = readKey(tools, exchange, scopes)
  if (way !== undefined) return way
  return tools.fail('key-not-made', { exchange, expected: '201, and "key": "gw_…"' })
}

export function askForKey(
  { fresh }: RoleTools, person: Person, scopes: readonly string[],
): Promise<HttpExchange> {
  return bySession(person).send('POST', '/api/keys', { name: fresh.word(), scopes })
}

/** Gives the way of a program with a new key; undefined when there's none in the response. */
export function readKey(
  { send }: RoleTools, exchange: HttpExchange, scopes: readonly string[],
): Way | undefined {
  const { key } = readObject(exchange)
  if (!isSuccess(exchange) || typeof key !== 'string') return undefined
  const name = `a key with ${scopes.join(', ')}`
  return { name, send: sender(send, [['Authorization', `Bearer ${key}`]]) }
}

/** Signs a program in, and gives its way. */
export async function byToken(
  tools: RoleTools, { account }: Person,
): Promise<Way & { refreshToken: unknown }> {
  const exchange = await sendJson(tools, 'POST', '/api/tokens', account)
  const { accessToken, refreshToken } = readObject(exchange)
  if (!isSuccess(exchange) || typeof accessToken !== 'string') {
    return tools.fail('not-signed-in', { exchange, expected: '201, and "accessToken"' })
  }
  const headers: Headers = [['Authorization', `Bearer ${accessToken}`]]
  return { name: 'an access token', send: sender(tools.send, headers), refreshToken }
}

/** Makes a link of a user, with a slug and a note that no other link has. */
export async function ownLink(tools: RoleTools, { browser, id }: Person): Promise<OwnLink> {
  const { fresh, fail, query } = tools
  const [slug, note] = [`${fresh.word()}-${fresh.word()}`, `${fresh.word()} ${fresh.word()}`]
  const target = targetOf(fresh)
  const exchange = await postLink({ send: (plan) => browser.send(plan) }, { target, note, slug })
  const [row] = query('select user from links where slug = ?', slug)
  if (readMade(exchange) !== undefined && row?.['user'] === id) return { slug, target, note }
  return fail('link-not-made', {
    exchange, expected: `201, and in the row of ${slug}, user is ${id}`,
    actual: row === undefined ? 'There is no such row' : `user is ${String(row['user'])}`,
  })
}

/** Reads the row of a link. */
export function readRow(
  { query }: RoleTools, slug: string,
): { target: unknown; note: unknown; user: unknown } | undefined {
  const [row] = query('select target, note, user from links where slug = ?', slug)
  return row && { target: row['target'], note: row['note'], user: row['user'] }
}

export function pathOf({ slug }: Pick<OwnLink, 'slug'>): string {
  return `/api/links/${slug}`
}

/** Fails unless the status is one of these. */
export function expectStatus(
  { fail }: RoleTools, exchange: HttpExchange, statuses: readonly number[],
  id: Id = 'wrong-refusal',
): void {
  const { status } = exchange.answer
  if (statuses.includes(status)) return
  fail(id, {
    exchange, mark: 'status', expected: statuses.join(' or '), actual: String(status),
  })
}

function sender(send: RoleTools['send'], headers: Headers = []): Way['send'] {
  return (method, target, body) => body === undefined
    ? send({ method, target, headers }) : sendJson({ send }, method, target, body, headers)
}
