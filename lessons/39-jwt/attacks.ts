// The attack table: one row for each forged token. Every row differs from a good token in one thing
// only, so a program that accepts it doesn't look at that thing. What most programs get wrong comes
// first.

import {
  encode, forge, signParts, type Changes, type GoodToken, type Members, type Original,
} from './forge.ts'

type AttackId =
  | 'read-before-verified' | 'none-accepted' | 'algorithm-from-header' | 'other-key-accepted'
  | 'base64-accepted' | 'malformed-accepted' | 'header-ignored' | 'wrong-time-accepted'
  | 'no-exp' | 'not-for-us' | 'unknown-user'

export type Attack = readonly [finding: AttackId, what: string, token: string]

const minutes = 60

/** Tokens that have to be accepted. */
export function goodTokens(original: Original): readonly GoodToken[] {
  const { origin, now, fresh } = original
  const others = `https://${fresh.word()}.example`
  const withClaims = (claims: Members = {}) => forge(original, { claims })
  return [
    ['the claims of your own token, signed with JWT_SECRET', withClaims()],
    ['aud is a list: another site, and yours', withClaims({ aud: [others, origin] })],
    ['nbf is a minute ago', withClaims({ nbf: now - minutes })],
    ['nbf and iat are 10 seconds ahead', withClaims({ nbf: now + 10, iat: now + 10 })],
    ['with a claim that nobody knows', withClaims({ [fresh.word()]: fresh.foreignText() })],
  ]
}

const groups = [signatures, algorithms, keys, times, purposes, spellings, shapes]

/** Makes the tokens that have to be refused, each group when the one before has been sent. */
export function* attacks(original: Original): Generator<Attack> {
  for (const make of groups) yield* make(original)
}

function signatures(original: Original): readonly Attack[] {
  const { token, fresh } = original
  const [header, payload, signature = ''] = token.split('.')
  const other = forge(original, { claims: { jti: fresh.word() } }).split('.')[1]
  const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
  const unsigned = (alg: string) => forge(original, { header: { alg } }).replace(/[^.]*$/, '')
  return [
    ['read-before-verified', 'jti was changed after it was signed',
      `${header}.${other}.${signature}`],
    ['read-before-verified', 'the signature has another first character',
      `${header}.${payload}.${flipped}`],
    ['read-before-verified', 'a space was added to the header after it was signed',
      `${withSpace(header)}.${payload}.${signature}`],
    ['read-before-verified', 'a space was added to the claims after they were signed',
      `${header}.${withSpace(payload)}.${signature}`],
    ['read-before-verified', 'the signature has four more characters', `${token}AAAA`],
    ['none-accepted', 'alg is none, and the signature is empty', unsigned('none')],
    ['none-accepted', 'alg is None, and the signature is empty', unsigned('None')],
    ['none-accepted', 'alg is NONE, and the signature is empty', unsigned('NONE')],
    ['none-accepted', 'alg is nOnE, and the signature is empty', unsigned('nOnE')],
    ['none-accepted', 'alg is HS256, and the signature is empty', unsigned('HS256')],
    ['none-accepted', 'alg is none, and there are two parts', unsigned('none').slice(0, -1)],
    ['none-accepted', 'the first three quarters of the signature', token.slice(0, -11)],
  ]
}

// The same JSON in other bytes: the signature is for the parts exactly as they were sent.
function withSpace(part = ''): string {
  return encode(Buffer.from(part, 'base64url').toString().replace('{', '{ '))
}

function algorithms(original: Original): readonly Attack[] {
  const withAlg = (alg: unknown, hash?: Changes['hash']) =>
    forge(original, { header: { alg }, ...(hash && { hash }) })
  return [
    ['algorithm-from-header', 'alg is HS512, rightly signed with it', withAlg('HS512', 'sha512')],
    ['algorithm-from-header', 'alg is HS384, rightly signed with it', withAlg('HS384', 'sha384')],
    ['algorithm-from-header', 'alg is RS256, signed with HS256', withAlg('RS256')],
    ['algorithm-from-header', 'alg is none, signed with HS256', withAlg('none')],
    ['algorithm-from-header', 'without alg, signed with HS256', withAlg(undefined)],
    ['algorithm-from-header', 'alg is a list with HS256 in it', withAlg(['HS256'])],
  ]
}

