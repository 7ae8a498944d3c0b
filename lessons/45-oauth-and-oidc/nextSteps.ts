// Steps: where the sign-in leads afterwards, with a password alone, and with a code.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import {
  Browser, isSuccess, newAccount, readObject, register, type Account,
} from '../35-passwords/client.ts'
import { findForm, type Field, type Form } from '../37-csrf/forms.ts'
import { encode } from '../37-csrf/visits.ts'
import { foreignPaths } from './addresses.ts'
import {
  authorizePath, landingOf, linkOf, newApplication, newPerson, newRequest, parametersOf,
  type Person, type ProviderTools,
} from './applications.ts'
import { codeOf } from './authenticator.ts'

/** Signs in from a link that names a foreign address to go on to. */
export async function goOnElsewhere(tools: ProviderTools): Promise<void> {
  const { fresh, port } = tools
  const account = await register(tools)
  for (const [index, next] of foreignPaths(fresh, port).entries()) {
    const browser = new Browser(tools)
    const action = index === 0 ? '/signup' : '/login'
    const typed = action === '/signup' ? newAccount(fresh) : account
    const exchange = await signIn(browser, { action, typed, next })
    if (exchange !== undefined) expectOwn(tools, exchange)
  }
  const { browser } = await newPerson(tools)
  for (const next of foreignPaths(fresh, port).slice(0, fewLinks)) {
    expectOwn(tools, await browser.send({ target: loginLink(next) }))
  }
  await openWithMarkup(tools)
}

const fewLinks = 4

// What is in the link is in the form, too.
async function openWithMarkup({ fresh, fail, send }: ProviderTools): Promise<void> {
  const name = `x-${fresh.word()}`
  const exchange = await send({ target: loginLink(`/"'><${name}>`) })
  const { elements } = readHtml(exchange.answer.text)
  if (!elements.some((element) => element.name === name)) return
  fail('not-escaped', { exchange, mark: 'body', expected: `no element <${name}>` })
}

function loginLink(next: string): string {
  return `/login?${encode([['next', next]])}`
}

function expectOwn(tools: ProviderTools, exchange: HttpExchange): void {
  const url = landingOf(tools, exchange)
  if (url === undefined || url.origin === `http://localhost:${tools.port}`) return
  tools.fail('open-redirect', {
    exchange, mark: 'header location', expected: 'a path of your program, such as /',
  })
}

type SignIn = { action: string; typed: Account; next: string }

async function signIn(
  browser: Browser, { action, typed, next }: SignIn,
): Promise<HttpExchange | undefined> {
  const target = loginLink(next)
  const page = await browser.send({ target })
  const form = findForm(readHtml(page.answer.text), action, target)
  if (form === undefined) return undefined
  return sendForm(browser, form, next, [['email', typed.email], ['password', typed.password]])
}

// The hidden field is the browser's to change, and an attacker's page can send it, too.
function sendForm(
  browser: Browser, { action, hidden, query }: Form, next: string, typed: readonly Field[],
): Promise<HttpExchange> {
  const fields = hidden.map(([name, value]) => [name, name === 'next' ? next : value] as const)
  return browser.send({
    method: 'POST', target: query.length === 0 ? action : `${action}?${encode(query)}`,
    body: encode([...fields, ...typed]),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  })
}

/** Signs in with a second factor: the way leads over one more page. */
export async function goOnWithCode(tools: ProviderTools): Promise<void> {
  const { fresh, port } = tools
  const person = await newPerson(tools)
  const secret = await switchOn(person)
  // The check of its own lesson says what is wrong.
  if (secret === undefined) return
  const link = linkOf(parametersOf(newRequest(tools, newApplication(tools))))
  for (const next of fresh.shuffle([link, ...foreignPaths(fresh, port).slice(0, 2)])) {
    // As if half a minute had gone by: a code works once.
    tools.change('update second_factors set last_step = 0 where user = ?', person.id)
    const exchange = await signInWithCode(tools, person, { secret, next })
    if (next !== link) expectOwn(tools, exchange)
    else expectBack(tools, exchange, link)
  }
}

const factorPath = '/api/users/me/second-factor'

async function switchOn({ account, browser }: Person): Promise<string | undefined> {
  const begun = await browser.sendJson('POST', factorPath, { password: account.password })
  const { secret } = readObject(begun)
  if (typeof secret !== 'string') return undefined
  const exchange = await browser.sendJson('PUT', factorPath, { code: codeOf(secret) })
  return isSuccess(exchange) ? secret : undefined
}

async function signInWithCode(
  tools: ProviderTools, { account }: Person, { secret, next }: { secret: string; next: string },
): Promise<HttpExchange> {
  const browser = new Browser(tools)
  const first = await signIn(browser, { action: '/login', typed: account, next })
  const url = first && landingOf(tools, first)
  const path = url === undefined ? '/login' : url.pathname + url.search
  const asked = url === undefined ? first : await browser.send({ target: path })
  const form = findForm(readHtml(asked?.answer.text ?? ''), '/login/code', path)
  if (form === undefined) {
    return tools.fail('no-way-back', {
      exchange: asked, expected: 'the form for the code, after the right password',
    })
  }
  return sendForm(browser, form, next, [['code', codeOf(secret)]])
}

function expectBack(tools: ProviderTools, exchange: HttpExchange, link: string): void {
  const url = landingOf(tools, exchange)
  const expected = new URL(link, 'http://localhost').searchParams
  const isThere = url?.pathname === authorizePath && [...expected].every(([name, value]) =>
    url.searchParams.get(name) === value)
  if (isThere) return
  tools.fail('no-way-back', { exchange, mark: 'head', expected: `303, and Location: ${link}` })
}
