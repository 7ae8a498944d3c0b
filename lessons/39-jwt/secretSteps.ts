// The step about the key: it comes from JWT_SECRET, or it's a new one at each start.

import type { Tools } from '../../src/course/check/check.ts'
import { readObject } from '../35-passwords/client.ts'
import type { findings } from './findings.ts'
import { bearer, getToken, makeAccount } from './issue.ts'

const shortSecret = 'this secret has 31 bytes in it.'

/** Starts the program with a key that is too short, and twice without one. */
export async function keepSecret(tools: Tools<keyof typeof findings>): Promise<void> {
  const { fail, kill, start, tryStart, send } = tools
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
  const exchange = await send({
    target: '/api/users/me', headers: bearer(String(accessToken)),
  })
  const { status } = exchange.answer
  // Whatever comes next starts it with the right one.
  await kill()
  if (status >= 400 && status < 500) return
  fail(status >= 500 ? 'server-blamed' : 'secret-in-source', {
    exchange, mark: 'status', actual: String(status),
    expected: '401 after a restart, without JWT_SECRET both times',
  })
}
