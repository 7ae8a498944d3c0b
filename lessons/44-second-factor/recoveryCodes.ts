// Whether recovery codes are enough, can't be guessed, and can't be read in the file.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readIfThere } from '../../src/course/check/readIfThere.ts'
import { decodeBase32 } from './codes.ts'
import type { FactorTools } from './factors.ts'

const fewest = 10
const leastBits = 80

/** Reads a list of new codes. Fails if there are too few, or if they're too short. */
export function judgeRecovery(
  { fail }: FactorTools, exchange: HttpExchange, list: readonly unknown[],
): readonly string[] {
  const codes = list.filter((code) => typeof code === 'string' && code !== '')
    .map((code) => String(code))
  const different = new Set(codes.map(plain)).size
  if (different < fewest || codes.length < list.length) {
    return fail('recovery-few', {
      exchange, mark: 'body', expected: 'ten texts that differ', actual: `${different} of them`,
    })
  }
  const bits = bitsOf(codes.map(plain))
  if (bits >= leastBits) return codes
  return fail('recovery-few', {
    exchange, mark: 'body', expected: '80 random bits in each, which are 16 letters of base32',
    actual: `about ${Math.round(bits)} bits`,
  })
}

// The places at which codes differ: what is the same in all of them isn't random.
function bitsOf(codes: readonly string[]): number {
  const [first = ''] = codes
  const differing = [...first].filter((letter, index) =>
    codes.some((code) => code[index] !== letter)).length
  const all = codes.join('')
  const kinds = /^\d*$/.test(all) ? 10 : /^[\da-f]*$/i.test(all) ? 16
    : all === all.toLowerCase() || all === all.toUpperCase() ? 32 : 64
  return differing * Math.log2(kinds)
}

/** A code without what is there for the eye alone. */
function plain(code: string): string {
  return code.replaceAll(/[\s-]/g, '')
}

/** Fails if the file of the database has one of the codes, in a form that can be read back. */
export function expectHashed({ fail, database }: FactorTools, codes: readonly string[]): void {
  const files = ['', '-wal'].map((ending) => readIfThere(database + ending))
  for (const code of codes) {
    const found = formsOf(code).find((form) => files.some((file) => file.includes(form)))
    if (found === undefined) continue
    const form = typeof found === 'string' ? found : `${found.toString('hex')} in hex`
    return fail('recovery-stored', { actual: `${code} is in the file, as ${form}` })
  }
}

function formsOf(code: string): readonly (string | Buffer)[] {
  const texts = [...new Set([code, plain(code)]
    .flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]))]
  const encoded = texts.flatMap((text) => [
    [...text].reverse().join(''), ...(['hex', 'base64', 'base64url'] as const).map((form) =>
      Buffer.from(text).toString(form).replace(/=+$/, '')),
  ])
  const bytes = [decodeBase32(plain(code)), Buffer.from(plain(code), 'hex')]
    .filter((each) => each !== undefined && each.length >= 8)
    .flatMap((each) => each === undefined ? [] : [each, each.toString('hex')])
  return [...texts, ...encoded, ...bytes]
}
