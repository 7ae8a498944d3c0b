import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { hashRecoveryCode, makeRecoveryCodes } from '../../../src/auth/passwords/recoveryCodes.ts'
import { pooledRandom } from '../../../src/basics/random.ts'

const random = pooledRandom()

test('there are ten, all different, in groups of four', () => {
  const codes = [...makeRecoveryCodes(random), ...makeRecoveryCodes(random)]
  assert.equal(codes.length, 20)
  assert.equal(new Set(codes).size, 20)
  for (const code of codes) assert.match(code, /^[a-z2-7]{4}(?:-[a-z2-7]{4}){5}$/)
})

test('all 120 bits are random, more than the 112 that a plain hash needs', () => {
  const codes = makeRecoveryCodes((size) => Buffer.from('foobarbaz!foobarbaz!').subarray(0, size))
  assert.deepEqual(new Set(codes), new Set(['mzxw-6ytb-ojrg-c6rb-mzxw-6ytb']))
})

test('only a hash is stored, and it is the same however the code is typed', () => {
  const long = createHash('sha256').update('mzxw-6ytb-ojrg-c6rb-mzxw-6ytb').digest()
  for (const typed of [
    'mzxw-6ytb-ojrg-c6rb-mzxw-6ytb', 'MZXW6YTBOJRGC6RBMZXW6YTB',
    'mzxw - 6ytb - ojrg - c6rb - mzxw - 6ytb', 'mzxw\u20136ytb ojrg\u00a0c6rb mzxw 6ytb ',
  ]) {
    assert.deepEqual(Buffer.from(hashRecoveryCode(typed) ?? []), long, typed)
  }
})

test('an older code, of 80 bits, still has its hash', () => {
  const stored = createHash('sha256').update('mzxw-6ytb-ojrg-c6rb').digest()
  const typings = [
    'mzxw-6ytb-ojrg-c6rb', 'MZXW-6YTB-OJRG-C6RB', 'mzxw6ytbojrgc6rb', ' mzxw 6ytb ojrg c6rb ',
    'mzxw - 6ytb - ojrg - c6rb', 'Mzxw6-ytbojrgc6-rb', 'mzxw--6ytbojrgc6rb-',
    'mzxw\u20136ytb\u2014ojrg\u2010c6rb', 'mzxw\u00a06ytb\u202fojrg\tc6rb',
  ]
  for (const typed of typings) {
    assert.deepEqual(Buffer.from(hashRecoveryCode(typed) ?? []), stored, typed)
  }
})

test('what cannot be a code has no hash', () => {
  const typings = [
    '', '-', 'mzxw-6ytb-ojrg-c6r', 'mzxw-6ytb-ojrg-c6rbaa', 'mzxw-6ytb-ojrg-c6r1',
    'mzxw-6ytb-ojrg-c6r8', 'mzxw_6ytb_ojrg_c6rb', 'mzxw6ytbojrgc6r=', 'mzxw6ytbojrgc6rb\n',
    'mzxw6ytbojrgc6rbmzxw6yt', 'mzxw6ytbojrgc6rbmzxw6ytbo', 'mzxw6ytbojrgc6rb'.repeat(2),
    'mzxw-6ytb-ojrg-c6rb-mzxw', `mzxw6ytbojrgc6rbmzxw6ytb${' '.repeat(30)}`,
  ]
  for (const typed of typings) assert.equal(hashRecoveryCode(typed), undefined, typed)
})

test('every code that is made has a hash of its own', () => {
  const codes = makeRecoveryCodes(random)
  const hashes = codes.map((code) => Buffer.from(hashRecoveryCode(code) ?? []).toString('hex'))
  assert.equal(new Set(hashes).size, 10)
  for (const hash of hashes) assert.match(hash, /^[0-9a-f]{64}$/)
})
