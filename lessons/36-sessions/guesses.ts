// How hard the values of cookies are to guess, what can be mixed of two people's, and whether the
// file of the database has them.

import { createHash } from 'node:crypto'
import type { Cookie } from '../../src/course/check/cookieJar.ts'
import { readIfThere } from '../../src/course/check/readIfThere.ts'

/** Says whether a value is long enough to be looked for in other places. */
export function isLong(value: string): boolean {
  return value.length >= 16
}

/**
 * Counts the bits that can be random in values of one cookie: places that are the same in all of
 * them have none, and the others as many as the characters that are in use allow.
 */
export function countRandomBits(values: readonly string[]): number {
  const longest = Math.max(...values.map((value) => value.length))
  let [used, places] = ['', 0]
  for (let place = 0; place < longest; place += 1) {
    const found = new Set(values.map((value) => value[place] ?? ''))
    if (found.size === 1) continue
    places += 1
    used += [...found].join('')
  }
  return Math.floor(places * Math.log2(sizeOfAlphabet(used)))
}

function sizeOfAlphabet(used: string): number {
  if (/^\d*$/.test(used)) return 10
  if (/^(?:[\da-f-]*|[\dA-F-]*)$/.test(used)) return 16
  if (/^(?:[\da-z-]*|[\dA-Z-]*)$/.test(used)) return 36
  return 64
}

/** What others can find out about a user. */
type Known = { email: string; id: string }

/** Says what a value is the hash of, if that's something that others know or can guess. */
export function findSource(
  value: string, { email, id }: Known, { from, to }: { from: number; to: number },
): string | undefined {
  const times = Array.from({ length: Math.min(to - from, 500) + 1 }, (_, index) => from + index)
  const seconds = new Set(times.map((time) => Math.floor(time / 1000)))
  // Programs also count their sign-ins.
  const moments = [...times, ...seconds, ...Array(30).keys()].map(String)
  const texts = [
    email, ...moments, ...moments.flatMap((time) => [email, id].flatMap((name) =>
      ['', ':', '-', '.', '|', ' '].flatMap((sign) => [name + sign + time, time + sign + name]))),
    ...Array.from({ length: 200 }, (_, index) => String(index)),
  ]
  // A hash beside enough random text does no harm.
  return texts.find((text) => hashesOf(text).some((hash) =>
    value.includes(hash) && value.length < hash.length + 20))
}

type Pair = Pick<Cookie, 'name' | 'value'>

/**
 * Gives what Ben can send with his own token and with what isn't random in Ann's cookies: one of
 * them that's short, or what is before a sign in it. Usually there's nothing of that kind.
 */
export function mix(ann: readonly Pair[], ben: readonly Pair[]): readonly (readonly Pair[])[] {
  return ben.flatMap(({ name, value }) => {
    const beforeSign = (text = '') => /^[^.:|~]+/.exec(text)?.[0] ?? ''
    const own = beforeSign(value)
    const known = beforeSign(ann.find((each) => each.name === name)?.value)
    const rest = value.slice(own.length)
    const hasToken = [rest, ...ben.filter((each) => each.name !== name).map((each) => each.value)]
      .some(isLong)
    if (known === own || isLong(known) || !hasToken) return []
    return [ben.map((each) => each.name === name ? { name, value: known + rest } : each)]
  })
}

function hashesOf(text: string): readonly string[] {
  return ['md5', 'sha1', 'sha256'].flatMap((name) => {
    const bytes = createHash(name).update(text).digest()
    return [bytes.toString('hex'), bytes.toString('base64url')]
  })
}

/** Says whether a value is in the file of a database, in one of the ways to write it. */
export function isInFile(cookieValue: string, database: string): boolean {
  const value = unwrap(cookieValue)
  const file = Buffer.concat(['', '-wal'].map((ending) => readIfThere(database + ending)))
  // A prefix may be left out, and what comes before a signature may be stored.
  const tail = value.replace(/=+$/, '').slice(-20)
  const written = [
    ...(isHex(value) ? [Buffer.from(value, 'hex')] : []),
    ...(/^[\w+/-]{22,}=*$/.test(value) ? [Buffer.from(value, 'base64url')] : []),
  ]
  const needles = [
    Buffer.from(tail), Buffer.from(Buffer.from(tail).toString('hex')),
    Buffer.from(Buffer.from(value).toString('base64').slice(0, -4)),
    ...written, ...written.flatMap((bytes) => (['hex', 'base64', 'base64url'] as const)
      .map((encoding) => Buffer.from(bytes.toString(encoding)))),
  ]
  return needles.some((needle) => needle.length >= 16 && file.includes(needle))
}

// In a cookie, some characters have to be encoded, and quotes may be around all of them.
function unwrap(value: string): string {
  return value.replace(/^"(.*)"$/, '$1')
    .replace(/%[\dA-F]{2}/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)))
}

function isHex(value: string): boolean {
  return value.length % 2 === 0 && /^[\da-f]+$/i.test(value)
}
