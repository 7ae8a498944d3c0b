// How long a 429 tells its client to wait.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { LimitTools } from './clients.ts'

// A token comes back each minute, or each second. A little more is fine.
const longestSeconds = 90

/** Reads Retry-After: seconds, or a date (RFC 9110, section 10.2.3). Fails when it's useless. */
export function expectRetryAfter({ fail }: LimitTools, exchange: HttpExchange): number {
  const value = exchange.answer.header('retry-after')
  const seconds = readSeconds(value ?? '')
  if (value === undefined || Number.isNaN(seconds)) {
    return fail('no-retry-after', {
      exchange, mark: 'head', expected: 'Retry-After: a whole number of seconds, or a date',
      actual: value ?? 'no Retry-After',
    })
  }
  if (seconds >= 1 && seconds <= longestSeconds) return seconds
  return fail('wrong-wait', {
    exchange, mark: 'head', expected: 'a wait of 1 to 60 seconds', actual: value,
  })
}

function readSeconds(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const time = /[a-z]{3}, /i.test(value) ? Date.parse(value) : Number.NaN
  return Math.max(1, Math.ceil((time - Date.now()) / 1_000))
}
