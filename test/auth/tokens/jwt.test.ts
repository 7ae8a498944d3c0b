import assert from 'node:assert/strict'
import test from 'node:test'
import { signJwt, verifyJwt, type Claims } from '../../../src/auth/tokens/jwt.ts'
import { JwtError, type JwtProblem } from '../../../src/auth/tokens/jwtParts.ts'
import { createJwtKeys } from '../../../src/auth/tokens/jwtKeys.ts'
import {
  audience, expected, forge, goodClaims, goodHeader, issuer, keys, secret, sign, typ,
} from '../forge.ts'

const verify = (token: string): Claims => verifyJwt(keys, token, expected)

function refuses(token: string, code: JwtProblem, rule: string): void {
  assert.throws(() => verify(token), (error: unknown) => {
    assert.ok(error instanceof JwtError, `${rule}: ${error}`)
    assert.equal(error.code, code, rule)
    return true
  }, rule)
}

test('what was signed is what comes back', () => {
  const token = signJwt(keys, { typ, claims: goodClaims })
  assert.match(token, /^[\w-]+\.[\w-]+\.[\w-]{43}$/)
  assert.deepEqual(verify(token), goodClaims)
  assert.equal(token, forge(), 'the tokens of these tests are made in the same way')
  const more = { sub: 'käse 🧀', aud: ['other', audience], deep: { list: [1, null] } }
  const claims = { ...goodClaims, ...more }
  assert.deepEqual(verify(signJwt(keys, { typ, claims })), claims)
})

test('a new key signs, and tokens of the old one hold while it is there', () => {
  const old = { kid: 'old', secret }
  const fresh = { kid: 'fresh', secret: Buffer.alloc(32, 9) }
  const oldToken = signJwt(createJwtKeys([old]), { typ, claims: goodClaims })
  const both = createJwtKeys([fresh, old])
  const freshToken = signJwt(both, { typ, claims: goodClaims })
  for (const token of [oldToken, freshToken]) {
    assert.deepEqual(verifyJwt(both, token, expected), goodClaims)
  }
  const refused = { name: 'JwtError', code: 'unknown-key' }
  assert.throws(() => verifyJwt(createJwtKeys([fresh]), oldToken, expected), refused)
  assert.throws(() => verifyJwt(createJwtKeys([old]), freshToken, expected), refused)
  // The name of one key does not make the signature of another good.
  const swapped = forge({ header: { ...goodHeader, kid: 'fresh' } })
  assert.throws(() => verifyJwt(both, swapped, expected), { code: 'signature' })
})

test("a token of one purpose isn't valid for another", () => {
  const token = signJwt(keys, { typ: 'reset+jwt', claims: goodClaims })
  refuses(token, 'type', 'a token of another type that we signed')
  assert.deepEqual(verifyJwt(keys, token, { ...expected, typ: 'reset+jwt' }), goodClaims)
  const access = signJwt(keys, { typ, claims: goodClaims })
  const other = { ...expected, typ: 'reset+jwt' }
  assert.throws(() => verifyJwt(keys, access, other), { code: 'type' })
})

