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

// No failure: a branch may still change its own step. The summary shows it until the line is here.
for (const { number, name, text } of steps.slice(shipped.length)) {
  test(`step ${number} (${name}) has a line in the list once it is on main`, { todo: true }, () => {
    assert.fail(`When step ${number} comes to main, add this line to ${import.meta.filename}:\n`
      + `  ['${name}', '${hashSql(text)}'],`)
  })
}
