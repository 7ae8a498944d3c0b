// Applications that let people sign in with their account at the program, and what their users'
// browsers do: go there, sign in, allow it, and come back with a code.

import { createHash } from 'node:crypto'
import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { readHtml, type Page } from '../19-html-without-xss/readHtml.ts'
import { newBrowser, type Account, type Browser } from '../35-passwords/client.ts'
import { findForm, type Field, type Form } from '../37-csrf/forms.ts'
import { encode } from '../37-csrf/visits.ts'
import type { asProviderFindings } from './asProviderFindings.ts'
import { canBeFramed } from './framing.ts'

export type Id = keyof typeof asProviderFindings
export type ProviderTools = Tools<Id>

export type Application = { id: string; name: string; uris: readonly [string, string] }

/** What an application sends somebody to the program with. */
export type AppRequest = {
  application: Application
  redirectUri: string
  state: string
  verifier: string
}

export type Person = { account: Account; browser: Browser; id: number }

/** A page, and the form on it that asks the user. */
export type Consent = { exchange: HttpExchange; page: Page; form: Form }

export const authorizePath = '/oauth/authorize'

/** Makes the work of a step that fails when a response has a status of 500 or more. */
export function watched(
  work: (tools: ProviderTools) => Promise<void>,
): (tools: ProviderTools) => Promise<void> {
  return keepingConnection((tools) => work(watch(tools)))
}

/** Makes tools that fail when a response has a status of 500 or more. */
export function watch(tools: ProviderTools): ProviderTools {
  const send: ProviderTools['send'] = async (plan) => {
    const exchange = await tools.send(plan)
    if (exchange.answer.status < 500) return exchange
    return tools.fail('server-blamed', {
      exchange, mark: 'status', expected: 'a status below 500',
    })
  }
  return { ...tools, send }
}

/** Signs a new user up and in. */
export async function newPerson(tools: ProviderTools): Promise<Person> {
  const { account, browser } = await newBrowser(tools)
  return { account, browser, id: idOf(tools, account) }
}

function idOf({ query }: ProviderTools, { email }: Account): number {
  return Number(query('select id from users where email = ?', email)[0]?.['id'])
}

/** Registers an application: a row, as long as no page does it. Its last line may have an end. */
export function newApplication(
  { fresh, change }: ProviderTools, end: string = fresh.pick(['', '\n']),
): Application {
  const [word, host] = [fresh.word(), `${fresh.word()}${fresh.integer(10, 99)}.example`]
  const uris = [
    `https://${host}/${fresh.word()}`, `https://${host}/${fresh.word()}?${word}=a%26b`,
  ] as const
  const application = {
    id: `${word}-${fresh.integer(1_000, 9_999)}`, name: `${fresh.word()} '"><x-${word}> & Co`, uris,
  }
  change(
    'insert into oauth_clients (id, name, redirect_uris, created_at) values (?, ?, ?, ?)',
    application.id, application.name, fresh.shuffle(uris).join('\n') + end, Date.now())
  return application
}

/** Begins a sign-in at an application. */
export function newRequest(
  { fresh }: ProviderTools, application: Application,
  redirectUri: string = fresh.pick(application.uris),
): AppRequest {
  const state = `${fresh.word()}&code=1+2 "${fresh.word()}"%26<b>#${fresh.word()}`
  return { application, redirectUri, state, verifier: newVerifier(fresh) }
}

/** A verifier of any length that RFC 7636, section 4.1, allows. */
export function newVerifier(fresh: Fresh): string {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~']
  return Array.from({ length: fresh.integer(43, 128) }, () => fresh.pick(letters)).join('')
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/** The parameters of a request; a change to undefined leaves one out. */
export function parametersOf(
  { application, redirectUri, state, verifier }: AppRequest,
  changes: Readonly<Record<string, string | undefined>> = {},
): readonly Field[] {
  const all = {
    response_type: 'code', client_id: application.id, redirect_uri: redirectUri, scope: 'email',
    state, code_challenge: challengeOf(verifier), code_challenge_method: 'S256', ...changes,
  }
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const])
}

/** The link that the application sends its user to. */
export function linkOf(parameters: readonly Field[]): string {
  return `${authorizePath}?${encode(parameters)}`
}

/** Reads the form that asks the user; undefined when it isn't there. */
export function readConsent(exchange: HttpExchange): Consent | undefined {
  if (exchange.answer.status !== 200) return undefined
  const page = readHtml(exchange.answer.text)
  const form = findForm(page, authorizePath, authorizePath)
  const hasDecision = page.elements.some(({ attributes }) => attributes.get('name') === 'decision')
  return form !== undefined && hasDecision ? { exchange, page, form } : undefined
}

