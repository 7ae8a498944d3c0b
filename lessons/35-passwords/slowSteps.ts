// The step after a restart with the usual cost, which makes a hash slow: who has to wait, and what
// can a stopwatch tell?

import type { ProgramEvent } from '../../src/course/check/events.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { newAccount, type Account } from './client.ts'
import {
  expectNotPrinted, expectSignedIn, newTyped, post, readUsers, signUp, type AccountTools,
} from './accountTools.ts'
import { makeSlowHash, parseHash } from './storedHash.ts'

// ln and p that OWASP recommends for r=8.
const recommended = [[17, 1], [16, 2], [15, 3], [14, 5], [13, 10]] as const
const slowLogCost = 13
const [mostRounds, mostWaits, enoughPages] = [3, 3, 4]

/** Starts the program again without PASSWORD_COST. */
export async function hashSlowly(tools: AccountTools): Promise<void> {
  const { fresh, kill, start, change } = tools
  const old = await signUp(tools)
  await kill()
  await start({ PASSWORD_COST: '' })
  await expectSignedIn(tools, old, 'lost-at-restart')
  let account = newTyped(fresh)
  const signUpNow = await measure(tools, () => {
    account = newTyped(fresh)
    return post(tools, '/api/users', account)
  })
  expectStrong(tools, account)
  expectServed(tools, signUpNow)
  change('update users set password_hash = ? where email = ?',
    makeSlowHash(slowLogCost), old.email.toLowerCase())
  const { email, password } = old
  expectServed(tools, await measure(tools, () => post(tools, '/api/sessions', { email, password })))
  const unknown = await measure(tools, () => post(tools, '/api/sessions', newAccount(fresh)))
  // On a busy machine, anything can take long by chance: once doesn't prove much.
  if (unknown.ms < signUpNow.ms / 2) await compareTimes(tools, account)
  else expectServed(tools, unknown)
  expectNotPrinted(tools, [old.password, account.password])
}

type Measured = { exchange: HttpExchange; ms: number; areOthersServed: boolean }

// Asks for pages while something slow goes on.
async function measure(
  tools: AccountTools, sendSlow: () => Promise<HttpExchange>, roundsLeft = mostWaits,
): Promise<Measured> {
  const before = tools.events().length
  const start = performance.now()
  let ms: number | undefined
  const slow = sendSlow().finally(() => (ms = performance.now() - start))
  // It is awaited below, unless a page isn't served.
  slow.catch(() => {})
  // The first pages may overtake the slow request on its way. Of a program that's busy with the
  // hash, one of them comes as late as the hash.
  let longestMs = 0
  const askForPage = async (): Promise<void> => {
    const sent = performance.now()
    await tools.send({ target: '/', timeoutMs: 15_000 })
    longestMs = Math.max(longestMs, performance.now() - sent)
  }
  await Promise.all([askForPage(), askForPage(), askForPage()])
  for (let pages = 0; ms === undefined && pages < enoughPages; pages += 1) await askForPage()
  const isStillHashing = ms === undefined
  const exchange = await slow
  // What the program tells itself doesn't depend on how busy this process is.
  const told = readEvents(tools.events().slice(before))
  const areOthersServed = isStillHashing || longestMs < (ms ?? 0) / 2
    || told?.areOthersServed === true
  if (!areOthersServed && roundsLeft > 1) return measure(tools, sendSlow, roundsLeft - 1)
  return { exchange, ms: told?.ms ?? ms ?? 0, areOthersServed }
}

// How long the slow request took, and whether a page was asked for and sent meanwhile.
function readEvents(
  events: readonly ProgramEvent[],
): { ms: number; areOthersServed: boolean } | undefined {
  const slow = events.find((each) => each.event === 'request' && each.method === 'POST')
  if (slow?.event !== 'request') return undefined
  const isAnswer = ({ id }: { id: number }) => (each: ProgramEvent) =>
    each.event === 'answered' && each.id === id
  const end = events.find(isAnswer(slow))
  if (end?.event !== 'answered') return undefined
  const meanwhile = events.slice(events.indexOf(slow) + 1, events.indexOf(end))
  const areOthersServed = meanwhile.some((each) =>
    each.event === 'request' && meanwhile.some(isAnswer(each)))
  return { ms: end.ms, areOthersServed }
}

function expectServed(tools: AccountTools, { exchange, areOthersServed }: Measured): void {
  if (areOthersServed) return
  const expected = 'GET / gets its response while this request waits for its hash'
  tools.fail('everyone-waits', { exchange, expected })
}

function expectStrong(tools: AccountTools, { email }: Account): void {
  const [user] = readUsers(tools, email)
  const hash = parseHash(user?.hash ?? '')
  const isStrong = hash !== undefined && hash.blockSize >= 8
    && recommended.some(([logCost, parallelism]) =>
      hash.logCost >= logCost && hash.parallelism >= parallelism)
  if (isStrong) return
  const expected = 'ln=15,r=8,p=3, or more'
  tools.fail('weak-default', { expected, actual: user?.hash ?? 'no such user' })
}

async function compareTimes(tools: AccountTools, account: Account): Promise<void> {
  const time = async (email: string): Promise<number> => {
    const start = performance.now()
    await post(tools, '/api/sessions', { email, password: newAccount(tools.fresh).password })
    return performance.now() - start
  }
  const texts: string[] = []
  for (let round = 0; round < mostRounds; round += 1) {
    const knownMs = await time(account.email)
    const unknownMs = await time(newAccount(tools.fresh).email)
    if (unknownMs > knownMs / 2) return
    texts.push(`${unknownMs.toFixed(0)} ms instead of ${knownMs.toFixed(0)}`)
  }
  tools.fail('reveals-by-time', {
    expected: 'an unknown address takes as long as a wrong password', actual: texts.join(', '),
  })
}
