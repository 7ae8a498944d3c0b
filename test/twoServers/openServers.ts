// Two servers with the same settings on one database, as behind a load balancer: each has its own
// connection, outbox, memory and clock.
//
//   const [one, other] = openServers(test, { aheadMs: 3_000 })

import type { TestContext } from 'node:test'
import { createApp, type AppOptions } from '../../src/app.ts'
import type { Mail } from '../../src/services/mail/message.ts'
import { createOutbox } from '../../src/services/mail/outbox.ts'
import {
  openTestApp, personAgent, readReply, type TestApp, type TestAppOptions,
} from '../testApp.ts'

export type ServersOptions = TestAppOptions & {
  /** How far the clock of the second server is ahead; negative: behind. */
  aheadMs?: number
}

/** Builds both. They are closed after the test. */
export function openServers(
  test: TestContext, { aheadMs = 0, ...options }: ServersOptions = {},
): [TestApp, TestApp] {
  const one = openTestApp(test, options)
  return [one, openBeside(test, one, aheadMs)]
}

function openBeside(test: TestContext, first: TestApp, aheadMs: number): TestApp {
  const database = first.opened.openAgain()
  const clock = {
    get now() { return first.clock.now + aheadMs },
    set now(now: number) { first.clock.now = now - aheadMs },
  }
  const sent: Mail[] = []
  const transport = { send: async (mail: Mail) => void sent.push(mail) }
  const outbox = createOutbox({ database, clock: () => clock.now, transport })
  const options: AppOptions = { ...first.options, database, outbox, clock: () => clock.now }
  const { app, clean } = createApp(options)
  const close = async () => {
    await outbox.close()
    await database.close()
  }
  test.after(close)
  return {
    ...first, app, clean, options, database, clock, close,
    request: async (method, url, init = {}) => readReply(await app.request(method, url, {
      ...init, headers: { 'user-agent': personAgent, ...init.headers },
    })),
    async mails() {
      await outbox.drain()
      return sent
    },
  }
}

/** Sends requests to the servers in turns, the first one first, as a load balancer does. */
export function inTurns([one, other]: readonly [TestApp, TestApp]): TestApp {
  let count = 0
  return {
    ...one,
    request(...request) {
      count += 1
      return (count % 2 === 1 ? one : other).request(...request)
    },
  }
}