function keys(original: Original): readonly Attack[] {
  const { fresh } = original
  const stranger = `${fresh.word()} ${fresh.word()} ${fresh.word()} ${fresh.word()} ${fresh.word()}`
  const jwk = { kty: 'oct', k: encode(stranger), alg: 'HS256' }
  return [
    ['other-key-accepted', 'signed with another key', forge(original, { secret: stranger })],
    ['other-key-accepted', 'signed with an empty key', forge(original, { secret: '' })],
    ['other-key-accepted', 'signed with another key, which is in the header (jwk)',
      forge(original, { secret: stranger, header: { jwk } })],
    ['other-key-accepted', 'signed with an empty key, and kid is the path of an empty file',
      forge(original, { secret: '', header: { kid: '../../../../../../dev/null' } })],
  ]
}

function times(original: Original): readonly Attack[] {
  const now = Math.floor(Date.now() / 1_000)
  const lasting = { iat: now, exp: now + 15 * minutes }
  const withClaims = (claims: Members) => forge(original, { claims })
  return [
    // Comes first, before the second is over.
    ['wrong-time-accepted', 'exp is this second',
      withClaims({ iat: now - 15 * minutes, exp: now })],
    ['wrong-time-accepted', 'exp was an hour ago',
      withClaims({ iat: now - 75 * minutes, exp: now - 60 * minutes })],
    ['no-exp', 'without exp', withClaims({ exp: undefined })],
    ['no-exp', 'exp is null', withClaims({ exp: null })],
    ['no-exp', 'exp is a text', withClaims({ exp: String(lasting.exp) })],
    ['wrong-time-accepted', 'nbf is in five minutes', withClaims({ nbf: now + 5 * minutes })],
    ['wrong-time-accepted', 'iat is in five minutes',
      withClaims({ iat: now + 5 * minutes, exp: now + 15 * minutes })],
    ['wrong-time-accepted', 'nbf is a text', withClaims({ nbf: String(now - minutes) })],
    ['wrong-time-accepted', 'iat is a text', withClaims({ iat: String(now) })],
  ]
}

function purposes(original: Original): readonly Attack[] {
  const { origin, fresh } = original
  const other = `https://${fresh.word()}.example`
  const withClaims = (claims: Members) => forge(original, { claims })
  const withHeader = (header: Members) => forge(original, { header })
  return [
    ['not-for-us', 'another iss', withClaims({ iss: other })],
    ['not-for-us', 'without iss', withClaims({ iss: undefined })],
    ['not-for-us', 'yours is only the beginning of iss',
      withClaims({ iss: `${origin}/${fresh.word()}` })],
    ['not-for-us', 'another aud', withClaims({ aud: other })],
    ['not-for-us', 'without aud', withClaims({ aud: undefined })],
    ['not-for-us', 'aud is a list without you',
      withClaims({ aud: [other, `${origin}/${fresh.word()}`] })],
    ['not-for-us', 'aud is an empty list', withClaims({ aud: [] })],
    ['not-for-us', 'yours is only the beginning of aud',
      withClaims({ aud: `${origin}.${fresh.word()}.example` })],
    ['header-ignored', 'typ is JWT', withHeader({ typ: 'JWT' })],
    ['header-ignored', 'typ is id+jwt', withHeader({ typ: 'id+jwt' })],
    ['header-ignored', 'without typ', withHeader({ typ: undefined })],
    ['header-ignored', 'crit lists an extension that nobody knows',
      withHeader({ crit: ['exp-in'], 'exp-in': 1 })],
    ['header-ignored', 'crit is null', withHeader({ crit: null })],
    ['unknown-user', 'sub is an id that no user has', withClaims({ sub: '999999999999' })],
    ['unknown-user', 'without sub', withClaims({ sub: undefined })],
    ['unknown-user', 'sub is an empty text', withClaims({ sub: '' })],
  ]
}

