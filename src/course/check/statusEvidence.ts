// The evidence that most steps give: the status of a response, and the one that was expected.

import type { HttpExchange } from './exchange.ts'

/** Says which status came, and which one should have: `404`, or `200, with the whole file`. */
export function statusEvidence(exchange: HttpExchange, expected: number | string) {
  return {
    exchange, mark: 'status', expected: `the status ${expected}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
