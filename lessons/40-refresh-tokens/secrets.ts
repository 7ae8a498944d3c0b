// How well refresh tokens are kept secret: whether they can be guessed, or read in the file.

import { createHash } from 'node:crypto'
import { readIfThere } from '../../src/course/check/readIfThere.ts'
import type { Pair, TokenTools } from './programs.ts'

// RFC 6749, section 10.10: the chance of a guess must be at most one in 2^128.
const leastBits = 128

/** Fails if a few tokens, all made since then, have too little in them that is random. */
export function expectRandom({ fail }: TokenTools, pairs: readonly Pair[], since: number): void {
  const actual = patternOf(pairs.map(({ refreshToken }) => refreshToken), since)
  if (actual === undefined) return
  fail('guessable', {
    exchange: pairs.at(-1)?.exchange, mark: 'body', expected: '256 random bits', actual,
  })
}

/** Says what isn't random in a few tokens, all made since then. */
export function patternOf(
  tokens: readonly string[], since: number, least = leastBits,
): string | undefined {
  const bits = bitsOf(tokens)
  return bits < least
    ? `about ${Math.round(bits)} bits that differ between ${tokens.length} tokens`
    : sourceOf(tokens.at(-1) ?? '', since)
}

// The places at which the tokens differ: what is the same in all of them isn't random.
function bitsOf(tokens: readonly string[]): number {
  const [first = ''] = tokens
  const differing = [...first].filter((letter, index) =>
    tokens.some((token) => token[index] !== letter))
  return differing.length * (tokens.every((token) => /^[\da-f.-]+$/i.test(token)) ? 4 : 6)
}

// A hash of a small number or of the time looks random, and isn't.
function sourceOf(token: string, since: number): string | undefined {
  const numbers = Array.from({ length: 200 }, (_, index) => index)
  for (let time = since; time <= Date.now(); time += 1) numbers.push(time)
  for (const number of numbers) {
    const hash = createHash('sha256').update(String(number)).digest()
    if (token.includes(hash.toString('hex')) || token.includes(hash.toString('base64url'))) {
      return `it contains the SHA-256 of ${number}`
    }
  }
  return undefined
}

/** Fails if the file of the database has a token in it, in a form that can be read back. */
export function expectHashed({ fail, database }: TokenTools, { refreshToken }: Pair): void {
  const form = formInFile(database, refreshToken)
  if (form === undefined) return
  fail('refresh-stored', { actual: `${refreshToken} is in the file, as ${form}` })
}

/** Says in which form a token is in the file of a database, if it can be read back from there. */
export function formInFile(database: string, token: string): string | undefined {
  const body = token.replace(/^[a-z]+_/i, '')
  const texts = [token, body].flatMap((text) => [
    text, [...text].reverse().join(''), ...(['hex', 'base64', 'base64url'] as const).map((form) =>
      Buffer.from(text).toString(form).replace(/=+$/, '')),
  ])
  const bytes = [Buffer.from(body, 'base64url'), Buffer.from(body, 'hex')]
    .filter(({ length }) => length >= 16)
  for (const ending of ['', '-wal']) {
    const file = readIfThere(database + ending)
    const found = [...texts, ...bytes].find((each) => file.includes(each))
    if (found === undefined) continue
    return typeof found === 'string' ? found : `${found.toString('hex')} in hex`
  }
  return undefined
}
