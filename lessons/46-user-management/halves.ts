// Sends a request of a browser in two halves, so that others can come in between: the program has
// seen who is asking, and waits for the body.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import type { Browser } from '../35-passwords/client.ts'
import type { UserTools } from './tools.ts'

export type Halves = {
  /** Sends the body. */
  finish(): void
  read(): Promise<HttpExchange>
}

const pauseMs = 10

/** Sends all but the body. */
export async function begin(
  tools: UserTools, browser: Browser, plan: { method: string; target: string; body: unknown },
): Promise<Halves> {
  const { port } = tools
  const body = JSON.stringify(plan.body)
  const request = {
    ...plan, body,
    headers: [
      ['Content-Type', 'application/json'], ['Origin', `http://localhost:${port}`],
      ['Sec-Fetch-Site', 'same-origin'], ['Cookie', browser.jar.header(plan.target) ?? ''],
    ],
  } as const
  const bytes = formatRequest(request, `localhost:${port}`)
  const headLength = bytes.length - Buffer.byteLength(body)
  const connection = await tools.connect()
  connection.write(bytes.subarray(0, headLength))
  await connection.untilRead(pauseMs)
  return {
    finish: () => connection.write(bytes.subarray(headLength)),
    async read() {
      const outcome = await receiveAnswer(connection, request)
      if (!('answer' in outcome)) {
        return tools.fail(outcome.id, { exchange: connection, ...outcome })
      }
      const exchange = { turns: connection.turns, request: '', answer: outcome.answer }
      if (outcome.answer.status < 500) return exchange
      return tools.fail('server-blamed', {
        exchange, mark: 'status', expected: 'a status below 500',
      })
    },
  }
}
