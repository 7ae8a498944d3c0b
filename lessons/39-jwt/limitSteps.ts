// The step about what a good token may be used for, and how a bad one is refused.

import { readList, sendJson, type Headers } from '../35-passwords/client.ts'
import { isSameUrl } from '../29-create-and-redirect/client.ts'
import { forge, type Original } from './forge.ts'
import { newOriginal } from './issue.ts'
import { bearer, expectRefused, expectSuccess, showUser, type TokenTools } from './use.ts'

/** Uses tokens with few scopes, tokens in the URL, and bad ones. */
export async function limitToken(tools: TokenTools, secret: string): Promise<void> {
  const original = await newOriginal(tools, secret)
  await expectScopes(tools, original)
  for (const name of tools.fresh.shuffle(['access_token', 'token', 'jwt', 'accessToken'])) {
    const exchange = await tools.send({ target: `/api/users/me?${name}=${original.token}` })
    expectRefused(tools, exchange, { id: 'token-in-url', expected: '401' })
  }
  await expectChallenges(tools, original)
}

async function expectScopes(tools: TokenTools, original: Original): Promise<void> {
  const withScope = (scope?: string) => bearer(forge(original, { claims: { scope } }))
  const [reader, writer] = [withScope('links:read'), withScope('links:write')]
  const [nobody, scopeless] = [withScope('links:reader accounts'), withScope()]
  const target = `https://${tools.fresh.word()}.example/${tools.fresh.word()}`
  const make = (headers: Headers) => sendJson(tools, 'POST', '/api/links', { target }, headers)
  const list = (headers: Headers) => tools.send({ target: '/api/links', headers })
  const show = (headers: Headers) => tools.send({ target: '/api/users/me', headers })
  const refusals = [
    ['scope is links:read', 'links:write', () => make(reader)],
    ['scope is links:read', 'account', () => show(reader)],
    ['scope is links:write', 'links:read', () => list(writer)],
    ['scope is links:reader accounts', 'links:read', () => list(nobody)],
    ['scope is links:reader accounts', 'account', () => show(nobody)],
    ['scope is missing', 'links:read', () => list(scopeless)],
  ] as const
  for (const [reason, needed, send] of refusals) {
    const expected = `403, because ${reason}, and this needs ${needed}`
    expectRefused(tools, await send(), { id: 'scope-ignored', status: 403, expected })
  }
  expectSuccess(tools, await make(writer), { expected: '201, because scope is links:write' })
  const exchange = await list(reader)
  expectSuccess(tools, exchange, { expected: '200, because scope is links:read' })
  const made = readList(exchange, 'links')
    .filter((link) => isSameUrl(String(link['target']), target))
  if (made.length === 1) return
  tools.fail(made.length === 0 ? 'not-accepted' : 'scope-ignored', {
    exchange, mark: 'body', actual: `${made.length} links`,
    expected: 'one link of this user, made with the scope links:write',
  })
}

async function expectChallenges(tools: TokenTools, original: Original): Promise<void> {
  const { token, now } = original
  const expired = forge(original, { claims: { iat: now - 1_800, exp: now - 900 } })
  const body = { target: `https://${tools.fresh.word()}.example/` }
  const requests = [
    () => showUser(tools, expired),
    () => showUser(tools, `${token.slice(0, -10)}AAAAAAAAAA`),
    // A stranger could make a link. Someone with a bad token has to know that it's bad.
    () => sendJson(tools, 'POST', '/api/links', body, bearer(expired)),
  ]
  for (const send of requests) {
    const exchange = await send()
    const { status } = exchange.answer
    const challenge = exchange.answer.header('www-authenticate')
    if (status === 401 && challenge) continue
    tools.fail('no-challenge', {
      exchange, mark: 'head', expected: '401, and WWW-Authenticate',
      actual: `${status}, and ${challenge ?? 'no WWW-Authenticate'}`,
    })
  }
}
