// Sends the POSTs of clients until the program refuses one.

import type { RequestPlan } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { overOneConnection } from '../../src/course/check/oneConnection.ts'
import { addressOf, planThrough, type ShareTools, type Stranger, type Tunnel } from './tunnel.ts'

export const most = 60
// A minute may end while the requests are sent: then a client has sixty more. Of two clients that
// take turns, nobody has reached the limit yet.
const mostTries = 2 * most - 2

type Refused = { exchange: HttpExchange; sent: number }

type Refusal =
  'no-limit' | 'household-not-limited' | 'header-believed' | 'wrong-hop' | 'entry-missing'

/** Sends POSTs until there's a 429. Fails when it comes too early, or never: that's `id`. */
export async function postUntilRefused(
  tools: ShareTools, tunnel: Tunnel, stranger: () => Stranger, id: Refusal = 'no-limit',
): Promise<Refused> {
  const refused = await tryUntilRefused(tools, tunnel, stranger)
  if (refused !== undefined && refused.sent > most) return refused
  if (refused !== undefined) {
    if (id === 'no-limit') await expectOwnLimit(tools, tunnel)
    return tools.fail('limit-too-low', {
      exchange: refused.exchange, mark: 'status', expected: `${most} POSTs in a minute`,
      actual: `429 for number ${refused.sent}`,
    })
  }
  // Was it the address that made the difference, or is there no limit at all?
  const same = stranger()
  const isLimited = id !== 'no-limit'
    && await tryUntilRefused(tools, tunnel, () => same) !== undefined
  const { answer } = await post(tools, tunnel, same)
  return tools.fail(isLimited ? id : 'no-limit', {
    expected: `429 after ${most} POSTs of a client`,
    actual: `none in ${mostTries}${isLimited ? '' : `; then, the status is ${answer.status}`}`,
  })
}

// A client that has sent nothing yet: is it refused as well?
async function expectOwnLimit(tools: ShareTools, tunnel: Tunnel): Promise<void> {
  const exchange = await post(tools, tunnel, { address: addressOf(tools, '198.51.100') })
  if (exchange.answer.status !== 429) return
  tools.fail('one-limit-for-all', { exchange, mark: 'status', expected: 'not 429' })
}

/** Sends POSTs until there's a 429; undefined when none came. */
export function tryUntilRefused(
  tools: ShareTools, tunnel: Tunnel, stranger: () => Stranger,
): Promise<Refused | undefined> {
  return overOneConnection(tools, async (kept) => {
    for (let sent = 1; sent <= mostTries; sent += 1) {
      const exchange = await post(kept, tunnel, stranger())
      if (exchange.answer.status === 429) return { exchange, sent }
    }
    return undefined
  })
}

export function post(
  { send }: ShareTools, tunnel: Tunnel, stranger: Stranger,
): Promise<HttpExchange> {
  return send(planOf(tunnel, stranger))
}

/** A body that is refused counts as well, and costs the program least. */
export function planOf(tunnel: Tunnel, stranger: Stranger): RequestPlan {
  return planThrough(tunnel, {
    ...stranger, method: 'POST', target: '/api/links', body: '{}',
    headers: [...stranger.headers ?? [], ['Content-Type', 'application/json']],
  })
}
