// The step about the owner of an account that strangers guess at.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  Browser, readObject, register, signIn, type Account, type Headers,
} from '../35-passwords/client.ts'
import {
  bearer, byBasic, byForm, bySession, byToken, chain, clientAt, clientWith, expectIn,
  expectLimited, guess, isLimited, isSuccess, newAddresses, sendNewPassword, ways, wrong,
  type LimitTools, type Way,
} from './clients.ts'
import { fewest, most } from './guessSteps.ts'

type Owner = {
  account: Account
  /** Where they have signed in, each time in another way. */
  homes: readonly string[]
  /** Where a proxy of somebody else's is in between, too. */
  office: string
  /** The first half of an IPv6 address. The owner's laptop changes the other one each day. */
  network: string
  /** The browser that the owner has signed in with, at the first home. */
  browser: Browser
  accessToken: string
}

/** Strangers use up their tries. The owner gets in all the same, and is limited alone. */
export async function attackOwner(tools: LimitTools): Promise<void> {
  const owner = await settle(tools)
  const [stranger = '', other = ''] = newAddresses(tools, 2)
  const useUp = () => guess(tools, {
    client: (index) => clientAt(tools, index % 2 === 0 ? stranger : other),
    account: owner.account, most: most + 1,
  })
  await useUp()
  await expectOwnerIn(tools, owner)
  await expectSameClient(tools, owner, stranger)
  // The owner's password may have given strangers their tries back, too.
  await useUp()
  await expectStranger(tools, owner)
  await expectNotBelieved(tools, owner, stranger)
  const home = await mistype(tools, owner)
  await shareHome(tools, owner, home)
  await guessInside(tools, owner)
}

async function settle(tools: LimitTools): Promise<Owner> {
  const account = await register(tools)
  const [office = '', ...homes] = newAddresses(tools, 4)
  const [first = '', second = '', third = ''] = homes
  const network = `2001:db8:${tools.fresh.integer(1, 9_999)}:${tools.fresh.integer(1, 9_999)}`
  const browser = await signIn(tools, account, new Browser(clientAt(tools, first)))
  const enter = (way: Way, from: string, who = account) =>
    expectIn(tools, way, { client: clientAt(tools, from), account: who, from, id: 'not-signed-in' })
  const exchange = await enter(byToken, second)
  await enter(byForm, third)
  await enter(byBasic('/api/users/me'), `${network}::1`)
  await enter(bySession, office)
  // Somebody else lives there.
  const flatmate = await register(tools)
  for (const home of homes) await enter(bySession, home, flatmate)
  const { accessToken } = exchange === undefined ? { accessToken: '' } : readObject(exchange)
  return { account, homes, office, network, browser, accessToken: String(accessToken) }
}

async function expectOwnerIn(
  tools: LimitTools, { account, homes, browser, accessToken }: Owner,
): Promise<void> {
  for (const home of tools.fresh.shuffle(homes)) {
    await expectIn(tools, tools.fresh.pick(ways), {
      client: clientAt(tools, home), account, id: 'owner-locked-out',
      from: `${home}, where this user has signed in before`,
    })
  }
  const target = '/api/users/me'
  const responses = {
    session: await browser.send({ target }),
    'access token': await tools.send({ target, headers: bearer(accessToken) }),
  }
  for (const [name, exchange] of Object.entries(responses)) {
    if (isSuccess(exchange)) continue
    return tools.fail('owner-locked-out', {
      exchange, mark: 'status', expected: `200 for the ${name}: nothing is guessed here`,
    })
  }
}

// The owner comes with another entry on the left, and from the same IPv6 network.
async function expectSameClient(
  tools: LimitTools, { account, office, network }: Owner, stranger: string,
): Promise<void> {
  const way = tools.fresh.pick([bySession, byToken])
  await expectIn(tools, way, {
    client: clientWith(tools, chain(stranger, office)), account, id: 'address-chosen',
    from: `${office}, the last entry: that's where this user has signed in before`,
  })
  await expectIn(tools, way, {
    client: clientAt(tools, `${network}:0:7::2`), account, id: 'owner-locked-out',
    from: `${network}::/64, where this user has signed in before: it's one client`,
  })
}