function spellings(original: Original): readonly Attack[] {
  // Its signature has one of the two characters that base64 and base64url write differently.
  const token = findToken(original, (signature) => /[-_]/.test(signature))
  const [header = '', payload = '', signature = ''] = token.split('.')
  const start = `${header}.${payload}.`
  const odd = oddPayload(original)
  return [
    ['base64-accepted', 'with = after the signature', `${token}=`],
    ['base64-accepted', 'the signature in base64, with + or /', start + inBase64(signature)],
    ['base64-accepted', 'the last character of the signature has other unused bits',
      start + withStrayBits(signature)],
    ['base64-accepted', 'with a * in the signature', `${start}${signature.replace(/^../, '$&*')}`],
    ['base64-accepted', 'with = after the payload, rightly signed',
      signParts(original, [header, padded(odd)])],
    ['base64-accepted', 'the payload in base64, with + or /, rightly signed',
      signParts(original, [header, inBase64(odd)])],
  ]
}

function shapes(original: Original): readonly Attack[] {
  const { token, claims, header, now } = original
  const [first = '', second = ''] = token.split('.')
  const payload = (content: string | Uint8Array) =>
    signParts(original, [first, encode(content)])
  const withFirst = (members: Members, member: string) =>
    `{${member},${JSON.stringify(members).slice(1)}`
  const { sub, exp } = claims
  const past = { ...claims, exp: now - 15 * minutes }
  const bytes = Buffer.from(JSON.stringify({ ...claims, name: '~' }))
  bytes[bytes.lastIndexOf('~')] = 0xff
  return [
    ['malformed-accepted', 'with a dot at the end', `${token}.`],
    ['malformed-accepted', 'with a fourth part', `${token}.${second}`],
    ['malformed-accepted', 'with five parts', `${token}.${first}.${second}`],
    ['malformed-accepted', 'with a dot at the beginning', `.${token}`],
    ['malformed-accepted', 'the payload has a byte that is not UTF-8', payload(bytes)],
    ['malformed-accepted', 'exp twice, and the second one is past',
      payload(withFirst(past, `"exp":${JSON.stringify(exp)}`))],
    ['malformed-accepted', 'sub twice, and nobody has the second one',
      payload(withFirst({ ...claims, sub: '999999999999' }, `"sub":${JSON.stringify(sub)}`))],
    ['malformed-accepted', 'alg twice, and the second one is none',
      signParts(original, [
        encode(withFirst({ ...header, alg: 'none' }, '"alg":"HS256"')), second,
      ])],
    ...['null', '[]', '"text"', '', '{'].map((text): Attack =>
      ['malformed-accepted', `the payload is ${text || 'empty'}`, payload(text)]),
    ...['null', '[]', '"HS256"', ''].map((text): Attack =>
      ['malformed-accepted', `the header is ${text || 'empty'}`,
        signParts(original, [encode(text), second])]),
    ...['..', 'a.b.c'].map((text): Attack =>
      ['malformed-accepted', `the token is ${text}`, text]),
    ['malformed-accepted', 'the token is 9,000 dots', '.'.repeat(9_000)],
  ]
}

function findToken(original: Original, isRight: (signature: string) => boolean): string {
  for (let number = 0; ; number += 1) {
    const token = forge(original, { claims: { number } })
    if (isRight(token.slice(token.lastIndexOf('.') + 1))) return token
  }
}

// One that base64 writes with padding, and with a / for ???.
function oddPayload({ claims }: Original): string {
  const payloads = ['???', '????', '?????'].map((odd) => JSON.stringify({ ...claims, odd }))
  return encode(payloads.find((payload) => Buffer.byteLength(payload) % 3 === 1) ?? '')
}

function inBase64(part: string): string {
  return part.replaceAll('-', '+').replaceAll('_', '/')
}

function padded(part: string): string {
  return part.padEnd(Math.ceil(part.length / 4) * 4, '=')
}

// 32 bytes are 43 characters with 6 bits each: the last 2 bits mean nothing, and have to be 0.
function withStrayBits(signature: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = digits.indexOf(signature.slice(-1))
  return signature.slice(0, -1) + digits.charAt(last + 1)
}
