import assert from 'node:assert/strict'
import test from 'node:test'
import { makeTotpSecret, totpCode, totpUri, verifyTotp } from '../../../src/auth/passwords/totp.ts'
import { encodeBase32 } from '../../../src/basics/base32.ts'
import { pooledRandom } from '../../../src/basics/random.ts'

// The secret of the vectors in RFC 4226 and RFC 6238.
const secret = encodeBase32(Buffer.from('12345678901234567890'))

test('the vectors of RFC 6238, appendix B; of their eight digits we show the last six', () => {
  const rows: [seconds: number, eightDigits: string][] = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ]
  for (const [seconds, eightDigits] of rows) {
    const code = eightDigits.slice(2)
    const step = Math.floor(seconds / 30)
    assert.equal(totpCode(secret, step), code)
    assert.equal(verifyTotp(secret, code, { now: seconds }), step)
  }
})

test('the vectors of RFC 4226, appendix D', () => {
  const codes = [
    '755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871',
    '520489',
  ]
  assert.deepEqual(codes.map((_, step) => totpCode(secret, step)), codes)
})

test('the step before and the one after count too, and no other', () => {
  const step = 1_000
  const code = totpCode(secret, step)
  const rows: [now: number, result: number | undefined][] = [
    [step * 30 - 31, undefined],
    [step * 30 - 30, step],
    [step * 30 - 1, step],
    [step * 30, step],
    [step * 30 + 29.999, step],
    [step * 30 + 30, step],
    [step * 30 + 59, step],
    [step * 30 + 60, undefined],
  ]
  for (const [now, result] of rows) {
    assert.equal(verifyTotp(secret, code, { now }), result, `at ${now}`)
  }
})

test('a code is good once, and what was before it is over', () => {
  const now = 30_000
  const rows: [step: number, lastStep: number, result: number | undefined][] = [
    [999, 998, 999],
    [999, 999, undefined],
    [999, 1_000, undefined],
    [1_000, 999, 1_000],
    [1_000, 1_000, undefined],
    [1_001, 1_000, 1_001],
    [1_001, 1_001, undefined],
    [1_001, 2_000, undefined],
    // The clock was set back by more than eight hours since.
    [1_000, 2_001, undefined],
    [1_000, 2_002, 1_000],
    [1_000, 5_000_000, 1_000],
    [998, 5_000_000, undefined],
  ]
  for (const [step, lastStep, result] of rows) {
    assert.equal(verifyTotp(secret, totpCode(secret, step), { now, lastStep }), result)
  }
})

test('a code is six digits, which apps show with a space', () => {
  const now = 1_111_111_109
  const step = Math.floor(now / 30)
  const right = [
    '081804', '081 804', ' 081804 ', '081\u00a0804', '081-804', '\u2009081804\t', '０８１８０４',
  ]
  for (const code of right) {
    assert.equal(verifyTotp(secret, code, { now }), step, code)
  }
  const wrong = [
    '', '081805', '81804', '0081804', '07081804', '081804\n', '-81804', '8.1804', '0x13f8c',
    '\u0660\u0668\u0661\u0668\u0660\u0664', '081804a', 'NaN', '81804 0',
    '081804\u00b2', '081_804', '081.804',
  ]
  for (const code of wrong) assert.equal(verifyTotp(secret, code, { now }), undefined, code)
})

test('the first step has none before it', () => {
  assert.equal(verifyTotp(secret, totpCode(secret, 0), { now: 0 }), 0)
  assert.equal(verifyTotp(secret, totpCode(secret, 1), { now: 0 }), 1)
})

test('a secret has 160 bits in base32, another one each time', () => {
  const random = pooledRandom()
  const secrets = new Set(Array.from({ length: 50 }, () => makeTotpSecret(random)))
  assert.equal(secrets.size, 50)
  for (const made of secrets) assert.match(made, /^[A-Z2-7]{32}$/)
})

test('an empty secret is refused', () => {
  for (const bad of ['', ' ', 'not base32!', '1', '========']) {
    assert.throws(() => totpCode(bad, 1), /A TOTP secret isn't valid base32/)
  }
})

test('the address for the app has a label and a secret, and nothing gets out of its place', () => {
  const rows: [issuer: string, account: string, label: string, named: string][] = [
    ['Groundwork', 'ann@b.example', 'Groundwork:ann%40b.example', 'Groundwork'],
    ['My site', 'a b', 'My%20site:a%20b', 'My%20site'],
    ['A:B&secret=X', '?secret=Y#', 'A-B%26secret%3DX:%3Fsecret%3DY%23', 'A-B%26secret%3DX'],
    ['localhost:3000', 'a:b@c', 'localhost-3000:a-b%40c', 'localhost-3000'],
    ['[::1]:80', 'a', '%5B--1%5D-80:a', '%5B--1%5D-80'],
    ['Käse', '🧀', 'K%C3%A4se:%F0%9F%A7%80', 'K%C3%A4se'],
  ]
  for (const [issuer, account, label, named] of rows) {
    const uri = totpUri(secret, { issuer, account })
    assert.equal(uri, `otpauth://totp/${label}?secret=${secret}&issuer=${named}`)
    assert.deepEqual(
      [...new URL(uri).searchParams], [['secret', secret], ['issuer', issuer.replaceAll(':', '-')]],
    )
    const [prefix, ...others] = decodeURIComponent(new URL(uri).pathname.slice(1)).split(':')
    assert.equal(prefix?.split('/').at(-1), issuer.replaceAll(':', '-'))
    assert.equal(others.length, 1, 'the label has one colon, decoded or not')
  }
})
