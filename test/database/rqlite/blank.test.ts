import assert from 'node:assert/strict'
import test from 'node:test'
import { isBlank } from '../../../src/database/rqlite/blank.ts'

const texts: [text: string, isBlank: boolean][] = [
  ['', true],
  [' \n\t', true],
  [';', true],
  [' ; -- nothing\n;', true],
  ['-- nothing', true],
  ['/* nothing */', true],
  ['-- don\'t\n-- "\n', true],
  ['select 1', false],
  ['  \n select 1', false],
  ['-- first a comment\nselect 1', false],
  ['/* a comment */ select 1 -- and one', false],
  ['; select 1', false],
]

for (const [text, expected] of texts) {
  test(`${JSON.stringify(text)} ${expected ? 'has nothing to run' : 'can run'}`, () => {
    assert.equal(isBlank(text), expected)
  })
}
