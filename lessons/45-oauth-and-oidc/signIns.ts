// Sign-ins with the other provider: a browser is sent there, and comes back with a code.

import { createHash } from 'node:crypto'
import { CookieJar } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { redirectStatuses } from '../29-create-and-redirect/client.ts'
import { makeIdToken, type Person } from './idTokens.ts'
import { json, type Grant } from './otherProvider.ts'
import { newVisitor, type Site, type Visitor } from './visitor.ts'

/** A sign-in that a browser has begun. */
export type SignIn = {
  visitor: Visitor
  /** The response to GET /login/with. */
  exchange: HttpExchange
  /** When it was asked for and when it had come, in ms. */
  times: { from: number; to: number }
  state: string
  nonce: string | undefined
  challenge: string
}

/** What the provider gives for a code, instead of a good ID token. */
export type Given = {
  token?: string
  /** The whole response. */
  respond?: Grant['respond']
  /** What the provider waits for before it responds. */
  wait?(): Promise<void>
}

const beginPath = '/login/with'
const callbackPath = '/login/with/callback'
const scopes = ['openid', 'email']

/** Makes somebody whom no other run has. */
export function newPerson({ tools: { fresh } }: Site): Person {
  return {
    sub: `${fresh.word()}|0${fresh.integer(1_000, 9_999)}${fresh.word()}`,
    email: `${fresh.word()}+${fresh.integer(1_000, 9_999)}@${fresh.word()}.example`,
  }
}

/** Sends a browser to the provider, and reads what it takes there. Anybody can write the query. */
export async function begin(
  site: Site, visitor: Visitor = newVisitor(site), query = '',
): Promise<SignIn> {
  const from = Date.now()
  const exchange = await visitor.follow(beginPath + query)
  const times = { from, to: Date.now() }
  const sent = readLocation(site, exchange)
  const { fail } = site.tools
  const facts = { exchange, mark: 'header location' } as const
  const state = sent.get('state')
  if (!state) return fail('no-state', { ...facts, expected: 'state=…' })
  const challenge = sent.get('code_challenge') ?? ''
  if (!/^[\w-]{43}$/.test(challenge) || sent.get('code_challenge_method') !== 'S256') {
    return fail('no-pkce', {
      ...facts, expected: 'code_challenge=… with 43 characters, and code_challenge_method=S256',
    })
  }
  expectNoStore(site, exchange)
  const nonce = sent.get('nonce') ?? undefined
  return { visitor, exchange, times, state, nonce, challenge }
}

// Gives the parameters that the browser takes to the provider.
function readLocation(
  { tools: { fail }, provider, origin }: Site, exchange: HttpExchange,
): URLSearchParams {
  const location = exchange.answer.header('location') ?? ''
  const url = URL.parse(location)
  const wrong = (expected: string) => fail('not-sent-to-provider', {
    exchange, mark: 'header location', expected, actual: location || 'no Location',
  })
  const isThere = url !== null && url.origin + url.pathname === provider.authorizationEndpoint
  if (!isThere || !redirectStatuses.includes(exchange.answer.status)) {
    return wrong(`303, and Location: ${provider.authorizationEndpoint}?…`)
  }
  const query = url.searchParams
  const wanted = {
    response_type: 'code', client_id: provider.client.id, redirect_uri: origin + callbackPath,
  }
  for (const [name, value] of Object.entries(wanted)) {
    const sent = query.getAll(name).join(' ')
    if (sent === value) continue
    if (name !== 'redirect_uri' || !sent.endsWith('.example/')) {
      return wrong(`${name}=${encodeURIComponent(value)}`)
    }
    return fail('host-believed', {
      exchange, mark: 'header location', expected: value, actual: sent,
    })
  }
  const asked = query.get('scope')?.split(' ') ?? []
  return scopes.every((scope) => asked.includes(scope)) ? query : wrong('scope=openid%20email')
}

/** Lets the provider give out a code for a sign-in of a person. */
export function giveCode(
  { provider, origin, tools: { fresh } }: Site,
  { challenge, nonce }: Pick<SignIn, 'nonce'> & { challenge: string | undefined },
  person: Person, { token, respond, wait }: Given = {},
): Grant {
  const { issuer, client } = provider
  const id_token = token ?? makeIdToken({ issuer, client, person, nonce })
  const access_token = [1, 2, 3, 4, 5].map(() => fresh.word()).join('')
  const tokens = { access_token, token_type: 'Bearer', expires_in: 300, id_token }
  return provider.add({
    // Google's begin like this one. All of it has to be decoded, and encoded again.
    code: `4/0${fresh.word()}+${fresh.word()}%2F&=${fresh.word()}`,
    challenge, redirectUri: origin + callbackPath, tokens: [access_token, id_token],
    respond: respond ?? (async () => {
      await wait?.()
      return json(tokens)
    }),
  })
}

/** Comes back from the provider with these parameters in the URL. */
export function comeBack(
  visitor: Visitor, parameters: Readonly<Record<string, string>>,
): Promise<HttpExchange> {
  return visitor.comeBack(`${callbackPath}?${new URLSearchParams(parameters)}`)
}

/** Comes back with a code, the state, and what else providers send. */
export async function finish(site: Site, signIn: SignIn, grant: Grant): Promise<HttpExchange> {
  const { visitor, state } = signIn
  const more = { scope: scopes.join(' '), session_state: site.tools.fresh.word() }
  const exchange = await comeBack(visitor, { ...more, code: grant.code, state })
  expectRightRequest(site, grant)
  expectSecretVerifier(site, signIn, grant)
  expectNoStore(site, exchange)
  return exchange
}

/** Fails if the request for an ID token was wrong. */
function expectRightRequest({ tools: { fail } }: Site, { problem, request }: Grant): void {
  if (problem === undefined) return
  const { id, ...facts } = problem
  fail(id, { exchange: request, ...facts })
}

// Anyone who sees the URL, and gets the code, must not be able to make the verifier.
function expectSecretVerifier(
  { tools: { fail } }: Site, { exchange, state, nonce = '' }: SignIn, { request }: Grant,
): void {
  const verifier = new URLSearchParams(request?.text).get('code_verifier')
  if (verifier === null) return
  const url = exchange.answer.header('location') ?? ''
  const isHash = [state, nonce].some((text) => (['hex', 'base64url'] as const).some((form) =>
    createHash('sha256').update(text).digest(form) === verifier))
  if (!isHash && !url.includes(verifier)) return
  fail('no-pkce', {
    exchange, mark: 'header location', expected: 'nothing that the verifier can be made of',
    actual: `${verifier} is in it${isHash ? ', as the text whose SHA-256 it is' : ''}`,
  })
}

function expectNoStore({ tools: { fail } }: Site, exchange: HttpExchange): void {
  const { answer } = exchange
  const control = answer.header('cache-control') ?? 'no Cache-Control'
  // Cookies that are only taken away tell nobody anything.
  const jar = new CookieJar()
  jar.keep(answer.headers('set-cookie'), callbackPath)
  if (jar.cookies.length === 0 || /\bno-store\b/i.test(control)) return
  fail('may-be-kept', {
    exchange, mark: 'header cache-control', expected: 'no-store', actual: control,
  })
}
