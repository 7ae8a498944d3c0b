// `npm run bench:jwt` measures how fast tokens are signed and verified, beside the libraries that
// people use and beside a bare createHmac, which is the floor: one HMAC for signing and one for
// verifying, and not a look at what was signed.
//
// Every contender signs the same claims with the same key and verifies its own token: type, issuer,
// audience and times too. Nothing is remembered between two tokens (fast-jwt has a cache for those
// it has seen; it is off). Each round begins with another contender; numbers are medians of rounds.
//
// The libraries are installed with the peers of `npm run bench`: `npm ci --prefix test/bench`.
//
//   npm run bench:jwt
//   npm run bench:jwt -- --rounds 31 --tokens 20000

import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { readArguments } from '../readArguments.ts'
import { signJwt, verifyJwt } from '../../src/auth/tokens/jwt.ts'
import { createJwtKeys } from '../../src/auth/tokens/jwtKeys.ts'
import { formatText } from './report.ts'
import { median } from './summary.ts'

type Contender = { name: string; sign(): string | Promise<string>; verify(token: string): unknown }

type Times = { sign: number[]; verify: number[]; both: number[] }

const floor = 'createHmac'
const issuer = 'https://groundwork.example'
const now = Math.floor(Date.now() / 1000)
const typ = 'at+jwt'
const kid = '2026-11'
const algorithm = 'HS256'
const claims = {
  iss: issuer, sub: '01937d1c-8a52-7c3e-9f10-2b6a4d8e5c71', aud: issuer,
  exp: now + 900, iat: now, jti: 'Zz8f7e9d8c7b6a5f4e3d2c1b', role: 'user',
}
const secret = randomBytes(32)
const keyObject = createSecretKey(secret)

const { values } = readArguments({
  options: {
    rounds: { type: 'string', default: '21' },
    tokens: { type: 'string', default: '10000' },
  },
})

// The project's own type check runs without the peers: so they are not imported by name.
const load = createRequire(import.meta.url)
const table = ['contender', 'sign', 'verify', 'both', `ratio to ${floor}`, 'ratio to groundwork']

await bench(await contenders(), { rounds: Number(values.rounds), tokens: Number(values.tokens) })

async function contenders(): Promise<Contender[]> {
  return [groundwork(), fastJwt(), jsonwebtoken(), await jose(), bareHmac()]
}

function groundwork(): Contender {
  const keys = createJwtKeys([{ kid, secret }])
  return {
    name: 'groundwork',
    sign: () => signJwt(keys, { typ, claims }),
    verify: (token) => verifyJwt(keys, token, { typ, issuer, audience: issuer, now }),
  }
}

function fastJwt(): Contender {
  const { createSigner, createVerifier } = load('fast-jwt')
  const sign = createSigner({ key: secret, algorithm, kid, header: { alg: algorithm, typ } })
  const verify = createVerifier({
    key: secret, algorithms: [algorithm], cache: false, checkTyp: typ,
    allowedIss: issuer, allowedAud: issuer, requiredClaims: ['exp', 'iat', 'sub', 'jti'],
  })
  return { name: 'fast-jwt', sign: () => sign(claims), verify: (token) => verify(token) }
}

function jsonwebtoken(): Contender {
  const library = load('jsonwebtoken')
  const signing = { algorithm, keyid: kid, header: { alg: algorithm, typ }, mutatePayload: false }
  const verifying = { algorithms: [algorithm], issuer, audience: issuer }
  return {
    name: 'jsonwebtoken',
    sign: () => library.sign(claims, keyObject, signing),
    verify: (token) => library.verify(token, keyObject, verifying),
  }
}

// A CryptoKey is what it takes fastest: a KeyObject it would have to convert.
async function jose(): Promise<Contender> {
  const { SignJWT, jwtVerify } = load('jose')
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['sign', 'verify'])
  const verifying = {
    algorithms: [algorithm], typ, issuer, audience: issuer,
    requiredClaims: ['exp', 'iat', 'sub', 'jti'],
  }
  return {
    name: 'jose',
    sign: () => new SignJWT(claims).setProtectedHeader({ alg: algorithm, typ, kid }).sign(key),
    verify: (token) => jwtVerify(token, key, verifying),
  }
}

function bareHmac(): Contender {
  const signed = 'x'.repeat(groundwork().sign().toString().lastIndexOf('.'))
  const sign = () => createHmac('sha256', keyObject).update(signed).digest('base64url')
  return { name: floor, sign, verify: sign }
}

async function bench(
  list: readonly Contender[],
  { rounds, tokens }: { rounds: number; tokens: number },
): Promise<void> {
  const results = new Map(list.map(({ name }): [string, Times] =>
    [name, { sign: [], verify: [], both: [] }]))
  // The first round lets V8 compile everything, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % list.length
    for (const contender of [...list.slice(first), ...list.slice(0, first)]) {
      const [sign, verify] = await measure(contender, tokens)
      const times = results.get(contender.name)
      if (round === 0 || times === undefined) continue
      times.sign.push(sign)
      times.verify.push(verify)
      times.both.push(sign + verify)
    }
  }
  console.log(`Node ${process.version}, ${rounds} rounds of ${tokens} tokens, microseconds\n`)
  console.log(formatText({ header: table, lines: lines(results) }))
}

/** Returns the microseconds for one sign and for one verify. */
async function measure(contender: Contender, tokens: number): Promise<[number, number]> {
  const list = new Array<string>(tokens).fill('')
  const begin = performance.now()
  for (let index = 0; index < tokens; index += 1) {
    const token = contender.sign()
    // What is no promise is not awaited: that alone would cost a tenth.
    list[index] = typeof token === 'string' ? token : await token
  }
  const middle = performance.now()
  for (const token of list) {
    const outcome = contender.verify(token)
    if (outcome instanceof Promise) await outcome
  }
  const end = performance.now()
  return [(middle - begin) * 1000 / tokens, (end - middle) * 1000 / tokens]
}

function lines(results: ReadonlyMap<string, Times>): string[][] {
  const both = (name: string): number => median(results.get(name)?.both ?? [])
  return Array.from(results, ([name, times]) => [
    name,
    ...[times.sign, times.verify, times.both].map((list) => median(list).toFixed(2)),
    (both(name) / both(floor)).toFixed(2),
    (both(name) / both('groundwork')).toFixed(2),
  ])
}
