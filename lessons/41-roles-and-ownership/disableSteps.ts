// The step about a disabled user: no way in works any more, and none tells why.

import { readHtml } from '../19-html-without-xss/readHtml.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import { Browser, isSuccess, readObject, sendJson, type Account } from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import { changeUser } from './adminSteps.ts'
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
  await trySignIns(tools, ann)
  await expectIn(tools, bySession(ben), ben)
  await set(false)
  const again = await sendJson(tools, 'POST', '/api/sessions', ann.account)
  if (isSuccess(again)) return
  tools.fail('admin-refused', {
    exchange: again, mark: 'status', expected: '201: this user is no longer disabled',
  })
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

async function trySignIns(tools: RoleTools, { account }: Person): Promise<void> {
  const wrong = { ...account, password: `${tools.fresh.word()} ${tools.fresh.word()}` }
  for (const target of tools.fresh.shuffle(['/api/sessions', '/api/tokens'])) {
    const right = await sendJson(tools, 'POST', target, account)
    if (isSuccess(right)) return expectOut(tools, right, 'the right password')
    expectSame(tools, right, await sendJson(tools, 'POST', target, wrong))
  }
  await tryForm(tools, account)
}

function expectSame(
  { fail }: RoleTools, { answer }: HttpExchange, exchange: HttpExchange,
): void {
  const expected = exchange.answer
  const isSame = answer.status === expected.status
    && withoutNumbers(answer.text) === withoutNumbers(expected.text)
  if (isSame) return
  fail('disabled-told', {
    exchange, expected: `${answer.status} ${answer.text}, as for the right password`,
    actual: `${expected.status} ${expected.text}`,
  })
}

// A time, or the number of a request, may be in it.
function withoutNumbers(text: string): string {
  return text.replaceAll(/[\da-f-]{8,}|\d+/gi, '#')
}

// Without a form, this has nothing to say: the check of that lesson does.
async function tryForm(tools: RoleTools, account: Account): Promise<void> {
  const browser = new Browser(tools)
  const { answer } = await browser.send({ target: '/login' })
  const form = findForm(readHtml(answer.text), '/login', '/login')
  if (form === undefined) return
  const { email, password } = account
  const fields = new URLSearchParams({ ...Object.fromEntries(form.hidden), email, password })
  await browser.send({
    method: 'POST', target: '/login', body: String(fields),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  })
  const exchange = await browser.send({ target: me })
  if (isSuccess(exchange)) expectOut(tools, exchange, 'a new session')
}
