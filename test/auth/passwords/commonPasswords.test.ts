import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { isCommon, longestCommon, packCommon } from '../../../src/auth/passwords/commonPasswords.ts'
import { passwordIssues } from '../../../src/auth/passwords/passwordRules.ts'

const source = '../../../src/auth/passwords/commonPasswords.bin'
const file = readFileSync(new URL(source, import.meta.url))
const nobody = { email: '', name: '' }

// The first ones with at least 8 characters in the source that commonPasswords.ts names.
const mostCommon = readFileSync(new URL('mostCommonPasswords.txt', import.meta.url), 'utf8')
  .trim().split('\n')

test('the most common passwords are all refused, in capitals too', () => {
  assert.ok(mostCommon.length >= 3_000 && mostCommon.every((text) => text.length >= 8))
  assert.deepEqual(mostCommon.filter((text) => !isCommon(text)), [])
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  for (const change of [String, capital, (text: string) => text.toUpperCase()]) {
    const accepted = mostCommon.filter((text) => passwordIssues(change(text), nobody).length === 0)
    assert.deepEqual(accepted, [])
  }
})

test('random passwords are accepted', () => {
  const refused = []
  for (let count = 0; count < 2_000; count += 1) {
    const password = randomBytes(12).toString('base64url')
    if (passwordIssues(password, nobody).length > 0) refused.push(password)
  }
  assert.deepEqual(refused, [])
})

test('the file holds each hash once, in order, and about fifty thousand', () => {
  assert.equal(file.length % 5, 0)
  assert.ok(file.length / 5 > 49_000 && file.length / 5 < 60_000)
  for (let index = 5; index < file.length; index += 5) {
    assert.ok(file.readUIntBE(index - 5, 5) < file.readUIntBE(index, 5), String(index))
  }
})

test('the first, the last, short and long ones are found, and others are not', () => {
  const rows: [text: string, isFound: boolean][] = [
    ['password', true], ['123456', true], ['qwerty', true], ['dragon', true],
    ['', false], ['a', false], ['xkqzvbtw', false], ['Password', false],
    ['x'.repeat(longestCommon + 1), false], ['password'.repeat(1000), false],
  ]
  for (const [text, isFound] of rows) assert.equal(isCommon(text), isFound, text.slice(0, 30))
})

test('a list is stored in lower case, each entry once', () => {
  const packed = packCommon(['Password', 'dragon', 'password', 'DRAGON', 'monkey'])
  assert.equal(packed.length, 15)
  assert.deepEqual(packed, packCommon(['monkey', 'password', 'dragon']))
  assert.deepEqual(packCommon([]), Buffer.alloc(0))
})
