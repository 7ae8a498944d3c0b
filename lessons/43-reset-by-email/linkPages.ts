// The pages that links in mails lead to, as a browser uses them.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { Browser, newAccount, type Account, type Headers } from '../35-passwords/client.ts'
import { findForm, type Form } from '../37-csrf/forms.ts'
import { encode } from '../37-csrf/visits.ts'
import type { Letter, Mailbox } from './mailbox.ts'
import type { ResetTools } from './resetTools.ts'

export type Opened = { exchange: HttpExchange; form: Form; browser: Browser; policy: string }

/** Opens the page of a link, which has to have a form, and must not let its token out. */
export async function openLink(
  tools: ResetTools, browser: Browser, { target, path }: Pick<Letter, 'target' | 'path'>,
): Promise<Opened> {
  const exchange = await browser.send({ target })
  const opened = readLinkPage(tools, browser, exchange, { target, path })
  if (exchange.answer.status === 200 && opened !== undefined) return opened
  return tools.fail('link-page-broken', {
    exchange, expected: `200, and a <form method="post" action="${path}">`
      + (path === '/login/reset' ? ' with a field password' : ''),
  })
}

/** Opens the pages with a token that could become an element. Anybody can make such a link. */
export async function openWithMarkup({ fresh, fail, send }: ResetTools): Promise<void> {
  for (const path of fresh.shuffle(['/login/reset', '/login/confirm'])) {
    const name = `x-${fresh.word()}`
    const query = new URLSearchParams({ token: `"'><${name}>` })
    const exchange = await send({ target: `${path}?${query}` })
    const isHtml = /html/i.test(exchange.answer.header('content-type') ?? '')
    const { elements } = readHtml(exchange.answer.text)
    if (!isHtml || !elements.some((element) => element.name === name)) continue
    fail('token-not-escaped', { exchange, mark: 'body', expected: `no element <${name}>` })
  }
}

/** Reads a response as such a page; undefined when there's no such form. */
export function readLinkPage(
  tools: ResetTools, browser: Browser, exchange: HttpExchange,
  { target, path }: Pick<Letter, 'target' | 'path'>,
): Opened | undefined {
  const page = readHtml(exchange.answer.text)
  const form = findForm(page, path, target)
  if (form === undefined || (path === '/login/reset' && !form.typed.has('password'))) {
    return undefined
  }
  const policies = [
    ...exchange.answer.headers('referrer-policy').flatMap((line) => line.split(',')),
    ...page.elements
      .filter(({ attributes }) => attributes.get('name')?.toLowerCase() === 'referrer')
      .map(({ attributes }) => attributes.get('content') ?? ''),
  ]
  const policy = policies.map((each) => each.trim().toLowerCase()).at(-1) ?? ''
  expectKept(tools, exchange, policy)
  return { exchange, form, browser, policy }
}

// What a browser tells other sites and keeps: the URL of this page has the token in it.
function expectKept({ fail }: ResetTools, exchange: HttpExchange, policy: string): void {
  const isQuiet = /^(?:no-referrer|same-origin|(?:strict-)?origin(?:-when-cross-origin)?)$/
  if (!isQuiet.test(policy)) {
    fail('link-leaks', {
      exchange, mark: 'head', expected: 'Referrer-Policy: same-origin, or no-referrer',
      actual: policy === '' ? 'no Referrer-Policy' : policy,
    })
  }
  const control = exchange.answer.header('cache-control') ?? 'no Cache-Control'
  if (/\bno-store\b/i.test(control)) return
  fail('link-leaks', {
    exchange, mark: 'head', expected: 'Cache-Control: no-store', actual: control,
  })
}

/** Fills in the form of a link's page and sends it. */
export async function submit(
  { port }: ResetTools, { form, browser, policy }: Opened, password?: string, more: Headers = [],
): Promise<HttpExchange> {
  const { action, query, hidden } = form
  const typed = password === undefined ? [] : [['password', password] as const]
  // What browsers say after a page with this policy: Fetch, section 3.2.
  const origin = policy === 'no-referrer' ? 'null' : `http://localhost:${port}`
  return browser.sendAs({
    method: 'POST', target: query.length === 0 ? action : `${action}?${encode(query)}`,
    body: encode([...hidden, ...typed]),
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'], ['Origin', origin],
      ['Sec-Fetch-Site', 'same-origin'], ...more,
    ],
  })
}

/** Opens the page with a form, and types an address; undefined if there's no such form. */
export async function openWithEmail(
  tools: ResetTools, page: string, { action, email }: { action: string; email: string },
): Promise<Opened | undefined> {
  const browser = new Browser(tools)
  const exchange = await browser.send({ target: page })
  const form = findForm(readHtml(exchange.answer.text), action, page)
  if (form === undefined) return undefined
  const hidden = [...form.hidden, ['email', email] as const]
  return { exchange, form: { ...form, hidden }, browser, policy: '' }
}

/** Signs somebody up with the form of a page, and waits for the mail that confirms the address. */
export async function signUpByForm(
  tools: ResetTools, mailbox: Mailbox,
): Promise<{ account: Account; letter: Letter }> {
  const account = newAccount(tools.fresh)
  const { email } = account
  const opened = await openWithEmail(tools, '/login', { action: '/signup', email })
  if (opened === undefined) {
    return tools.fail('account-not-made', {
      expected: 'GET /login: a page with a form whose action is /signup',
    })
  }
  const sent = await submit(tools, opened, account.password)
  if (sent.answer.status < 400) {
    return { account, letter: await mailbox.next(account, '/login/confirm', sent) }
  }
  return tools.fail('account-not-made', { exchange: sent, mark: 'status', expected: '303' })
}

/** Fails unless a form led on to the page for signing in. */
export function expectLedOn({ fail }: ResetTools, exchange: HttpExchange): void {
  const { status } = exchange.answer
  const location = exchange.answer.header('location') ?? ''
  const path = location === '' ? '' : URL.parse(location, 'http://localhost')?.pathname ?? ''
  if ([302, 303].includes(status) && /^\/(?:login)?$/.test(path)) return
  fail('link-page-broken', {
    exchange, mark: 'status', expected: '303, and Location: /login',
    actual: `${status}, and ${location === '' ? 'no Location' : `Location: ${location}`}`,
  })
}
