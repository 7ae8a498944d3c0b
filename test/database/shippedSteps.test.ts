// The steps of schema.sql that are on main, by their hashes. Databases out there have had these
// steps: an edit would leave them behind, so it fails here. What a change needs is a new step.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { parseSteps } from '../../src/database/migrate.ts'
import { hashSql } from '../../src/database/stepHash.ts'

// In their order. A step gets its line when it comes to main, and a line never changes.
const shipped: readonly (readonly [name: string, hash: string])[] = [
  ['links', '4540f7fd371587396cc4d041530013884ef2368e0147c9981ef7133aa579ef3c'],
  ['visits', '0b35f82d1a3b1f327abaa77bd992c1eecda54e3d2ffefd7c0d38e7436682b308'],
  ['limits and reports', 'b721a15b7a94762467dc2fd2276710ea1f5b8488e724c234c1422a0f21470a1b'],
  ['accounts', 'f3f8044fdd9393d9e323cd967cb36cbeb86ae27f9027b5dde4b2a5272a5c391d'],
  ['oauth', '250df3e48afcbcfa65509791120d3bd5114f9f5f7bb1d0af2afc660372160284'],
  ['write probes', 'd302f07645cd42d65e52ce26fe2e270857fb845eddbd5d51707491eaeefb3513'],
  ['invitations', 'ffbd4dc0b52d1fed11df4ec6ed208d440a0cba8028284f7dbc18893646b235be'],
  ['growth', 'b701f524e44785281df950809ae9fc9e7a09a35ac6acb2f8782bb19f4ec93420'],
  ['nothing is replaced', '25c3a438495f1b2ff1c6698dbcdd55773caf628ab28b1a476352004fdc7a5697'],
  ['one secret', '02c0c9b454f24c6569b216723f2bbfeac0a580277f2b921f675e1e5e6046a362'],
  ['the last administrator is not replaced',
    '79af69c4963fc8ff40349e3b764a97a9eb61509f94ce3c885c43c7260c96c122'],
  ['imports', 'baa671ad345f28705c3858533680861f19be086fa7686e3a90cb5af4bea2dbad'],
  ['wide search, rewritten names',
    '4c41f668e426708c15b8683dfe2a9fcdea3d0445e763ced4b4b194af34895656'],
]

const steps = parseSteps(readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8'))

for (const [index, [name, hash]] of shipped.entries()) {
  test(`step ${index + 1} (${name}) is as it was when it came to main`, () => {
    const step = steps[index]
    assert.ok(step, `Step ${index + 1} is gone from schema.sql: databases have had it, so keep it`)
    assert.equal(hashSql(step.text), hash,
      `Step ${step.number} was edited after it shipped: take the edit back, and append a new step`)
  })
}

test('every step has its line in the list', () => {
  const missing = steps.slice(shipped.length).map(({ name, text }) =>
    `  ['${name}', '${hashSql(text)}'],`)
  assert.deepEqual(missing, [], `Add to ${import.meta.filename}:\n${missing.join('\n')}`)
})
