// Steps: a ticket is good for one sign-in, of its own user, for ten minutes, and for nothing else.

import {
  isSuccess, newAccount, readObject, sendJson, type Headers,
} from '../35-passwords/client.ts'
import {
  codeNow, enterNow, expectIn, expectOut, knock, tryTicket, type ApiDoor, type Waiting,
} from './doors.ts'
import {
  forgetStep, newFactor, type Factor, type FactorTools,
} from './factors.ts'

const apiDoors: readonly ApiDoor[] = ['/api/sessions', '/api/tokens']
const minuteMs = 60_000
const leastBits = 128

/** Uses tickets twice, and those of other users. */
export async function useTickets(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newFactor(tools), await newFactor(tools)]
  const tickets: string[] = []
  for (const door of fresh.shuffle(apiDoors)) {
    const waiting = await knock(tools, door, ann.account)
    tickets.push(waiting.ticket)
    await refuseMixed(tools, door, waiting, [ann, ben])
    forgetStep(tools, ann)
    expectIn(tools, await waiting.send(codeNow(ann)), ann)
    for (const other of fresh.shuffle(apiDoors)) {
      forgetStep(tools, ann)
      const again = await tryTicket(tools, other, { ticket: waiting.ticket, code: codeNow(ann) })
      expectOut(tools, again, 'ticket-stays')
    }
  }
  for (const door of fresh.shuffle([...apiDoors, ...apiDoors])) {
    tickets.push((await knock(tools, door, fresh.pick([ann, ben]).account)).ticket)
  }
  expectRandom(tools, tickets)
  const used = await knock(tools, '/login', ann.account)
  forgetStep(tools, ann)
  expectIn(tools, await used.send(codeNow(ann)), ann)
  forgetStep(tools, ann)
  used.browser.jar.keep(used.browser.jar.cookies.map(({ name }) =>
    `${name}=; Path=/; Max-Age=0`), '/')
  expectOut(tools, await used.send(codeNow(ann)), 'ticket-stays')
}

// The ticket says whose code it has to be; nothing else in the request does.
async function refuseMixed(
  tools: FactorTools, door: ApiDoor, { ticket }: Waiting, [ann, ben]: readonly [Factor, Factor],
): Promise<void> {
  for (const factor of [ann, ben]) forgetStep(tools, factor)
  const code = codeNow(ben)
  const more = { email: ben.account.email, user: ben.id, id: ben.id, userId: ben.id }
  const attempt = await tryTicket(tools, door, { ticket, code, ...more })
  expectOut(tools, attempt, 'wrong-code-accepted')
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

/** Takes a ticket for something else, and something else for a ticket. */
export async function mixUp(tools: FactorTools): Promise<void> {
  const { fresh, fail } = tools
  const factor = await newFactor(tools)
  const { account, browser } = factor
  const { ticket } = await knock(tools, fresh.pick(apiDoors), account)
  const cookies = browser.jar.cookies.map(({ name }) => `${name}=${ticket}`).join('; ')
  const target = '/api/users/me'
  const headers: readonly Headers[] = [
    [['Cookie', cookies]], [['Authorization', `Bearer ${ticket}`]],
    [['Authorization', `Bearer gw_${ticket}`]],
  ]
  for (const each of fresh.shuffle(headers)) {
    const exchange = await tools.send({ target, headers: each })
    if (isSuccess(exchange)) fail('ticket-is-session', { exchange, expected: '401' })
  }
  const password = newAccount(fresh).password
  const bodies: readonly (readonly [string, object])[] = [
    ['/api/tokens/refresh', { refreshToken: ticket }],
    ['/api/users/reset', { token: ticket, password }],
  ]
  for (const [path, body] of fresh.shuffle(bodies)) {
    const exchange = await sendJson(tools, 'POST', path, body)
    if (isSuccess(exchange)) fail('ticket-is-session', { exchange, expected: '401' })
  }
  const { exchange } = await enterNow(tools, '/api/tokens', factor)
  const { accessToken, refreshToken } = readObject(exchange)
  const others = [
    accessToken, refreshToken, browser.jar.cookies.at(-1)?.value, factor.id, String(factor.id),
    account.email, '', null, undefined, {}, [], true,
  ]
  for (const other of fresh.shuffle(others)) {
    forgetStep(tools, factor)
    const fields = { ticket: other, code: codeNow(factor) }
    expectOut(tools, await tryTicket(tools, fresh.pick(apiDoors), fields), 'ticket-is-session')
  }
}

/** Lets the time of a ticket go by, and disables a user who has one. */
export async function letTimeGoBy(tools: FactorTools): Promise<void> {
  const { change, fresh } = tools
  const factor = await newFactor(tools)
  for (const door of fresh.shuffle(apiDoors)) {
    const { waiting, hash } = await knockAndFind(tools, door, factor)
    const endAt = (time: number) => change(
      'update one_time_tokens set expires_at = ? where token_hash = ?', time, hash)
    endAt(Date.now() - 1_000)
    forgetStep(tools, factor)
    expectOut(tools, await waiting.send(codeNow(factor)), 'ticket-stays')
    const next = await knockAndFind(tools, door, factor)
    change(
      'update one_time_tokens set expires_at = ? where token_hash = ?',
      Date.now() + minuteMs, next.hash)
    forgetStep(tools, factor)
    expectIn(tools, await next.waiting.send(codeNow(factor)), factor)
  }
  await disableBetween(tools, factor)
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
  const isSoon = typeof end === 'number' && end > Date.now() && end < Date.now() + 11 * minuteMs
  if (typeof hash === 'string' && isSoon) return { waiting, hash }
  return tools.fail('ticket-stays', {
    exchange: waiting.exchange, expected: 'a new row of one_time_tokens that ends in ten minutes',
    actual: row === undefined ? 'no new row of this user' : `expires_at is ${String(end)}`,
  })
}

