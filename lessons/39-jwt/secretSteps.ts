// The step about the key: it comes from JWT_SECRET, or it's a new one at each start.

import { readObject } from '../35-passwords/client.ts'
import { getToken, makeAccount } from './issue.ts'
import { expectRefused, showUser, type TokenTools } from './use.ts'

const shortSecret = 'this secret has 31 bytes in it.'

/** Starts the program with a key that is too short, and twice without one. */
export async function keepSecret(tools: TokenTools): Promise<void> {
  const { fail, kill, start, tryStart } = tools
  const account = await makeAccount(tools)
  await kill()
  const short = await tryStart({ JWT_SECRET: shortSecret })
  if (short.isListening) {
    return fail('short-secret', {
      expected: `it ends, and doesn't listen, with JWT_SECRET='${shortSecret}'`,
      actual: 'it listens',
    })
  }
  await start({ JWT_SECRET: '' })
  const { accessToken } = readObject(await getToken(tools, account))
  await kill()
  await start({ JWT_SECRET: '' })
  const exchange = await showUser(tools, String(accessToken))
  // Whatever comes next starts it with the right one.
  await kill()
  const expected = '401 after a restart, without JWT_SECRET both times'
  expectRefused(tools, exchange, { id: 'secret-in-source', expected })
}
