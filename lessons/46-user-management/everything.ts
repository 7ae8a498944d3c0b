// A user who has everything that can let somebody in, and who tries all of it.

import { readHtml } from '../19-html-without-xss/readHtml.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  Browser, isSuccess, readObject, sendJson, type Account, type Headers,
} from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import {
  byBasic, byNobody, bySession, newPerson, type Person, type Way,
} from '../41-roles-and-ownership/people.ts'
import { forgetStep } from '../44-second-factor/factors.ts'
import {
  addApp, allow, sendExchange, sendUserInfo, takeAppToken, type App, type Code,
} from './apps.ts'
import { codeOf, sendCode, signInWithCode, switchOn, takeTicket, type Factor } from './factor.ts'
import { takeResetToken } from './mailbox.ts'
import { failEarlier, me, words, type Id, type UserTools } from './tools.ts'

export type Everything = {
  person: Person
  key: string
  keyName: string
  accessToken: string
  refreshToken: string
  app: App
  appToken: string
  factor: Factor
  /** Two sessions, a key and an access token. */
  ways: readonly Way[]
  /** Not used yet: a code of an application, a link in a mail, and the ticket of a sign-in. */
  code: Code
  resetToken: string
  ticket: string
}

/** Signs a user up and makes all of this. */
export async function newEverything(tools: UserTools): Promise<Everything> {
  const person = await newPerson(tools)
  const factor = await switchOn(tools, person)
  const here = { ...person, browser: await signInWithCode(tools, person, factor) }
  const there = { ...person, browser: await signInWithCode(tools, person, factor) }
  const { key, keyName } = await makeKey(tools, here)
  const { accessToken, refreshToken } = await signInProgram(tools, here, factor)
  const app = addApp(tools)
  const appToken = await takeAppToken(tools, await allow(tools, here.browser, app))
  return {
    person: here, key, keyName, accessToken, refreshToken, app, appToken, factor,
    ways: [
      { ...bySession(here), name: 'a session' }, { ...bySession(there), name: 'another session' },
      byBearer(tools, key, 'a key'), byBearer(tools, accessToken, 'an access token'),
    ],
    code: await allow(tools, here.browser, app),
    resetToken: await takeResetToken(tools, person.account),
    ticket: await takeTicket(tools, tools, '/api/sessions', person.account),
  }
}

/** The way of a program that has a key or a token. */
export function byBearer({ send }: Pick<UserTools, 'send'>, token: string, name: string): Way {
  const headers: Headers = [['Authorization', `Bearer ${token}`]]
  return {
    name,
    send: (method, target, body) => body === undefined ? send({ method, target, headers })
      : sendJson({ send }, method, target, body, headers),
  }
}

async function makeKey(
  tools: UserTools, person: Person,
): Promise<{ key: string; keyName: string }> {
  const keyName = words(tools, 2)
  const scopes = ['account', 'links:read', 'links:write']
  const exchange = await bySession(person).send('POST', '/api/keys', { name: keyName, scopes })
  const { key } = readObject(exchange)
  if (typeof key === 'string') return { key, keyName }
  return tools.fail('key-not-made', { exchange, expected: '201, and "key": "gw_…"' })
}

async function signInProgram(
  tools: UserTools, { account, id }: Person, { secret }: Factor,
): Promise<{ accessToken: string; refreshToken: string }> {
  const ticket = await takeTicket(tools, tools, '/api/tokens', account)
  forgetStep(tools, { id })
  const exchange = await sendCode(tools, '/api/tokens', ticket, codeOf(secret))
  const { accessToken, refreshToken } = readObject(exchange)
  if (typeof accessToken === 'string' && typeof refreshToken === 'string') {
    return { accessToken, refreshToken }
  }
  return failEarlier(tools, exchange, '201, and two tokens: the code is right')
}

/** Fails unless the sessions, the key and the tokens are good. */
export async function expectAllIn(tools: UserTools, everything: Everything): Promise<void> {
  for (const way of everything.ways) {
    const exchange = await way.send('GET', me)
    if (readObject(exchange)['email'] === everything.person.account.email) continue
    failEarlier(tools, exchange, `200 for ${way.name}, which is good`)
  }
}

/** Fails if one of the things that let this user in still does. */
export async function expectAllOut(
  tools: UserTools, everything: Everything, { id, why }: { id: Id; why: string },
): Promise<void> {
  const judge = (exchange: HttpExchange, name: string, isIn = isSuccess(exchange)) => {
    if (isIn) {
      tools.fail(id, { exchange, mark: 'status', expected: `401 for ${name}: ${why}` })
    }
  }
  const { ways, refreshToken, appToken, code, factor, ticket, person } = everything
  for (const way of tools.fresh.shuffle(ways)) {
    for (const target of [me, `${me}/export`]) judge(await way.send('GET', target), way.name)
  }
  judge(await sendUserInfo(tools, appToken), "an application's token")
  const refreshed = await sendJson(tools, 'POST', '/api/tokens/refresh', { refreshToken })
  judge(refreshed, 'a refresh token')
  const exchange = await sendExchange(tools, code)
  const { access_token: token } = readObject(exchange)
  if (typeof token === 'string') {
    judge(await sendUserInfo(tools, token), 'the token that an application got for a code')
  }
  const [one, two] = ['/api/sessions', '/api/tokens'] as const
  for (const [target, typed] of [[one], [two], [one, factor.recoveryCodes[0]]] as const) {
    forgetStep(tools, person)
    const sent = await sendCode(tools, target, ticket, typed ?? codeOf(factor.secret))
    judge(sent, `a ticket and its code, sent to ${target}`)
  }
}

/** Fails if the password lets this user in, wherever passwords do. */
export async function expectPasswordOut(
  tools: UserTools, { account }: Pick<Person, 'account'>, { id, why }: { id: Id; why: string },
): Promise<void> {
  const person = { account, browser: new Browser(tools), id: 0 }
  const tries: readonly (readonly [string, () => Promise<HttpExchange>])[] = [
    ...['/api/sessions', '/api/tokens'].map((target) =>
      [target, () => byNobody(tools).send('POST', target, account)] as const),
    ['Basic', () => byBasic(tools, person).send('GET', me)],
    ['the form', async () => {
      const browser = new Browser(tools)
      await sendLogin(browser, account)
      return browser.send({ target: me })
    }],
  ]
  for (const [name, send] of tools.fresh.shuffle(tries)) {
    const exchange = await send()
    if (!isSuccess(exchange)) continue
    const expected = `401 for the password, with ${name}: ${why}`
    tools.fail(id, { exchange, mark: 'status', expected })
  }
}

/** Fills the form of the page in, as a person does. */
export async function sendLogin(
  browser: Browser, { email, password }: Account, action: '/login' | '/signup' = '/login',
): Promise<HttpExchange> {
  const shown = await browser.send({ target: '/login' })
  const form = findForm(readHtml(shown.answer.text), action, '/login')
  const hidden = Object.fromEntries((form?.hidden ?? []).map(([name, value]) => [name, value]))
  return browser.send({
    method: 'POST', target: action,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: String(new URLSearchParams({ ...hidden, email, password })),
  })
}
