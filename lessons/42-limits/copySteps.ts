// The last token of a bucket, taken by another copy of the program at the same moment.

import { sendWhileLocked } from '../../src/course/check/databaseLock.ts'
import type { Account } from '../35-passwords/client.ts'
import { chain, isLimited, jsonPlan, newAddresses, wrong, type LimitTools } from './clients.ts'
import { letTimeGoBy } from './refillSteps.ts'

/**
 * Gives an account one token, and takes it away in a transaction, which is committed when the
 * program has had time to look. Until then, the token still seems to be there. The account's tries
 * have been used up a moment ago.
 */
export async function takeElsewhere(tools: LimitTools, account: Account): Promise<void> {
  letTimeGoBy(tools, tokenSeconds)
  const [address = ''] = newAddresses(tools, 1)
  const target = tools.fresh.pick(['/api/sessions', '/api/tokens'] as const)
  const plan = jsonPlan(target, wrong(tools, account), chain(address, address))
  const take = 'update buckets set updated_at = updated_at + ?'
  const exchange = await sendWhileLocked(tools, {
    ...plan, changes: [[take, tokenSeconds * 1_000]], expected,
  })
  if (isLimited(exchange) || exchange.answer.status === tryAgainLater) return
  tools.fail('counted-after-hash', { exchange, mark: 'status', expected })
}

const expected = '429: another copy of the program took the last token'
// A token comes back each minute: this is one, and not two.
const tokenSeconds = 65
// A program that doesn't wait for the lock as long as we hold it can say so.
const tryAgainLater = 503
