import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, hourMs, minuteMs } from '../../../src/basics/clock.ts'
import { nextAttempt } from '../../../src/services/mail/retries.ts'

test('attempts get rarer', () => {
  const delays = [1, 2, 3, 4, 5, 6, 50].map((attempts) =>
    (nextAttempt({ attempts, createdAt: 0, now: 1_000 }) ?? 0) - 1_000)
  assert.deepEqual(delays, [
    minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs, 6 * hourMs, 6 * hourMs,
  ])
})

test('they end three days after the mail was written', () => {
  const last = 3 * dayMs - 6 * hourMs
  assert.equal(nextAttempt({ attempts: 9, createdAt: 5, now: last + 5 }), 3 * dayMs + 5)
  assert.equal(nextAttempt({ attempts: 9, createdAt: 5, now: last + 6 }), undefined)
  let now = 0
  let attempts = 0
  for (let next: number | undefined = 0; next !== undefined; attempts += 1) {
    now = next
    next = nextAttempt({ attempts: attempts + 1, createdAt: 0, now })
  }
  assert.equal(attempts, 16)
  assert.ok(now > 2 * dayMs)
})
