// Steps: what an application may do with its token, and what it may not.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, readObject, sendJson } from '../35-passwords/client.ts'
import {
  allow, decide, expectCode, getCode, landingOf, linkOf, newApplication, newPerson, newRequest,
  parametersOf, readConsent, type Person, type ProviderTools,
} from './applications.ts'
import {
  askWho, exchangeCode, expectNobody, expectNoToken, expectWho, getTokens, readToken,
} from './appTokens.ts'
import { expectToldOff } from './consentSteps.ts'

type Call = readonly [method: string, target: string, body?: unknown]

/** Uses the token of an application for what only its user may do. */
export async function overreach(tools: ProviderTools): Promise<void> {
  const { fresh, change } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  // Two, because the last administrator must stay one.
  for (const { id } of [ann, ben]) change("update users set role = 'admin' where id = ?", id)
  const request = newRequest(tools, newApplication(tools))
  const first = await getCode(tools, ann.browser, request)
  const { token, refreshToken } = await getTokens(tools, request, first)
  await tryAll(tools, ann, ben, token)
  if (refreshToken !== undefined) {
    const refreshed = await sendJson(tools, 'POST', '/api/tokens/refresh', { refreshToken })
    const { accessToken } = readObject(refreshed)
    if (typeof accessToken === 'string') await tryAll(tools, ann, ben, accessToken)
  }
  await askForMore(tools, ann, ben)
  await useUrls(tools, ann, token)
  await expectWho(tools, token, ann.account.email)
  const late = newRequest(tools, newApplication(tools))
  const code = await getCode(tools, ann.browser, late)
  change('update users set disabled_at = ? where id = ?', Date.now(), ann.id)
  await expectNoToken(tools, await exchangeCode(tools, late, code), 'userinfo-open')
  await expectNobody(tools, await askWho(tools, token), 'userinfo-open')
  change('update users set disabled_at = null where id = ?', ann.id)
  await tryOthers(tools, ann, fresh.word())
}

async function tryAll(
  tools: ProviderTools, ann: Person, ben: Person, token: string,
): Promise<void> {
  const { fresh, query } = tools
  const { account: { password }, browser } = ann
  const slug = `${fresh.word()}-${fresh.word()}`
  const target = `https://${fresh.word()}.example/`
  await browser.sendJson('POST', '/api/keys', { name: slug, scopes: ['links:read'] })
  const lastOf = (table: 'sessions' | 'api_keys') =>
    query(`select max(id) as id from ${table} where user = ?`, ann.id)[0]?.['id']
  await browser.sendJson('POST', '/api/links', { slug, target, note: fresh.word() })
  const calls: readonly Call[] = [
    ['GET', '/api/links'], ['GET', '/api/keys'], ['GET', '/api/users/me'], ['GET', '/api/sessions'],
    ['GET', '/api/admin/users'], ['POST', '/api/links', { target }],
    ['POST', '/api/keys', { name: fresh.word(), scopes: ['links:read'] }],
    ['PATCH', `/api/links/${slug}`, { note: fresh.word() }], ['DELETE', `/api/links/${slug}`],
    ['PATCH', `/api/admin/users/${ben.id}`, { isDisabled: true }],
    ['PUT', '/api/users/me/password', { currentPassword: password, newPassword: `${password}!` }],
    ['POST', '/api/users/me/second-factor', { password }],
    ['POST', '/api/tokens/refresh', { refreshToken: token }],
    ['DELETE', `/api/sessions/${lastOf('sessions')}`],
    ['DELETE', `/api/keys/${lastOf('api_keys')}`],
  ]
  for (const call of fresh.shuffle(calls)) await expectForbidden(tools, token, call)
}

async function expectForbidden(
  tools: ProviderTools, token: string, [method, target, body]: Call,
): Promise<void> {
  const headers = [['Authorization', `Bearer ${token}`]] as const
  const exchange = body === undefined ? await tools.send({ method, target, headers })
    : await sendJson(tools, method, target, body, headers)
  if (!isSuccess(exchange)) return expectRefusal(tools, exchange)
  tools.fail('app-may-all', {
    exchange, mark: 'status', expected: `403 for ${method} ${target} with a token for email`,
  })
}

function expectRefusal({ fail }: ProviderTools, exchange: HttpExchange): void {
  if (exchange.answer.status >= 400) return
  fail('wrong-error', { exchange, mark: 'status', expected: '403' })
}

// A program may refuse other scopes, or leave them out.
async function askForMore(tools: ProviderTools, ann: Person, ben: Person): Promise<void> {
  const { fresh } = tools
  const application = newApplication(tools)
  const scopes = ['email admin account links:read links:write', 'account', 'links:read email', '']
  for (const scope of fresh.shuffle(scopes)) {
    const request = newRequest(tools, application)
    const first = await ann.browser.send({ target: linkOf(parametersOf(request, { scope })) })
    const consent = readConsent(first)
    const exchange = consent === undefined ? first : await decide(ann.browser, consent.form, allow)
    if (!landingOf(tools, exchange)?.searchParams.has('code')) {
      expectToldOff(tools, exchange, request)
      continue
    }
    const code = expectCode(tools, exchange, request)
    const token = readToken(await exchangeCode(tools, request, code, { scope }))
    if (token !== undefined) await tryAll(tools, ann, ben, token)
    if (scope !== 'account') continue
    const expected = `error=invalid_scope: the application asked only for ${scope}`
    return tools.fail('wrong-error', { exchange, mark: 'header location', expected })
  }
}

// URLs are kept in histories and logs: neither a token nor a code is accepted from one.
async function useUrls(tools: ProviderTools, { browser }: Person, token: string): Promise<void> {
  const { fail, send } = tools
  const inUrl = `/oauth/userinfo?access_token=${encodeURIComponent(token)}`
  const asked = await send({ target: inUrl })
  if (isSuccess(asked)) {
    return fail('token-in-url', { exchange: asked, mark: 'status', expected: '401' })
  }
  const request = newRequest(tools, newApplication(tools))
  const code = await getCode(tools, browser, request)
  const { application, redirectUri, verifier } = request
  const query = new URLSearchParams({
    grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: application.id,
    code_verifier: verifier,
  })
  const target = `/oauth/token?${query}`
  for (const plan of [{ target }, {
    method: 'POST', target, body: '',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  }] as const) {
    const exchange = await send(plan)
    if (readToken(exchange) === undefined) continue
    return fail('token-in-url', { exchange, mark: 'status', expected: '400' })
  }
}

// Asks for the user without a token, with an invented one, and with a key for something else.
async function tryOthers(tools: ProviderTools, { browser }: Person, word: string): Promise<void> {
  const made = await browser.sendJson('POST', '/api/keys', { name: word, scopes: ['links:read'] })
  const { key } = { key: '', ...Object(made.answer.json()) }
  for (const token of [word, String(key)]) {
    await expectNobody(tools, await askWho(tools, token), 'userinfo-open')
  }
  await expectNobody(tools, await tools.send({ target: '/oauth/userinfo' }), 'userinfo-open')
}
