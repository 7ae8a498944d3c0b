import assert from 'node:assert/strict'
import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import test from 'node:test'
import { JwtError, type JwtProblem } from '../../../../src/auth/tokens/jwtParts.ts'
import {
  readJwk, readKeySet, thumbprintOf, type Jwk,
} from '../../../../src/features/oauth/jwk.ts'
import { verifyIdToken } from '../../../../src/features/oauth/client/idToken.ts'
import { namesUnknownKey } from '../../../../src/features/oauth/signedClaims.ts'
import { encode } from '../../../auth/forge.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const shortRsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const otherCurve = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const edwards = generateKeyPairSync('ed25519')
const otherEdwards = generateKeyPairSync('ed448')

function publish(key: KeyObject, kid: string, more: Jwk = {}): Jwk {
  return { ...readJwk(key.export({ format: 'jwk' })), kid, ...more }
}

const keys = [
  publish(rsa.publicKey, 'rsa', { use: 'sig', alg: 'RS256' }), publish(curve.publicKey, 'curve'),
  publish(otherRsa.publicKey, 'encrypts', { use: 'enc' }), publish(shortRsa.publicKey, 'short'),
  publish(otherRsa.publicKey, 'other', { alg: 'RS512' }), publish(otherCurve.publicKey, 'p384'),
  publish(edwards.publicKey, 'edwards'), publish(otherEdwards.publicKey, 'ed448'),
  publish(edwards.publicKey, 'old name', { alg: 'EdDSA' }),
  publish(edwards.publicKey, 'new name', { alg: 'Ed25519' }),
]

const now = 1_800_000_000
const expected = { issuer: 'https://provider.example', clientId: 'us', nonce: 'n-1', now }
const claims = {
  iss: expected.issuer, sub: 'ada', aud: 'us', exp: now + 300, iat: now - 5, nonce: 'n-1',
  email: 'ada@example.org', email_verified: true, name: 'Ada',
}
const header = { alg: 'RS256', kid: 'rsa', typ: 'JWT' }

type Forgery = {
  header?: object
  claims?: object | string
  key?: KeyObject
  hash?: string | null
  bytes?: (text: string) => Buffer
}

