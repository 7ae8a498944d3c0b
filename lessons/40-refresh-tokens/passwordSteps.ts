// Steps: what a new password ends, and who may set one.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { oddBodies } from '../../src/course/check/hostileRequests.ts'
import {
  isSuccess, newAccount, newBrowser, readObject, register, sendJson, signIn, type Account,
  type Browser,
} from '../35-passwords/client.ts'
import {
  bearer, expectBrowser, expectNoAccess, expectNoRefresh, expectWorks, readPair, renew,
  signInProgram, type Id, type Pair, type TokenTools,
} from './programs.ts'

const target = '/api/users/me/password'

/** Tries to set a password without the current one, too weak ones, and with a key. */
export async function refuseChanges(tools: TokenTools): Promise<void> {
  const { account, browser } = await newBrowser(tools)
  const elsewhere = await signIn(tools, account)
  const pair = await signInProgram(tools, account)
  const { password: newPassword } = newAccount(tools.fresh)
  const currentPassword = account.password
  const change = (fields: unknown) => browser.sendJson('PUT', target, fields)
  const other = await register(tools)
  for (const current of tools.fresh.shuffle([other.password, undefined, newPassword])) {
    const fields = { currentPassword: current, newPassword }
    await expectUnchanged(tools, account, 'current-not-asked', () => change(fields))
  }
  // Somebody at the browser knows a password, but it belongs to another account.
  const foreign = { currentPassword: other.password, newPassword }
  for (const body of [...oddBodies, { ...foreign, email: other.email }]) {
    await expectUnchanged(tools, account, 'current-not-asked', () => change(body))
  }
  const weak = ['seven77', 'a'.repeat(1_025), undefined, 12_345_678]
  for (const each of tools.fresh.shuffle(weak)) {
    const fields = { currentPassword, newPassword: each }
    await expectUnchanged(tools, account, 'weak-accepted', () => change(fields))
  }
  const key = await makeKey(tools, browser)
  if (key !== undefined) {
    await expectUnchanged(tools, account, 'scope-ignored', () => sendJson(
      tools, 'PUT', target, { currentPassword, newPassword }, bearer(key)))
  }
  // An access token isn't a password either: somebody may have copied it.
  await expectUnchanged(tools, account, 'current-not-asked', () =>
    sendJson(tools, 'PUT', target, foreign, bearer(pair.accessToken)))
  for (const each of [browser, elsewhere]) await expectBrowser(each, tools, 'others-ended')
  await expectWorks(tools, pair, 'others-ended')
  await renew(tools, pair, 'others-ended')
}

// Fails if a request that has to be refused isn't, or changes the password all the same.
async function expectUnchanged(
  { fail, query }: TokenTools, { email }: Account, id: Id, send: () => Promise<HttpExchange>,
): Promise<void> {
  const read = () => query('select password_hash from users where email = ?', email)[0]
  const before = JSON.stringify(read())
  const exchange = await send()
  const isChanged = JSON.stringify(read()) !== before
  if (!isSuccess(exchange) && !isChanged) return
  fail(id, {
    exchange, mark: 'status', expected: '4xx, and the password as it was',
    actual: `${exchange.answer.status}, and the password ${isChanged ? 'changed' : 'as it was'}`,
  })
}

async function makeKey({ fresh }: TokenTools, browser: Browser): Promise<string | undefined> {
  const fields = { name: fresh.word(), scopes: ['links:read', 'links:write'] }
  const { key } = readObject(await browser.sendJson('POST', '/api/keys', fields))
  return typeof key === 'string' ? key : undefined
}

/** Sets a password in one of several browsers, and then with the access token of a program. */
export async function changePassword(tools: TokenTools): Promise<void> {
  const { account, browser } = await newBrowser(tools)
  const stranger = await newBrowser(tools)
  const strange = await signInProgram(tools, stranger.account)
  const others = {
    browser: await signIn(tools, account), pairs: [await signInProgram(tools, account)],
  }
  await expectBrowser(others.browser, tools, 'not-signed-in')
  for (const pair of others.pairs) await expectWorks(tools, pair)
  const changed = withNewPassword(tools, account)
  const exchange = await browser.sendJson('PUT', target, changed.fields)
  await expectChanged(tools, exchange, { before: account, after: changed.account })
  await expectBrowser(browser, tools, 'own-session-ended')
  await expectAllEnded(tools, others)
  await expectBrowser(stranger.browser, tools, 'others-ended')
  await expectSignIn(tools, stranger.account)
  await expectWorks(tools, strange, 'others-ended')
  await renew(tools, strange, 'others-ended')
  await changeFromProgram(tools, changed.account)
}

// The request comes with no session, so there is none to be kept, and its own family ends, too.
async function changeFromProgram(tools: TokenTools, account: Account): Promise<void> {
  const [browser, pair, other] = [
    await signIn(tools, account), await signInProgram(tools, account),
    await signInProgram(tools, account),
  ]
  const changed = withNewPassword(tools, account)
  const exchange = await sendJson(tools, 'PUT', target, changed.fields, bearer(pair.accessToken))
  await expectChanged(tools, exchange, { before: account, after: changed.account })
  await expectAllEnded(tools, { browser, pairs: [other, pair] })
}

// Spaces at both ends and letters of all kinds belong to a password, too.
function withNewPassword({ fresh }: TokenTools, { email, password: currentPassword }: Account) {
  const password = ` ${fresh.foreignText()}:${fresh.word()} `
  return {
    account: { email, password }, fields: { currentPassword, newPassword: password },
  }
}

async function expectChanged(
  tools: TokenTools, exchange: HttpExchange, { before, after }: { before: Account; after: Account },
): Promise<void> {
  const { fail } = tools
  if (!isSuccess(exchange)) {
    return fail('password-not-changed', { exchange, mark: 'status', expected: '204' })
  }
  const old = await sendJson(tools, 'POST', '/api/sessions', before)
  if (isSuccess(old)) {
    return fail('old-password-accepted', { exchange: old, mark: 'status', expected: '401' })
  }
  const signedIn = await sendJson(tools, 'POST', '/api/tokens', after)
  const pair = readPair(signedIn, after)
  if (pair === undefined) {
    return fail('password-not-changed', {
      exchange: signedIn, mark: 'status', expected: '201 for the new password',
    })
  }
  await expectWorks(tools, pair)
  await renew(tools, pair)
}

async function expectAllEnded(
  tools: TokenTools, { browser, pairs }: { browser: Browser; pairs: readonly Pair[] },
): Promise<void> {
  const exchange = await browser.send({ target: '/api/users/me' })
  if (isSuccess(exchange)) {
    return tools.fail('session-outlives-password', { exchange, mark: 'status', expected: '401' })
  }
  for (const { accessToken, refreshToken } of pairs) {
    await expectNoAccess(tools, [accessToken], 'outlives-password')
    await expectNoRefresh(tools, refreshToken, 'outlives-password')
  }
}

async function expectSignIn(tools: TokenTools, account: Account): Promise<void> {
  const exchange = await sendJson(tools, 'POST', '/api/tokens', account)
  if (isSuccess(exchange)) return
  tools.fail('others-ended', {
    exchange, mark: 'status', expected: "201 for another user's own password",
  })
}
