// Steps: a program stays signed in, and signs out.

import { oddBodies } from '../../src/course/check/hostileRequests.ts'
import { isSuccess, newBrowser, register, sendJson } from '../35-passwords/client.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import { expectInTables } from './families.ts'
import {
  expectBrowser, expectNoAccess, expectNoRefresh, expectWorks, renew, signInProgram,
  type TokenTools,
} from './programs.ts'
import { expectHashed, expectRandom } from './secrets.ts'

/** Two users' programs refresh in turn. */
export async function staySignedIn(tools: TokenTools): Promise<void> {
  const since = Date.now()
  const [ann, bob] = [await register(tools), await register(tools)]
  // Bob first: the id of a user is not that of their family.
  const pairs = [await signInProgram(tools, bob), await signInProgram(tools, ann)]
  // The list grows: each pair brings another one, in turn.
  for (const pair of pairs) {
    await expectWorks(tools, pair)
    if (pairs.length < 6) pairs.push(await renew(tools, pair))
  }
  // What came before the last refresh is good for its quarter of an hour, too.
  for (const pair of pairs.slice(0, 1)) await expectWorks(tools, pair)
  for (const { exchange } of pairs) expectNoStore(tools, exchange)
  expectRandom(tools, pairs, since)
  for (const pair of tools.fresh.shuffle(pairs).slice(0, 3)) expectHashed(tools, pair)
  for (const account of [ann, bob]) expectInTables(tools, account)
}

/** Sends what isn't a refresh token, and a refresh token where an access token belongs. */
export async function refuseOthers(tools: TokenTools): Promise<void> {
  const { accessToken, refreshToken, ...rest } = await signInProgram(tools, await register(tools))
  await expectNoAccess(tools, [refreshToken], 'refresh-as-access')
  const middle = Math.floor(refreshToken.length / 2)
  const letter = refreshToken[middle] === 'a' ? 'b' : 'a'
  const changed = `${refreshToken.slice(0, middle)}${letter}${refreshToken.slice(middle + 1)}`
  const others: readonly unknown[] = [
    accessToken, changed, refreshToken.slice(0, -2), `${refreshToken}aa`, '', '%', null, undefined,
    42, true, {}, [], { toString: null },
  ]
  for (const other of others) await expectNoRefresh(tools, other, 'access-as-refresh')
  for (const target of ['/api/tokens', '/api/tokens/refresh', '/api/tokens/revoke']) {
    for (const body of oddBodies) await sendJson(tools, 'POST', target, body)
  }
  await renew(tools, { ...rest, accessToken, refreshToken })
}

/** One of several programs signs out. */
export async function signOut(tools: TokenTools): Promise<void> {
  const { fail } = tools
  const { account, browser } = await newBrowser(tools)
  const [other, stranger, first] = [
    await signInProgram(tools, account), await signInProgram(tools, await register(tools)),
    await signInProgram(tools, account),
  ]
  const second = await renew(tools, first)
  const revoke = async (refreshToken: unknown) => {
    const exchange = await sendJson(tools, 'POST', '/api/tokens/revoke', { refreshToken })
    if (isSuccess(exchange)) return
    fail('revoke-refused', { exchange, mark: 'status', expected: '204' })
  }
  await revoke(second.refreshToken)
  const ended = [second.accessToken, first.accessToken]
  await expectNoAccess(tools, ended, 'outlives-sign-out')
  // A new family must not get the id of the one that has ended.
  const third = await signInProgram(tools, account)
  await expectNoAccess(tools, ended, 'outlives-sign-out')
  await expectNoRefresh(tools, second.refreshToken, 'outlives-sign-out')
  for (const each of [second.refreshToken, tools.fresh.word(), first.accessToken]) {
    await revoke(each)
  }
  // As if the response had been lost: the program has only the token that it used.
  const lost = await renew(tools, third)
  await revoke(third.refreshToken)
  await expectNoAccess(tools, [lost.accessToken], 'outlives-sign-out')
  // Whatever the status is: not even this breaks the program.
  await sendJson(tools, 'POST', '/api/tokens/revoke', { refreshToken: [] })
  for (const each of [other, stranger]) {
    await expectWorks(tools, each, 'others-ended')
    await renew(tools, each, 'others-ended')
  }
  await expectBrowser(browser, tools, 'others-ended')
}
