// People with a second factor: an app that computes codes, and a sheet of recovery codes.

import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import {
  isSuccess, newBrowser, readObject, type Account, type Browser, type Headers,
} from '../35-passwords/client.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import { codeAt, codesAround, decodeBase32, formsOf, stepNow } from './codes.ts'
import type { findings } from './findings.ts'
import { keepOpen } from './openFile.ts'
import { judgeRecovery } from './recoveryCodes.ts'

export type Id = keyof typeof findings
/** `secrets` are those of factors that are on: no response may show one, or a code of it. */
export type FactorTools = Tools<Id> & { secrets: Buffer[] }

export type Person = { account: Account; browser: Browser; id: number }
export type Factor = Person & {
  secret: Buffer
  recovery: readonly string[]
  /** The half minute whose code has switched it on. */
  step: number
}

export const factorPath = '/api/users/me/second-factor'
const leastSecretBytes = 20
const mostTries = 100

/** Makes the work of a step that looks at each response. */
export function watched(
  work: (tools: FactorTools) => Promise<void>,
): (tools: Tools<Id>) => Promise<void> {
  return keepingConnection((tools) => keepingFile(tools, work))
}

/** Does the work of a step with tools that look at each response. */
export async function keepingFile(
  tools: Tools<Id>, work: (tools: FactorTools) => Promise<void>,
): Promise<void> {
  const file = keepOpen(tools)
  try {
    await work(watch({ ...tools, query: file.query, change: file.change }))
  } finally {
    file.close()
  }
}

// Makes tools that fail when a response blames the server, or has a secret in it.
function watch(tools: Tools<Id>): FactorTools {
  const secrets: Buffer[] = []
  const send = async (plan: RequestPlan): Promise<HttpExchange> => {
    const exchange = await tools.send(plan)
    if (exchange.answer.status >= 500) {
      return tools.fail('server-blamed', {
        exchange, mark: 'status', expected: 'a status below 500',
      })
    }
    expectNoSecret(tools, exchange, secrets)
    return exchange
  }
  return { ...tools, secrets, send }
}

function expectNoSecret(
  { fail }: Tools<Id>, exchange: HttpExchange, secrets: readonly Buffer[],
): void {
  const { answer, request } = exchange
  const text = [...answer.fields.map(({ value }) => value), answer.text].join('\n')
  const actual = secrets.flatMap(formsOf).find((form) => text.includes(form))
    ?? codesIn(text).filter((code) => !request.includes(code)).find((code) =>
      secrets.some((secret) => codesAround(secret, 1).includes(code)))
  if (actual === undefined) return
  fail('secret-shown-again', { exchange, mark: 'body', expected: 'no secret', actual })
}

function codesIn(text: string): readonly string[] {
  return text.match(/\b\d{6}\b/g) ?? []
}

/** Signs a new user up and in. */
export async function newPerson(tools: FactorTools): Promise<Person> {
  const { account, browser } = await newBrowser(tools)
  const [row] = tools.query('select id from users where email = ?', account.email)
  const id = row?.['id']
  if (typeof id === 'number') return { account, browser, id }
  return tools.fail('account-not-made', { actual: `no row of users has ${account.email}` })
}

/** Asks for the secret of a new factor. */
export async function begin(
  tools: FactorTools, { account, browser }: Pick<Person, 'account' | 'browser'>,
): Promise<Buffer> {
  const { password } = account
  const exchange = await browser.sendJson('POST', factorPath, { password })
  const { secret: text, uri } = readObject(exchange)
  const secret = typeof text === 'string' ? decodeBase32(text) : undefined
  if (!isSuccess(exchange) || secret === undefined) {
    return tools.fail('not-begun', { exchange, expected: '201, and "secret" in base32' })
  }
  const wrong = uriMistake(String(uri), { secret, email: account.email })
  if (wrong !== undefined) {
    return tools.fail('not-begun', {
      exchange, mark: 'body', actual: `${String(uri)}: ${wrong}`,
      expected: `otpauth://totp/<site>:${encodeURIComponent(account.email)}`
        + `?secret=${String(text)}&issuer=<site>`,
    })
  }
  if (secret.length < leastSecretBytes) {
    return tools.fail('secret-guessable', {
      exchange, mark: 'body', expected: '160 random bits, which are 32 letters',
      actual: `${secret.length * 8} bits`,
    })
  }
  expectNoStore(tools, exchange)
  return secret
}

