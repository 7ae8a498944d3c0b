// Steps: people sign in to applications with their account here.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { Browser, register, type Account } from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import { encode } from '../37-csrf/visits.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import {
  allow, authorizePath, decide, expectCode, expectConsent, isAt, landingOf, linkOf, newApplication,
  newPerson, newRequest, openConsent, parametersOf, type AppRequest, type Consent,
  type ProviderTools,
} from './applications.ts'
import { expectWho, getToken } from './appTokens.ts'

/** Somebody who isn't signed in comes from an application, and somebody who is. */
export async function signInToApplications(tools: ProviderTools): Promise<void> {
  const { fresh } = tools
  const [first, second] = [newApplication(tools), newApplication(tools)]
  const ben = await newPerson(tools)
  const ann = await register(tools)
  const browser = new Browser(tools)
  const anns = newRequest(tools, first)
  const consent = expectConsent(tools, await signInOnTheWay(tools, browser, ann, anns), anns)
  expectNoStore(tools, consent.exchange)
  expectOpenWay(tools, consent, anns)
  const code = expectCode(tools, await decide(browser, consent.form, allow), anns)
  const bens = newRequest(tools, first, first.uris[1])
  const signIns = [
    { request: anns, code, email: ann.email },
    {
      request: bens, email: ben.account.email,
      code: await allowFirst(tools, ben.browser, bens),
    },
  ]
  const tokens: { token: string; email: string }[] = []
  for (const { request, code, email } of fresh.shuffle(signIns)) {
    tokens.push({ token: await getToken(tools, request, code), email })
  }
  const subs = new Map<string, string>()
  for (const { token, email } of tokens) subs.set(email, await expectWho(tools, token, email))
  const again = newRequest(tools, second, second.uris[1])
  const token = await getToken(tools, again, await allowFirst(tools, browser, again))
  const sub = await expectWho(tools, token, ann.email)
  if (sub === ann.email) {
    return tools.fail('userinfo-wrong', {
      expected: 'a sub that stays when Ann gets another address', actual: sub,
    })
  }
  if (sub === subs.get(ann.email) && sub !== subs.get(ben.account.email)) return
  tools.fail('userinfo-wrong', {
    expected: 'the same sub each time Ann signs in, and another one for Ben',
    actual: `Ann: ${subs.get(ann.email)}, then ${sub}; Ben: ${subs.get(ben.account.email)}`,
  })
}

// What one user has allowed one application, another user has not, nor for another application.
async function allowFirst(
  tools: ProviderTools, browser: Browser, request: AppRequest,
): Promise<string> {
  const { form } = await openConsent(tools, browser, request)
  return expectCode(tools, await decide(browser, form, allow), request)
}

// Chrome asks form-action about each redirect that follows a form.
function expectOpenWay(
  { fail }: ProviderTools, { exchange }: Consent, { redirectUri }: AppRequest,
): void {
  const { host } = new URL(redirectUri)
  const lists = exchange.answer.headers('content-security-policy')
    .flatMap((policy) => policy.split(/[;,]/)).map((directive) => directive.trim().split(/\s+/))
    .filter(([name]) => name?.toLowerCase() === 'form-action')
  const isOpen = (sources: readonly string[]) => sources.some((source) =>
    /^(?:\*|https:)$/i.test(source) || source.includes(host) || source.includes('*.'))
  if (lists.every(isOpen)) return
  fail('no-code', {
    exchange, mark: 'header content-security-policy', actual: lists.flat().join(' '),
    expected: `form-action with https://${host}: Chrome asks it about the redirect, too`,
  })
}

// What happens to somebody who isn't signed in: they're sent to the sign-in, and then back.
async function signInOnTheWay(
  tools: ProviderTools, browser: Browser, account: Account, request: AppRequest,
): Promise<HttpExchange> {
  const { fail } = tools
  const start = await follow(tools, browser, linkOf(parametersOf(request)))
  const form = findForm(readHtml(start.exchange.answer.text), '/login', start.target)
  if (form === undefined) {
    const { answer } = start.exchange
    const location = answer.header('location')
    const isRefused = answer.status >= 400 || location?.includes('error=')
    return fail('no-way-back', {
      exchange: start.exchange, expected: '303 to /login?next=…, and a form to sign in',
      actual: `${answer.status}${location === undefined ? '' : ` to ${location}`}`
        + (isRefused ? ', though this request has no mistake' : ', and no such form'),
    })
  }
  const exchange = await browser.send({
    method: 'POST', target: form.query.length === 0 ? '/login' : `/login?${encode(form.query)}`,
    body: encode([...form.hidden, ['email', account.email], ['password', account.password]]),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  })
  const url = landingOf(tools, exchange)
  if (url === undefined || url.origin !== `http://localhost:${tools.port}`) {
    return fail('no-way-back', {
      exchange, mark: 'head', expected: '303, back to /oauth/authorize with all its parameters',
    })
  }
  const end = await follow(tools, browser, url.pathname + url.search)
  const { pathname, searchParams } = new URL(end.target, 'http://localhost')
  const isSame = parametersOf(request).every(([name, value]) => searchParams.get(name) === value)
  if (pathname === authorizePath && isSame) return end.exchange
  return fail('no-way-back', {
    exchange, mark: 'head', expected: '303, back to /oauth/authorize with all its parameters',
  })
}

const mostRedirects = 4

// Goes where a browser is sent, as long as it's on the program's own pages.
async function follow(
  tools: ProviderTools, browser: Browser, target: string,
): Promise<{ exchange: HttpExchange; target: string }> {
  let [path, exchange] = [target, await browser.send({ target })]
  for (let count = 0; count < mostRedirects; count += 1) {
    const url = landingOf(tools, exchange)
    if (url === undefined || !isAt(url, `http://localhost:${tools.port}${url.pathname}`)) break
    path = url.pathname + url.search
    exchange = await browser.send({ target: path })
  }
  return { exchange, target: path }
}

/** Somebody opens the pages of two applications, and then uses the first one. */
export async function useTwoTabs(tools: ProviderTools): Promise<void> {
  const { fresh, fail } = tools
  const { account, browser } = await newPerson(tools)
  const requests = [newRequest(tools, newApplication(tools)),
    newRequest(tools, newApplication(tools))]
  const tabs: { request: AppRequest; form: Parameters<typeof decide>[1] }[] = []
  for (const request of requests) {
    tabs.push({ request, form: (await openConsent(tools, browser, request)).form })
  }
  for (const { request, form } of fresh.shuffle(tabs)) {
    const exchange = await decide(browser, form, allow)
    const url = landingOf(tools, exchange)
    const other = requests.find((each) => each !== request && url !== undefined
      && isAt(url, each.redirectUri))
    if (other !== undefined && url?.searchParams.has('code')) {
      return fail('requests-mixed', {
        exchange, mark: 'header location', expected: request.redirectUri,
      })
    }
    const token = await getToken(tools, request, expectCode(tools, exchange, request))
    await expectWho(tools, token, account.email)
  }
}
