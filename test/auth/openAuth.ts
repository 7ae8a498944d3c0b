// The parts of sign-in on the database of a test app, which has the same secret: what one of them
// makes counts in the other.

import type { TestContext } from 'node:test'
import { createAuth, type Auth } from '../../src/auth/auth.ts'
import { createLog } from '../../src/basics/log.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../testApp.ts'

/** Opens the parts; `said` gives what they have logged. */
export function openAuth(
  test: TestContext, options: TestAppOptions = {},
): { site: TestApp; auth: Auth; said: () => string } {
  const site = openTestApp(test, options)
  const lines: string[] = []
  const log = createLog({ format: 'json', write: (text) => lines.push(text) })
  const { database, publicOrigin } = site
  const auth = createAuth({
    database, log, publicOrigin, clock: () => site.clock.now, secret: new Uint8Array(32).fill(7),
    tokenKeys: options.tokenKeys, trustedHops: options.trustedHops ?? 0,
  })
  const said = () => {
    log.flush()
    return lines.join('')
  }
  return { site, auth, said }
}
