// Steps: what a key may be used for.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import { isSuccess, newBrowser, readList, sendJson, type Browser } from '../35-passwords/client.ts'
import {
  bearer, expectKeyWorks, makeKey, type KeyTools, type MadeKey, type Scope,
} from './programs.ts'

const all: readonly Scope[] = ['links:read', 'links:write', 'account']

/** Makes keys with each scope alone and with all, and tries every route with them. */
export async function checkScopes(tools: KeyTools): Promise<void> {
  const { browser } = await newBrowser(tools)
  const make = (...scopes: Scope[]) => makeKey(tools, browser, { scopes })
  const keys = new Map<Scope, MadeKey>()
  for (const scope of all) keys.set(scope, await make(scope))
  const whole = await make(...all)
  const sessions = await browser.send({ target: '/api/sessions' })
  const session = String(readList(sessions, 'sessions')[0]?.['id'])
  const routes: readonly (readonly [Scope, string, string])[] = [
    ['links:read', 'GET', '/api/links'], ['account', 'GET', '/api/users/me'],
    ['account', 'GET', '/api/keys'], ['account', 'GET', '/api/sessions'],
    ['account', 'DELETE', `/api/keys/${whole.id}`],
    ['account', 'DELETE', `/api/sessions/${session}`],
  ]
  for (const [scope, method, target] of routes) {
    for (const [own, key] of keys) {
      if (own === scope) continue
      const exchange = await tools.send({ method, target, headers: bearer(key) })
      expectForbidden(tools, exchange, { own, scope })
    }
    const right = keys.get(scope)
    if (method !== 'GET' || right === undefined) continue
    for (const key of [right, whole]) await expectKeyWorks(tools, key, target)
  }
  for (const [own, key] of [...keys, ['links:write', whole] as const]) {
    await writeLink(tools, key, own)
  }
  await refuseNewKey(tools, whole)
  await refuseScopes(tools, browser)
}

function expectForbidden(
  { fail }: KeyTools, exchange: HttpExchange, { own, scope }: { own: Scope; scope: Scope },
): void {
  if (exchange.answer.status === 403) return
  fail('scope-ignored', {
    exchange, mark: 'status', actual: String(exchange.answer.status),
    expected: `403: the key has the scope ${own}, and this needs ${scope}`,
  })
}

async function writeLink(tools: KeyTools, key: MadeKey, own: Scope): Promise<void> {
  const { fail, fresh, query } = tools
  const target = `${targetOf(fresh)}&by=${fresh.word()}`
  const exchange = await sendJson(tools, 'POST', '/api/links', { target }, bearer(key))
  if (own === 'links:write') {
    if (exchange.answer.status === 201) return
    const id = isSuccess(exchange) ? 'not-theirs' : 'key-refused'
    return fail(id, { exchange, mark: 'status', expected: '201' })
  }
  expectForbidden(tools, exchange, { own, scope: 'links:write' })
  if (query('select 1 from links where target = ?', target).length === 0) return
  fail('scope-ignored', { exchange, expected: 'no link', actual: 'the link is in the table links' })
}

async function refuseNewKey(tools: KeyTools, key: MadeKey): Promise<void> {
  const name = `${tools.fresh.word()} ${tools.fresh.word()}`
  const fields = { name, scopes: ['links:read'] }
  const exchange = await sendJson(tools, 'POST', '/api/keys', fields, bearer(key))
  if (!isSuccess(exchange) && !isMade(tools, name)) return
  tools.fail('key-makes-keys', { exchange, mark: 'status', expected: '403, and no key' })
}

async function refuseScopes(tools: KeyTools, browser: Browser): Promise<void> {
  const { fail, fresh } = tools
  const bad = [
    [], null, undefined, 'account', { account: true }, ['root'], ['*'], ['Account'], [''], [7],
    [['account']], ['links:read', fresh.word()], ['links:read account'], ['links'], ['constructor'],
  ]
  for (const scopes of fresh.shuffle(bad)) {
    const name = `${fresh.word()} ${fresh.word()}`
    const exchange = await browser.sendJson('POST', '/api/keys', { name, scopes })
    if (!isSuccess(exchange) && !isMade(tools, name)) continue
    return fail('scope-unknown-accepted', {
      exchange, mark: 'status', expected: `422 for ${JSON.stringify(scopes)}, and no key`,
      actual: String(exchange.answer.status),
    })
  }
  // What a name may be isn't prescribed, but none of them is the server's fault.
  const bodies = [7, null, undefined, {}].map((name) => ({ name, scopes: ['account'] }))
  for (const body of [...bodies, null]) await browser.sendJson('POST', '/api/keys', body)
}

function isMade({ query }: KeyTools, name: string): boolean {
  return query('select 1 from api_keys where name = ?', name).length > 0
}
