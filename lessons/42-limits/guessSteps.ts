// Steps: somebody guesses the password of an account, in all ways, from one address and from many.

import type { RequestPlan } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { sendPipelined } from '../../src/course/check/pipelined.ts'
import {
  Browser, newAccount, register, sendJson, signIn, type Account,
} from '../35-passwords/client.ts'
import {
  byForm, bySession, byToken, chain, clientAt, expectIn, expectLimited, guess, isIn, isLimited,
  jsonPlan, newAddresses, watch, ways, wrong, type Client, type GuessPlan, type Guesses,
  type LimitTools,
} from './clients.ts'
import { takeElsewhere } from './copySteps.ts'
import { readBuckets } from './refillSteps.ts'
import { expectRetryAfter } from './retryAfter.ts'

/** As many guesses as the rules leave room for: two more, or two fewer, are fine. */
export const [fewest, most] = [8, 12]
// A 429 has to come by then.
const tries = most + 1

/** Guesses from this machine, until even the right password has to wait. */
export async function guessOneByOne(tools: LimitTools): Promise<void> {
  const account = await register(tools)
  await expectNoDialog(tools)
  const before = countSignedIn(tools, account)
  const known = await guessUntilLimited(tools, { account, client: () => tools, by: [bySession] })
  await expectAllLimited(tools, account)
  if (countSignedIn(tools, account) > before) {
    return tools.fail('right-password-passes', {
      expected: 'a 429 starts no session and gives out no token',
      actual: 'there are more rows in sessions or token_families than before',
    })
  }
  await guessAtNobody(tools, known)
}

async function expectNoDialog(tools: LimitTools): Promise<void> {
  const exchange = await byForm.enter(tools, wrong(tools, newAccount(tools.fresh)))
  const challenge = exchange?.answer.header('www-authenticate') ?? ''
  if (exchange?.answer.status !== 401 || !/\b(?:basic|digest)\b/i.test(challenge)) return
  tools.fail('browser-dialog', {
    exchange, mark: 'header www-authenticate', expected: 'a page, without WWW-Authenticate',
    actual: challenge,
  })
}

