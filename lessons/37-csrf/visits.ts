// What the steps do again and again: open a page, send one of its forms, ask who is signed in.

import { readHtml, type Page } from '../19-html-without-xss/readHtml.ts'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import { readObject, type Account, type Browser, type Headers } from '../35-passwords/client.ts'
import type { findings } from './findings.ts'
import { findForm, urlEncoded, type Field, type Form, type Given } from './forms.ts'

export type Id = keyof typeof findings
export type CsrfTools = Tools<Id>

/** The paths that forms are sent to. */
export type Action = '/login' | '/signup' | '/links' | '/logout'

/** A form, and the page that it's on. */
export type Shown = { exchange: HttpExchange; page: Page; form: ShownForm }

export type ShownForm = Form & {
  /** Whether the page tells browsers to say `Origin: null`, even to its own program. */
  hidesOrigin: boolean
}

export type Typed = Readonly<Record<string, string>>

const visibleFields: Readonly<Record<Action, readonly string[]>> = {
  '/login': ['email', 'password'],
  '/signup': ['email', 'password'],
  '/links': ['target', 'slug', 'visitLimit', 'note'],
  '/logout': [],
}

/** What today's browsers say about a request of the site's own page. */
export function ownHeaders({ port }: Pick<CsrfTools, 'port'>): Headers {
  return [...ownOrigin({ port }), ['Sec-Fetch-Site', 'same-origin']]
}

/** All that older browsers say, and today's ones without HTTPS. */
export function ownOrigin({ port }: Pick<CsrfTools, 'port'>): Headers {
  return [['Origin', `http://localhost:${port}`]]
}

/** Opens the page that has a form. */
export async function openForm(
  tools: CsrfTools, browser: Browser, action: Action, headers: Headers = [],
): Promise<Shown> {
  const target = pageOf(action)
  const exchange = await browser.sendAs({ target, headers })
  expectNoBlame(tools, exchange)
  if (exchange.answer.status !== 200) {
    return tools.fail('no-form', {
      exchange, mark: 'status', expected: `GET ${target}: 200, and a page with forms`,
    })
  }
  return readForm(tools, exchange, action)
}

/** Reads a response as the page that has a form. */
export function readForm(tools: CsrfTools, exchange: HttpExchange, action: Action): Shown {
  const page = readHtml(exchange.answer.text)
  const form = findForm(page, action, pageOf(action))
  const names = visibleFields[action]
  const missing = names.find((name) => !form?.typed.has(name))
  if (form !== undefined && missing === undefined && form.enctype === urlEncoded) {
    return { exchange, page, form: { ...form, hidesOrigin: hidesOrigin(exchange, page) } }
  }
  const fields = names.length === 0 ? '' : ` with ${names.join(', ')}`
  return tools.fail('no-form', {
    exchange, mark: 'body', expected: `a <form method="post" action="${action}">${fields}`,
    actual: whatIsWrong(form, missing),
  })
}

function whatIsWrong(form: Form | undefined, missing: string | undefined): string {
  if (form === undefined) return 'there is no such form'
  return missing === undefined ? `its enctype is ${form.enctype}` : `it has no field ${missing}`
}

// What no-referrer does to Origin: Fetch, section 3.2 (append a request Origin header). The last
// policy that a browser knows counts.
function hidesOrigin({ answer }: HttpExchange, page: Page): boolean {
  const policies = [
    ...answer.headers('referrer-policy').flatMap((line) => line.split(',')),
    ...page.elements
      .filter(({ attributes }) => attributes.get('name')?.toLowerCase() === 'referrer')
      .map(({ attributes }) => attributes.get('content') ?? ''),
  ]
  const known = policies.map((policy) => policy.trim().toLowerCase())
    .filter((policy) => /^(?:no-referrer(?:-when-downgrade)?|unsafe-url)$|origin/.test(policy))
  return known.at(-1) === 'no-referrer'
}

/** Makes the request that a browser sends for a form. */
export function formPlan(
  action: Action, { hidden, query }: Given, typed: Typed, headers: Headers,
): RequestPlan {
  return {
    method: 'POST', target: query.length === 0 ? action : `${action}?${encode(query)}`,
    body: encode(fieldsOf(action, hidden, typed)),
    headers: [['Content-Type', urlEncoded], ...headers],
  }
}

