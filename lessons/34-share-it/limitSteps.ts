// The steps about the limit: sixty POSTs in a minute for each client.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { sendBurst } from './burst.ts'
import { expectPlainCookie } from './cookies.ts'
import { useOtherMethods } from './otherMethods.ts'
import { addressOf, through, tunnelOf, type ShareTools, type Tunnel } from './tunnel.ts'
import { most, planOf, post, postUntilRefused, tryUntilRefused } from './untilRefused.ts'

// So many clients in a row got more: that isn't the end of a minute.
const clientsNeeded = 3
const mostClients = 6

/**
 * With one trusted proxy: each client has a limit of its own, however it calls itself. The program
 * that runs has been started for the step before, which has sent a few POSTs of others.
 */
export async function limitClients(tools: ShareTools): Promise<void> {
  const tunnel = tunnelOf(tools)
  const address = addressOf(tools, '203.0.113')
  const { exchange: refusal, sent } = await postUntilRefused(tools, tunnel, () => ({ address }))
  expectRetryAfter(tools, refusal)
  if (sent > most + 1) await expectLow(tools, tunnel, address)
  await expectNotRefused(tools, tunnel, [addressOf(tools, '198.51.100'), after(address, 1)])
  await expectStillRefused(tools, tunnel, address)
  await useOtherMethods(tools, tunnel, address)
}

// The address that is so many places further, in the same network.
function after(address: string, places: number): string {
  const [last = '', ...first] = address.split('.').reverse()
  return [...first.reverse(), (Number(last) + places - 1) % 254 + 1].join('.')
}

// Was it the end of a minute that let the first client send more? Or a limit that grows again with
// each second? Then other clients don't get more when all of their requests come at once.
async function expectLow(tools: ShareTools, tunnel: Tunnel, first: string): Promise<void> {
  let above = 0
  for (let count = 1; count <= mostClients; count += 1) {
    const address = after(first, count + 1)
    const burst = await sendBurst(tools, planOf(tunnel, { address }), most + 1)
    if (burst === undefined) return expectLowInTurn(tools, tunnel, first)
    if (burst.accepted <= most) return
    if (burst.seconds < 1) above += 1
    if (above < clientsNeeded) continue
    return tools.fail('limit-too-high', {
      exchange: burst.last, expected: `429 after ${most} POSTs of a client`,
      actual: `no 429 in ${most + 1} POSTs, for ${above} clients one after the other`,
    })
  }
}

// For a program that closes its connections: its own time counts.
async function expectLowInTurn(tools: ShareTools, tunnel: Tunnel, first: string): Promise<void> {
  const start = performance.now()
  const address = after(first, mostClients + 2)
  const { exchange, sent } = await postUntilRefused(tools, tunnel, () => ({ address }))
  const seconds = Math.ceil((performance.now() - start) / 1_000)
  if (sent <= most + 1 + seconds) return
  tools.fail('limit-too-high', {
    exchange, mark: 'status', expected: `429 after ${most} POSTs of a client`,
    actual: `429 for number ${sent}`,
  })
}

// The client changes what it says about itself, and not who it is.
async function expectStillRefused(
  tools: ShareTools, tunnel: Tunnel, address: string,
): Promise<void> {
  for (const forged of tools.fresh.shuffle(['10.0.0.7', '127.0.0.1', 'unknown, 198.18.0.1', ''])) {
    const exchange = await post(tools, tunnel, { address, forged })
    if (exchange.answer.status === 429) continue
    return tools.fail('client-believed', {
      exchange, mark: 'status', expected: `429 for the client ${address}`,
    })
  }
  const { fresh } = tools
  for (const header of fresh.shuffle([
    ['X-Real-IP', addressOf(tools)], ['Forwarded', `for=${addressOf(tools)}`],
    ['Cookie', `__Host-owner=${'a'.repeat(42)}b; owner=${'a'.repeat(42)}b`],
    ['User-Agent', fresh.word()],
  ] as const)) {
    const exchange = await post(tools, tunnel, { address, headers: [header] })
    if (exchange.answer.status === 429) continue
    return tools.fail('other-header-believed', {
      exchange, mark: 'status', expected: `429 for the client ${address}`,
    })
  }
  for (const target of ['/links', `/${fresh.word()}/${fresh.word()}`]) {
    const exchange = await through(tools, tunnel, {
      address, method: 'POST', target, body: 'target=',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    })
    if (exchange.answer.status === 429) continue
    return tools.fail('other-path-not-limited', {
      exchange, mark: 'status', expected: `429 for the client ${address}`,
    })
  }
}

