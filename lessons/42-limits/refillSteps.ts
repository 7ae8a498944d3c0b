// The step about time: the check sets the times of all buckets back, instead of waiting.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { register, type Account } from '../35-passwords/client.ts'
import {
  bySession, byToken, clientAt, guess, isLimited, newAddresses, wrong, type Id, type LimitTools,
} from './clients.ts'
import { fewest, guessUntilLimited, most } from './guessSteps.ts'
import { expectRetryAfter } from './retryAfter.ts'

/** Lets time go by for an account whose tries are used up. */
export async function refill(tools: LimitTools): Promise<void> {
  const [account, [address = '']] = [await register(tools), newAddresses(tools, 1)]
  const before = readBuckets(tools)
  const { refusal } = await guessUntilLimited(tools, {
    account, client: () => clientAt(tools, address),
  })
  // The step after a restart says so when they're kept somewhere else.
  if (readBuckets(tools) === before) return
  await expectEven(tools, account, address)
  const later = await guess(tools, { client: () => clientAt(tools, address), account, most: 3 })
  const seconds = expectRetryAfter(tools, later.refusal ?? refusal)
  await expectRightWait(tools, account, { address, seconds })
  await expectTries(tools, { account, address, minutes: 6, fewest: 4, most: 9 })
  await expectTries(tools, { account, address, minutes: 50, fewest, most })
}

/** Makes all buckets look as if nobody had used them for so long. */
export function letTimeGoBy({ change }: LimitTools, seconds: number): void {
  change('update buckets set updated_at = updated_at - ?', seconds * 1_000)
}

/** The table of buckets as a text, to see whether something has changed. */
export function readBuckets({ query }: LimitTools): string {
  return JSON.stringify(query('select key, tokens, updated_at from buckets order by key'))
}

// Two minutes in three parts. The first try may be refused, and then costs nothing; what's left
// over after the second one counts as well.
async function expectEven(tools: LimitTools, account: Account, address: string): Promise<void> {
  const refused: HttpExchange[] = []
  for (const seconds of partsOfTwoMinutes) {
    letTimeGoBy(tools, seconds)
    const exchange = await bySession.enter(clientAt(tools, address), wrong(tools, account))
    if (exchange !== undefined && isLimited(exchange)) refused.push(exchange)
  }
  if (refused.length <= 1) return
  tools.fail('never-refilled', {
    exchange: refused.at(-1), mark: 'status', actual: `429 for ${refused.length} of the three`,
    expected: `two of three tries, when all buckets are ${partsOfTwoMinutes.join(', ')} seconds `
      + 'older, one after the other',
  })
}

const partsOfTwoMinutes = [40, 40, 45]

// What Retry-After says has to be enough, or is it that nothing ever comes back?
async function expectRightWait(
  tools: LimitTools, account: Account, { address, seconds }: { address: string; seconds: number },
): Promise<void> {
  const client = clientAt(tools, address)
  const tryOnce = () => tools.fresh.pick([bySession, byToken]).enter(client, wrong(tools, account))
  letTimeGoBy(tools, seconds)
  const exchange = await tryOnce()
  if (exchange === undefined || !isLimited(exchange)) return
  letTimeGoBy(tools, 10 * 60)
  const later = await tryOnce()
  const id: Id = later !== undefined && isLimited(later) ? 'never-refilled' : 'wrong-wait'
  tools.fail(id, {
    exchange, mark: 'status',
    expected: `a try gets through ${seconds} s after a 429 with Retry-After: ${seconds}`,
    actual: `429, when updated_at of all buckets was ${seconds} s older`,
  })
}

async function expectTries(
  tools: LimitTools, plan: {
    account: Account
    address: string
    minutes: number
    fewest: number
    most: number
  },
): Promise<void> {
  const { account, address, minutes } = plan
  letTimeGoBy(tools, minutes * 60)
  const { count, last } = await guess(tools, {
    client: () => clientAt(tools, address), account, most: plan.most + 1,
  })
  if (count >= plan.fewest && count <= plan.most) return
  tools.fail(count > plan.most ? 'refilled-too-much' : 'never-refilled', {
    exchange: last, mark: 'status',
    expected: `${Math.min(minutes, 10)} more tries when all buckets are ${minutes} minutes older`,
    actual: count > plan.most ? `${count} tries, and no 429` : `${count} tries, and a 429`,
  })
}