// The owner's neighbour has nearly the same address, and has never signed in.
async function expectStranger(
  tools: LimitTools, { account, homes: [home = ''] }: Owner,
): Promise<void> {
  const neighbour = home.replace(/.$/, (digit) => String((Number(digit) + 1) % 10))
  const way = tools.fresh.pick([bySession, byToken])
  const exchange = await way.enter(clientAt(tools, neighbour), account)
  const what = `${neighbour}: it's ${home} that has signed in before`
  expectLimited(tools, exchange, { id: 'many-addresses', what })
}

// A stranger says that it has the owner's address. What the proxy adds says something else.
async function expectNotBelieved(
  tools: LimitTools, { account, homes: [home = ''] }: Owner, stranger: string,
): Promise<void> {
  const forgeries: readonly Headers[] = [
    chain(home, stranger), chain(home, home, home, stranger),
    ...['X-Real-IP', 'X-Client-IP', 'True-Client-IP', 'CF-Connecting-IP'].map((name): Headers =>
      [...chain(stranger), [name, home]]),
    [...chain(stranger), ['Forwarded', `for=${home}`]],
  ]
  for (const headers of tools.fresh.shuffle(forgeries)) {
    const way = tools.fresh.pick([bySession, byToken])
    const exchange = await way.enter(clientWith(tools, headers), account)
    const what = `the client ${stranger}, whatever it sends`
    expectLimited(tools, exchange, { id: 'address-chosen', what })
  }
}

// Eight wrong passwords, the right one, and wrong ones again. Gives where that was.
async function mistype(tools: LimitTools, { account, homes }: Owner): Promise<string> {
  const [home = '', other = ''] = tools.fresh.shuffle(homes)
  const client = clientAt(tools, home)
  const first = await guess(tools, { client: () => client, account, most: fewest })
  if (first.refusal !== undefined) {
    return tools.fail('limit-too-low', {
      exchange: first.refusal, mark: 'status', expected: '10 tries of a known client before a 429',
      actual: `429 for number ${first.count + 1}`,
    })
  }
  const from = `${home}, after ${fewest} wrong ones`
  const way = tools.fresh.pick([bySession, byToken, byForm])
  await expectIn(tools, way, { client, account, from, id: 'limit-too-low' })
  const { count, refusal, last } =
    await guess(tools, { client: () => client, account, most: most + 1 })
  if (refusal === undefined) {
    return tools.fail('known-not-limited', {
      exchange: last, mark: 'status', expected: '429 after 10 wrong passwords',
      actual: `no 429 for ${count}, from a client that has signed in before`,
    })
  }
  if (count < fewest) {
    return tools.fail('success-not-forgiven', {
      exchange: refusal, mark: 'status', expected: '10 tries after the right password',
      actual: `429 for number ${count + 1}`,
    })
  }
  await expectIn(tools, byToken, {
    client: clientAt(tools, other), account, from: `${other}, where nobody has mistyped`,
    id: 'owner-locked-out',
  })
  return home
}

// Somebody else has an account, and the same IP address.
async function shareHome(tools: LimitTools, { account }: Owner, home: string): Promise<void> {
  const client = clientAt(tools, home)
  const flatmate = await register(tools)
  for (const way of [bySession, byToken]) {
    await expectIn(tools, way, {
      client, account: flatmate, id: 'limit-too-low',
      from: `another account, from ${home}, where somebody has mistyped`,
    })
  }
  const exchange = await bySession.enter(client, wrong(tools, account))
  const what = `${account.email}: somebody has only signed in to another account`
  expectLimited(tools, exchange, { id: 'others-forgiven', what, isRight: false })
}

// Somebody who got hold of an access token tries to set a new password.
async function guessInside(
  tools: LimitTools, { account, homes: [, home = ''], accessToken }: Owner,
): Promise<void> {
  const client = clientAt(tools, home)
  let exchange: HttpExchange | undefined
  for (let count = 0; count <= most; count += 1) {
    exchange = await sendNewPassword(client, accessToken, wrong(tools, account).password)
    if (isLimited(exchange)) return
  }
  tools.fail('other-way-in', {
    exchange, mark: 'status', expected: '429 after 10 wrong current passwords',
    actual: `no 429 for ${most + 1}`,
  })
}
