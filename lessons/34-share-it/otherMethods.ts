// Requests with other methods than POST, which have no limit.

import { through, type ShareTools, type Tunnel } from './tunnel.ts'

const requests = [['GET', '/api/links/nobody-made-this'], ['PUT', '/links']] as const

/** Sends some of a client. Fails if one is refused because of the limit. */
export async function useOtherMethods(
  tools: ShareTools, tunnel: Tunnel, address: string,
): Promise<void> {
  for (const [method, target] of requests) {
    const exchange = await through(tools, tunnel, { address, method, target })
    if (exchange.answer.status !== 429) continue
    tools.fail('reading-limited', { exchange, mark: 'status', expected: 'not 429' })
  }
}
