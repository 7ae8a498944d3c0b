import assert from 'node:assert/strict'
import test from 'node:test'
import { pooledRandom } from '../../src/basics/random.ts'

test('there are as many bytes as were asked for, whatever the pool has left', () => {
  const random = pooledRandom()
  for (const size of [0, 1, 7, 32, 4_000, 96, 4_096, 4_097, 10_000, 1]) {
    assert.equal(random(size).length, size)
  }
})

test('no bytes are given twice, and none change after they were given', () => {
  const random = pooledRandom()
  const given = Array.from({ length: 3_000 }, () => random(16))
  const texts = given.map((bytes) => Buffer.from(bytes).toString('hex'))
  assert.equal(new Set(texts).size, given.length)
  assert.ok(!texts.includes('00'.repeat(16)))
  random(4_096).fill(0)
  assert.deepEqual(given.map((bytes) => Buffer.from(bytes).toString('hex')), texts)
})

test('every value of a byte comes about as often as any other', () => {
  const random = pooledRandom()
  const counts = new Array<number>(256).fill(0)
  for (let round = 0; round < 4_000; round += 1) {
    for (const byte of random(64)) counts[byte] = (counts[byte] ?? 0) + 1
  }
  // 1000 are expected of each; seven standard deviations are no accident.
  for (const [byte, count] of counts.entries()) {
    assert.ok(Math.abs(count - 1_000) < 220, `${count} times ${byte}`)
  }
})
