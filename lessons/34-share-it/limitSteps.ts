// The steps about the limit: sixty POSTs in a minute for each client, whoever that is.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  addressOf, through, tunnelOf, type ShareTools, type Stranger, type Tunnel,
} from './tunnel.ts'

const most = 60
// A minute may end while the requests are sent: then a client has sixty more.
const mostTries = 2 * most + 10

/** With one trusted proxy: each client has a limit of its own, whatever it says it is. */
export async function limitClients(tools: ShareTools): Promise<void> {
  const { fail, kill, start } = tools
  const tunnel = tunnelOf(tools)
  await kill()
  await start({ PUBLIC_ORIGIN: tunnel.origin, TRUSTED_HOPS: '1' })
  const address = addressOf(tools)
  const refusal = await postUntilRefused(tools, tunnel, () => ({ address }))
  expectRetryAfter(tools, refusal)
  const other = await post(tools, tunnel, { address: addressOf(tools, '198.51.100') })
  if (other.answer.status === 429) {
    return fail('one-limit-for-all', { exchange: other, mark: 'status', expected: 'not 429' })
  }
  await expectStillRefused(tools, tunnel, address)
  const read = await through(tools, tunnel, { address, target: '/api/links/nobody-made-this' })
  if (read.answer.status === 429) {
    fail('reading-limited', { exchange: read, mark: 'status', expected: '404, as before' })
  }
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
}

/** A household has many IPv6 addresses with the same first half, and counts as one client. */
export async function limitHouseholds(tools: ShareTools): Promise<void> {
  const { fresh, fail } = tools
  const tunnel = tunnelOf(tools)
  const group = () => fresh.integer(0x1000, 0xffff).toString(16)
  const house = `2001:db8:${group()}:${group()}`
  await postUntilRefused(tools, tunnel, () => ({
    address: `${house}:${group()}:${group()}:${group()}:${group()}`,
  }), 'household-not-limited')
  const neighbour = await post(tools, tunnel, { address: `2001:db8:1:${group()}::1` })
  if (neighbour.answer.status !== 429) return
  fail('one-limit-for-all', { exchange: neighbour, mark: 'status', expected: 'not 429' })
}

/** Without a trusted proxy, nobody can choose their address. */
export async function ignoreHeader(tools: ShareTools): Promise<void> {
  const tunnel = tunnelOf(tools)
  await tools.kill()
  await tools.start({ PUBLIC_ORIGIN: tunnel.origin })
  await postUntilRefused(tools, tunnel, () => ({ address: addressOf(tools) }), 'header-believed')
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

type Refusal = 'no-limit' | 'household-not-limited' | 'header-believed' | 'wrong-hop'

async function postUntilRefused(
  tools: ShareTools, tunnel: Tunnel, stranger: () => Stranger, id: Refusal = 'no-limit',
): Promise<HttpExchange> {
  for (let sent = 1; sent <= mostTries; sent += 1) {
    const exchange = await post(tools, tunnel, stranger())
    if (exchange.answer.status !== 429) continue
    if (sent > most) return exchange
    return tools.fail('limit-too-low', {
      exchange, mark: 'status', expected: `${most} POSTs in a minute`,
      actual: `429 for number ${sent}`,
    })
  }
  return tools.fail(id, {
    expected: `429 after ${most} POSTs of a client`, actual: `none in ${mostTries}`,
  })
}

// A body that is refused counts as well, and costs the program least.
function post(tools: ShareTools, tunnel: Tunnel, stranger: Stranger): Promise<HttpExchange> {
  return through(tools, tunnel, {
    ...stranger, method: 'POST', target: '/api/links', body: '{}',
    headers: [['Content-Type', 'application/json']],
  })
}

function expectRetryAfter({ fail }: ShareTools, exchange: HttpExchange): void {
  const value = exchange.answer.header('retry-after') ?? 'no Retry-After'
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : undefined
  const isDate = !Number.isNaN(Date.parse(value)) && seconds === undefined
  if (isDate || (seconds !== undefined && seconds >= 1 && seconds <= 3_600)) return
  fail('no-retry-after', { exchange, expected: 'a number of seconds', actual: value })
}