test('the header is read strictly', () => {
  const { alg, kid } = goodHeader
  const rest = `"typ":"${typ}","kid":"${kid}"}`
  const rows: [rule: string, header: object | string, code: JwtProblem][] = [
    ...['none', 'None', 'NONE', 'nOnE', 'none ', '', 'hs256', 'HS256 ', 'HS384', 'HS512', 'RS256',
      'ES256', 'PS256', 'EdDSA', 'HS256\0', 'HS2566', 'A256KW', 'dir'].map(
      (other): [string, object, JwtProblem] =>
        [`the algorithm ${other}`, { ...goodHeader, alg: other }, 'algorithm'],
    ),
    ['no algorithm', { typ, kid }, 'algorithm'],
    ['the algorithm null', { ...goodHeader, alg: null }, 'algorithm'],
    ['a list of algorithms', { ...goodHeader, alg: ['HS256'] }, 'algorithm'],
    ['a number', { ...goodHeader, alg: 256 }, 'algorithm'],
    ['another letter case of the name', { ALG: alg, typ, kid }, 'algorithm'],
    ['crit', { ...goodHeader, crit: ['exp'] }, 'critical'],
    ['an empty crit', { ...goodHeader, crit: [] }, 'critical'],
    ['crit null', { ...goodHeader, crit: null }, 'critical'],
    ['crit and b64', { ...goodHeader, b64: false, crit: ['b64'] }, 'critical'],
    ['no type', { alg, kid }, 'type'],
    ['the type JWT', { ...goodHeader, typ: 'JWT' }, 'type'],
    ['the type in capitals', { ...goodHeader, typ: 'AT+JWT' }, 'type'],
    ['a longer type', { ...goodHeader, typ: 'application/at+jwt' }, 'type'],
    ['a list of types', { ...goodHeader, typ: [typ] }, 'type'],
    ['no kid', { alg, typ }, 'unknown-key'],
    ...[
      'other', '', ' ', '../../dev/null', '/dev/null', '../../../../proc/self/environ',
      "x' or '1'='1", "x' union select 'secret' --", '2026-11\0', '2026-11 ', '2026-11/',
      'constructor', 'toString', 'hasOwnProperty', 'size', 'get', 'http://evil.example/key',
      '|id', '*', '%s', 0, 1, -1, null, true, ['2026-11'], { kid: '2026-11' }, [], '__proto__',
    ].map((other): [string, object, JwtProblem] =>
      [`the kid ${JSON.stringify(other)}`, { ...goodHeader, kid: other }, 'unknown-key']),
    ['an empty header', {}, 'algorithm'],
    ['null', 'null', 'malformed'],
    ['a list', '["HS256"]', 'malformed'],
    ['a text', '"HS256"', 'malformed'],
    ['a number alone', '1', 'malformed'],
    ['no JSON', 'alg=HS256', 'malformed'],
    ['nothing', '', 'malformed'],
    ['a comma too much', `{"alg":"HS256",,${rest}`, 'malformed'],
    ['single quotes', `{'alg':'HS256'}`, 'malformed'],
    ['something behind', `${JSON.stringify(goodHeader)}x`, 'malformed'],
    ['a second object behind', JSON.stringify(goodHeader).repeat(2), 'malformed'],
    ['alg twice', `{"alg":"none","alg":"HS256",${rest}`, 'malformed'],
    ['and the other way', `{"alg":"HS256","alg":"none",${rest}`, 'malformed'],
    ['alg twice, once escaped', `{"alg":"HS256","\\u0061lg":"none",${rest}`, 'malformed'],
    ['kid twice', `{"alg":"HS256","kid":"x",${rest}`, 'malformed'],
    ['a prototype', `{"__proto__":{"alg":"HS256"},${rest}`, 'malformed'],
    ['a byte order mark', `\ufeff${JSON.stringify(goodHeader)}`, 'malformed'],
    ['too deep', `{"x":${'['.repeat(100)}${']'.repeat(100)}}`, 'malformed'],
    ['UTF-16', Buffer.from(JSON.stringify(goodHeader), 'utf16le'), 'malformed'],
    [
      'half of a surrogate pair',
      bytes(JSON.stringify({ ...goodHeader, x: '?' }).replace('?', '\xed\xa0\x80')),
      'malformed',
    ],
  ]
  for (const [rule, header, code] of rows) refuses(forge({ header }), code, rule)
})

test('a header that brings a key along changes nothing', () => {
  const evil = Buffer.alloc(32, 7)
  const jwk = { kty: 'oct', alg: 'HS256', k: evil.toString('base64url') }
  const extras: [name: string, value: unknown][] = [
    ['jwk', jwk], ['jku', 'https://evil.example/keys'], ['x5u', 'https://evil.example/cert'],
    ['x5c', ['MIIB']], ['x5t', 'AAAA'], ['x5t#S256', 'AAAA'], ['zip', 'DEF'], ['b64', false],
    ['cty', 'JWT'], ['constructor', { name: 'x' }],
  ]
  for (const [name, value] of extras) {
    const header = { ...goodHeader, [name]: value }
    refuses(forge({ header, secret: evil }), 'signature', `${name}, signed with the key it brings`)
    assert.deepEqual(verify(forge({ header })), goodClaims, `${name}, signed with ours`)
  }
})

test('a header in another order or with blanks holds when it is signed so', () => {
  const { alg, kid } = goodHeader
  const headers = [
    { kid, typ, alg }, { typ, alg, kid }, JSON.stringify(goodHeader, null, 2),
    ` ${JSON.stringify(goodHeader)}\r\n`, `{"\\u0061lg":"HS256","typ":"${typ}","kid":"${kid}"}`,
  ]
  for (const header of headers) assert.deepEqual(verify(forge({ header })), goodClaims)
})

