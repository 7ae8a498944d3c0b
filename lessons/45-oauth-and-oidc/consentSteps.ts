// Steps: only the user can allow it, and only by pressing the button.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { Browser, type Headers } from '../35-passwords/client.ts'
import { findForm, type Field, type Form } from '../37-csrf/forms.ts'
import {
  allow, consentPlan, decide, isAt, landingOf, linkOf, newApplication, newPerson, newRequest,
  openConsent, parametersOf, type AppRequest, type Id, type Person, type ProviderTools,
} from './applications.ts'

/** Only looks at the page, declines, and leaves the decision out. */
export async function decline(tools: ProviderTools): Promise<void> {
  const { fresh } = tools
  const ann = await newPerson(tools)
  const { browser } = ann
  const request = newRequest(tools, newApplication(tools))
  const { form } = await openConsent(tools, browser, request)
  const link = parametersOf(request)
  for (const method of fresh.shuffle(['GET', 'HEAD'])) {
    const target = linkOf([...link, ...form.hidden, ...allow])
    expectNoCode(tools, ann, await browser.send({ method, target }), 'consent-skipped')
  }
  const decisions: readonly (readonly Field[])[] = [
    [['decision', 'deny']], [], [['decision', 'disallow']], [['decision', '']],
  ]
  for (const decision of fresh.shuffle(decisions)) {
    const own = newRequest(tools, newApplication(tools))
    const exchange = await decide(browser, (await openConsent(tools, browser, own)).form, decision)
    expectNoCode(tools, ann, exchange, 'consent-skipped')
    if (decision[0]?.[1] !== 'deny') continue
    expectToldOff(tools, exchange, own)
    const again = await browser.send({ target: linkOf(parametersOf(own)) })
    expectNoCode(tools, ann, again, 'consent-skipped')
  }
}

// RFC 6749, section 4.1.2.1.
const codes = [
  'invalid_request', 'unauthorized_client', 'access_denied', 'unsupported_response_type',
  'invalid_scope', 'server_error', 'temporarily_unavailable',
]

/** Fails if an application is told something else than an error, with its state. */
export function expectToldOff(
  tools: ProviderTools, exchange: HttpExchange, { redirectUri, state }: AppRequest,
): void {
  const { fail } = tools
  const url = landingOf(tools, exchange)
  // A page for the user is as good.
  if (url === undefined && exchange.answer.status < 500) return
  if (url === undefined || !isAt(url, redirectUri)) {
    return fail('open-redirect', { exchange, mark: 'header location', expected: redirectUri })
  }
  if (url.searchParams.get('state') !== state) {
    return fail('state-lost', { exchange, mark: 'header location', expected: `state: ${state}` })
  }
  if (codes.includes(url.searchParams.get('error') ?? '')) return
  fail('wrong-error', {
    exchange, mark: 'header location', expected: `error with a code of RFC 6749: ${codes[0]}, …`,
  })
}

// State beats words: neither is there a code in the response, nor in the table.
function expectNoCode(
  tools: ProviderTools, { id: user }: Pick<Person, 'id'>, exchange: HttpExchange, id: Id,
): void {
  const url = landingOf(tools, exchange)
  if (url?.searchParams.has('code')) {
    return tools.fail(id, {
      exchange, mark: 'header location', expected: 'no code, because the user has not allowed it',
    })
  }
  expectNoRow(tools, user, exchange, id)
}

function expectNoRow(
  { fail, query }: ProviderTools, user: number, exchange: HttpExchange, id: Id,
): void {
  if (query('select 1 from oauth_codes where user = ?', user).length === 0) return
  fail(id, {
    exchange, expected: 'no code, because the user has not allowed it',
    actual: `a row of oauth_codes with user = ${user}`,
  })
}

/** An evil page sends the form for a user who is signed in. */
export async function forgeConsent(tools: ProviderTools): Promise<void> {
  const { fresh, port } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const request = newRequest(tools, newApplication(tools))
  const anns = (await openConsent(tools, ann.browser, request)).form
  const bens = (await openConsent(tools, ben.browser, request)).form
  const own: Headers = [['Origin', `http://localhost:${port}`], ['Sec-Fetch-Site', 'same-origin']]
  const evil = ['Origin', `https://${fresh.word()}.example`] as const
  const forgeries: readonly { form: Pick<Form, 'hidden' | 'query'>; headers: Headers }[] = [
    { form: bens, headers: own }, { form: withoutToken(anns, bens), headers: own },
    { form: { hidden: parametersOf(request), query: [] }, headers: own },
    { form: bens, headers: [evil, ['Sec-Fetch-Site', 'cross-site']] },
    { form: bens, headers: [evil] },
  ]
  for (const { form, headers } of fresh.shuffle(forgeries)) {
    const { headers: type, ...plan } = consentPlan(form, allow)
    const exchange = await ann.browser.sendAs({ ...plan, headers: [...type, ...headers] })
    expectNoCode(tools, ann, exchange, 'consent-forged')
  }
  await allowAsStranger(tools, bens, ben)
  await nameOther(tools, ann, ben)
  // Ann has gone, and somebody finds her tab still open.
  await ann.browser.sendJson('DELETE', '/api/sessions/current', {})
  expectNoCode(tools, ann, await decide(ann.browser, anns, allow), 'consent-forged')
}

// Nobody is signed in, and the token is good: it comes from the page to sign in.
async function allowAsStranger(
  tools: ProviderTools, { hidden, query }: Form, { id }: Person,
): Promise<void> {
  const stranger = new Browser(tools)
  const page = await stranger.send({ target: '/login' })
  const own = new Map(findForm(readHtml(page.answer.text), '/login', '/login')?.hidden)
  const fields = hidden.map(([name, value]) => [name, own.get(name) ?? value] as const)
  const exchange = await decide(stranger, { hidden: fields, query }, allow)
  expectNoCode(tools, { id }, exchange, 'consent-forged')
}

// Ben allows it, and says that he's Ann.
async function nameOther(tools: ProviderTools, ann: Person, ben: Person): Promise<void> {
  const request = newRequest(tools, newApplication(tools))
  const { form: { hidden, query } } = await openConsent(tools, ben.browser, request)
  const names = new Map([
    [String(ben.id), String(ann.id)], [ben.account.email, ann.account.email],
  ])
  const changed = hidden.map(([name, value]) => [name, names.get(value) ?? value] as const)
  const added = ['user', 'user_id', 'userId', 'sub'].map((name) => [name, String(ann.id)] as const)
  const more = [...allow, ...added, ['email', ann.account.email]] as const
  const exchange = await decide(ben.browser, { hidden: changed, query }, more)
  expectNoRow(tools, ann.id, exchange, 'consent-forged')
}

// What differs between two users' forms for the same request is what nobody else can know.
function withoutToken(
  { hidden, query }: Form, { hidden: others }: Form,
): Pick<Form, 'hidden' | 'query'> {
  const known = new Map(others)
  const keep = ([name, value]: Field): Field =>
    [name, known.get(name) === value ? value : '']
  return { hidden: hidden.map(keep), query }
}
