// Steps: programs go on as before, and people sign up, out and in with the forms of the pages.

import type { Evidence } from '../../src/course/check/check.ts'
import { parseSetCookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import {
  Browser, isSuccess, newAccount, register, sendJson, type Account, type Headers,
} from '../35-passwords/client.ts'
import {
  expectAccepted, expectNoBlame, expectNoStore, expectSignedIn, openForm, ownHeaders, ownOrigin,
  readForm, submit, use, whoIs, type Action, type CsrfTools, type Id, type Shown,
} from './visits.ts'

/** Sends what programs send: no cookie, and nothing about a page. */
export async function servePrograms(tools: CsrfTools): Promise<void> {
  const account = newAccount(tools.fresh)
  const requests: readonly (readonly [string, object, Id])[] = [
    ['/api/users', account, 'account-not-made'],
    ['/api/sessions', account, 'not-signed-in'],
    ['/api/links', { target: targetOf(tools.fresh) }, 'program-refused'],
  ]
  for (const [target, body, usual] of requests) {
    const exchange = await sendJson(tools, 'POST', target, body)
    expectNoBlame(tools, exchange)
    if (isSuccess(exchange)) continue
    const asPage = await sendJson(tools, 'POST', target, body, ownHeaders(tools))
    const id = isSuccess(asPage) ? 'program-refused' : usual
    tools.fail(id, statusEvidence(exchange, 201))
  }
}

/** Signs a person up, out and in again, in browsers that say more or less about themselves. */
export async function useForms(tools: CsrfTools): Promise<void> {
  const [account, browser] = [newAccount(tools.fresh), new Browser(tools)]
  const { exchange: page } = await openForm(tools, browser, '/signup')
  expectNoStore(tools, page)
  const signedUp = await use(tools, browser, '/signup', { typed: account })
  await expectSignedIn(tools, browser, account, signedUp)
  expectNoStore(tools, signedUp)
  const { exchange: home } = await openForm(tools, browser, '/logout')
  expectNoStore(tools, home)
  await signOut(tools, browser, signedUp)
  const signedIn = await use(tools, browser, '/login', {
    typed: account, headers: ownOrigin(tools),
  })
  await expectSignedIn(tools, browser, account, signedIn)
  expectNoStore(tools, signedIn)
  await expectClosed(tools, browser, signedIn)
  const other = new Browser(tools)
  const again = await use(tools, other, '/login', { typed: account })
  await expectSignedIn(tools, other, account, again)
}

// What keeps a cookie from scripts and other sites. One that isn't needed may do without.
async function expectClosed(
  tools: CsrfTools, browser: Browser, exchange: HttpExchange,
): Promise<void> {
  for (const line of exchange.answer.headers('set-cookie')) {
    const cookie = parseSetCookie(line, '/login')
    const site = cookie?.attributes.get('samesite') ?? ''
    const isClosed = cookie?.attributes.has('httponly') && /^(?:lax|strict)$/i.test(site)
    if (cookie === undefined || (isClosed && cookie.path === '/')) continue
    const others = browser.jar.cookies.filter(({ name }) => name !== cookie.name)
    const rest = others.map(({ name, value }) => `${name}=${value}`).join('; ')
    const headers: Headers = rest === '' ? [] : [['Cookie', rest]]
    if (isSuccess(await tools.send({ target: '/api/users/me', headers }))) continue
    tools.fail('cookie-open', {
      exchange, mark: 'header set-cookie', actual: line,
      expected: 'HttpOnly, SameSite=Lax or Strict, and Path=/',
    })
  }
}

// The cookies that the sign-in set are worth nothing afterwards, even if a browser keeps them.
async function signOut(tools: CsrfTools, browser: Browser, signedUp: HttpExchange): Promise<void> {
  const copy = new Browser(tools)
  copy.jar.keep(signedUp.answer.headers('set-cookie'), '/')
  const exchange = await use(tools, browser, '/logout')
  const left = [await whoIs(tools, browser), await whoIs(tools, copy)]
    .find(({ email }) => email !== undefined)
  if (left === undefined) return
  tools.fail('form-without-effect', {
    exchange, expected: 'then the session has ended, for every copy of its cookie',
    actual: `GET /api/users/me still shows ${left.email}`,
  })
}

/** Sends forms that can't be accepted: they come back, with the address that was typed. */
export async function refuseForms(tools: CsrfTools): Promise<void> {
  const { fresh } = tools
  const account = await register(tools)
  const { password } = newAccount(fresh)
  const [one, two] = [fresh.word(), fresh.word()]
  const refused: readonly (readonly [Action, Account])[] = fresh.shuffle([
    ['/login', { email: account.email, password }],
    ['/login', { email: `"><x-${one}>@${two}.example`, password }],
    ['/signup', { email: `' data-${one}='1' "data-${two}="&lt;`, password }],
    ['/signup', { email: newAccount(fresh).email, password: `0${fresh.word().slice(0, 5)}` }],
  ])
  const browser = new Browser(tools)
  let shown = await openForm(tools, browser, '/login')
  for (const [action, typed] of refused) {
    const { form } = readForm(tools, shown.exchange, action)
    const exchange = await submit(tools, browser, { action, form, typed })
    shown = judgeRefusal(tools, { exchange, action, typed })
  }
  // The page that came back is as good as a new one.
  const { form } = readForm(tools, shown.exchange, '/login')
  const exchange = await submit(tools, browser, { action: '/login', form, typed: account })
  expectAccepted(tools, exchange)
  await expectSignedIn(tools, browser, account, exchange)
}

function judgeRefusal(
  tools: CsrfTools, { exchange, action, typed }: {
    exchange: HttpExchange; action: Action; typed: Account
  },
): Shown {
  const { status } = exchange.answer
  if (status < 400) {
    const expected = `${action === '/login' ? 401 : 422}, and the page again`
    tools.fail('refusal-status', statusEvidence(exchange, expected))
  }
  const shown = readForm(tools, exchange, action)
  expectNoMarkup(tools, shown, typed.email)
  const evidence: Evidence = { exchange, mark: 'body' }
  if (exchange.answer.text.includes(typed.password)) {
    tools.fail('password-shown', { ...evidence, actual: `the page has ${typed.password} in it` })
  }
  const values = (['/login', '/signup'] as const)
    .map((each) => readForm(tools, exchange, each).form.typed.get('email'))
  if (!values.includes(typed.email)) {
    tools.fail('typed-lost', {
      ...evidence, expected: `${typed.email} in the field email`,
      actual: values.every((value) => value === '') ? "it's empty" : `${values.join(', and ')}`,
    })
  }
  expectNoStore(tools, exchange)
  return shown
}

// Each of these addresses would make an element or an attribute that has a word in its name.
function expectNoMarkup(tools: CsrfTools, { exchange, page }: Shown, typed: string): void {
  const words = [...typed.matchAll(/(?:x|data)-[a-z]+/g)].map(([word]) => word)
  for (const { name, attributes } of page.elements) {
    const found = words.find((word) => name === word || attributes.has(word))
    if (found === undefined) continue
    tools.fail('typed-not-escaped', {
      exchange, mark: 'body', expected: `${typed} in the field email`,
      actual: `the element <${name}>${name === found ? '' : ` with the attribute ${found}`}`,
    })
  }
}

/** Uses a form of a program that people reach at another origin than its own, in old browsers. */
export async function usePublicForms(tools: CsrfTools): Promise<void> {
  const host = `${tools.fresh.word()}.example`
  const copy = await tools.startCopy({ PUBLIC_ORIGIN: `https://${host}` })
  const browser = new Browser(copy)
  const server: Headers = [['Host', host]]
  const send = async (origin: string) => {
    const action = '/signup'
    const { form } = await openForm(tools, browser, action, server)
    const typed = newAccount(tools.fresh)
    const headers: Headers = [...server, ['Origin', origin], ['Referer', `${origin}/login`]]
    return submit(tools, browser, { action, form, typed, headers })
  }
  const forged = await send(`https://${host}.${tools.fresh.word()}.example`)
  if (forged.answer.status < 400) tools.fail('origin-prefix', statusEvidence(forged, 403))
  expectAccepted(tools, await send(`https://${host}`))
}
