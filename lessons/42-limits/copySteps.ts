// The last token of a bucket, taken by another copy of the program at the same moment.

import { whileLocked } from '../../src/course/check/databaseLock.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import type { Account } from '../35-passwords/client.ts'
import {
  chain, isLimited, jsonPlan, newAddresses, wrong, type LimitTools,
} from './clients.ts'
import { letTimeGoBy } from './refillSteps.ts'

/**
 * Gives an account one token, and takes it away in a transaction, which is committed when the
 * program has had time to look. Until then, the token still seems to be there. The account's tries
 * have been used up a moment ago.
 */
export async function takeElsewhere(tools: LimitTools, account: Account): Promise<void> {
  const { fail, connect, database, fresh } = tools
  letTimeGoBy(tools, tokenSeconds)
  const [address = ''] = newAddresses(tools, 1)
  const target = fresh.pick(['/api/sessions', '/api/tokens'] as const)
  const plan = jsonPlan(target, wrong(tools, account), chain(address, address))
  const connection = await connect()
  const take = 'update buckets set updated_at = updated_at + ?'
  const held = await whileLocked(database, [[take, tokenSeconds * 1_000]], async () => {
    connection.write(formatRequest(plan, `localhost:${tools.port}`))
    await connection.untilRead(waitsMs)
    return true
  })
  if (held === undefined) {
    return fail('unreadable-database', { actual: 'A transaction of the program stays open' })
  }
  const outcome = await receiveAnswer(connection, plan)
  if (!('answer' in outcome)) return fail(outcome.id, { exchange: connection, ...outcome })
  const exchange = { turns: connection.turns, request: '', answer: outcome.answer }
  const { status } = exchange.answer
  if (isLimited(exchange) || status === tryAgainLater) return
  fail(status >= 500 ? 'server-blamed' : 'counted-after-hash', {
    exchange, mark: 'status', expected: '429: another copy of the program took the last token',
  })
}

// A token comes back each minute: this is one, and not two.
const tokenSeconds = 65
// How long the program has to sleep before the check takes it for waiting.
const waitsMs = 50
// A program that doesn't wait for the lock as long as we hold it can say so.
const tryAgainLater = 503
