// What a user, an administrator and a program do, where the parts of several lessons meet.

import { Browser, isSuccess, readObject, sendJson } from '../35-passwords/client.ts'
import {
  byBasic, byKey, byNobody, bySession, byToken, newAdmin, newPerson, ownLink, pathOf, promote,
  readRow, readUser, type Person, type Way,
} from '../41-roles-and-ownership/people.ts'
import { forgetStep } from '../44-second-factor/factors.ts'
import {
  byBearer, expectAllIn, expectAllOut, expectPasswordOut, newEverything, sendLogin,
} from './everything.ts'
import { codeOf, sendCode, takeTicket } from './factor.ts'
import { expectDone, expectRefused, failEarlier, me, words, type UserTools } from './tools.ts'

/** Sets a new password by mail: the code is asked for all the same. */
export async function actAsUser(tools: UserTools): Promise<void> {
  const [all, ben] = [await newEverything(tools), await newPerson(tools)]
  const bens = [bySession(ben), await byToken(tools, ben)]
  const { person, factor, resetToken } = all
  const browser = new Browser(tools)
  const password = words(tools, 4)
  const reset = await browser.sendJson('POST', '/api/users/reset', { token: resetToken, password })
  if (!isSuccess(reset)) failEarlier(tools, reset, '204: the link in the mail is good')
  person.account.password = password
  await expectCodeNeeded(tools, person, browser)
  const target = tools.fresh.pick(['/api/sessions', '/api/tokens'])
  const ticket = await takeTicket(tools, tools, target, person.account)
  forgetStep(tools, person)
  const done = await sendCode(tools, target, ticket, codeOf(factor.secret))
  if (!isSuccess(done)) failEarlier(tools, done, '201: password and code are right')
  await expectOthersIn(tools, bens)
}

async function expectOthersIn(tools: UserTools, ways: readonly Way[]): Promise<void> {
  for (const way of ways) {
    const exchange = await way.send('GET', me)
    expectDone(tools, exchange, 'others-changed', `200 for ${way.name} of another user`)
  }
}

async function expectCodeNeeded(
  tools: UserTools, person: Person, afterReset: Browser,
): Promise<void> {
  const { account } = person
  const [api, form] = [new Browser(tools), new Browser(tools)]
  await api.sendJson('POST', '/api/sessions', account)
  await sendLogin(form, account)
  const tokens = await sendJson(tools, 'POST', '/api/tokens', account)
  const { accessToken } = readObject(tokens)
  const tries = [
    ['the link in a mail', bySession({ ...person, browser: afterReset })],
    ['/api/sessions', bySession({ ...person, browser: api })],
    ['/login', bySession({ ...person, browser: form })],
    ['/api/tokens', byBearer(tools, String(accessToken), '')],
    ['Basic', byBasic(tools, person)],
  ] as const
  for (const [name, way] of tries) {
    const exchange = await way.send('GET', me)
    if (!isSuccess(exchange)) continue
    tools.fail('factor-skipped', {
      exchange, mark: 'status', expected: `401: with ${name}, no code was sent`,
    })
  }
}

/** Disables a user who has everything, lets them in again, and loses the role. */
export async function actAsAdmin(tools: UserTools): Promise<void> {
  const [boss, ann, ben] = [
    await newAdmin(tools), await newEverything(tools), await newPerson(tools),
  ]
  const bens = [bySession(ben), await byToken(tools, ben)]
  const set = async (isDisabled: boolean) => {
    const path = `/api/admin/users/${ann.person.id}`
    const exchange = await bySession(boss).send('PATCH', path, { isDisabled })
    expectDone(tools, exchange, 'earlier-part', '200 for an administrator')
  }
  await expectAllIn(tools, ann)
  await set(true)
  const disabled = { id: 'disabled-kept', why: 'the account is disabled' } as const
  await expectAllOut(tools, ann, disabled)
  await expectPasswordOut(tools, ann.person, disabled)
  // Whether a link in an old mail still sets a password is up to the program: it lets nobody in.
  const password = words(tools, 4)
  const reset = { token: ann.resetToken, password }
  const { answer } = await byNobody(tools).send('POST', '/api/users/reset', reset)
  const isReset = answer.status < 300
  const account = { ...ann.person.account, ...(isReset && { password }) }
  const signIn = await sendJson(tools, 'POST', '/api/sessions', account)
  if (isSuccess(signIn)) {
    tools.fail('disabled-kept', {
      exchange: signIn, mark: 'status', expected: '401: the account is disabled',
    })
  }
  await set(false)
  await takeTicket(tools, tools, '/api/sessions', account)
  await expectOthersIn(tools, bens)
  await demote(tools, boss, ben)
}