function forge(forgery: Forgery = {}): string {
  const { key = rsa.privateKey, hash = 'sha256' } = forgery
  const text = `${encode(forgery.header ?? header)}.${encode(forgery.claims ?? claims)}`
  const signIt = (signed: string) =>
    sign(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  const { bytes = signIt } = forgery
  return `${text}.${bytes(text).toString('base64url')}`
}

function problemOf(token: string, list: readonly Jwk[] = keys): JwtProblem | undefined {
  try {
    verifyIdToken(list, token, expected)
    return undefined
  } catch (error) {
    if (error instanceof JwtError) return error.code
    throw error
  }
}

test('a token that is all right says who signed in', () => {
  assert.deepEqual(verifyIdToken(keys, forge(), expected), {
    issuer: expected.issuer, subject: 'ada', email: 'ada@example.org', isEmailVerified: true,
    name: 'Ada', signedInAt: undefined,
  })
})

test('a token may be signed with several kinds of keys', () => {
  const rows: [alg: string, kid: string, key: KeyObject, hash: string | null][] = [
    ['RS256', 'rsa', rsa.privateKey, 'sha256'], ['ES256', 'curve', curve.privateKey, 'sha256'],
    ['ES384', 'p384', otherCurve.privateKey, 'sha384'],
    ['EdDSA', 'edwards', edwards.privateKey, null],
    ['Ed25519', 'edwards', edwards.privateKey, null],
    ['Ed25519', 'old name', edwards.privateKey, null],
    ['EdDSA', 'new name', edwards.privateKey, null],
  ]
  for (const [alg, kid, key, hash] of rows) {
    const token = forge({ header: { alg, kid }, key, hash })
    assert.equal(problemOf(token), undefined, alg)
    const changed = token.replace(/\..*\./, `.${encode({ ...claims, sub: 'eve' })}.`)
    assert.equal(problemOf(changed), 'signature', alg)
  }
})

test('a token may list hundreds of groups, and has an end', () => {
  const listing = (count: number) =>
    forge({ claims: { ...claims, groups: new Array(count).fill(crypto.randomUUID()) } })
  assert.ok(listing(1_000).length > 50_000)
  assert.equal(problemOf(listing(1_000)), undefined)
  assert.equal(problemOf(listing(1_400)), 'malformed')
  assert.equal(namesUnknownKey(keys, listing(1_000)), false)
})

test('a name that our own form would refuse is left out', () => {
  const rows: [name: unknown, stored: string][] = [
    [' Ada ', 'Ada'], [undefined, ''], [7, ''], ['a\0b', ''], ['a\nb', ''], ['\u202eada', ''],
    ['\u200b\u200b', ''], ['a'.repeat(101), 'a'.repeat(100)], ['👩\u200d🚀', '👩\u200d🚀'],
    [`${'a'.repeat(99)}🦊`, 'a'.repeat(99)],
  ]
  for (const [name, stored] of rows) {
    const token = forge({ claims: { ...claims, name } })
    assert.equal(verifyIdToken(keys, token, expected).name, stored, JSON.stringify(name))
  }
})

test('the header chooses nothing that could be forged', () => {
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
  const der = rsa.publicKey.export({ type: 'spki', format: 'der' })
  const hmac = (secret: string | Buffer) => (text: string) =>
    createHmac('sha256', secret).update(text).digest()
  const none = (name: string) =>
    ({ header: { ...header, alg: name }, bytes: () => Buffer.alloc(0) })
  const rows: [name: string, forgery: Forgery, problem: JwtProblem][] = [
    ['none', none('none'), 'algorithm'], ['None', none('None'), 'algorithm'],
    ['NONE', none('NONE'), 'algorithm'], ['nOnE', none('nOnE'), 'algorithm'],
    ['no alg', { header: { kid: 'rsa' } }, 'algorithm'],
    ['HS256 with the public key as text',
      { header: { ...header, alg: 'HS256' }, bytes: hmac(String(pem)) }, 'algorithm'],
    ['HS256 with the public key as bytes',
      { header: { ...header, alg: 'HS256' }, bytes: hmac(der) }, 'algorithm'],
    ['RS256 with an HMAC', { bytes: hmac(String(pem)) }, 'signature'],
    ['RS384', { header: { ...header, alg: 'RS384' } }, 'algorithm'],
    ['PS256', { header: { ...header, alg: 'PS256' } }, 'algorithm'],
    ['a list of algorithms', { header: { ...header, alg: ['RS256'] } }, 'algorithm'],
    ['the wrong algorithm for the key', { header: { ...header, alg: 'ES256' } }, 'unknown-key'],
    ['an unknown kid', { header: { ...header, kid: 'x' } }, 'unknown-key'],
    ['a kid that is a path', { header: { ...header, kid: '../../dev/null' } }, 'unknown-key'],
    ['a kid of every object', { header: { ...header, kid: 'constructor' } }, 'unknown-key'],
    ['no kid where there is a choice', { header: { alg: 'RS256' } }, 'unknown-key'],
    ['a key that encrypts', { header: { ...header, kid: 'encrypts' }, key: otherRsa.privateKey },
      'unknown-key'],
    ['a key of another algorithm',
      { header: { ...header, kid: 'other' }, key: otherRsa.privateKey }, 'unknown-key'],
    ['a short key', { header: { ...header, kid: 'short' }, key: shortRsa.privateKey },
      'unknown-key'],
    ['another curve', { header: { alg: 'ES256', kid: 'p384' }, key: otherCurve.privateKey },
      'unknown-key'],
    ['the wrong curve for ES384', { header: { alg: 'ES384', kid: 'curve' }, key: curve.privateKey },
      'unknown-key'],
    ['ES384 with the hash of ES256',
      { header: { alg: 'ES384', kid: 'p384' }, key: otherCurve.privateKey }, 'signature'],
    ['Ed448', { header: { alg: 'EdDSA', kid: 'ed448' }, key: otherEdwards.privateKey, hash: null },
      'unknown-key'],
    ['zeros for EdDSA',
      { header: { alg: 'EdDSA', kid: 'edwards' }, bytes: () => Buffer.alloc(64) }, 'signature'],
    ['too few bytes for EdDSA',
      { header: { alg: 'EdDSA', kid: 'edwards' }, bytes: () => Buffer.alloc(8) }, 'signature'],
    ['another key of the list', { key: otherRsa.privateKey }, 'signature'],
    ['a key that came along', {
      header: { ...header, jwk: readJwk(otherRsa.publicKey.export({ format: 'jwk' })) },
      key: otherRsa.privateKey,
    }, 'signature'],
    ['crit', { header: { ...header, crit: ['exp'] } }, 'critical'],
    ['an access token', { header: { ...header, typ: 'at+jwt' } }, 'type'],
    ['a logout token', { header: { ...header, typ: 'logout+jwt' } }, 'type'],
    ['an empty signature', { bytes: () => Buffer.alloc(0) }, 'signature'],
    ['zeros for ES256', { header: { alg: 'ES256', kid: 'curve' }, bytes: () => Buffer.alloc(64) },
      'signature'],
    ['DER for ES256', {
      header: { alg: 'ES256', kid: 'curve' },
      bytes: (text) => sign('sha256', Buffer.from(text), curve.privateKey),
    }, 'signature'],
  ]
  for (const [name, forgery, problem] of rows) {
    assert.equal(problemOf(forge(forgery)), problem, name)
  }
})

test('each claim counts', () => {
  const { nonce: _nonce, ...withoutNonce } = claims
  const rows: [name: string, claims: object | string, problem: JwtProblem | undefined][] = [
    ['another issuer', { ...claims, iss: 'https://evil.example' }, 'issuer'],
    ['the issuer with a slash', { ...claims, iss: `${expected.issuer}/` }, 'issuer'],
    ['no issuer', { ...claims, iss: undefined }, 'issuer'],
    ['another audience', { ...claims, aud: 'them' }, 'audience'],
    ['no audience', { ...claims, aud: undefined }, 'audience'],
    ['an empty list', { ...claims, aud: [] }, 'audience'],
    ['a list with us', { ...claims, aud: ['us'] }, undefined],
    ['a list without us', { ...claims, aud: ['them', 'others'] }, 'audience'],
    ['a list with others and no azp', { ...claims, aud: ['us', 'them'] }, 'audience'],
    ['a list made for others', { ...claims, aud: ['us', 'them'], azp: 'them' }, 'audience'],
    ['a list made for us', { ...claims, aud: ['us', 'them'], azp: 'us' }, undefined],
    ['azp is another', { ...claims, azp: 'them' }, 'audience'],
    ['a list in a list', { ...claims, aud: [['us']] }, 'audience'],
    ['expired now', { ...claims, exp: now }, 'expired'],
    ['a second left', { ...claims, exp: now + 1 }, undefined],
    ['exp is text', { ...claims, exp: `${now + 300}` }, 'claims'],
    ['no exp', { ...claims, exp: undefined }, 'claims'],
    ['no iat', { ...claims, iat: undefined }, 'claims'],
    ['made long ago', { ...claims, iat: now - 601 }, 'expired'],
    ['from the future', { ...claims, iat: now + 61 }, 'not-yet'],
    ['a clock ahead of ours', { ...claims, iat: now + 60 }, undefined],
    ['not yet', { ...claims, nbf: now + 61 }, 'not-yet'],
    ['no nonce', withoutNonce, 'nonce'],
    ['another nonce', { ...claims, nonce: 'n-2' }, 'nonce'],
    ['a list of nonces', { ...claims, nonce: ['n-1'] }, 'nonce'],
    ['no subject', { ...claims, sub: undefined }, 'claims'],
    ['an empty subject', { ...claims, sub: '' }, 'claims'],
    ['a number for a subject', { ...claims, sub: 7 }, 'claims'],
    ['a long subject', { ...claims, sub: 'x'.repeat(256) }, 'claims'],
    ['no object', '[]', 'claims'],
    ['a name twice', '{"iss":"a","iss":"b"}', 'malformed'],
  ]
  for (const [name, changed, problem] of rows) {
    assert.equal(problemOf(forge({ claims: changed })), problem, name)
  }
})

test('an address is confirmed by true alone', () => {
  for (const verified of [false, 'true', 1, null, undefined]) {
    const token = forge({ claims: { ...claims, email_verified: verified } })
    assert.equal(verifyIdToken(keys, token, expected).isEmailVerified, false, String(verified))
  }
})

test("what isn't a token is refused", () => {
  const [head = '', body = '', signature = ''] = forge().split('.')
  for (const token of ['', 'x', `${head}.${body}`, `${head}.${body}.`, `${forge()}.`, `${forge()}=`,
    `${head}.${body}.${signature}.${signature}`, ` ${forge()}`]) {
    assert.ok(problemOf(token), token.slice(0, 20))
  }
})

test('a key without a name counts where there is no choice', () => {
  const token = forge({ header: { alg: 'RS256' } })
  const list = [publish(rsa.publicKey, 'a'), publish(curve.publicKey, 'b')]
  assert.equal(problemOf(token, list), undefined)
  assert.equal(problemOf(token, []), 'unknown-key')
  assert.equal(problemOf(token, [{ kty: 'RSA' }]), 'unknown-key')
  assert.equal(namesUnknownKey(keys, token), false)
  assert.equal(namesUnknownKey(keys, forge({ header: { ...header, kid: 'new' } })), true)
})

test('of a list of keys only the public members are read', () => {
  const jwk = rsa.privateKey.export({ format: 'jwk' })
  assert.deepEqual(Object.keys(readJwk(jwk) ?? {}).sort(), ['e', 'kty', 'n'])
  for (const value of [undefined, null, 'x', [], {}, { keys: {} }, { keys: [null, 'x', {}] }]) {
    assert.deepEqual(readKeySet(value), [])
  }
})

test('a thumbprint is that of RFC 7638, section 3.1', () => {
  const n = [
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc',
    '_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQ',
    'R0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bF',
    'TWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  ].join('')
  const jwk = { kid: '2011-04-29', alg: 'RS256', kty: 'RSA', n, e: 'AQAB' }
  assert.equal(thumbprintOf(jwk), 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  assert.ok(createPublicKey({ key: jwk, format: 'jwk' }))
})
