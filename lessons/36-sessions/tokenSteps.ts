// The step about the values of the cookie: each sign-in has a new one, which nobody can guess or
// choose, and which isn't in the file.

import { register } from '../35-passwords/client.ts'
import { countRandomBits, findSource, isInFile } from './guesses.ts'
import {
  askWho, expectSignedIn, expectSignedOut, isLong, shuffleEnd, signInAs, withValues,
  type SessionTools, type SignedIn,
} from './signedIn.ts'

/** Signs in with no cookie, with the one of before, and with a chosen one. */
export async function judgeTokens(tools: SessionTools): Promise<void> {
  const [ann, ben] = [await register(tools), await register(tools)]
  const from = Date.now()
  const first = await signInAs(tools, ann)
  expectNoSource(tools, first, { from, to: Date.now() })
  const others = await Promise.all([1, 2, 3, 4, 5].map(() => signInAs(tools, ann)))
  judgeGuesses(tools, [first, ...others], fewBits)
  const { browser } = first
  const second = await signInAs(tools, ann, { browser })
  await expectRenewed(tools, first, second)
  const third = await signInAs(tools, ben, { browser })
  await expectRenewed(tools, second, third)
  const chosen = await signInWithChosen(tools, third)
  const all = [first, ...others, second, third, chosen]
  judgeGuesses(tools, all, fewestBits)
  await expectSignedIn(tools, third, 'signed-out-elsewhere')
  judgeFile(tools, all)
}

async function expectRenewed(
  tools: SessionTools, before: SignedIn, after: SignedIn,
): Promise<void> {
  if (before.pairs === after.pairs) {
    tools.fail('id-kept', {
      exchange: after.exchange, expected: 'another value than before', actual: before.pairs,
    })
  }
  await expectSignedOut(tools, before.pairs, 'id-kept')
  await expectSignedIn(tools, after, 'cookie-not-accepted')
}

// Somebody else may have put a cookie into this browser, and knows its value.
async function signInWithChosen(
  tools: SessionTools, { account, cookies }: SignedIn,
): Promise<SignedIn> {
  const pairs = withValues(cookies, (value) => shuffleEnd(tools, value))
  await askWho(tools, pairs)
  const signedIn = await signInAs(tools, account, { headers: [['Cookie', pairs]] })
  if (signedIn.pairs === pairs) {
    tools.fail('id-chosen', { exchange: signedIn.exchange, actual: pairs })
  }
  await expectSignedOut(tools, pairs, 'id-chosen')
  return signedIn
}

// With few sign-ins, a random place can look like a fixed one.
const fewBits = 100
const fewestBits = 126

function judgeGuesses(tools: SessionTools, all: readonly SignedIn[], fewest: number): void {
  const cookies = all.flatMap((signedIn) => signedIn.cookies)
  const names = [...new Set(cookies.map(({ name }) => name))]
  const values = names.map((name) =>
    cookies.filter((each) => each.name === name).map(({ value }) => value))
  const hasRepeat = values.every((each) => new Set(each).size < each.length)
  const bits = Math.max(...values.map(countRandomBits))
  if (!hasRepeat && bits >= fewest) return
  tools.fail('guessable-id', {
    exchange: all.at(-1)?.exchange, expected: '256 random bits, 128 at least',
    actual: hasRepeat ? 'Two sign-ins got the same value'
      : `At most ${bits} bits differ between ${all.length} sign-ins`,
  })
}

function expectNoSource(
  tools: SessionTools, { cookies, account, exchange }: SignedIn,
  times: { from: number; to: number },
): void {
  const [row] = tools.query('select id from users where email = ?', account.email)
  const known = { email: account.email, id: String(row?.['id']) }
  for (const { value } of cookies) {
    const source = isLong(value) ? findSource(value, known, times) : undefined
    if (source === undefined) continue
    tools.fail('guessable-id', { exchange, actual: `${value} is a hash of ${source}` })
  }
}

function judgeFile(tools: SessionTools, all: readonly SignedIn[]): void {
  for (const { cookies, exchange } of all) {
    const stored = cookies.find(({ value }) => isLong(value) && isInFile(value, tools.database))
    if (stored === undefined) continue
    return tools.fail('token-stored', {
      exchange, mark: 'header set-cookie', actual: `${stored.value} is in the database file`,
    })
  }
}
