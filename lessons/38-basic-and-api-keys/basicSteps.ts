// Steps: right and wrong credentials, in all the ways in which Basic can be written.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { postLink, targetOf } from '../29-create-and-redirect/client.ts'
import {
  isSuccess, newAccount, readObject, register, sendJson, type Account, type Headers,
} from '../35-passwords/client.ts'
import {
  authorization, basic, expectChallenge, expectUnknown, refuseForms, toBase64, type Form,
  type KeyTools,
} from './programs.ts'

const me = '/api/users/me'

/** Signs in with Basic, with a password that is hard to read and in other spellings. */
export async function signInWithBasic(tools: KeyTools): Promise<void> {
  const { fresh, fail, send } = tools
  const capitals = fresh.word().toUpperCase()
  const password = ` ${capitals}:${fresh.foreignText()}::${fresh.word()} `
  const account = await register(tools, { ...newAccount(fresh), password })
  const exchange = await send({ target: me, headers: basic(account) })
  if (!isFor(exchange, account)) await explain(tools, exchange)
  const encoded = toBase64(`${account.email}:${password}`)
  for (const scheme of ['basic ', 'BASIC  ']) {
    const other = await send({ target: me, headers: authorization(scheme + encoded) })
    if (isFor(other, account)) continue
    return fail('scheme-case', { exchange: other, mark: 'status', expected: '200' })
  }
}

// Which part of the password was too hard?
async function explain(tools: KeyTools, refusal: HttpExchange): Promise<never> {
  const { fresh, fail, send } = tools
  const tries = [
    ['basic-refused', ` ${fresh.word()} ${fresh.word().toUpperCase()} `],
    ['split-at-last-colon', `${fresh.word()}:${fresh.word()}::${fresh.word()}`],
    ['not-utf8', fresh.foreignText()],
  ] as const
  for (const [id, password] of tries) {
    const account = await register(tools, { ...newAccount(fresh), password })
    const exchange = await send({ target: me, headers: basic(account) })
    if (isFor(exchange, account)) continue
    return fail(id, {
      exchange, mark: 'status', expected: `200, and the user with the password "${password}"`,
    })
  }
  return fail('basic-refused', { exchange: refusal, mark: 'status', expected: '200, and the user' })
}

function isFor(exchange: HttpExchange, { email }: Account): boolean {
  return isSuccess(exchange) && readObject(exchange)['email'] === email
}

/** Sends no credentials and wrong ones. */
export async function refuseStrangers(tools: KeyTools): Promise<void> {
  const { fresh, send } = tools
  for (const target of [me, '/api/links', '/api/keys', '/api/sessions']) {
    expectUnknown(tools, await send({ target }), { what: 'without credentials' })
  }
  const fields = { name: fresh.word(), scopes: ['links:read'] }
  expectUnknown(tools, await sendJson(tools, 'POST', '/api/keys', fields))
  expectUnknown(tools, await send({ method: 'DELETE', target: '/api/keys/1' }))
  const account = await register(tools)
  // A program that remembers whom it has let in must still look at the password.
  await send({ target: me, headers: basic(account) })
  const wrong = { ...account, password: `${account.password} ${fresh.word()}` }
  for (const [what, headers] of fresh.shuffle(wrongCredentials(tools, wrong))) {
    expectUnknown(tools, await send({ target: me, headers }), { what })
  }
  expectChallenge(tools, await sendJson(tools, 'POST', '/api/sessions', wrong))
  const others = ['Basic', 'Bearer', `Digest username="${wrong.email}"`].map(authorization)
  const credentials = wrongCredentials(tools, wrong).map(([, headers]) => headers)
  for (const headers of [...credentials, ...others]) {
    await expectNoLink(tools, headers)
  }
}

function wrongCredentials(
  { fresh }: KeyTools, wrong: Account,
): (readonly [what: string, headers: Headers])[] {
  const random = Array.from({ length: 8 }, () => fresh.word()).join('').slice(0, 43)
  return [
    ['for a wrong password', basic(wrong)],
    ['for an address that nobody has', basic(newAccount(fresh))],
    ['for a key that nobody has', authorization(`Bearer gw_${random}`)],
    ['for SQL in place of a key', authorization("Bearer gw_'or'1'='1")],
  ]
}

// A link must not become nobody's because its program isn't known any longer.
async function expectNoLink(tools: KeyTools, headers: Headers): Promise<void> {
  const { fresh, fail, query } = tools
  const target = `${targetOf(fresh)}&by=${fresh.word()}`
  const exchange = await postLink(tools, { target }, headers)
  const isMade = query('select 1 from links where target = ?', target).length > 0
  if (isMade || isSuccess(exchange)) {
    return fail('stranger-made-it', { exchange, mark: 'status', expected: '401, and no link' })
  }
  if (exchange.answer.status !== 400) expectUnknown(tools, exchange)
}

/** Sends what isn't Basic as RFC 7617 defines it. */
export async function refuseMalformed(tools: KeyTools): Promise<void> {
  await refuseForms(tools, tools.fresh.shuffle(await malformed(tools)))
}

async function malformed(tools: KeyTools): Promise<Form[]> {
  const { fresh } = tools
  const account = await register(tools, padded(newAccount(fresh)))
  const both = `${account.email}:${account.password}`
  const encoded = toBase64(both)
  const middle = fresh.integer(4, 20)
  // A replacement character: what lenient decoders make of bytes that aren't UTF-8.
  const odd = newAccount(fresh)
  await register(tools, { ...odd, password: `${odd.email}\ufffd` })
  const bell = await register(tools, {
    ...newAccount(fresh), password: `${fresh.word()}\x07${fresh.word()}`,
  })
  return [
    ['the scheme alone', 'Basic'],
    ['the plain text instead of base64', `Basic ${both}`],
    ['base64 with another character', `Basic ${insert(encoded, middle, '*')}`],
    ['base64 without its padding', `Basic ${encoded.replace(/=+$/, '')}`],
    ['two credentials', `Basic ${encoded}, Basic ${encoded}`],
    ['something after the credentials', `Basic ${encoded} ${fresh.word()}`],
    ['another scheme with a longer name', `Basics ${encoded}`],
    ['another scheme in front', `Digest Basic ${encoded}`],
    ['a NUL after the password', `Basic ${toBase64(`${both}\0`)}`],
    ['a NUL after the address', `Basic ${toBase64(both.replace(':', '\0:'))}`],
    ['a control character', `Basic ${toBase64(`${bell.email}:${bell.password}`)}`],
    ['no colon', `Basic ${toBase64(`${odd.email}\ufffd`)}`],
    ["bytes that aren't UTF-8", `Basic ${toBase64(
      Buffer.concat([Buffer.from(`${odd.email}:${odd.email}`), Buffer.from([0xff])]))}`],
  ]
}

// Its credentials have two padding characters in base64.
function padded({ email, password }: Account): Account {
  const length = `${email}:${password}`.length
  return { email, password: password + 'xyz'.slice(0, (4 - length % 3) % 3) }
}

function insert(text: string, index: number, added: string): string {
  return text.slice(0, index) + added + text.slice(index)
}
