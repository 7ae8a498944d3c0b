// Steps: who is let in without a code, or without the password.

import { targetOf } from '../29-create-and-redirect/client.ts'
import {
  Browser, isSuccess, newAccount, readObject, sendJson, type Account, type Headers,
} from '../35-passwords/client.ts'
import { askForResetToken } from '../43-reset-by-email/resetToken.ts'
import {
  codeNow, doors, enterNow, findWho, knock, openCodeForm, submit, tryPassword, tryTicket,
  type Door,
} from './doors.ts'
import {
  begin, factorPath, forgetStep, newFactor, newPerson, type Factor, type FactorTools,
} from './factors.ts'
import { useResetToken } from './resetMail.ts'
import { expectEnded } from './ticketSteps.ts'

/** A page of another site sends the form with the ticket and the code of its own account. */
export async function forgeForm(tools: FactorTools): Promise<void> {
  const mallory = await newFactor(tools)
  const form = await openCodeForm(tools, mallory.account)
  const browser = new Browser(tools)
  await browser.send({ target: '/login' })
  forgetStep(tools, mallory)
  if (form === undefined) return
  const exchange = await submit(browser, form, { code: codeNow(mallory) })
  const { email } = await findWho(tools, { door: '/login', browser, exchange })
  if (email === undefined) return
  tools.fail('login-forged', {
    exchange, expected: 'nobody is signed in: the token of this form is of another browser',
    actual: `${email} is signed in`,
  })
}

/** Goes through each way in with the password alone. */
export async function skip(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newFactor(tools), await newPerson(tools)]
  await useBasic(tools, ann)
  await useBasicInOtherCase(tools, ann.account)
  await begin(tools, ben)
  await expectBasic(tools, ben.account)
  const inCapitals = { ...ann.account, email: ann.account.email.toUpperCase() }
  for (const account of [ann.account, inCapitals]) {
    for (const door of fresh.shuffle(doors)) await knock(tools, door, account)
  }
  await refuseWrongPasswords(tools, ann, ben.account)
  const { browser } = await enterNow(tools, '/api/sessions', ann)
  await expectKey(tools, { ...ann, browser })
  await expectRefresh(tools, ann)
  const { password } = newAccount(fresh)
  const changed = { ...ann, account: { ...ann.account, password } }
  const exchange = await browser.sendJson('PUT', '/api/users/me/password', {
    currentPassword: ann.account.password, newPassword: password,
  })
  // Some ask for a code here, too.
  if (isSuccess(exchange)) await knock(tools, fresh.pick(doors), changed.account)
}

function basic({ email, password }: Account): [[name: string, value: string]] {
  return [['Authorization', `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`]]
}

async function useBasic(tools: FactorTools, { account, id }: Factor): Promise<void> {
  const { fresh, query } = tools
  const { password } = account
  const made = () => query(`
    select (select count(*) from links where user = ?1) + (select count(*) from api_keys
    where user = ?1) as count`, id)[0]?.['count']
  const requests = [
    ['GET', '/api/users/me', undefined], ['GET', '/api/links', undefined],
    ['GET', '/api/sessions', undefined], ['POST', '/api/links', { target: targetOf(fresh) }],
    ['POST', '/api/keys', { name: fresh.word(), scopes: ['account', 'links:read'] }],
    ['PUT', '/api/users/me/password', { currentPassword: password, newPassword: password }],
    ['POST', factorPath, { password }],
  ] as const
  for (const [method, target, body] of fresh.shuffle(requests)) {
    const headers = basic(account)
    const exchange = body === undefined ? await tools.send({ method, target, headers })
      : await sendJson(tools, method, target, body, headers)
    if (isSuccess(exchange) || made() !== 0) {
      return tools.fail('factor-skipped', { exchange, mark: 'status', expected: '401 for Basic' })
    }
  }
}

// The name of the scheme and the address are good in any spelling (RFC 9110, section 11.1).
async function useBasicInOtherCase(tools: FactorTools, account: Account): Promise<void> {
  const [[name, value]] = basic({ ...account, email: account.email.toUpperCase() })
  const headers: Headers = [[name, value.replace('Basic', 'basic')]]
  const exchange = await tools.send({ target: '/api/users/me', headers })
  if (!isSuccess(exchange)) return
  tools.fail('factor-skipped', { exchange, mark: 'status', expected: '401 for Basic' })
}

