// What a sign-in begins with: a state that only this browser brings back, once, and values that
// nobody can guess.

import { createHash } from 'node:crypto'
import { countRandomBits } from '../36-sessions/guesses.ts'
import { expectRefused, expectSignedIn } from './outcomes.ts'
import { begin, comeBack, finish, giveCode, newPerson, type SignIn } from './signIns.ts'
import { newVisitor, type Site, type Visitor } from './visitor.ts'

type Parameters = Readonly<Record<string, string>>

// RFC 6749, section 10.10: the chance of a guess must be at most one in 2^128. A UUID has a few
// bits less.
const leastBits = 120

/** Begins a few times, and fails if what the provider gets can be guessed. */
export async function beginOften(site: Site): Promise<SignIn[]> {
  const signIns: SignIn[] = []
  while (signIns.length < 5) signIns.push(await begin(site))
  const values = {
    state: signIns.map(({ state }) => state), nonce: signIns.map(({ nonce = '' }) => nonce),
    code_challenge: signIns.map(({ challenge }) => challenge),
  }
  for (const [name, texts] of Object.entries(values)) {
    // A missing nonce isn't a guessable one: what comes of it is tried out later.
    if (!texts.includes('')) expectRandom(site, signIns, name, texts)
  }
  return signIns
}

function expectRandom(
  { tools: { fail } }: Site, signIns: readonly SignIn[], name: string, texts: readonly string[],
): void {
  const last = signIns.at(-1)
  const facts = { exchange: last?.exchange, mark: 'header location' } as const
  const bits = countRandomBits(texts)
  if (bits < leastBits) {
    return fail('guessable', {
      ...facts, expected: `128 random bits in each ${name}`,
      actual: `about ${bits} bits that differ between ${texts.length} of them`,
    })
  }
  const source = last && sourceOf(texts.at(-1) ?? '', last.times)
  if (source === undefined) return
  fail('guessable', {
    ...facts, expected: `128 random bits in each ${name}`, actual: `It is the hash of ${source}`,
  })
}

// The hash of the time or of a counter looks random, and isn't.
function sourceOf(value: string, { from, to }: SignIn['times']): string | undefined {
  const times = Array.from({ length: Math.min(to - from, 200) + 1 }, (_, index) => from + index)
  const seconds = [from, to].map((time) => Math.floor(time / 1_000))
  return [...new Set([...times, ...seconds, ...Array(20).keys()])].map(String).find((text) =>
    ['md5', 'sha1', 'sha256'].some((name) => {
      const hash = createHash(name).update(text).digest()
      return value === hash.toString('hex') || value === hash.toString('base64url')
    }))
}

const wrongStates: readonly [what: string, change: (state: string, site: Site) => Parameters][] = [
  ['a state that you gave nobody', (state, { tools: { fresh } }) =>
    ({ state: fresh.shuffle([...state]).join('') })],
  ['without a state', () => ({})],
  ['an empty state', () => ({ state: '' })],
  ['only the beginning of the state', (state) => ({ state: state.slice(0, -1) })],
]

/** Comes back with wrong states, with none, and in a browser that hasn't begun. */
export async function refuseStates(site: Site, begun: readonly SignIn[]): Promise<void> {
  const rows = site.tools.fresh.shuffle(wrongStates)
  for (const [index, [what, change]] of rows.entries()) {
    const signIn = begun[index] ?? await begin(site)
    await tryState(site, signIn.visitor, { ...signIn, what }, change(signIn.state, site))
  }
  const what = 'without a state, and in a browser that has begun nothing'
  const nothing = { challenge: undefined, nonce: undefined, what }
  await tryState(site, newVisitor(site), nothing, {})
}

type Tried = { challenge: string | undefined; nonce: string | undefined; what: string }

async function tryState(
  site: Site, visitor: Visitor, { what, ...signIn }: Tried, parameters: Parameters,
  id: 'no-state' | 'state-of-other-browser' = 'no-state',
): Promise<void> {
  const person = newPerson(site)
  const grant = giveCode(site, signIn, person)
  const exchange = await comeBack(visitor, { code: grant.code, ...parameters })
  await expectRefused(site, visitor, exchange, { id, what, person })
}

/**
 * An attacker has begun, and another browser comes back with the attacker's code: it would be
 * signed in to the attacker's account.
 */
export async function refuseOtherBrowsers(site: Site): Promise<void> {
  const own = await begin(site)
  for (const visitor of site.tools.fresh.shuffle([newVisitor(site), own.visitor])) {
    const attackers = await begin(site)
    const tried = { ...attackers, what: 'another browser got this state' }
    const parameters = { state: attackers.state }
    await tryState(site, visitor, tried, parameters, 'state-of-other-browser')
  }
}

/** Comes back a second time with the same state and another code. */
export async function useStateTwice(site: Site): Promise<void> {
  const signIn = await begin(site)
  const { visitor } = signIn
  const first = newPerson(site)
  const grant = giveCode(site, signIn, first)
  const exchange = await finish(site, signIn, grant)
  await expectSignedIn(site, { visitor, exchange, grant, email: first.email })
  const person = newPerson(site)
  const { code } = giveCode(site, signIn, person)
  const again = await comeBack(visitor, { code, state: signIn.state })
  const what = 'this browser has come back with this state before'
  await expectRefused(site, visitor, again, {
    id: 'state-twice', what, person, before: first.email,
  })
}
