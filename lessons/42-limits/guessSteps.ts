// Steps: somebody guesses the password of an account, in all ways, from one address and from many.

import type { RequestPlan } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { sendPipelined } from '../../src/course/check/pipelined.ts'
import { newAccount, register, type Account } from '../35-passwords/client.ts'
import {
  bySession, byToken, chain, clientAt, expectIn, expectLimited, guess, isLimited, jsonPlan,
  newAddresses, watch, ways, wrong, type Guesses, type LimitTools,
} from './clients.ts'
import { takeElsewhere } from './copySteps.ts'
import { readBuckets } from './refillSteps.ts'
import { expectRetryAfter } from './retryAfter.ts'

/** As many guesses as the rules leave room for: two more, or two fewer, are fine. */
export const [fewest, most] = [8, 12]
// A 429 has to come by then.
const tries = most + 1

/** Guesses from one address, until even the right password has to wait. */
export async function guessOneByOne(tools: LimitTools): Promise<void> {
  const account = await register(tools)
  const [address = '', other = '', third = ''] = newAddresses(tools, 3)
  const before = countSignedIn(tools, account)
  const known = await guessUntilLimited(tools, account, address)
  await expectAllLimited(tools, account, address)
  if (countSignedIn(tools, account) > before) {
    return tools.fail('right-password-passes', {
      expected: 'a 429 starts no session and gives out no token',
      actual: 'there are more rows in sessions or token_families than before',
    })
  }
  const stranger = newAccount(tools.fresh)
  const unknown = await guess(tools, {
    client: () => clientAt(tools, other), account: stranger, most: tries,
  })
  if (unknown.count < fewest) await expectNotForAll(tools, third)
  compare(tools, known, unknown)
}

// Is it that nobody can sign in any more?
async function expectNotForAll(tools: LimitTools, address: string): Promise<void> {
  const exchange = await bySession.enter(clientAt(tools, address), await register(tools))
  if (exchange === undefined || !isLimited(exchange)) return
  tools.fail('limit-too-low', {
    exchange, mark: 'status', expected: '201: nobody has guessed at this account',
  })
}

/** Fails unless guesses are limited, and not too early. */
export async function guessUntilLimited(
  tools: LimitTools, account: Account, address: string,
): Promise<Guesses & { refusal: HttpExchange }> {
  const { refusal, ...guesses } =
    await guess(tools, { client: () => clientAt(tools, address), account, most: tries })
  if (refusal === undefined) {
    return tools.fail('no-limit', {
      exchange: guesses.last, mark: 'status', expected: '429 after 10 wrong passwords',
      actual: `no 429 for ${tries} of them, one after the other`,
    })
  }
  if (guesses.count < fewest) {
    return tools.fail('limit-too-low', {
      exchange: refusal, mark: 'status', expected: '10 tries before a 429',
      actual: `429 for number ${guesses.count + 1}`,
    })
  }
  return { ...guesses, refusal }
}

// The right password, another spelling, and the other ways in.
async function expectAllLimited(
  tools: LimitTools, account: Account, address: string,
): Promise<void> {
  const { fresh } = tools
  const client = clientAt(tools, address)
  const right = await fresh.pick([bySession, byToken]).enter(client, account)
  expectLimited(tools, right, { id: 'right-password-passes', what: 'the right password, too' })
  for (const way of fresh.shuffle(ways)) {
    const exchange = await way.enter(client, account)
    expectLimited(tools, exchange, { id: 'other-way-in', what: way.name })
    if (exchange !== undefined) expectRetryAfter(tools, exchange)
  }
  const email = account.email.toUpperCase()
  const spelled = await fresh.pick([bySession, byToken]).enter(client, { ...account, email })
  expectLimited(tools, spelled, { id: 'other-spelling', what: email })
}

// Who has signed in, whatever the response was.
function countSignedIn({ query }: LimitTools, { email }: Account): number {
  const [row] = query(`
    select (select count(*) from sessions where user = users.id)
      + (select count(*) from token_families where user = users.id) as number
    from users where email = ?`, email)
  return Number(row?.['number'])
}

function compare(
  { fail }: LimitTools, known: Guesses & { refusal: HttpExchange }, unknown: Guesses,
): void {
  const { refusal, count, last } = unknown
  if (refusal === undefined || Math.abs(count - known.count) > 2) {
    return fail('unknown-not-limited', {
      exchange: last, mark: 'status',
      expected: `429 after ${known.count} guesses, as for an account`,
      actual: refusal === undefined ? `no 429 for ${count}` : `429 after ${count}`,
    })
  }
  const [expected, actual] = [withoutNumbers(known.refusal), withoutNumbers(refusal)]
  if (expected === actual) return
  fail('unknown-not-limited', {
    exchange: refusal, mark: 'body', expected: known.refusal.answer.text,
    actual: refusal.answer.text,
  })
}

