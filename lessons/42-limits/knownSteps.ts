// The step about a client that an account knows, when no stranger guesses: somebody in the owner's
// network does.

import { register } from '../35-passwords/client.ts'
import {
  byToken, clientAt, expectIn, expectLimited, guess, newAddresses, wrong, type LimitTools,
} from './clients.ts'
import { most } from './guessSteps.ts'
import { letTimeGoBy, readBuckets } from './refillSteps.ts'
import { expectRetryAfter } from './retryAfter.ts'

/** A known client uses its own tries up: no more than these, and none of the strangers'. */
export async function attackFromHome(tools: LimitTools): Promise<void> {
  const [account, before] = [await register(tools), readBuckets(tools)]
  const [home = '', elsewhere = ''] = newAddresses(tools, 2)
  const atHome = { client: clientAt(tools, home), account }
  await expectIn(tools, byToken, { ...atHome, from: home, id: 'not-signed-in' })
  const { count, refusal, last } =
    await guess(tools, { account, client: () => atHome.client, most: most + 1 })
  if (refusal === undefined) {
    return tools.fail('known-not-limited', {
      exchange: last, mark: 'status', expected: '429 after 10 wrong passwords',
      actual: `no 429 for ${count}, from a client that has signed in before`,
    })
  }
  const seconds = expectRetryAfter(tools, refusal)
  const what = `${home}, whose own tries are used up: others are for strangers`
  const next = await byToken.enter(atHome.client, wrong(tools, account))
  expectLimited(tools, next, { id: 'known-not-limited', what, isRight: false })
  await expectIn(tools, byToken, {
    client: clientAt(tools, elsewhere), account, id: 'limit-too-low',
    from: `${elsewhere}: only ${home} has mistyped, which has tries of its own`,
  })
  // The step after a restart says so when they're kept somewhere else.
  if (readBuckets(tools) === before) return
  letTimeGoBy(tools, seconds)
  await expectIn(tools, byToken, {
    ...atHome, id: 'never-refilled',
    from: `${home}, when all buckets are ${seconds} seconds older, as Retry-After said`,
  })
}
