// The step about tickets: one is good for a sign-in of its own user within ten minutes, and for
// nothing else.

import type { RequestPlan } from '../../src/course/check/check.ts'
import { isSuccess, newAccount, readObject } from '../35-passwords/client.ts'
import {
  apiDoors, codeNow, doors, enterNow, expectIn, expectOut, knock, tryTicket, type ApiDoor,
  type Waiting,
} from './doors.ts'
import { forgetStep, newFactor, type Factor, type FactorTools } from './factors.ts'

const minuteMs = 60_000
const leastBits = 128

/** Uses tickets in all the ways that they aren't for. */
export async function useTickets(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newFactor(tools), await newFactor(tools)]
  const tickets: string[] = []
  for (const door of fresh.shuffle(apiDoors)) {
    const ticket = await sendMixed(tools, door, [ann, ben])
    tickets.push(ticket)
    for (const other of fresh.shuffle(apiDoors)) {
      forgetStep(tools, ann)
      const again = await tryTicket(tools, other, { ticket, code: codeNow(ann) })
      expectOut(tools, again, 'ticket-stays')
    }
  }
  await usePageTwice(tools, ann)
  tickets.push(await mixUp(tools, ann))
  expectRandom(tools, tickets)
  for (const door of fresh.shuffle(apiDoors)) await letTimeGoBy(tools, door, ann)
  await disableBetween(tools, ann)
  await changePasswordBetween(tools)
}

// The browser goes back to the page with the code, and has lost its session.
async function usePageTwice(tools: FactorTools, factor: Factor): Promise<void> {
  const { browser, send } = await knock(tools, '/login', factor.account)
  const before = new Set(browser.jar.cookies.map(({ name }) => name))
  forgetStep(tools, factor)
  expectIn(tools, await send(codeNow(factor)), factor)
  for (const { name } of browser.jar.cookies) {
    if (!before.has(name)) browser.jar.keep([`${name}=; Path=/; Max-Age=0`], '/')
  }
  forgetStep(tools, factor)
  expectOut(tools, await send(codeNow(factor)), 'ticket-stays')
}

// The ticket says whose code it has to be, and who is signed in; nothing else in the request does.
async function sendMixed(
  tools: FactorTools, door: ApiDoor, [ann, ben]: readonly [Factor, Factor],
): Promise<string> {
  for (const factor of [ann, ben]) forgetStep(tools, factor)
  const more = { email: ben.account.email, user: ben.id, id: ben.id, userId: ben.id }
  const { ticket } = await knock(tools, door, ann.account)
  const mixed = await tryTicket(tools, door, { ...more, ticket, code: codeNow(ben) })
  expectOut(tools, mixed, 'wrong-code-accepted')
  const { ticket: next } = await knock(tools, door, ann.account)
  const own = await tryTicket(tools, door, { ...more, ticket: next, code: codeNow(ann) })
  expectIn(tools, own, ann)
  return next
}

// The places at which tickets differ: what is the same in all of them isn't random.
function expectRandom({ fail }: FactorTools, tickets: readonly string[]): void {
  const [first = ''] = tickets
  const differing = [...first].filter((letter, index) =>
    tickets.some((ticket) => ticket[index] !== letter)).length
  const bits = differing * (tickets.every((ticket) => /^[\da-f.-]+$/i.test(ticket)) ? 4 : 6)
  if (bits >= leastBits) return
  fail('ticket-guessable', {
    expected: '256 random bits in each ticket',
    actual: `about ${bits} bits that differ in ${tickets.join(', ')}`,
  })
}

// Takes a ticket for something else, and something else for a ticket. Gives the ticket.
async function mixUp(tools: FactorTools, factor: Factor): Promise<string> {
  const { fresh, fail } = tools
  const { account, browser } = factor
  const { ticket } = await knock(tools, fresh.pick(apiDoors), account)
  const cookies = browser.jar.cookies.map(({ name }) => `${name}=${ticket}`).join('; ')
  const target = '/api/users/me'
  const plans: readonly RequestPlan[] = [
    { target, headers: [['Cookie', cookies]] },
    { target, headers: [['Authorization', `Bearer ${ticket}`]] },
    jsonPlan('/api/tokens/refresh', { refreshToken: ticket }),
    jsonPlan('/api/users/reset', { token: ticket, password: newAccount(fresh).password }),
  ]
  for (const plan of fresh.shuffle(plans)) {
    const exchange = await tools.send(plan)
    if (isSuccess(exchange)) fail('ticket-is-session', { exchange, expected: '401' })
  }
  const { exchange } = await enterNow(tools, '/api/tokens', factor)
  const { accessToken, refreshToken } = readObject(exchange)
  const others = [
    accessToken, refreshToken, browser.jar.cookies.at(-1)?.value, factor.id, account.email, '',
    null, undefined, {},
  ]
  for (const other of fresh.shuffle(others.map((each) => ({ ticket: each })))) {
    forgetStep(tools, factor)
    const fields = { ...other, code: codeNow(factor) }
    expectOut(tools, await tryTicket(tools, fresh.pick(apiDoors), fields), 'ticket-is-session')
  }
  return ticket
}