/** Opens the page that asks the user. Nobody has allowed the application before. */
export async function openConsent(
  tools: ProviderTools, browser: Browser, request: AppRequest,
): Promise<Consent> {
  const exchange = await browser.send({ target: linkOf(parametersOf(request)) })
  return expectConsent(tools, exchange, request)
}

/** Fails unless a response asks the user, and says for whom. */
export function expectConsent(
  tools: ProviderTools, exchange: HttpExchange, { application: { name } }: AppRequest,
): Consent {
  const { fail } = tools
  if (landingOf(tools, exchange)?.searchParams.has('code')) {
    return fail('consent-skipped', {
      exchange, mark: 'header location', expected: '200, and a page that asks the user',
    })
  }
  const consent = readConsent(exchange)
  if (consent === undefined) {
    return fail('no-consent-page', {
      exchange, expected: `200, and a <form method="post" action="${authorizePath}"> with decision`,
    })
  }
  const { elements, texts } = consent.page
  const [, word = ''] = /<(x-\w+)>/.exec(name) ?? []
  if (elements.some((element) => element.name === word)) {
    return fail('not-escaped', { exchange, mark: 'body', expected: `no element <${word}>` })
  }
  if (!texts.join('').includes(name)) {
    return fail('no-consent-page', { exchange, mark: 'body', expected: `the name: ${name}` })
  }
  if (!canBeFramed(exchange, `http://localhost:${tools.port}`)) return consent
  return fail('consent-framed', {
    exchange, mark: 'head', expected: "Content-Security-Policy: …; frame-ancestors 'none'",
  })
}

/** Sends the form, as a browser does. */
export function decide(
  browser: Browser, { hidden, query }: Pick<Form, 'hidden' | 'query'>, more: readonly Field[],
): Promise<HttpExchange> {
  return browser.send(consentPlan({ hidden, query }, more))
}

export function consentPlan(
  { hidden, query }: Pick<Form, 'hidden' | 'query'>, more: readonly Field[],
) {
  return {
    method: 'POST', target: query.length === 0 ? authorizePath : linkOf(query),
    body: encode([...hidden, ...more]),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  } as const
}

export const allow: readonly Field[] = [['decision', 'allow']]

/** Where a redirect leads, as browsers read it; undefined for any other response. */
export function landingOf({ port }: ProviderTools, { answer }: HttpExchange): URL | undefined {
  const [location] = answer.headers('location')
  if (answer.status < 300 || answer.status > 399 || location === undefined) return undefined
  return URL.parse(location, `http://localhost:${port}`) ?? undefined
}

/** Says whether a URL is an address of an application, with parameters added to it. */
export function isAt(url: URL, redirectUri: string): boolean {
  const expected = new URL(redirectUri)
  return url.origin === expected.origin && url.pathname === expected.pathname
    && url.username === '' && url.hash === ''
    && [...expected.searchParams].every(([name, value]) => url.searchParams.get(name) === value)
}

/** Fails unless a response leads back to the application with a code and its state. */
export function expectCode(
  tools: ProviderTools, exchange: HttpExchange, { redirectUri, state }: AppRequest,
): string {
  const { fail } = tools
  const url = landingOf(tools, exchange)
  // A state that isn't encoded can be read as a fragment.
  if (url !== undefined) url.hash = ''
  const code = url?.searchParams.get('code') ?? ''
  const isRedirect = [302, 303].includes(exchange.answer.status)
  if (url === undefined || !isRedirect || !isAt(url, redirectUri) || code === '') {
    return fail('no-code', {
      exchange, expected: `303, and Location: ${redirectUri} with code and state`,
    })
  }
  if (url.searchParams.get('state') === state) return code
  return fail('state-lost', {
    exchange, mark: 'header location', expected: state,
    actual: url.searchParams.get('state') ?? 'no state',
  })
}

/** Gets a code. A program may remember that the user has allowed the application before. */
export async function getCode(
  tools: ProviderTools, browser: Browser, request: AppRequest,
): Promise<string> {
  const exchange = await browser.send({ target: linkOf(parametersOf(request)) })
  if (landingOf(tools, exchange)?.searchParams.has('code')) {
    return expectCode(tools, exchange, request)
  }
  const { form } = expectConsent(tools, exchange, request)
  return expectCode(tools, await decide(browser, form, allow), request)
}
