// The step about a restart: a program that forgets its limits gives everybody new tries.

import { overOneConnection } from '../../src/course/check/oneConnection.ts'
import { register } from '../35-passwords/client.ts'
import {
  bySession, byToken, chain, clientAt, clientWith, expectIn, expectLimited, newAddresses, watch,
  wrong, type LimitTools,
} from './clients.ts'
import { guessUntilLimited } from './guessSteps.ts'
import { expectNotStored } from './storedAddresses.ts'

/** Uses the tries at an account up, and starts the program again for the public. */
export async function restart(unwatched: LimitTools): Promise<void> {
  const { kill, start, fresh } = unwatched
  const [home = '', stranger = '', proxy = ''] = newAddresses(unwatched, 3)
  const account = await overOneConnection(unwatched, async (kept) => {
    const tools = watch(kept)
    const made = await register(tools)
    await expectIn(tools, bySession, {
      client: clientAt(tools, home), account: made, from: home, id: 'not-signed-in',
    })
    await guessUntilLimited(tools, { account: made, client: () => clientAt(tools, stranger) })
    return made
  })
  await kill()
  const origin = `https://${fresh.word()}-${fresh.integer(10, 99)}.tunnel.example`
  await start({ PUBLIC_ORIGIN: origin, TRUSTED_HOPS: '2' })
  await overOneConnection(unwatched, async (kept) => {
    const tools = watch(kept)
    const enter = (...addresses: readonly string[]) =>
      fresh.pick([bySession, byToken]).enter(clientWith(tools, chain(...addresses)), account)
    const guessed = await bySession.enter(clientAt(tools, stranger), wrong(tools, account))
    expectLimited(tools, guessed, {
      id: 'lost-at-restart', what: 'this account, as before', isRight: false,
    })
    for (const addresses of fresh.shuffle([[stranger, home], [home, stranger, proxy]])) {
      const what = `the client ${stranger}, with two trusted proxies`
      expectLimited(tools, await enter(...addresses), { id: 'address-chosen', what })
    }
    await expectIn(tools, byToken, {
      client: clientWith(tools, chain(home, proxy)), account, id: 'lost-at-restart',
      from: `${home}, where this user has signed in before`,
    })
  })
  expectNotStored(unwatched, [home, stranger])
}