function jsonPlan(target: string, body: object): RequestPlan {
  const headers = [['Content-Type', 'application/json']] as const
  return { method: 'POST', target, body: JSON.stringify(body), headers }
}

// A ticket whose time is over, and one that has a minute left.
async function letTimeGoBy(tools: FactorTools, door: ApiDoor, factor: Factor): Promise<void> {
  const endAt = (hash: string, time: number) => tools.change(
    'update one_time_tokens set expires_at = ? where token_hash = ?', time, hash)
  const old = await knockAndFind(tools, door, factor)
  endAt(old.hash, Date.now() - 1_000)
  forgetStep(tools, factor)
  expectOut(tools, await old.waiting.send(codeNow(factor)), 'ticket-stays')
  const next = await knockAndFind(tools, door, factor)
  endAt(next.hash, Date.now() + minuteMs)
  forgetStep(tools, factor)
  expectIn(tools, await next.waiting.send(codeNow(factor)), factor)
}

// Disabled after the password, and before the code.
async function disableBetween(tools: FactorTools, factor: Factor): Promise<void> {
  const waiting = await knock(tools, tools.fresh.pick(apiDoors), factor.account)
  const set = (time: number | null) =>
    tools.change('update users set disabled_at = ? where id = ?', time, factor.id)
  set(Date.now())
  forgetStep(tools, factor)
  const { exchange } = await waiting.send(codeNow(factor))
  set(null)
  if (isSuccess(exchange)) {
    tools.fail('ticket-stays', {
      exchange, mark: 'status', expected: '401: this user was disabled a moment ago',
    })
  }
}

// Somebody else knows the old password, and has begun to sign in with it.
async function changePasswordBetween(tools: FactorTools): Promise<void> {
  const factor = await newFactor(tools)
  const { account, browser } = factor
  const waiting = await knock(tools, tools.fresh.pick(doors), account)
  const exchange = await browser.sendJson('PUT', '/api/users/me/password', {
    currentPassword: account.password, newPassword: newAccount(tools.fresh).password,
  })
  // Some ask for a code here, too.
  if (isSuccess(exchange)) await expectEnded(tools, factor, waiting)
}

/** Fails if a ticket that the old password has brought is good after the password was changed. */
export async function expectEnded(
  tools: FactorTools, factor: Factor, { send }: Waiting,
): Promise<void> {
  forgetStep(tools, factor)
  const { exchange, email } = await send(codeNow(factor))
  if (email === undefined) return
  tools.fail('ticket-stays', {
    exchange, expected: '401: this ticket was given for a password that was changed since then',
    actual: `${exchange.answer.status}, and ${email} is signed in`,
  })
}

// Finds the row that a ticket brought: the text of its hash is the program's business.
async function knockAndFind(
  tools: FactorTools, door: ApiDoor, factor: Factor,
): Promise<{ waiting: Waiting; hash: string }> {
  const read = () => tools.query(
    'select token_hash, expires_at from one_time_tokens where user = ?', factor.id)
  const before = new Set(read().map((row) => row['token_hash']))
  const waiting = await knock(tools, door, factor.account)
  const row = read().find((each) => !before.has(each['token_hash']))
  const [hash, end] = [row?.['token_hash'], row?.['expires_at']]
  const leftMs = Number(end) - Date.now()
  const isSoon = leftMs > 9 * minuteMs && leftMs < 11 * minuteMs
  if (hash === waiting.ticket) {
    return tools.fail('recovery-stored', {
      exchange: waiting.exchange, expected: 'a hash in token_hash', actual: 'the ticket itself',
    })
  }
  if (typeof hash === 'string' && isSoon) return { waiting, hash }
  return tools.fail('ticket-stays', {
    exchange: waiting.exchange, expected: 'a new row of one_time_tokens that ends in ten minutes',
    actual: row === undefined ? 'no new row of this user' : `expires_at is ${String(end)}`,
  })
}