test('only the signature of our key over these very bytes is good', () => {
  const token = forge()
  const [header = '', payload = '', signature = ''] = token.split('.')
  const longer = Buffer.concat([Buffer.from(signature, 'base64url'), Buffer.of(0)])
  const flip = (text: string, at: number): string =>
    text.slice(0, at) + (text[at] === 'A' ? 'E' : 'A') + text.slice(at + 1)
  const admin = forge({ payload: { ...goodClaims, role: 'admin' } }).split('.')[1]
  const rows: [rule: string, token: string][] = [
    ['another key', forge({ secret: Buffer.alloc(32, 7) })],
    ['an empty key', forge({ secret: new Uint8Array() })],
    ['a key of zeros', forge({ secret: new Uint8Array(32) })],
    ['another hash', forge({ algorithm: 'sha512' })],
    ['SHA-1', forge({ algorithm: 'sha1' })],
    ['no signature', `${header}.${payload}.`],
    ['the first letter changed', `${header}.${payload}.${flip(signature, 0)}`],
    ['the one before the last changed', `${header}.${payload}.${flip(signature, 41)}`],
    ['a signature that was cut', `${header}.${payload}.${signature.slice(0, 40)}`],
    ['half a signature', `${header}.${payload}.${signature.slice(0, 20)}`],
    ['a byte behind the signature', `${header}.${payload}.${longer.toString('base64url')}`],
    ['the signature of another token', `${header}.${admin}.${signature}`],
    ['a payload that was changed', `${header}.${flip(payload, 8)}.${signature}`],
    ['the payload as signature', `${header}.${payload}.${payload}`],
    ['a signature of the payload alone', `${header}.${sign(payload)}`],
    ['a payload that is empty', `${header}..${signature}`],
  ]
  for (const [rule, forged] of rows) refuses(forged, 'signature', rule)
})

test('the signature is checked before anything in the payload is read', () => {
  const evil = Buffer.alloc(32, 7)
  const expired = { ...goodClaims, exp: 0 }
  for (const payload of ['no JSON', '[]', '{"a":1,"a":1}', '\ufeff{}', {}, expired]) {
    refuses(forge({ payload, secret: evil }), 'signature', JSON.stringify(payload))
  }
})

