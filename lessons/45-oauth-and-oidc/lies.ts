// ID tokens with one thing in them that is wrong. A program that lets somebody in with one of them
// doesn't look at that thing.

import type { Fresh } from '../../src/course/check/fresh.ts'
import { encode, type Members } from '../39-jwt/forge.ts'
import { makeClaims, makeIdToken, signClaims, type TokenPlan } from './idTokens.ts'

type LieId =
  | 'nonce-unchecked' | 'audience-unchecked' | 'issuer-unchecked' | 'signature-unchecked'
  | 'expired-accepted' | 'unverified-email' | 'found-by-email'

type LiePlan = TokenPlan & {
  fresh: Fresh
  /** Of another sign-in that is under way. */
  otherNonce: string | undefined
}

export type Lie = {
  id: LieId
  /** What is wrong. */
  what: string
  makeToken(plan: LiePlan): string
}

/** Of the program's own access tokens: the provider doesn't know it. */
export const jwtSecret = 'the secret of lesson 45: forty bytes long'

type Change = (plan: LiePlan) => Members
type Row = readonly [id: LieId, what: string, change: Change]

const nonces: readonly Row[] = [
  ['nonce-unchecked', 'the nonce of another sign-in', ({ otherNonce, fresh }) =>
    ({ nonce: otherNonce ?? fresh.word() })],
  ['nonce-unchecked', 'without a nonce', () => ({ nonce: undefined })],
  ['nonce-unchecked', 'the nonce with its letters in the other case', ({ nonce }) =>
    ({ nonce: swapCase(nonce) })],
  ['nonce-unchecked', 'the nonce and more after it', ({ nonce, fresh }) =>
    ({ nonce: `${nonce}${fresh.word()}` })],
  ['nonce-unchecked', 'only the beginning of the nonce', ({ nonce = '' }) =>
    ({ nonce: nonce.slice(0, -4) })],
]

const audiences: readonly Row[] = [
  ['audience-unchecked', 'aud is another client', ({ fresh }) => ({ aud: `app:${fresh.word()}` })],
  ['audience-unchecked', 'aud is a list with another client', ({ fresh }) =>
    ({ aud: [`app:${fresh.word()}`] })],
  ['audience-unchecked', 'without aud', () => ({ aud: undefined })],
  ['audience-unchecked', 'your client id is only the beginning of aud', ({ client, fresh }) =>
    ({ aud: `${client.id}.${fresh.word()}` })],
  ['audience-unchecked', 'aud is your client id in capitals', ({ client }) =>
    ({ aud: client.id.toUpperCase() })],
]

const issuers: readonly Row[] = [
  ['issuer-unchecked', 'iss is another issuer', ({ fresh }) =>
    ({ iss: `https://${fresh.word()}.example` })],
  ['issuer-unchecked', 'without iss', () => ({ iss: undefined })],
  ['issuer-unchecked', 'iss is another issuer on the same host', ({ issuer, fresh }) =>
    ({ iss: `${new URL(issuer).origin}/${fresh.word()}` })],
  ['issuer-unchecked', 'iss is only the beginning of OIDC_ISSUER', ({ issuer }) =>
    ({ iss: new URL(issuer).origin })],
  ['issuer-unchecked', 'OIDC_ISSUER is only the beginning of iss', ({ issuer, fresh }) =>
    ({ iss: `${issuer}.${fresh.word()}.example` })],
]

const hourSeconds = 3_600

const times: readonly Row[] = [
  ['expired-accepted', 'exp was an hour ago', () => {
    const exp = Math.floor(Date.now() / 1_000) - hourSeconds
    return { iat: exp - 300, exp }
  }],
  ['expired-accepted', 'without exp', () => ({ exp: undefined })],
  ['expired-accepted', 'exp is null', () => ({ exp: null })],
]

const unverified = [false, 'true', undefined, 1, null].map((value): Row => [
  'unverified-email',
  value === undefined ? 'without email_verified' : `email_verified is ${JSON.stringify(value)}`,
  () => ({ email_verified: value }),
])

const addresses = [undefined, 'ann', 'ann@ben.example\r\nBcc: cid@ben.example'].map(
  (email): Row => [
    'unverified-email',
    email === undefined ? 'without email' : `email is ${JSON.stringify(email)}`, () => ({ email }),
  ])

const subjects: readonly Row[] = [
  ['found-by-email', 'without sub', () => ({ sub: undefined })],
  ['found-by-email', 'sub is an empty text', () => ({ sub: '' })],
]

type Forge = readonly [what: string, makeToken: Lie['makeToken']]

const signatures: readonly Forge[] = [
  ['alg is none, without a signature', (plan) => unsigned(plan, 'none')],
  ['alg is HS256, without a signature', (plan) => unsigned(plan, 'HS256')],
  ['it is signed with another secret', (plan) =>
    signClaims(makeClaims(plan), `${plan.issuer} ${plan.fresh.word()} ${plan.fresh.word()}`)],
  ['it is signed with an empty secret', (plan) => signClaims(makeClaims(plan), '')],
  ['it is signed with JWT_SECRET', (plan) => signClaims(makeClaims(plan), jwtSecret)],
  ['it was changed after it was signed', (plan) => {
    const other = { sub: plan.fresh.word(), email: '' }
    const [header, , signature] = makeIdToken({ ...plan, person: other }).split('.')
    return `${header}.${encode(JSON.stringify(makeClaims(plan)))}.${signature}`
  }],
]

/** All of them. */
export const lies: readonly Lie[] = [
  ...[...nonces, ...audiences, ...issuers, ...times, ...unverified, ...addresses, ...subjects]
    .map(([id, what, change]) =>
      ({ id, what, makeToken: (plan: LiePlan) => makeIdToken(plan, change(plan)) })),
  ...signatures.map(([what, makeToken]): Lie => ({ id: 'signature-unchecked', what, makeToken })),
]

function unsigned(plan: LiePlan, alg: string): string {
  return signClaims(makeClaims(plan), '', { alg, typ: 'JWT' }).replace(/[^.]*$/, '')
}

function swapCase(text = 'a'): string {
  const swapped = [...text].map((letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()).join('')
  return swapped === text ? `${text}x` : swapped
}
