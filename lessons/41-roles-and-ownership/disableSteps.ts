// The step about a disabled user: no way in works any more, and none tells why.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import { Browser, isSuccess, readObject, sendJson, type Account } from '../35-passwords/client.ts'
import { changeUser, expectRole } from './adminSteps.ts'
import { sendLoginForm } from './loginForm.ts'
import {
  byBasic, byKey, bySession, byToken, expectStatus, newAdmin, newPerson, type Person,
  type RoleTools, type Way,
} from './people.ts'

const me = '/api/users/me'

/** Disables a user who is signed in everywhere, and lets them in again. */
export async function disable(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  const [admin, ann, ben] = [await newAdmin(tools), await newPerson(tools), await newPerson(tools)]
  const token = await byToken(tools, ann)
  const key = await byKey(tools, ann, ['account', 'links:read', 'links:write'])
  const ways = [bySession(ann), key, token, byBasic(tools, ann)]
  for (const way of ways) await expectIn(tools, way, ann)
  const set = (isDisabled: boolean) => changeUser(tools, bySession(admin), {
    person: ann, change: { isDisabled }, expected: { role: 'user', isDisabled },
  })
  await set(true)
  for (const way of fresh.shuffle(ways)) expectOut(tools, await way.send('GET', me), way.name)
  const target = targetOf(fresh)
  expectOut(tools, await key.send('POST', '/api/links', { target }), key.name)
  const { refreshToken } = token
  const refreshed = await sendJson(tools, 'POST', '/api/tokens/refresh', { refreshToken })
  if (isSuccess(refreshed)) expectOut(tools, refreshed, 'a refresh token')
  await trySignIns(tools, ann, ben)
  await expectIn(tools, bySession(ben), ben)
  await set(false)
  const again = new Browser(tools)
  const exchange = await again.sendJson('POST', '/api/sessions', ann.account)
  if (!isSuccess(exchange)) {
    return tools.fail('admin-refused', {
      exchange, mark: 'status', expected: '201: this user is no longer disabled',
    })
  }
  expectRole(tools, exchange, readObject(exchange)['user'])
  tools.change('update users set disabled_at = ? where id = ?', Date.now(), ann.id)
  expectOut(tools, await again.send({ target: me }), 'a session: disabled_at is set in the row')
}

async function expectIn(tools: RoleTools, way: Way, { account }: Person): Promise<void> {
  const exchange = await way.send('GET', me)
  if (readObject(exchange)['email'] === account.email) return
  tools.fail('not-signed-in', {
    exchange, expected: `200 for ${way.name}, and "email": "${account.email}"`,
  })
}

function expectOut(tools: RoleTools, exchange: HttpExchange, name: string): void {
  if (exchange.answer.status < 400) {
    return tools.fail('disabled-kept', {
      exchange, mark: 'status', expected: `401 for ${name}`, actual: String(exchange.answer.status),
    })
  }
  expectStatus(tools, exchange, [401, 403])
}

// Signs in with the right password, and as somebody else who isn't disabled, with a wrong one.
async function trySignIns(
  tools: RoleTools, { account }: Person, { account: { email } }: Person,
): Promise<void> {
  const wrong = { email, password: `${tools.fresh.word()} ${tools.fresh.word()}` }
  for (const target of tools.fresh.shuffle(['/api/sessions', '/api/tokens'])) {
    const right = await sendJson(tools, 'POST', target, account)
    if (isSuccess(right)) return expectOut(tools, right, 'the right password')
    expectSame(tools, right, await sendJson(tools, 'POST', target, wrong))
  }
  await tryForm(tools, account, wrong)
}

function expectSame(
  { fail }: RoleTools, exchange: HttpExchange, { answer: wrong }: HttpExchange,
): void {
  const { answer } = exchange
  const isSame = answer.status === wrong.status && plain(answer.text) === plain(wrong.text)
  if (isSame) return
  fail('disabled-told', {
    exchange, actual: `${answer.status} ${answer.text}`,
    expected: `${wrong.status} ${wrong.text}, as for a wrong password of another user`,
  })
}

// A time, the number of a request, or the address may be in it.
function plain(text: string): string {
  return text.replaceAll(/[\w.%]+(?:@|%40)[\w.]+|[\da-f-]{8,}|\d+/gi, '#')
}

async function tryForm(tools: RoleTools, account: Account, wrong: Account): Promise<void> {
  const refused = await sendLoginForm(tools, '/login', wrong)
  const right = await sendLoginForm(tools, '/login', account)
  if (refused === undefined || right === undefined) return
  const exchange = await right.browser.send({ target: me })
  if (isSuccess(exchange)) expectOut(tools, exchange, 'a new session')
  const [expected, { answer }] = [refused.exchange.answer, right.exchange]
  const isSame = answer.status === expected.status
    && answer.header('location') === expected.header('location')
  if (isSame) return
  tools.fail('disabled-told', {
    exchange: right.exchange, mark: 'status', actual: String(answer.status),
    expected: `${expected.status}, as for a wrong password of another user`,
  })
}