// Keys and tokens say what they were made for. The row of the user says what they are now.
async function demote(tools: UserTools, boss: Person, ben: Person): Promise<void> {
  const ada = await newAdmin(tools)
  const ways = [
    bySession(ada), byBasic(tools, ada), await byToken(tools, ada),
    await byKey(tools, ada, ['admin', 'account', 'links:read', 'links:write']),
  ]
  const path = `/api/admin/users/${ada.id}`
  const exchange = await bySession(boss).send('PATCH', path, { role: 'user' })
  expectDone(tools, exchange, 'earlier-part', '200 for an administrator')
  const link = await ownLink(tools, ben)
  for (const way of tools.fresh.shuffle(ways)) {
    for (const [method, target, body] of [
      ['PATCH', path, { role: 'admin' }], ['GET', '/api/admin/audit', undefined],
      ['GET', '/admin', undefined], ['DELETE', pathOf(link), undefined],
    ] as const) {
      const after = await way.send(method, target, body)
      const isSafe = readUser(tools, ada.account)?.role === 'user'
        && readRow(tools, link.slug) !== undefined
      if (isSafe && !isSuccess(after)) continue
      tools.fail('role-kept', {
        exchange: after, mark: 'status', expected: `403 for ${way.name}: the role is user now`,
      })
    }
  }
}

/** Uses what programs have: an application's token, and keys with a few scopes. */
export async function actAsProgram(tools: UserTools): Promise<void> {
  const all = await newEverything(tools)
  const { person, appToken } = all
  const link = await ownLink(tools, person)
  promote(tools, person.id)
  await newAdmin(tools)
  const app = byBearer(tools, appToken, "an application's token")
  const [reader, account] = [
    await byKey(tools, person, ['links:read']), await byKey(tools, person, ['account']),
  ]
  const { password } = person.account
  const ofAccount = [
    ['GET', me, undefined], ['PATCH', me, { name: words(tools, 1) }], ['DELETE', me, { password }],
    ['GET', `${me}/export`, undefined], ['GET', '/api/keys', undefined],
    ['POST', '/api/keys', { name: 'x', scopes: ['account'] }],
    ['GET', '/api/sessions', undefined],
    ['PUT', `${me}/password`, { currentPassword: password, newPassword: words(tools, 4) }],
    ['POST', `${me}/second-factor`, { password }],
  ] as const
  const ofAdmins = [
    ['GET', '/api/admin/users', undefined], ['GET', '/api/admin/audit', undefined],
    ['PATCH', `/api/admin/users/${person.id}`, { role: 'admin' }],
  ] as const
  const ofLinks = [
    ['POST', '/api/links', { target: link.target }], ['PATCH', pathOf(link), { note: 'x' }],
    ['DELETE', pathOf(link), undefined],
  ] as const
  const rounds: readonly (readonly [Way, readonly Asked[], 'app-may-all' | 'scope-ignored'])[] = [
    [app, [...ofAccount, ...ofAdmins, ...ofLinks, ['GET', '/api/links', undefined]], 'app-may-all'],
    [reader, [...ofAccount, ...ofAdmins, ...ofLinks], 'scope-ignored'],
    [account, [...ofAdmins, ...ofLinks], 'scope-ignored'],
  ]
  for (const [way, requests, id] of rounds) {
    for (const [method, target, body] of tools.fresh.shuffle(requests)) {
      const what = `${way.name} at ${method} ${target}`
      const exchange = await way.send(method, target, body)
      expectRefused(tools, exchange, { id, what, statuses: [403, 401] })
    }
  }
  await expectAllIn(tools, all)
}

type Asked = readonly [method: string, target: string, body: unknown]