// Other clients: one from elsewhere, and one whose address begins like the client's.
async function expectNotRefused(
  tools: ShareTools, tunnel: Tunnel, [far, near]: readonly [string, string],
): Promise<void> {
  for (const [id, address] of [['one-limit-for-all', far], ['neighbour-refused', near]] as const) {
    const exchange = await post(tools, tunnel, { address })
    if (exchange.answer.status !== 429) continue
    return tools.fail(id, { exchange, mark: 'status', expected: 'not 429' })
  }
}

/** A household has many IPv6 addresses with the same first half, and counts as one client. */
export async function limitHouseholds(tools: ShareTools): Promise<void> {
  const { fresh } = tools
  const tunnel = tunnelOf(tools)
  const group = () => fresh.integer(0x1000, 0xffff).toString(16)
  // These don't count.
  await useOtherMethods(tools, tunnel, `2001:db8::${group()}`)
  let isShort = false
  await postUntilRefused(tools, tunnel, () => {
    isShort = !isShort
    // The prefix is 2001:db8:0:0, and `::` stands for some of its groups.
    const start = isShort ? '2001:db8::' : '2001:db8:0:0:0:1:'
    return { address: `${start}${group()}:${group()}` }
  }, 'household-not-limited')
  await expectNotRefused(tools, tunnel, [`2001:db8:1:${group()}::1`, `2001:db8:0:${group()}::1`])
}

/** Without a trusted proxy, nobody can choose their address. */
export async function ignoreHeader(tools: ShareTools): Promise<void> {
  const tunnel = tunnelOf(tools)
  await tools.kill()
  // A public address without HTTPS: there's a limit, and the cookie isn't Secure.
  await tools.start({ PUBLIC_ORIGIN: `http://${tunnel.host}` })
  await postUntilRefused(tools, tunnel, () => ({ address: addressOf(tools) }), 'header-believed')
  await expectPlainCookie(tools, { target: '/', headers: [['Host', tunnel.host]] })
}

/** With two trusted proxies, the second entry from the right is the client. */
export async function countHops(tools: ShareTools): Promise<void> {
  const { fail } = tools
  const tunnel = tunnelOf(tools)
  await tools.kill()
  await tools.start({ PUBLIC_ORIGIN: tunnel.origin, TRUSTED_HOPS: '2' })
  const [client, proxy] = [addressOf(tools), '10.1.2.3']
  await postUntilRefused(tools, tunnel, () =>
    ({ address: proxy, forged: `${addressOf(tools)}, ${client}` }), 'wrong-hop')
  const other = await post(tools, tunnel, { address: proxy, forged: `${client}, 198.18.9.9` })
  if (other.answer.status !== 429) return
  fail('wrong-hop', {
    exchange: other, mark: 'status', expected: 'not 429: the client is 198.18.9.9',
  })
}

/** With two trusted proxies, and an entry that isn't there, or isn't an IP address. */
export async function missEntries(tools: ShareTools): Promise<void> {
  const { fresh } = tools
  const tunnel = tunnelOf(tools)
  // None of these has reached the limit in the step before.
  const other = () => addressOf(tools, '198.51.100')
  const kinds = [
    () => ({ address: other() }), () => ({ address: other(), forged: fresh.word() }),
    () => ({ address: '10.1.2.3', forged: `${other()}, ${fresh.word()}` }),
  ]
  await postUntilRefused(tools, tunnel, () => fresh.pick(kinds)(), 'entry-missing')
  for (const kind of kinds) {
    const exchange = await post(tools, tunnel, kind())
    if (exchange.answer.status === 429) continue
    // A minute may have ended. Or this kind alone gets around the limit.
    if (await tryUntilRefused(tools, tunnel, kind) !== undefined) continue
    return tools.fail('entry-missing', {
      exchange, mark: 'status', expected: `429 after ${most} POSTs of a client`,
    })
  }
}

/** Without a public address, nothing is limited. */
export async function limitNobody({ send, fail }: ShareTools): Promise<void> {
  for (let sent = 1; sent <= most + 1; sent += 1) {
    const exchange = await send({
      method: 'POST', target: '/api/links', body: '{}',
      headers: [['Content-Type', 'application/json']],
    })
    if (exchange.answer.status !== 429) continue
    return fail('limited-locally', {
      exchange, mark: 'status', expected: 'not 429', actual: `429 for number ${sent}`,
    })
  }
}

function expectRetryAfter({ fail }: ShareTools, exchange: HttpExchange): void {
  const value = exchange.answer.header('retry-after') ?? 'no Retry-After'
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : undefined
  const isDate = !Number.isNaN(Date.parse(value)) && seconds === undefined
  if (isDate || (seconds !== undefined && seconds >= 1 && seconds <= 3_600)) return
  fail('no-retry-after', {
    exchange, expected: 'the seconds until the end of the minute, 1 to 60, or a date',
    actual: value,
  })
}