// How long to wait may differ, and so may the unit.
function withoutNumbers({ answer }: HttpExchange): string {
  return answer.text.replaceAll(/[\da-f-]{8,}|\d+\s*[a-z]*/gi, '#')
}

/** Guesses once from each of many addresses. One of them has an account of its own. */
export async function guessFromEverywhere(tools: LimitTools): Promise<void> {
  const [account, own] = [await register(tools), await register(tools)]
  const [home = '', elsewhere = '', ...addresses] = newAddresses(tools, tries + 1)
  const atHome = { client: clientAt(tools, home), account: own, from: home }
  await expectIn(tools, bySession, { ...atHome, id: 'not-signed-in' })
  const from = tools.fresh.shuffle([home, ...addresses])
  const { refusal, last } = await guess(tools, {
    client: (index) => clientAt(tools, from[index] ?? home), account, most: tries,
  })
  if (refusal === undefined) {
    return tools.fail('many-addresses', {
      exchange: last, mark: 'status', expected: '429 after 10 guesses, wherever they come from',
      actual: `no 429 for ${tries}, each from another address`,
    })
  }
  for (const address of tools.fresh.shuffle([home, elsewhere])) {
    const exchange = await byToken.enter(clientAt(tools, address), wrong(tools, account))
    const what = `${address}, which has never signed in to this account`
    expectLimited(tools, exchange, { id: 'many-addresses', what, isRight: false })
  }
  await expectIn(tools, byToken, { ...atHome, id: 'limit-too-low' })
  for (const address of tools.fresh.shuffle([home, elsewhere])) {
    const exchange = await bySession.enter(clientAt(tools, address), wrong(tools, account))
    const what = 'this account: somebody has only signed in to another one'
    expectLimited(tools, exchange, { id: 'others-forgiven', what, isRight: false })
  }
}

/** Sends twenty guesses at once: of strangers, and of a client that the account knows. */
export async function guessTogether(unwatched: LimitTools): Promise<void> {
  const tools = watch(unwatched)
  const [account, before] = [await register(tools), readBuckets(tools)]
  const [home = '', ...addresses] = newAddresses(tools, 5)
  await expectIn(tools, bySession, {
    client: clientAt(tools, home), account, from: home, id: 'not-signed-in',
  })
  // A known client without tokens of its own may share those of strangers, so it comes last.
  for (const from of [addresses, [home]]) {
    const plans = Array.from({ length: atOnce }, (_, index) => planOf(tools, account, from, index))
    const exchanges = await sendTogether(tools, plans)
    const passed = exchanges.filter((exchange) => !isLimited(exchange))
    const blamed = passed.find(({ answer }) => answer.status >= 500)
    if (blamed !== undefined) tools.fail('server-blamed', { exchange: blamed, mark: 'status' })
    const last = exchanges.at(-1)
    const isRightLast = last !== undefined && !isLimited(last)
    if (passed.length <= most && !isRightLast) continue
    return tools.fail('counted-after-hash', {
      exchange: passed.at(-1), mark: 'status',
      expected: `429 for ${atOnce - 10} of ${atOnce}, and for the last one, which is right`,
      actual: `${passed.length} of ${atOnce} passwords were looked at`,
    })
  }
  if (readBuckets(tools) !== before) await takeElsewhere(tools, account)
}

const [atOnce, inARound] = [20, 5]

function planOf(
  tools: LimitTools, account: Account, addresses: readonly string[], index: number,
): RequestPlan {
  const address = addresses[index % addresses.length] ?? ''
  const target = tools.fresh.pick(['/api/sessions', '/api/tokens'] as const)
  const typed = index === atOnce - 1 ? account : wrong(tools, account)
  return jsonPlan(target, typed, chain(address, address))
}

// In one piece, which Node's programs read at once. Others get the rest in rounds.
async function sendTogether(
  tools: LimitTools, plans: readonly RequestPlan[],
): Promise<readonly HttpExchange[]> {
  const exchanges = [...await sendPipelined(tools, plans)]
  while (exchanges.length < plans.length) {
    const round = plans.slice(exchanges.length, exchanges.length + inARound)
    exchanges.push(...await Promise.all(round.map((plan) => tools.send(plan))))
  }
  return exchanges
}