async function expectBasic(tools: FactorTools, account: Account): Promise<void> {
  const exchange = await tools.send({ target: '/api/users/me', headers: basic(account) })
  if (isSuccess(exchange)) return
  tools.fail('locked-out', {
    exchange, mark: 'status', expected: '200 for the Basic of a user whose factor is not on',
  })
}

// The same response as for an account without a factor: nobody gets on without the password.
async function refuseWrongPasswords(
  tools: FactorTools, factor: Factor, other: Account,
): Promise<void> {
  const { password } = newAccount(tools.fresh)
  for (const door of tools.fresh.shuffle(doors)) {
    const plain = await tryPassword(tools, door, { ...other, password })
    const wrong = { ...factor.account, password, code: codeNow(factor) }
    const { exchange, email } = await tryPassword(tools, door, wrong)
    const [expected, actual] = [plain.exchange.answer, exchange.answer]
    const isSame = expected.status === actual.status && email === undefined
      && blurred(expected.text, other) === blurred(actual.text, factor.account)
    if (isSame) continue
    tools.fail('reveals-password', {
      exchange, expected: `${expected.status} ${expected.text}, as without a factor`,
      actual: `${actual.status} ${actual.text}`,
    })
  }
}

// What is typed comes back in a form; a time, a token or the number of a request may be in it, too.
function blurred(text: string, { email }: Account): string {
  return text.replaceAll(email, '#').replaceAll(/[\w-]{20,}|[\da-f-]{8,}|\d+/gi, '#')
}

// Programs that can't type codes have keys.
async function expectKey(tools: FactorTools, { browser, account }: Factor): Promise<void> {
  const name = tools.fresh.word()
  const made = await browser.sendJson('POST', '/api/keys', { name, scopes: ['account'] })
  const { key } = readObject(made)
  const headers: Headers = [['Authorization', `Bearer ${String(key)}`]]
  const exchange = await tools.send({ target: '/api/users/me', headers })
  if (readObject(exchange)['email'] === account.email) return
  tools.fail('locked-out', { exchange, mark: 'status', expected: '200 for a key of this user' })
}

async function expectRefresh(tools: FactorTools, factor: Factor): Promise<void> {
  const { exchange: first } = await enterNow(tools, '/api/tokens', factor)
  const { refreshToken } = readObject(first)
  const exchange = await sendJson(tools, 'POST', '/api/tokens/refresh', { refreshToken })
  if (isSuccess(exchange)) return
  tools.fail('locked-out', {
    exchange, mark: 'status', expected: '200: this program was let in with a code',
  })
}

/** Resets the password by email, over the API and on the page, and signs in with the new one. */
export async function reset(tools: FactorTools): Promise<void> {
  const factor = await newFactor(tools)
  let { account } = factor
  for (const door of tools.fresh.shuffle<Door>(['/api/sessions', '/login'])) {
    const waiting = await knock(tools, tools.fresh.pick(doors), account)
    const { token } = await askForResetToken(tools, factor.account)
    // The check of lesson 43 says what's wrong with it.
    if (token === undefined) return
    forgetStep(tools, factor)
    const { exchange, email } = await tryTicket(tools, '/api/sessions', {
      ticket: token, code: codeNow(factor),
    })
    if (email !== undefined) {
      return tools.fail('ticket-is-session', {
        exchange, expected: '401: this is the token of a mail, and no password came with it',
        actual: `${email} is signed in`,
      })
    }
    const { password } = newAccount(tools.fresh)
    const sent = await useResetToken(tools, { token, password, door })
    if (sent.email !== undefined) {
      return tools.fail('factor-skipped', {
        exchange: sent.exchange, expected: 'a new password signs nobody in',
        actual: `${sent.email} is signed in`,
      })
    }
    // Some ask for a code here, too.
    if (sent.exchange.answer.status >= 400) return
    await expectEnded(tools, factor, waiting)
    account = { ...account, password }
    for (const each of doors) await knock(tools, each, account)
  }
}
