// The parts of sign-in on the database of a test app, which has the same secret: what one of them
// makes counts in the other.

import type { TestContext } from 'node:test'
import { logEvents } from '../../src/auth/access/audit.ts'
import { createAuth, type Auth } from '../../src/auth/auth.ts'
import { createLog } from '../../src/basics/log.ts'
import type { Database } from '../../src/database/database.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../testApp.ts'

/** Opens the parts; `said` gives what was logged of what they, or `database`, have stored. */
export function openAuth(
  test: TestContext, options: TestAppOptions = {},
): { site: TestApp; auth: Auth; database: Database; said: () => string } {
  const site = openTestApp(test, options)
  const lines: string[] = []
  const log = createLog({ format: 'json', write: (text) => lines.push(text) })
  const { publicOrigin } = site
  const database = logEvents(site.database, log)
  const auth = createAuth({
    database, publicOrigin, clock: () => site.clock.now, secret: new Uint8Array(32).fill(7),
    tokenKeys: options.tokenKeys, trustedHops: options.trustedHops ?? 0,
  })
  const said = () => {
    log.flush()
    return lines.join('')
  }
  return { site, auth, database, said }
}
