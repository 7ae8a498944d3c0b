// Steps: browsers are sent to an application's own addresses, and nowhere else.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Browser } from '../35-passwords/client.ts'
import type { Field } from '../37-csrf/forms.ts'
import { encode } from '../37-csrf/visits.ts'
import { otherSpellings, wrongUris } from './addresses.ts'
import {
  allow, challengeOf, decide, expectCode, isAt, landingOf, linkOf, newApplication, newPerson,
  newRequest, openConsent, parametersOf, readConsent, type Application, type AppRequest, type Id,
  type ProviderTools,
} from './applications.ts'
import { exchangeCode, readToken } from './appTokens.ts'
import { expectToldOff } from './consentSteps.ts'

type Changes = Readonly<Record<string, string | undefined>>

const mistakes: readonly Changes[] = [
  { response_type: 'token' }, { response_type: undefined }, { scope: 'admin' },
  { code_challenge: undefined }, { code_challenge_method: 'plain' }, { prompt: 'none' },
]

/** Asks for other addresses than the registered ones. */
export async function changeAddresses(tools: ProviderTools): Promise<void> {
  const { fresh } = tools
  const { browser } = await newPerson(tools)
  // What comes after the end of the last line isn't an address.
  const [application, other] = [newApplication(tools, '\n'), newApplication(tools)]
  const stranger = new Browser(tools)
  const request = newRequest(tools, application)
  for (const uri of wrongUris(fresh, application, other)) {
    const link = linkOf(parametersOf(request, { redirect_uri: uri }))
    await expectNowhere(tools, browser, link, request)
  }
  await spellOtherwise(tools, browser, application)
  // A mistake has to be told to the application, and only to the application.
  for (const mistake of fresh.shuffle(mistakes)) {
    const uri = `https://${fresh.word()}.example${new URL(request.redirectUri).pathname}`
    const link = linkOf(parametersOf(request, { redirect_uri: uri, ...mistake }))
    for (const each of [stranger, browser]) await expectNowhere(tools, each, link, request)
  }
  const unknown = { application: { uris: [] } }
  for (const client_id of [fresh.word(), '', undefined, '%', application.id.slice(0, -1)]) {
    await expectNowhere(tools, browser, linkOf(parametersOf(request, { client_id })), unknown)
  }
  await expectNowhere(tools, browser,
    linkOf(parametersOf(request, { redirect_uri: undefined })), request)
  const good: readonly Field[] = [['redirect_uri', request.redirectUri]]
  const evil: readonly Field[] = [['redirect_uri', `https://${fresh.word()}.example/`]]
  const rest = parametersOf(request, { redirect_uri: undefined })
  for (const pair of [[...good, ...evil], [...evil, ...good]]) {
    await expectNowhere(tools, browser, linkOf([...rest, ...pair]), request)
  }
  await changeForm(tools, browser)
}

// Opens a link, and allows what the page asks. It may lead to the good address, and to no other.
async function expectNowhere(
  tools: ProviderTools, browser: Browser, link: string,
  { application: { uris } }: { application: { uris: readonly string[] } },
): Promise<void> {
  const { fail, port } = tools
  const first = await browser.send({ target: link })
  const consent = readConsent(first)
  const exchange = consent === undefined ? first : await decide(browser, consent.form, allow)
  const url = landingOf(tools, exchange)
  const isOwn = url?.origin === `http://localhost:${port}`
  // The address that it has registered is good enough, if nothing was added to it.
  const isGood = url !== undefined && !url.searchParams.has('next')
    && uris.some((uri) => isAt(url, uri))
  if (url !== undefined && !isOwn && !isGood) {
    return fail('open-redirect', {
      exchange, mark: 'header location', expected: "400: it isn't an address of the application",
    })
  }
  if (url !== undefined || exchange.answer.status >= 400) return
  fail('wrong-error', { exchange, mark: 'status', expected: '400, and a page of your own' })
}

// Programs read these in different ways: they're the registered URI only for some.
async function spellOtherwise(
  tools: ProviderTools, browser: Browser, application: Application,
): Promise<void> {
  const [uri] = application.uris
  for (const redirect_uri of otherSpellings(tools.fresh, uri)) {
    const exchange = await visit(browser, newRequest(tools, application), { redirect_uri })
    const url = landingOf(tools, exchange)
    if (url === undefined || url.origin === `http://localhost:${tools.port}`) continue
    return tools.fail('spelled-otherwise', {
      exchange, mark: 'header location',
      expected: `400: as a text, ${JSON.stringify(redirect_uri)} isn't "${uri}"`,
    })
  }
}

