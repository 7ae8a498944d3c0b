// What the steps share: signing up and in, and looking at what is stored.

import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, newAccount, readObject, sendJson, type Account } from './client.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings

export type AccountTools = Tools<Id>

export type StoredUser = { id: number; email: string; hash: string; createdAt: number }

// With the usual cost and a high one, a hash takes a second on a slow machine.
const timeoutMs = 15_000
const shortestSecret = 8
const hourMs = 3_600_000

/** Sends JSON. What came back must not blame the program, nor show the password. */
export async function post(
  tools: AccountTools, target: '/api/users' | '/api/sessions', body: unknown,
  idOf500: Id = 'server-blamed',
): Promise<HttpExchange> {
  const send: AccountTools['send'] = (plan) => tools.send({ ...plan, timeoutMs })
  const exchange = await sendJson({ send }, 'POST', target, body)
  if (exchange.answer.status >= 500) {
    return tools.fail(idOf500, { exchange, mark: 'status', expected: 'a status below 500' })
  }
  const { password }: { password: unknown } = { password: undefined, ...Object(body) }
  const secrets = typeof password === 'string' && password.length >= shortestSecret
    ? [password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password),
      Buffer.from(password).toString('base64')] : []
  const { answer } = exchange
  const texts = [answer.text, ...answer.fields.map(({ value }) => value)]
  const isShown = [...secrets, '$scrypt$'].some((secret) =>
    texts.some((text) => text.includes(secret)))
  if (!isShown) return exchange
  return tools.fail('password-shown', { exchange, expected: 'no password and no hash' })
}

/** Nothing that was printed so far may contain one of these passwords, or a hash. */
export function expectNotPrinted(tools: AccountTools, passwords: readonly string[]): void {
  const output = tools.output()
  if (passwords.some((password) => output.includes(password))) {
    return tools.fail('password-shown', { actual: 'the password is in what your program printed' })
  }
  if (!output.includes('$scrypt$')) return
  tools.fail('password-shown', { actual: 'a stored hash is in what your program printed' })
}

/** Makes an account whose address has capital letters, as a phone writes them. */
export function newTyped(fresh: AccountTools['fresh']): Account {
  const { email, password } = newAccount(fresh)
  return { email: email.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()), password }
}

/** Signs up. The response and the table have to show the account. */
export async function signUp(
  tools: AccountTools, account: Account = newTyped(tools.fresh), what = '',
): Promise<Account & { stored: StoredUser }> {
  const exchange = await post(tools, '/api/users', account)
  const { id, email } = readObject(exchange)
  const lower = account.email.toLowerCase()
  const isMade = isSuccess(exchange) && (typeof id === 'number' || typeof id === 'string')
    && typeof email === 'string' && email.toLowerCase() === lower
  if (!isMade) {
    const expected = `201, and JSON with id and email${what}`
    return tools.fail('account-not-made', { exchange, mark: 'status-line', expected })
  }
  const [stored] = readUsers(tools, lower)
  if (stored === undefined) {
    const expected = `a row of the table users with the email ${lower}`
    return tools.fail('account-not-made', { exchange, expected, actual: 'no such row' })
  }
  if (stored.email !== lower) {
    return tools.fail('address-case', { exchange, expected: lower, actual: stored.email })
  }
  expectSameRow(tools, { exchange, stored, id })
  return { ...account, stored }
}

// An id that is a text can be one that only the program knows.
function expectSameRow(
  tools: AccountTools,
  { exchange, stored, id }: { exchange: HttpExchange; stored: StoredUser; id: unknown },
): void {
  if (typeof id === 'number' && id !== stored.id) {
    const expected = `the id of the row, ${stored.id}`
    return tools.fail('wrong-row', { exchange, expected, actual: String(id) })
  }
  const now = Date.now()
  if (Math.abs(stored.createdAt - now) < hourMs) return
  const expected = `created_at about ${now}, the milliseconds since 1970`
  tools.fail('wrong-row', { exchange, expected, actual: String(stored.createdAt) })
}

/** Reads the users with this address, in any spelling. */
export function readUsers({ query }: AccountTools, email: string): readonly StoredUser[] {
  const rows = query('select * from users where lower(email) = ?',
    email.toLowerCase())
  return rows.map((row) => ({
    id: Number(row['id']), email: String(row['email']), hash: String(row['password_hash']),
    createdAt: Number(row['created_at']),
  }))
}

function countUsers({ query }: AccountTools): number {
  return Number(query('select count(*) as number from users')[0]?.['number'])
}

/** Signs in, and fails with this finding when it's refused. */
export async function expectSignedIn(
  tools: AccountTools, { email, password }: Account, id: Id = 'right-password-refused',
): Promise<void> {
  const idOf500 = id === 'parameters-not-read' ? id : undefined
  const exchange = await post(tools, '/api/sessions', { email, password }, idOf500)
  if (isSuccess(exchange)) return
  tools.fail(id, { exchange, mark: 'status', expected: '200' })
}

/** Tries to sign in; `id` is for a program that lets it in. */
export async function expectRefused(
  tools: AccountTools, { email, password }: Account, id: Id = 'wrong-password-accepted',
): Promise<HttpExchange> {
  const exchange = await post(tools, '/api/sessions', { email, password })
  if (isSuccess(exchange)) tools.fail(id, { exchange, mark: 'status', expected: '401' })
  return exchange
}

/** Signs in with something that is wrong, and that has to get a 401. */
export async function expectUnauthorized(
  tools: AccountTools, account: Account, id?: Id,
): Promise<HttpExchange> {
  const exchange = await expectRefused(tools, account, id)
  if (exchange.answer.status === 401) return exchange
  return tools.fail('wrong-refusal', { exchange, mark: 'status', expected: '401' })
}

/** Tries to sign up with something bad: it has to be refused, and nothing may be stored. */
export async function expectNotMade(
  tools: AccountTools, body: unknown, { id, shown }: { id: Id; shown: string },
): Promise<void> {
  const before = countUsers(tools)
  const exchange = await post(tools, '/api/users', body)
  const expected = `422 for ${shown}`
  if (countUsers(tools) > before) return tools.fail(id, { exchange, mark: 'status', expected })
  const { status } = exchange.answer
  if (status === 422 || status === 400) return
  tools.fail('wrong-refusal', { exchange, mark: 'status', expected })
}