/** Fails unless guesses are limited, and not too early. */
export async function guessUntilLimited(
  tools: LimitTools, plan: Omit<GuessPlan, 'most'>,
): Promise<Limited> {
  const { refusal, ...guesses } = await guess(tools, { ...plan, most: tries })
  if (refusal === undefined) {
    const { first, last } = guesses
    // If the status has changed, there is a limit, but the response says so in another way.
    const isOther = first?.answer.status !== last?.answer.status
    return tools.fail(isOther ? 'wrong-refusal' : 'no-limit', {
      exchange: last, mark: 'status', expected: '429 after 10 wrong passwords',
      actual: isOther ? String(last?.answer.status)
        : `no 429 for ${tries} of them, one after the other`,
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

type Limited = Guesses & { refusal: HttpExchange }

// The right password, the other ways in, and other spellings.
async function expectAllLimited(tools: LimitTools, account: Account): Promise<void> {
  const { fresh, fail } = tools
  const right = await bySession.enter(tools, account)
  expectLimited(tools, right, { id: 'right-password-passes', what: 'the right password, too' })
  for (const way of fresh.shuffle(ways)) {
    const exchange = await way.enter(tools, account)
    expectLimited(tools, exchange, { id: 'other-way-in', what: way.name })
    if (exchange !== undefined) expectRetryAfter(tools, exchange)
  }
  const email = account.email.toUpperCase()
  const capitals = await fresh.pick([bySession, byToken]).enter(tools, { ...account, email })
  expectLimited(tools, capitals, { id: 'other-spelling', what: email })
  // These may be other addresses, or none.
  const others = [` ${account.email}`, `${account.email} `, [account.email]]
  for (const spelled of fresh.shuffle(others)) {
    const exchange = await sendJson(tools, 'POST', '/api/sessions', { ...account, email: spelled })
    const expected = `a refusal for "email": ${JSON.stringify(spelled)}`
    if (isIn(exchange)) fail('other-spelling', { exchange, mark: 'status', expected })
  }
}

// Who has signed in, whatever the response was.
function countSignedIn({ query }: LimitTools, { email }: Account): number {
  const [row] = query(`
    select (select count(*) from sessions where user = users.id)
      + (select count(*) from token_families where user = users.id) as number
    from users where email = ?`, email)
  return Number(row?.['number'])
}

// It has to look as if there were an account for each address.
async function guessAtNobody(tools: LimitTools, known: Limited): Promise<void> {
  const [address = '', other = ''] = newAddresses(tools, 2)
  const plan = { client: () => clientAt(tools, address), most: tries }
  const nobody = newAccount(tools.fresh)
  const { refusal, count, last } = await guess(tools, { ...plan, account: nobody })
  if (count < fewest) await expectNotForAll(tools, other)
  if (refusal === undefined || Math.abs(count - known.count) > 2) {
    return tools.fail('unknown-not-limited', {
      exchange: last, mark: 'status',
      expected: `429 after ${known.count} guesses, as for an account`,
      actual: refusal === undefined ? `no 429 for ${count}` : `429 after ${count}`,
    })
  }
  expectRetryAfter(tools, refusal)
  if (withoutNumbers(known.refusal) !== withoutNumbers(refusal)) {
    return tools.fail('unknown-not-limited', {
      exchange: refusal, mark: 'body', expected: known.refusal.answer.text,
      actual: refusal.answer.text,
    })
  }
  const next = await guess(tools, {
    client: () => clientAt(tools, other), account: newAccount(tools.fresh), most: 1,
  })
  if (next.refusal !== undefined) {
    return tools.fail('unknown-not-limited', {
      exchange: next.refusal, mark: 'status', expected: 'each address has tries of its own',
    })
  }
  // Nobody guesses by signing up.
  await register(tools, nobody)
}

// Is it that nobody can sign in any more?
async function expectNotForAll(tools: LimitTools, address: string): Promise<void> {
  const exchange = await bySession.enter(clientAt(tools, address), await register(tools))
  if (exchange === undefined || !isLimited(exchange)) return
  tools.fail('limit-too-low', {
    exchange, mark: 'status', expected: '201: nobody has guessed at this account',
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
  // From now on, its requests have the cookie of a session, as a browser's have.
  const browser = await signIn(tools, own, new Browser(atHome.client))
  const signedIn: Client = { send: (plan) => browser.send(plan), port: tools.port }
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
  for (const address of tools.fresh.shuffle([home, elsewhere, from[0] ?? home])) {
    const client = address === home ? signedIn : clientAt(tools, address)
    const exchange = await bySession.enter(client, wrong(tools, account))
    const what = `${address}, which has never signed in to this account`
    expectLimited(tools, exchange, { id: 'many-addresses', what, isRight: false })
  }
  await guessAtNobodyFrom(tools, from)
  await expectIn(tools, byToken, { ...atHome, id: 'limit-too-low' })
  for (const address of tools.fresh.shuffle([home, elsewhere])) {
    const exchange = await bySession.enter(clientAt(tools, address), wrong(tools, account))
    const what = 'this account: somebody has only signed in to another one'
    expectLimited(tools, exchange, { id: 'others-forgiven', what, isRight: false })
  }
}

// A limit for accounts alone shows who has one.
async function guessAtNobodyFrom(tools: LimitTools, addresses: readonly string[]): Promise<void> {
  const { refusal, last } = await guess(tools, {
    client: (index) => clientAt(tools, addresses[index] ?? ''),
    account: newAccount(tools.fresh), most: tries,
  })
  if (refusal !== undefined) return
  tools.fail('unknown-not-limited', {
    exchange: last, mark: 'status',
    expected: '429 after 10 guesses, wherever they come from, as for an account',
    actual: `no 429 for ${tries}, each from another address`,
  })
}

/** Sends twenty guesses at once: of strangers, and of a client that the account knows. */
export async function guessTogether(unwatched: LimitTools): Promise<void> {
  const tools = watch(unwatched)
  const [account, before] = [await register(tools), readBuckets(tools)]
  const [home = '', ...addresses] = newAddresses(tools, 5)
  await expectIn(tools, bySession, {
    client: clientAt(tools, home), account, from: home, id: 'not-signed-in',
  })
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