/** Writes fields as a form does. */
export function encode(fields: readonly Field[]): string {
  return String(new URLSearchParams(fields.map(([...field]) => field)))
}

/** The fields of a form: the hidden ones, and what is typed. */
export function fieldsOf(action: Action, hidden: readonly Field[], typed: Typed): readonly Field[] {
  return [...hidden, ...visibleFields[action].map((name) => [name, typed[name] ?? ''] as const)]
}

/** Fills in a form and sends it, as a browser does. */
export async function submit(
  tools: CsrfTools, browser: Browser,
  { action, form, typed = {}, headers = ownHeaders(tools) }: {
    action: Action; form: ShownForm; typed?: Typed; headers?: Headers
  },
): Promise<HttpExchange> {
  const said = form.hidesOrigin ? headers.map(withoutOrigin) : headers
  const exchange = await browser.sendAs(formPlan(action, form, typed, said))
  expectNoBlame(tools, exchange)
  return exchange
}

function withoutOrigin([name, value]: Headers[number]): Headers[number] {
  return [name, name === 'Origin' ? 'null' : value]
}

/** Opens a form, sends it, and fails unless the response leads back to the page. */
export async function use(
  tools: CsrfTools, browser: Browser, action: Action,
  { typed = {}, headers = ownHeaders(tools) }: { typed?: Typed; headers?: Headers } = {},
): Promise<HttpExchange> {
  const { form } = await openForm(tools, browser, action)
  const exchange = await submit(tools, browser, { action, form, typed, headers })
  expectAccepted(tools, exchange)
  return exchange
}

/** Fails unless a good form got the redirect to the page. */
export function expectAccepted(tools: CsrfTools, exchange: HttpExchange): void {
  const { status } = exchange.answer
  if (status >= 400) {
    const isHidden = exchange.request.includes('\r\nOrigin: null\r\n')
    tools.fail(isHidden ? 'own-origin-hidden' : 'own-form-refused', statusEvidence(exchange, 303))
  }
  const location = exchange.answer.header('location') ?? ''
  const path = URL.parse(location, 'http://localhost')?.pathname
  if ([302, 303].includes(status) && location !== '' && path === '/') return
  tools.fail('form-not-redirected', {
    exchange, expected: '303, and Location: /',
    actual: `${status}, and ${location === '' ? 'no Location' : `Location: ${location}`}`,
  })
}

/** Asks who is signed in with this browser; undefined for nobody. */
export async function whoIs(
  tools: CsrfTools, sender: Pick<Browser, 'sendAs'>,
): Promise<{ exchange: HttpExchange; email: string | undefined }> {
  const exchange = await sender.sendAs({ target: '/api/users/me' })
  expectNoBlame(tools, exchange)
  const { email } = readObject(exchange)
  const isSomebody = exchange.answer.status === 200 && typeof email === 'string'
  return { exchange, email: isSomebody ? email : undefined }
}

/** Fails unless this account is signed in with this browser. */
export async function expectSignedIn(
  tools: CsrfTools, browser: Browser, { email }: Account, exchange: HttpExchange,
): Promise<void> {
  const found = await whoIs(tools, browser)
  if (found.email === email) return
  const shown = found.email ?? `the status ${found.exchange.answer.status}`
  tools.fail('form-without-effect', {
    exchange, expected: `then GET /api/users/me shows ${email}`, actual: `it shows ${shown}`,
  })
}

/** Finds the row of a link. */
export function findLink({ query }: CsrfTools, slug: string) {
  return query('select user from links where slug = ?', slug)[0]
}

/** Fails if a cache may keep a response that is for one person. */
export function expectNoStore(tools: CsrfTools, exchange: HttpExchange): void {
  const control = exchange.answer.header('cache-control')
  if (/\bno-store\b/i.test(control ?? '')) return
  tools.fail('page-may-be-kept', {
    exchange, mark: 'header cache-control', expected: 'Cache-Control: no-store',
    actual: control ?? 'no Cache-Control',
  })
}

export function expectNoBlame(tools: CsrfTools, exchange: HttpExchange): void {
  if (exchange.answer.status < 500) return
  tools.fail('server-blamed', statusEvidence(exchange, 'below 500'))
}

function pageOf(action: Action): string {
  return action === '/login' || action === '/signup' ? '/login' : '/'
}