// Changes the URI in the form of the page, and adds one to it.
async function changeForm(tools: ProviderTools, browser: Browser): Promise<void> {
  const { fresh, fail } = tools
  const evil = `https://${fresh.word()}.example/`
  const added: Field = ['redirect_uri', evil]
  for (const isAdded of fresh.shuffle([true, false])) {
    const { redirectUri, ...request } = newRequest(tools, newApplication(tools))
    const { form } = await openConsent(tools, browser, { redirectUri, ...request })
    const replace = (fields: readonly Field[]) =>
      isAdded ? fields : replaceIn(fields, redirectUri, evil)
    const exchange = await decide(browser, {
      hidden: replace(form.hidden), query: replace(form.query),
    }, isAdded ? [...allow, added] : allow)
    const url = landingOf(tools, exchange)
    if (url === undefined || isAt(url, redirectUri)) continue
    fail('open-redirect', { exchange, mark: 'header location', expected: redirectUri })
  }
}

function replaceIn(fields: readonly Field[], from: string, to: string): readonly Field[] {
  const encoded = (text: string) => encode([['', text]]).slice(1)
  return fields.map(([name, value]) => [name, value.replaceAll(from, to)
    .replaceAll(encoded(from), encoded(to)).replaceAll(encodeURIComponent(from), encoded(to))])
}

/** Asks for a token at once, and leaves the proof out. */
export async function changeParameters(tools: ProviderTools): Promise<void> {
  const { fresh } = tools
  const { browser } = await newPerson(tools)
  const application = newApplication(tools)
  const { verifier } = newRequest(tools, application)
  // A text that can be both.
  const plain = challengeOf(verifier)
  const mistakes: readonly Changes[] = [
    ...['token', 'id_token', 'code token', undefined].map((response_type) => ({ response_type })),
    { code_challenge: plain.slice(1) }, { code_challenge: `${plain}A` },
  ]
  for (const changes of fresh.shuffle(mistakes)) {
    await expectRefused(tools, browser, { application, changes })
  }
  const proofs: readonly Attempt[] = [
    { id: 'plain-accepted', verifiers: [plain],
      changes: { code_challenge: plain, code_challenge_method: 'plain' } },
    { id: 'plain-accepted', verifiers: [plain],
      changes: { code_challenge: plain, code_challenge_method: undefined } },
    { id: 'no-pkce-accepted', verifiers: [undefined, '', verifier],
      changes: { code_challenge: undefined, code_challenge_method: undefined } },
    { id: 'no-pkce-accepted', verifiers: [undefined, '', verifier],
      changes: { code_challenge: '', code_challenge_method: 'S256' } },
    { id: 'no-pkce-accepted', verifiers: [undefined, ''],
      changes: { code_challenge: undefined, code_challenge_method: 'S256' } },
  ]
  for (const proof of fresh.shuffle(proofs)) await tryProof(tools, browser, application, proof)
}

type Attempt = { id: Id; verifiers: readonly (string | undefined)[]; changes: Changes }

async function visit(
  browser: Browser, request: AppRequest, changes: Changes,
): Promise<HttpExchange> {
  const first = await browser.send({ target: linkOf(parametersOf(request, changes)) })
  const consent = readConsent(first)
  return consent === undefined ? first : decide(browser, consent.form, allow)
}

async function expectRefused(
  tools: ProviderTools, browser: Browser,
  { application, changes }: Pick<AppRequest, 'application'> & { changes: Changes },
): Promise<void> {
  const request = newRequest(tools, application)
  const exchange = await visit(browser, request, changes)
  const location = exchange.answer.header('location') ?? ''
  if (/[?#&](?:access_token|id_token|token)=/.test(location)) {
    return tools.fail('token-in-url', {
      exchange, mark: 'header location', expected: 'error=unsupported_response_type',
    })
  }
  if (landingOf(tools, exchange)?.searchParams.has('code')) {
    return failFor(tools, exchange, changes)
  }
  expectToldOff(tools, exchange, request)
}

function failFor({ fail }: ProviderTools, exchange: HttpExchange, changes: Changes): void {
  const sent = Object.entries(changes).map(([name, value]) =>
    value === undefined ? `no ${name}` : `${name}=${value}`)
  fail('wrong-error', {
    exchange, mark: 'header location', expected: `error, because of ${sent.join(' and ')}`,
  })
}

// Whether a code that comes without a proof is worth something decides what the mistake is.
async function tryProof(
  tools: ProviderTools, browser: Browser, application: AppRequest['application'],
  { id, verifiers, changes }: Attempt,
): Promise<void> {
  let visited: HttpExchange | undefined
  for (const code_verifier of verifiers) {
    const request = newRequest(tools, application)
    visited = await visit(browser, request, changes)
    if (!landingOf(tools, visited)?.searchParams.has('code')) {
      return expectToldOff(tools, visited, request)
    }
    const code = expectCode(tools, visited, request)
    const exchange = await exchangeCode(tools, request, code, { code_verifier })
    if (readToken(exchange) === undefined) continue
    return tools.fail(id, {
      exchange, mark: 'status', expected: '400, or no code at all: error=invalid_request',
    })
  }
  if (visited !== undefined) failFor(tools, visited, changes)
}
