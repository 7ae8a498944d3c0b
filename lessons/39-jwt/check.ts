// Gets access tokens, and forges some: what is accepted must have been made by the program itself,
// for itself and for now.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { readList, sendJson, type Account } from '../35-passwords/client.ts'
import { attacks, goodTokens } from './attacks.ts'
import { findings } from './findings.ts'
import { describeToken, forge, isSigned, type Original } from './forge.ts'
import { bearer, getToken, makeAccount, readOriginal } from './issue.ts'
import { keepSecret } from './secretSteps.ts'

type Id = keyof typeof findings
type TokenTools = Tools<Id>

const options = { deadlineMs: 20_000 }
const secret = 'a secret – only for this check, and longer than 32 bytes'

export const check = defineCheck({
  variables: { PASSWORD_COST: '10', JWT_SECRET: secret },
  findings,
  steps: [
    step('The right password brings an access token', keepingConnection(issueToken), options),
    step('Forged tokens are refused', keepingConnection(refuseForged), options),
    step('A token is good for its scopes, and only in Authorization',
      keepingConnection(limitToken), options),
    step('Only JWT_SECRET signs tokens', keepSecret, options),
  ],
})

async function issueToken(tools: TokenTools): Promise<void> {
  const account = await makeAccount(tools)
  const issued = await getToken(tools, account)
  const { token, claims } = await readOriginal(tools, { account, issued, secret })
  if (!isSigned(token, secret)) {
    return tools.fail('secret-in-source', {
      exchange: issued, mark: 'body', actual: token.slice(token.lastIndexOf('.') + 1),
      expected: 'the HMAC of the first two parts, with SHA-256 and the bytes of JWT_SECRET',
    })
  }
  await expectAccepted(tools, 'your own', token)
  const again = await getToken(tools, account)
  const next = await readOriginal(tools, { account, issued: again, secret })
  if (next.claims['jti'] === claims['jti']) {
    const actual = `"jti": ${JSON.stringify(claims['jti'])} twice`
    tools.fail('token-not-made', {
      exchange: again, mark: 'body', expected: 'another jti in each token', actual,
    })
  }
  await refuseWrongPassword(tools, account)
}

async function refuseWrongPassword(tools: TokenTools, account: Account): Promise<void> {
  const wrong = { ...account, password: `${account.password} ${tools.fresh.word()}` }
  const exchange = await sendJson(tools, 'POST', '/api/tokens', wrong)
  const { status } = exchange.answer
  const evidence = { exchange, mark: 'status', expected: '401', actual: String(status) } as const
  if (status < 300) tools.fail('wrong-password-accepted', evidence)
  if (status >= 500) tools.fail('server-blamed', evidence)
}

async function refuseForged(tools: TokenTools): Promise<void> {
  const original = await newOriginal(tools)
  for (const [what, token] of goodTokens(original)) await expectAccepted(tools, what, token)
  for (const [finding, what, token] of attacks(original)) {
    const exchange = await showUser(tools, token)
    const { status } = exchange.answer
    if (status >= 400 && status < 500) continue
    const shown = token.length > 20 ? `, ${describeToken(token)}` : ''
    tools.fail(status >= 500 ? 'server-blamed' : finding, {
      exchange, mark: 'status', expected: `401 for this token: ${what}`,
      actual: `${status}${shown}`,
    })
  }
  // None of them has done anything to the good one.
  await expectAccepted(tools, 'your own', original.token)
}

async function limitToken(tools: TokenTools): Promise<void> {
  const original = await newOriginal(tools)
  await expectScopes(tools, original)
  const { token } = original
  for (const name of tools.fresh.shuffle(['access_token', 'token', 'jwt', 'accessToken'])) {
    const exchange = await tools.send({ target: `/api/users/me?${name}=${token}` })
    const { status } = exchange.answer
    if (status >= 400 && status < 500) continue
    tools.fail(status >= 500 ? 'server-blamed' : 'token-in-url', {
      exchange, mark: 'status', expected: '401', actual: String(status),
    })
  }
  await expectChallenges(tools, original)
}

async function expectChallenges(tools: TokenTools, original: Original): Promise<void> {
  const { token, now } = original
  const expired = forge(original, { claims: { iat: now - 1_800, exp: now - 900 } })
  const body = { target: `https://${tools.fresh.word()}.example/` }
  for (const send of [
    () => showUser(tools, expired),
    () => showUser(tools, `${token.slice(0, -10)}AAAAAAAAAA`),
    // A stranger could make a link. Someone with a bad token has to know that it's bad.
    () => sendJson(tools, 'POST', '/api/links', body, bearer(expired)),
  ]) {
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

async function expectScopes(tools: TokenTools, original: Original): Promise<void> {
  const target = `https://${tools.fresh.word()}.example/${tools.fresh.word()}`
  const reader = bearer(forge(original, { claims: { scope: 'links:read' } }))
  const writer = bearer(forge(original, { claims: { scope: 'links:write' } }))
  const nobody = bearer(forge(original, { claims: { scope: tools.fresh.word() } }))
  const scopeless = bearer(forge(original, { claims: { scope: undefined } }))
  const make = (headers: typeof reader) =>
    sendJson(tools, 'POST', '/api/links', { target }, headers)
  const list = (headers: typeof reader) => tools.send({ target: '/api/links', headers })
  const show = (headers: typeof reader) => tools.send({ target: '/api/users/me', headers })
  const refusals = [
    ['scope is links:read', 'links:write', () => make(reader)],
    ['scope is links:read', 'account', () => show(reader)],
    ['scope is links:write', 'links:read', () => list(writer)],
    ['scope is an unknown word', 'links:read', () => list(nobody)],
    ['scope is an unknown word', 'account', () => show(nobody)],
    ['scope is missing', 'links:read', () => list(scopeless)],
  ] as const
  for (const [reason, needed, send] of refusals) {
    const exchange = await send()
    const { status } = exchange.answer
    if (status >= 400 && status < 500) continue
    tools.fail(status >= 500 ? 'server-blamed' : 'scope-ignored', {
      exchange, mark: 'status', actual: String(status),
      expected: `403, because ${reason}, and this needs ${needed}`,
    })
  }
  const allowed = [['links:write', await make(writer)], ['links:read', await list(reader)]] as const
  for (const [scope, exchange] of allowed) {
    const { status } = exchange.answer
    if (status >= 200 && status < 300) continue
    tools.fail('not-accepted', {
      exchange, mark: 'status', expected: `201 or 200, because scope is ${scope}`,
      actual: String(status),
    })
  }
  const listed = readList(await list(reader), 'links').filter((link) => link['target'] === target)
  if (listed.length === 1) return
  tools.fail(listed.length === 0 ? 'not-accepted' : 'scope-ignored', {
    expected: 'one link of this user, made with the scope links:write',
    actual: `${listed.length} links`,
  })
}

async function newOriginal(tools: TokenTools): Promise<Original> {
  const account = await makeAccount(tools)
  return readOriginal(tools, { account, issued: await getToken(tools, account), secret })
}

function showUser(tools: TokenTools, token: string): Promise<HttpExchange> {
  return tools.send({ target: '/api/users/me', headers: bearer(token) })
}

async function expectAccepted(tools: TokenTools, what: string, token: string): Promise<void> {
  const exchange = await showUser(tools, token)
  const { status } = exchange.answer
  if (status >= 200 && status < 300) return
  tools.fail(status >= 500 ? 'server-blamed' : 'not-accepted', {
    exchange, mark: 'status', expected: `200 for this token: ${what}`,
    actual: `${status} for ${describeToken(token)}`,
  })
}
