// What the check tells a learner about a response: its text and its trace.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { toldStatus } from '../10-reading-a-body/requests.ts'

/** The status, or the text if the status is right. */
export function toldText(exchange: HttpExchange, wanted: string) {
  const { status, text } = exchange.answer
  if (status !== 200) return toldStatus(exchange, 200)
  return { exchange, mark: 'body', expected: wanted, actual: text } as const
}

/** The header X-Trace, with a space after each comma: in a list, spaces mean nothing. */
export function readTrace({ answer }: HttpExchange): string | undefined {
  return answer.header('x-trace')?.split(',').map((place) => place.trim()).join(', ')
}
