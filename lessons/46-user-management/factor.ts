// An authenticator app: switches a second factor on, and signs in with its codes.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Browser, isSuccess, readObject, sendJson, type Account } from '../35-passwords/client.ts'
import { bySession, type Person } from '../41-roles-and-ownership/people.ts'
import { codeAt, decodeBase32, stepNow } from '../44-second-factor/codes.ts'
import { forgetStep } from '../44-second-factor/factors.ts'
import { failEarlier, me, type UserTools } from './tools.ts'

const path = `${me}/second-factor`

export type Factor = {
  secret: Uint8Array
  text: string
  recoveryCodes: readonly string[]
  /** The request that switched it on. */
  exchange: HttpExchange
}

/** Switches the second factor of a user on. `before` can try something with the secret first. */
export async function switchOn(
  tools: UserTools, person: Person,
  before?: (secret: Uint8Array, asked: HttpExchange) => Promise<unknown>,
): Promise<Factor> {
  const { password } = person.account
  const asked = await bySession(person).send('POST', path, { password })
  const { secret: text } = readObject(asked)
  const secret = typeof text === 'string' ? decodeBase32(text) : undefined
  if (!isSuccess(asked) || typeof text !== 'string' || secret === undefined) {
    return failEarlier(tools, asked, '201, and "secret" in base32')
  }
  await before?.(secret, asked)
  const exchange = await bySession(person).send('PUT', path, { code: codeOf(secret) })
  const { recoveryCodes } = readObject(exchange)
  if (!isSuccess(exchange) || !Array.isArray(recoveryCodes)) {
    return failEarlier(tools, exchange, '200, and "recoveryCodes"')
  }
  return { secret, text, recoveryCodes: recoveryCodes.map(String), exchange }
}

/** Makes the code of this moment. */
export function codeOf(secret: Uint8Array): string {
  return codeAt(secret, stepNow())
}

/** Makes a code that's wrong now. */
export function wrongCode(secret: Uint8Array): string {
  return String((Number(codeOf(secret)) + 123_457) % 1_000_000).padStart(6, '0')
}

/** Sends the password, and gives the ticket that asks for a code. */
export async function takeTicket(
  tools: UserTools, sender: Pick<UserTools, 'send'>, target: string, account: Account,
): Promise<string> {
  return readTicket(tools, await sendJson(sender, 'POST', target, account))
}

/** Reads the ticket in the response to a password. */
export function readTicket(tools: UserTools, exchange: HttpExchange): string {
  const { ticket } = readObject(exchange)
  if (isSuccess(exchange) && typeof ticket === 'string') return ticket
  return failEarlier(tools, exchange, '202, and "ticket": this account has a second factor')
}

/** Sends the code that belongs to a ticket. */
export function sendCode(
  sender: Pick<UserTools, 'send'>, target: string, ticket: string, code: string,
): Promise<HttpExchange> {
  return sendJson(sender, 'POST', `${target}/second-factor`, { ticket, code })
}

/** Signs a new browser in, with the password and a code. */
export async function signInWithCode(
  tools: UserTools, { account, id }: Person, { secret }: Factor,
): Promise<Browser> {
  const browser = new Browser(tools)
  const ticket = await takeTicket(tools, browser, '/api/sessions', account)
  forgetStep(tools, { id })
  const exchange = await sendCode(browser, '/api/sessions', ticket, codeOf(secret))
  if (isSuccess(exchange)) return browser
  return failEarlier(tools, exchange, '201: the code is right')
}