// What an app would read otherwise than the check does.
function uriMistake(
  text: string, { secret, email }: { secret: Buffer; email: string },
): string | undefined {
  const uri = URL.parse(text)
  if (uri?.protocol !== 'otpauth:' || uri.host !== 'totp') return 'it begins otherwise'
  const query = uri.searchParams
  const given = decodeBase32(query.get('secret') ?? '')
  if (given === undefined || !given.equals(secret)) return `secret is ${query.get('secret')}`
  const expected = { algorithm: 'SHA1', digits: '6', period: '30' }
  for (const [name, value] of Object.entries(expected)) {
    const actual = query.get(name)
    if (actual !== null && actual.toUpperCase() !== value) return `${name} is ${actual}`
  }
  const name = decoded(uri.pathname)?.toLowerCase()
  if (!name?.includes(email.toLowerCase())) return `the name is ${uri.pathname}`
  return query.get('issuer') ? undefined : 'there is no issuer'
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** Begins until the codes of the next minutes differ. */
export async function beginWith(
  tools: FactorTools, person: Person, isWanted: (secret: Buffer) => boolean = () => true,
): Promise<Buffer> {
  for (let left = mostTries; ; left -= 1) {
    const secret = await begin(tools, person)
    const codes = codesAround(secret)
    const isGood = new Set(codes).size === codes.length && isWanted(secret)
    if (isGood || left === 0) return secret
  }
}

/** Makes a key that may do nothing with the account, and gives its header. */
export async function keyForLinks({ fresh }: FactorTools, { browser }: Person): Promise<Headers> {
  const made = await browser.sendJson('POST', '/api/keys', {
    name: fresh.word(), scopes: ['links:read', 'links:write'],
  })
  return [['Authorization', `Bearer ${String(readObject(made)['key'])}`]]
}

/** Sends a first code. */
export function sendFirstCode({ browser }: Person, code: unknown): Promise<HttpExchange> {
  return browser.sendJson('PUT', factorPath, { code })
}

/** Switches the factor of somebody on with the code of now, or of a half minute before. */
export async function switchOn(
  tools: FactorTools, person: Person,
  { secret: known, offset = 0 }: { secret?: Buffer; offset?: -1 | 0 } = {},
): Promise<Factor> {
  const secret = known ?? await beginWith(tools, person)
  const step = stepNow() + offset
  const exchange = await sendFirstCode(person, codeAt(secret, step))
  const { recoveryCodes } = readObject(exchange)
  if (!isSuccess(exchange) || !Array.isArray(recoveryCodes)) {
    // A new half minute has begun.
    if (stepNow() + offset !== step) return switchOn(tools, person, { offset })
    return tools.fail(exchange.answer.status === 429 ? 'locked-out' : 'right-code-refused', {
      exchange, expected: '200, and "recoveryCodes", a list of ten texts',
    })
  }
  expectNoStore(tools, exchange)
  const recovery = judgeRecovery(tools, exchange, recoveryCodes)
  tools.secrets.push(secret)
  expectNoSecret(tools, exchange, [secret])
  return { ...person, secret, recovery, step }
}

/** Signs a new user up, and switches their second factor on. */
export async function newFactor(tools: FactorTools): Promise<Factor> {
  return switchOn(tools, await newPerson(tools))
}

/** Lets codes of this half minute be good once more. */
export function forgetStep(
  { change }: Pick<FactorTools, 'change'>, { id }: Pick<Person, 'id'>,
): void {
  change('update second_factors set last_step = 0 where user = ?', id)
}

/** A code that is wrong for this secret for minutes: six digits, as the right ones have. */
export function wrongCode({ fresh }: FactorTools, { secret }: Pick<Factor, 'secret'>): string {
  const right = codesAround(secret)
  for (;;) {
    const code = String(fresh.integer(0, 999_999)).padStart(6, '0')
    if (!right.includes(code)) return code
  }
}

/** Says whether the row of a factor is there, and on. */
export function isOn({ query }: FactorTools, { id }: Pick<Person, 'id'>): boolean {
  const [row] = query('select enabled_at from second_factors where user = ?', id)
  return row !== undefined && row['enabled_at'] !== null
}