test('a token has one spelling', () => {
  const token = forge()
  const [header = '', payload = '', signature = ''] = token.split('.')
  // One letter more than a multiple of four holds six bits, which are no byte.
  const ragged = payload + 'A'.repeat((5 - payload.length % 4) % 4)
  const odd = forge({ payload: { ...goodClaims, pad: 'x'.repeat(2) } })
  const blanks = [' ', '\t', '\n', '\r\n', '\0', '\u00a0', '\u200b', '\ufeff']
  const rows: [rule: string, token: string][] = [
    ['nothing', ''],
    ['one part', header],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${token}.${signature}`],
    ['five parts, as an encrypted token has', `${token}.AAAA.AAAA`],
    ['a dot behind', `${token}.`],
    ['a dot before', `.${token}`],
    ['dots only', '..'],
    ['two dots in the middle', `${header}..${payload}.${signature}`],
    ['another separator', token.replaceAll('.', ',')],
    ...blanks.flatMap((blank): [string, string][] => [
      [`${JSON.stringify(blank)} before`, `${blank}${token}`],
      [`${JSON.stringify(blank)} behind`, `${token}${blank}`],
      [`${JSON.stringify(blank)} in the payload`, `${header}.${payload}${blank}.${signature}`],
      [`${JSON.stringify(blank)} in the signature`, `${header}.${payload}.${blank}${signature}`],
      [`${JSON.stringify(blank)}, signed so`, sign(`${header}${blank}.${payload}`)],
      [`${JSON.stringify(blank)} in the payload, signed so`, sign(`${header}.${blank}${payload}`)],
    ]),
    ['padding behind the signature', `${token}=`],
    ['padding behind the payload, signed so', sign(`${header}.${encodePadded(goodClaims)}`)],
    ['padding behind the header, signed so', sign(`${encodePadded(goodHeader)}.${payload}`)],
    ['standard base64, signed so', sign(`${header}.${standard({ ...goodClaims, x: '??>>' })}`)],
    ['bits that are left over in the signature', leftOver(token)],
    ['in the payload, signed so', sign(leftOver(odd.slice(0, odd.lastIndexOf('.'))))],
    ['a letter that is left over in the signature', `${token}AA`],
    ['and in the payload, signed so', sign(`${header}.${ragged}`)],
    ['percent escapes', token.replaceAll('.', '%2E')],
    ['letters that look alike', token.replace('e', '\u0435')],
    ['a scheme before', `Bearer ${token}`],
  ]
  for (const [rule, forged] of rows) {
    assert.notEqual(forged, token, rule)
    refuses(forged, 'malformed', rule)
  }
})

test('a token has at most 8 KiB', () => {
  const empty = forge({ payload: { ...goodClaims, x: '' } }).length
  const fill = Math.floor((8192 - empty) * 3 / 4)
  const largest = forge({ payload: { ...goodClaims, x: 'x'.repeat(fill - 1) } })
  assert.ok(largest.length > 8188 && largest.length <= 8192)
  assert.equal(verify(largest).sub, '42')
  refuses(forge({ payload: { ...goodClaims, x: 'x'.repeat(fill + 3) } }), 'malformed', 'more')
  refuses('.'.repeat(8193), 'malformed', 'dots')
  refuses('x'.repeat(50_000_000), 'malformed', 'fifty megabytes')
})

test('the payload is read strictly', () => {
  const text = JSON.stringify(goodClaims)
  const rows: [rule: string, payload: object | string, code: JwtProblem][] = [
    ['null', 'null', 'claims'],
    ['a list', '[]', 'claims'],
    ['a list with claims', `[${text}]`, 'claims'],
    ['a text', '"sub"', 'claims'],
    ['a number', '1', 'claims'],
    ['true', 'true', 'claims'],
    ['nothing', '', 'malformed'],
    ['no JSON', 'sub=42', 'malformed'],
    ['NaN', text.replace(/"exp":\d+/, '"exp":NaN'), 'malformed'],
    ['Infinity', text.replace(/"exp":\d+/, '"exp":Infinity'), 'malformed'],
    ['sub twice', text.replace('{', '{"sub":"1",'), 'malformed'],
    ['exp twice', text.replace('}', ',"exp":9999999999}'), 'malformed'],
    ['exp twice, once escaped', text.replace('}', ',"\\u0065xp":9999999999}'), 'malformed'],
    ['a name twice deep inside', text.replace('}', ',"x":[{"y":1,"y":1}]}'), 'malformed'],
    ['a prototype', text.replace('}', ',"__proto__":{"role":"admin"}}'), 'malformed'],
    ['too deep', text.replace('}', `,"x":${'['.repeat(99)}${']'.repeat(99)}}`), 'malformed'],
    ['a byte order mark', `\ufeff${text}`, 'malformed'],
    ['latin-1', bytes(text.replace('42', '\xe9')), 'malformed'],
    ['half of a pair in UTF-8', bytes(text.replace('42', '\xed\xa0\x80')), 'malformed'],
    ['UTF-8 that is too long', bytes(text.replace('42', '\xc0\xaf')), 'malformed'],
    ['UTF-8 that is cut off', bytes(`${text}\xf0\x9f`), 'malformed'],
    ['something behind', `${text}\0`, 'malformed'],
  ]
  for (const [rule, payload, code] of rows) refuses(forge({ payload }), code, rule)
})

test('the message of an error says nothing of the token', () => {
  for (const token of ['secret', 'secret.secret.secret', forge({ header: { alg: 'secret' } })]) {
    assert.throws(() => verify(token), (error: unknown) => {
      assert.ok(error instanceof JwtError)
      assert.doesNotMatch(`${error.message} ${error.cause}`, /secret/)
      return true
    })
  }
})

test('the issuer and the audience are those that we ask for', () => {
  const token = forge()
  assert.throws(
    () => verifyJwt(keys, token, { ...expected, issuer: audience }), { code: 'issuer' })
  assert.throws(
    () => verifyJwt(keys, token, { ...expected, audience: issuer }), { code: 'audience' })
})

/** Takes each character for a byte. */
function bytes(latin1: string): Uint8Array {
  return Buffer.from(latin1, 'latin1')
}

function encodePadded(part: object): string {
  // Blanks behind JSON are allowed, and make a length that needs padding.
  const text = JSON.stringify(part)
  return Buffer.from(text.padEnd(text.length + (text.length % 3 === 0 ? 1 : 0))).toString('base64')
    .replaceAll('+', '-').replaceAll('/', '_')
}

function standard(part: object): string {
  const encoded = Buffer.from(JSON.stringify(part)).toString('base64').replaceAll('=', '')
  assert.match(encoded, /[+/]/)
  return encoded
}

/** Sets a bit in the last letter that belongs to no byte. */
function leftOver(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(text.at(-1) ?? '')
  const changed = text.slice(0, -1) + alphabet.charAt(last + 1)
  const decode = (token: string): Buffer => Buffer.from(token.split('.').at(-1) ?? '', 'base64url')
  assert.deepEqual(decode(changed), decode(text), 'node reads the same bytes')
  return changed
}
