// Sends bodies to /notes, whole or by hand, and compares what comes back.

import { isDeepStrictEqual } from 'node:util'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import { readAnswer, toAnswer, type HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { isRefused } from '../../src/course/check/session.ts'
import type { findings } from './findings.ts'

export type BodyTools = Tools<keyof typeof findings>

const json: [string, string] = ['Content-Type', 'application/json']
const headStart =
  'POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

/** Sends a body as JSON, unless other headers are given. */
export function post(
  send: Tools['send'], body: string | Uint8Array, headers: RequestPlan['headers'] = [json],
): Promise<HttpExchange> {
  return send({ method: 'POST', target: '/notes', headers, body })
}

/** Opens a connection and sends the head of a POST; `length` is that of its body. */
export async function openPost(
  { connect, fail }: BodyTools, length: number | 'chunked',
): Promise<RawConnection> {
  const connection = await connect()
  if (isRefused(connection)) return fail('stopped-listening', { exchange: connection })
  const framing = length === 'chunked'
    ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`
  connection.write(`${headStart}${framing}\r\n\r\n`)
  return connection
}

/** Waits for the response to a request that was written by hand. */
export async function receive(
  { fail }: Pick<BodyTools, 'fail'>, connection: RawConnection, timeoutMs = 2_000,
): Promise<HttpExchange> {
  const isWhole = (bytes: string) => readAnswer(bytes, 'POST', false).state === 'whole'
  await connection.waitFor(isWhole, timeoutMs)
  const exchange = toExchange(connection)
  if (exchange !== undefined) return exchange
  const isCut = connection.ending !== undefined
  return fail(isCut ? 'closed-without-answer' : 'no-answer', { exchange: connection })
}

/** The response that has come, if it is whole. */
export function toExchange(
  connection: { turns: HttpExchange['turns']; received: string; ending: string | undefined },
): HttpExchange | undefined {
  const reading = readAnswer(connection.received, 'POST', connection.ending !== undefined)
  if (reading.state !== 'whole') return undefined
  return { turns: connection.turns, request: '', answer: toAnswer(reading.message) }
}

/** Says whether the value came back. */
export function received({ answer }: HttpExchange, value: unknown): boolean {
  const given = answer.json()
  return answer.status === 200 && typeof given === 'object' && given !== null
    && isDeepStrictEqual(Reflect.get(given, 'received'), value)
}

export function told(exchange: HttpExchange, value: unknown) {
  const expected = JSON.stringify({ received: value })
  return {
    exchange, mark: 'body', expected: expected.slice(0, 300),
    actual: exchange.answer.text.trim().slice(0, 300),
  } as const
}

/** What to tell a learner about a response with another status. */
export function toldStatus(exchange: HttpExchange, status: number | string) {
  return {
    exchange, mark: 'status', expected: `the status ${status}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
