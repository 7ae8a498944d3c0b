import assert from 'node:assert/strict'
import test from 'node:test'
import {
  challengeOf, isChallenge, isVerifier, makeVerifier,
} from '../../../src/features/oauth/pkce.ts'
import { pooledRandom } from '../../../src/basics/random.ts'

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

test('the vector of RFC 7636, appendix B', () => {
  assert.equal(challengeOf(verifier), challenge)
})

test('a verifier has 43 to 128 letters that need no escape', () => {
  const rows: [text: string, isOne: boolean][] = [
    [verifier, true],
    ['a'.repeat(43), true],
    ['a'.repeat(128), true],
    [`${'Az09-._~'.repeat(8)}`, true],
    ['a'.repeat(42), false],
    ['a'.repeat(129), false],
    ['', false],
    [`${'a'.repeat(43)}\n`, false],
    [`${'a'.repeat(43)}+`, false],
    [`${'a'.repeat(43)}=`, false],
    [`${'a'.repeat(43)} `, false],
    [`${'a'.repeat(43)}é`, false],
    [`${'a'.repeat(43)}%`, false],
  ]
  for (const [text, isOne] of rows) assert.equal(isVerifier(text), isOne, text)
})

test('a challenge is 256 bits in canonical base64url', () => {
  const rows: [text: string, isOne: boolean][] = [
    [challenge, true],
    [`${challenge.slice(0, -1)}N`, false],
    [`${challenge}=`, false],
    [`${challenge}\n`, false],
    [challenge.slice(0, -1), false],
    [`${challenge}A`, false],
    [challenge.replace('-', '+'), false],
    ['', false],
  ]
  for (const [text, isOne] of rows) assert.equal(isChallenge(text), isOne, text)
})

test('verifiers that are made have the right form, and never repeat', () => {
  const random = pooledRandom()
  const made = Array.from({ length: 50 }, () => makeVerifier(random))
  assert.equal(new Set(made).size, 50)
  for (const one of made) {
    assert.ok(isVerifier(one))
    assert.ok(isChallenge(challengeOf(one)))
  }
})
