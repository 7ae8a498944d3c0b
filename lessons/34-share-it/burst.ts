// Sends POSTs of a client without waiting for the responses (pipelining), to count how many of them
// a limit lets through in a moment.

import type { RequestPlan } from '../../src/course/check/check.ts'
import type { Exchange } from '../../src/course/check/exchange.ts'
import { toByteText } from '../../src/course/check/report.ts'
import { formatRequest } from '../../src/course/check/request.ts'
import type { ShareTools } from './tunnel.ts'

export type Burst = {
  /** How many got another status than 429. */
  accepted: number
  seconds: number
  last: Exchange
}

/** Sends a request so many times; undefined if the program closes the connection before the end. */
export async function sendBurst(
  { connect }: Pick<ShareTools, 'connect'>, plan: RequestPlan, count: number,
  patienceMs = 5_000,
): Promise<Burst | undefined> {
  const headers = [...plan.headers ?? [], ['Connection', 'keep-alive']] as const
  const request = formatRequest({ ...plan, headers }, 'localhost')
  const start = performance.now()
  const connection = await connect()
  connection.write(Buffer.concat(Array.from({ length: count }, () => request)))
  await connection.waitFor((received) => statusesIn(received).length >= count, patienceMs)
  const seconds = (performance.now() - start) / 1_000
  const { received } = connection
  connection.destroy()
  const statuses = statusesIn(received)
  if (statuses.length < count) return undefined
  const last: Exchange = {
    turns: [
      { direction: 'sent', bytes: toByteText(request) },
      { direction: 'received', bytes: received.slice(received.lastIndexOf('HTTP/1.')) },
    ],
  }
  return { accepted: statuses.filter((status) => status !== '429').length, seconds, last }
}

function statusesIn(received: string): string[] {
  return [...received.matchAll(/HTTP\/1\.[01] (\d{3})/g)].flatMap(([, status]) => status ?? [])
}
