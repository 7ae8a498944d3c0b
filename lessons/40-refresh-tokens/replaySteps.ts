// Steps: what becomes of a family when two have its tokens, and when its time is over.

import { sendWhileLocked } from '../../src/course/check/databaseLock.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, newBrowser, register } from '../35-passwords/client.ts'
import { endAt, letHourPass, readFamily } from './families.ts'
import {
  expectBrowser, expectNoAccess, expectNoRefresh, expectWorks, readPair, refreshPlan, renew,
  sendAccess, sendRefresh, signInProgram, watch, type Pair, type TokenTools,
} from './programs.ts'

/** A thief uses a copy of a token that the program has used, and the other way round. */
export async function replay(tools: TokenTools): Promise<void> {
  const { account, browser } = await newBrowser(tools)
  const others = [
    await signInProgram(tools, account), await signInProgram(tools, await register(tools)),
  ]
  const chain = [await signInProgram(tools, account)]
  for (const pair of chain) if (chain.length < 4) chain.push(await renew(tools, pair))
  for (const pair of chain.slice(-1)) await expectWorks(tools, pair)
  await expectEnded(tools, chain, tools.fresh.pick(chain.slice(0, 2)))
  // The thief was first, and the program comes back an hour later.
  const first = await signInProgram(tools, account)
  const stolen = await renew(tools, first)
  letHourPass(tools, readFamily(tools, account))
  // Who signs in elsewhere must not make the program forget which tokens were used.
  others.push(await signInProgram(tools, account))
  await expectEnded(tools, [first, stolen], first)
  for (const pair of others) {
    await expectWorks(tools, pair, 'others-ended')
    await renew(tools, pair, 'others-ended')
  }
  await expectBrowser(browser, tools, 'others-ended')
}

// Uses one of these a second time. The last one hasn't been used, and ends with the others.
async function expectEnded(tools: TokenTools, chain: readonly Pair[], used: Pair): Promise<void> {
  const tokens = chain.map(({ accessToken }) => accessToken)
  await expectNoRefresh(tools, used.refreshToken, 'replay-accepted')
  // Asked before the successor is used, which may end something, too.
  const exchanges: HttpExchange[] = []
  for (const token of tokens) exchanges.push(await sendAccess(tools, token))
  await expectNoRefresh(tools, chain.at(-1)?.refreshToken, 'family-survives')
  const exchange = exchanges.find(isSuccess)
  if (exchange === undefined) return
  tools.fail('access-outlives-family', { exchange, mark: 'status', expected: '401' })
}

/** Lets the time of a family go by. */
export async function letTimeGoBy(tools: TokenTools): Promise<void> {
  const { fail } = tools
  const account = await register(tools)
  const first = await signInProgram(tools, account)
  const family = readFamily(tools, account)
  const days = (family.expiresAt - Date.now()) / dayMs
  const facts = { exchange: first.exchange, actual: `expires_at is ${family.expiresAt}` }
  if (days > 90.01) {
    return fail('lives-too-long', { ...facts, expected: 'at most 90 days from now' })
  }
  if (days < 1) return fail('ended-too-early', { ...facts, expected: '60 days from now, in ms' })
  const end = Date.now() + hourMs
  endAt(tools, family, end)
  const second = await renew(tools, first, 'ended-too-early')
  await expectWorks(tools, second, 'ended-too-early')
  const { expiresAt } = readFamily(tools, account)
  if (expiresAt > end) {
    return fail('use-extends-end', {
      exchange: second.exchange, expected: `expires_at is still ${end}`,
      actual: `expires_at is ${expiresAt}`,
    })
  }
  endAt(tools, family, Date.now() - 1_000)
  await expectNoAccess(tools, [second.accessToken], 'access-outlives-family')
  await expectNoRefresh(tools, second.refreshToken, 'expired-accepted')
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const atOnce = 5

/** Five requests use one token at the same time. */
export async function useTogether(unwatched: TokenTools): Promise<void> {
  const tools = watch(unwatched)
  const account = await register(tools)
  const pair = await signInProgram(tools, account)
  const exchanges = await tools.together(() => Promise.all(
    Array.from({ length: atOnce }, () => sendRefresh(tools, pair.refreshToken))))
  const made = exchanges.map((exchange) => readPair(exchange, account))
    .filter((each) => each !== undefined)
  const successors = new Set(made.map(({ refreshToken }) => refreshToken))
  if (successors.size > 1) {
    return tools.fail('together', {
      exchange: made[1]?.exchange, expected: 'one new refresh token',
      actual: `${successors.size} new refresh tokens for ${atOnce} requests with the same one`,
    })
  }
  if (successors.size === 0) {
    tools.fail('not-refreshed', {
      exchange: exchanges[0], expected: 'one of the requests is the first, and gets a 200',
    })
  }
}

/**
 * Uses a token up in a transaction, and commits when the program has had time to look. The token
 * still looks unused, because nothing is committed; then the program's own update has to wait.
 */
export async function useElsewhere(tools: TokenTools): Promise<void> {
  const account = await register(tools)
  const { accessToken, refreshToken } = await signInProgram(tools, account)
  const { id } = readFamily(tools, account)
  const use = 'update refresh_tokens set used_at = ? where family = ?'
  const exchange = await sendWhileLocked(tools, {
    ...refreshPlan(refreshToken), changes: [[use, Date.now() - hourMs, id]], expected: '401',
  })
  if (readPair(exchange, account) !== undefined) {
    return tools.fail('together', {
      exchange, mark: 'status', expected: '401: another copy of the program was faster',
    })
  }
  if (exchange.answer.status >= 500) return
  // It's a second use, no matter which one was first.
  const access = await sendAccess(tools, accessToken)
  if (!isSuccess(access)) return
  tools.fail('family-survives', {
    exchange, expected: 'the end of the family: another copy had used the token a moment before',
    actual: 'An access token of the family still works',
  })
}
