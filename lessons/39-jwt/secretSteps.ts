// The step about the key: it comes from JWT_SECRET, or it's a new one at each start.

import { readObject } from '../35-passwords/client.ts'
import { getToken, makeAccount } from './issue.ts'
import { expectAccepted, expectRefused, showUser, type TokenTools } from './use.ts'

const shortSecret = 'this secret has 31 bytes in it.'
// Exactly 32 bytes, but fewer characters.
const shortestSecret = 'a key of this check – 32 bytes'

/** Starts the program with keys that are too short and just long enough, and twice without one. */
export async function keepSecret(tools: TokenTools): Promise<void> {
  const { fail, kill, tryStart } = tools
  const accounts = [await makeAccount(tools), await makeAccount(tools)]
  await kill()
  const short = await tryStart({ JWT_SECRET: shortSecret })
  if (short.isListening) {
    return fail('short-secret', {
      expected: `it ends, and doesn't listen, with JWT_SECRET='${shortSecret}'`,
      actual: 'it listens',
    })
  }
  await startWith(tools, shortestSecret, '32 bytes in fewer characters')
  await kill()
  await startWith(tools, '', noSecret)
  const issued: { email: string; token: string }[] = []
  for (const account of accounts) {
    const { accessToken } = readObject(await getToken(tools, account))
    issued.push({ email: account.email, token: String(accessToken) })
  }
  // At once: each request has its own user.
  await tools.together(() => Promise.all(issued.map((each) => expectAccepted(tools, each))))
  await kill()
  await startWith(tools, '', noSecret)
  const exchange = await showUser(tools, issued[0]?.token ?? '')
  // Whatever comes next starts it with the right one.
  await kill()
  const expected = '401 after a restart, without JWT_SECRET both times'
  expectRefused(tools, exchange, { id: 'secret-in-source', expected })
}

const noSecret = 'empty: each start makes a new random key'

async function startWith(
  { fail, tryStart }: TokenTools, secret: string, what: string,
): Promise<void> {
  const { isListening, code } = await tryStart({ JWT_SECRET: secret })
  if (isListening) return
  fail('secret-refused', {
    expected: `it listens, with JWT_SECRET='${secret}' (${what})`,
    actual: code === undefined ? "it doesn't listen" : `it ended with exit code ${code}`,
  })
}
