// Another provider, as the tests play it: a real server on the loopback whose every answer can be
// made a lie.

import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { TestContext } from 'node:test'
import { readJwk } from '../../../src/features/oauth/jwk.ts'
import type { ProviderSettings } from '../../../src/features/oauth/client/provider.ts'
import { challengeOf } from '../../../src/features/oauth/pkce.ts'
import { encode } from '../../auth/forge.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** What the token endpoint was asked. */
export type Asked = { form: URLSearchParams; authorization: string | undefined }

export type Answer = { status: number; headers?: Record<string, string>; body: string }

export type PlayedProvider = {
  origin: string
  settings: ProviderSettings
  asked: Asked[]
  /** How often each path was asked for. */
  hits: Map<string, number>
  /** The headers of all requests, oldest first. */
  heads: IncomingHttpHeaders[]
  /** Changes of the document, of the claims, of the header; and whole answers by path. */
  document: Record<string, unknown>
  claims: Record<string, unknown>
  header: Record<string, unknown>
  answers: Map<string, Answer>
  /** The name of its key. */
  kid: string
  /** The time at which tokens are made, in seconds. */
  now: number
}

/** Starts a provider, which signs in everybody who comes. */
export async function playProvider(test: TestContext, clock: number): Promise<PlayedProvider> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    provider.hits.set(path, (provider.hits.get(path) ?? 0) + 1)
    provider.heads.push(request.headers)
    const { status, headers = {}, body } = provider.answers.get(path) ?? await answer(request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  test.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const provider: PlayedProvider = {
    origin,
    settings: { issuer: origin, clientId: 'groundwork', clientSecret: 'a:b%c', name: 'Example ID' },
    asked: [], heads: [], hits: new Map(), document: {}, claims: {}, header: {}, answers: new Map(),
    kid: 'k1', now: clock / 1_000,
  }
  return provider

  async function answer(request: IncomingMessage): Promise<Answer> {
    const path = request.url ?? ''
    if (path === '/.well-known/openid-configuration') return json(documentOf(provider))
    if (path === '/keys') {
      const key = readJwk(pair.publicKey.export({ format: 'jwk' }))
      return json({ keys: [{ ...key, kid: provider.kid, use: 'sig', alg: 'RS256' }] })
    }
    if (path !== '/token') return json({}, 404)
    const form = new URLSearchParams(await readBody(request))
    provider.asked.push({ form, authorization: request.headers.authorization })
    return json({ access_token: 'x', token_type: 'Bearer', id_token: makeIdToken(provider, form) })
  }
}

/** What the provider's page would send the browser back with; the code carries the nonce. */
export function codeFor(location: URL): string {
  return location.searchParams.get('nonce') ?? ''
}

/** Says whether a verifier that came with a code is that of the first request. */
export function fitsChallenge(location: URL, { form }: Asked): boolean {
  const challenge = challengeOf(form.get('code_verifier') ?? '')
  return challenge === location.searchParams.get('code_challenge')
}

function documentOf({ origin, document }: PlayedProvider): object {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize?from=us`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/keys`,
    authorization_response_iss_parameter_supported: true,
    ...document,
  }
}

function makeIdToken(
  { origin, now, kid, claims, header }: PlayedProvider, form: URLSearchParams,
): string {
  const text = `${encode({ alg: 'RS256', kid, ...header })}.${encode({
    iss: origin, sub: 'subject-1', aud: 'groundwork', iat: now, exp: now + 300,
    auth_time: now, nonce: form.get('code'), email: 'ada@example.org', email_verified: true,
    name: 'Ada', ...claims,
  })}`
  return `${text}.${sign('sha256', Buffer.from(text), pair.privateKey).toString('base64url')}`
}

function json(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value) }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString()
}
