// Gets access tokens, and forges some: what is accepted must have been made by the program itself,
// for itself and for now.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { oddBodies } from '../../src/course/check/hostileRequests.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { sendJson, type Account } from '../35-passwords/client.ts'
import { attacks, goodTokens } from './attacks.ts'
import { findings } from './findings.ts'
import { describeToken, isSigned } from './forge.ts'
import { getToken, makeAccount, newOriginal, readOriginal } from './issue.ts'
import { limitToken } from './limitSteps.ts'
import { keepSecret } from './secretSteps.ts'
import { expectAccepted, expectRefused, showUser, type TokenTools } from './use.ts'

const options = { deadlineMs: 20_000 }
// Not ASCII. It's so long that it would do in base64, too: then its tokens show the mistake.
const secret = 'a key of this check – longer than thirty-two bytes, in base64 as well'

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: secret },
  findings,
  steps: [
    step('The right password brings an access token', keepingConnection(issueToken), options),
    step('Forged tokens are refused', keepingConnection(refuseForged), options),
    step('A token is good for its scopes, and only in Authorization',
      keepingConnection((tools) => limitToken(tools, secret)), options),
    step('Only JWT_SECRET signs tokens', keepSecret, options),
  ],
})

async function issueToken(tools: TokenTools): Promise<void> {
  const account = await makeAccount(tools)
  const issued = await getToken(tools, account)
  const original = await readOriginal(tools, { account, issued, secret })
  const { token, claims } = original
  if (!isSigned(token, secret)) {
    return tools.fail('secret-in-source', {
      exchange: issued, mark: 'body', actual: token.slice(token.lastIndexOf('.') + 1),
      expected: 'the HMAC of the first two parts, with SHA-256 and the bytes of JWT_SECRET',
    })
  }
  await expectAccepted(tools, original)
  const again = await getToken(tools, account)
  const next = await readOriginal(tools, { account, issued: again, secret })
  const ids = [claims['jti'], next.claims['jti']].map(String)
  if (ids[0] === ids[1] || areCounted(ids)) {
    tools.fail('token-not-made', {
      exchange: again, mark: 'body', expected: 'another random jti in each token',
      actual: `"jti": ${ids.map((id) => JSON.stringify(id)).join(', and then ')}`,
    })
  }
  await refuseWrongPassword(tools, account)
}

// A count or the time isn't enough: after a restart, or in another copy, the same ids come again.
function areCounted(ids: readonly string[]): boolean {
  const [one = 0, other = 0] = ids.map(Number)
  return ids.every((id) => /^\d{1,15}$/.test(id)) && Math.abs(other - one) < 100_000
}

async function refuseWrongPassword(tools: TokenTools, account: Account): Promise<void> {
  const wrong = { ...account, password: `${account.password} ${tools.fresh.word()}` }
  const exchange = await sendJson(tools, 'POST', '/api/tokens', wrong)
  expectRefused(tools, exchange, { id: 'wrong-password-accepted', status: 401, expected: '401' })
  for (const body of oddBodies) {
    const refusal = await sendJson(tools, 'POST', '/api/tokens', body)
    const expected = `401 for the body ${JSON.stringify(body)}`
    expectRefused(tools, refusal, { id: 'wrong-password-accepted', expected })
  }
}

async function refuseForged(tools: TokenTools): Promise<void> {
  const original = await newOriginal(tools, secret)
  for (const good of goodTokens(original)) await expectAccepted(tools, original, good)
  for (const [finding, what, token] of attacks(original)) {
    const exchange = await showUser(tools, token)
    const shown = token.length > 20 ? `, ${describeToken(token)}` : ''
    expectRefused(tools, exchange, {
      id: finding, expected: `401 for this token: ${what}`,
      actual: `${exchange.answer.status}${shown}`,
    })
  }
  // None of them has done anything to the good one.
  await expectAccepted(tools, original)
}
