// Sends several requests in one piece over one connection, without waiting for a response in
// between (RFC 9112, section 9.3.2). Node's server reads all of them in one turn of its event loop.
// So a handler that waits for the next turn always meets the others, on any machine.

import type { RequestPlan, Tools } from './check.ts'
import { isRefused } from './client.ts'
import { readAnswer, toAnswer, type HttpExchange } from './exchange.ts'
import { toByteText } from './report.ts'
import { formatRequest } from './request.ts'

type Sender = Pick<Tools, 'connect' | 'fail' | 'port'>

const patienceMs = 5_000

/**
 * Gives the responses that came, in the order of the requests. There can be fewer: some servers
 * close the connection after the first one, or drop what they have read ahead.
 */
export async function sendPipelined(
  { connect, fail, port }: Sender, plans: readonly RequestPlan[],
): Promise<readonly HttpExchange[]> {
  const connection = await connect()
  if (isRefused(connection)) return fail('stopped-listening')
  const requests = plans.map((plan, index) => formatRequest({
    ...plan,
    headers: [
      ...plan.headers ?? [], ['Connection', index === plans.length - 1 ? 'close' : 'keep-alive'],
    ],
  }, `localhost:${port}`))
  connection.write(Buffer.concat(requests))
  const read = () => readAll(connection.received, requests, plans)
  await connection.waitFor(() => read().length === plans.length, patienceMs)
  return read()
}

function readAll(
  bytes: string, requests: readonly Uint8Array[], plans: readonly RequestPlan[],
): HttpExchange[] {
  const exchanges: HttpExchange[] = []
  let rest = bytes
  for (const [index, { method = 'GET' }] of plans.entries()) {
    const reading = readAnswer(rest, method, false)
    if (reading.state !== 'whole') break
    const { message } = reading
    const request = toByteText(requests[index] ?? new Uint8Array())
    exchanges.push({
      request, answer: toAnswer(message),
      turns: [
        { direction: 'sent', bytes: request },
        { direction: 'received', bytes: rest.slice(0, message.end) },
      ],
    })
    rest = rest.slice(message.end)
  }
  return exchanges
}
