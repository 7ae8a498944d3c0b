import assert from 'node:assert/strict'
import test from 'node:test'
import { isDue, proofSeeds } from './proofSeeds.ts'

const noon = Date.UTC(2026, 0, 31, 12)
const day = 20_484
const rows: [environment: Record<string, string>, seeds: readonly number[]][] = [
  [{}, [day]],
  [{ CI: '1' }, [day, day + 1, day + 2]],
  [{ CI: '' }, [day]],
  [{ PROOF_SEED: '7' }, [7]],
  [{ PROOF_SEED: '7', CI: '1' }, [7, 8, 9]],
]

test('an answer is run with the seed of the day, in CI with three', () => {
  for (const [environment, seeds] of rows) assert.deepEqual(proofSeeds(environment, noon), seeds)
})

test('the seed is the same all day, and another one tomorrow', () => {
  assert.deepEqual(proofSeeds({}, noon + 11 * 3_600_000), [day])
  assert.deepEqual(proofSeeds({}, noon + 12 * 3_600_000), [day + 1])
})

test("a seed that isn't a number is named", () => {
  assert.throws(() => proofSeeds({ PROOF_SEED: 'x' }, noon), /^Error: PROOF_SEED=x: write a whole/)
})

test('each answer is due on one day of three, or every day', () => {
  const days = [day, day + 1, day + 2]
  for (let index = 0; index < 10; index += 1) {
    const due = (environment: Record<string, string>) =>
      days.filter((seed) => isDue(index, seed, environment)).length
    assert.equal(due({ PROOF_PARTS: '3' }), 1)
    assert.equal(due({}), 3)
  }
})
