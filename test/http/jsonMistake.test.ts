import assert from 'node:assert/strict'
import test from 'node:test'
import { findMistake } from '../../src/http/jsonMistake.ts'

test('the first mistake is found, with what should be there', () => {
  const rows: [text: string, position: number, expected: string][] = [
    ['', 0, 'a value'],
    ['hello', 0, 'a value'],
    ['undefined', 0, 'a value'],
    ['.5', 0, 'a value'],
    ['+1', 0, 'a value'],
    ['-', 0, 'a value'],
    ['True', 0, 'a value'],
    ['01', 1, 'the end'],
    ['1.', 1, 'the end'],
    ['1e', 1, 'the end'],
    ['1 2', 2, 'the end'],
    ['{} x', 3, 'the end'],
    ['{}}', 2, 'the end'],
    ['\u00a01', 0, 'a value'],
    ['[', 1, 'a value'],
    ['[1', 2, 'a comma or "]"'],
    ['[1 2]', 3, 'a comma or "]"'],
    ['[1}', 2, 'a comma or "]"'],
    ['[1,]', 3, 'a value'],
    ['[,1]', 1, 'a value'],
    ['{', 1, 'a name in double quotes'],
    ['{a:1}', 1, 'a name in double quotes'],
    ['{"a":1,}', 7, 'a name in double quotes'],
    ['{,}', 1, 'a name in double quotes'],
    ['{"a"}', 4, 'a colon'],
    ['{"a" 1}', 5, 'a colon'],
    ['{"a":}', 5, 'a value'],
    ['{"a":1 "b":2}', 7, 'a comma or "}"'],
    ['{"a":1]', 6, 'a comma or "}"'],
    ['"abc', 4, 'a double quote'],
    ['"abc\\"', 6, 'a double quote'],
    ['"a\tb"', 2, 'an escape such as \\n for this character'],
    ['"a\0b"', 2, 'an escape such as \\n for this character'],
    ['"a\\x"', 2, 'an escape that JSON knows'],
    ['"a\\N"', 2, 'an escape that JSON knows'],
    ['"a\\u12"', 2, 'an escape that JSON knows'],
    ['"a\\u00g0"', 2, 'an escape that JSON knows'],
    ['[{"a":[1,{"b":x}]}]', 14, 'a value'],
  ]
  for (const [text, position, expected] of rows) {
    assert.deepEqual(findMistake(text), { position, expected }, text)
  }
})

test('it finds a mistake exactly where JSON.parse fails', () => {
  const seeds = [
    '{"a":[1,-2.5e+3,true,false,null],"b\\n\\u00e9":{"c":"x"},"":[]}',
    ' [ { } , [ ] , "\\"\\\\\\/" , 0 , 1E9 , -0.0 ] ',
  ]
  const characters = [...'{}[]",:\\ \n0-.eutx']
  for (const seed of seeds) {
    for (let index = 0; index <= seed.length; index += 1) {
      for (const character of ['', ...characters]) {
        const start = seed.slice(0, index) + character
        for (const text of [start + seed.slice(index), start + seed.slice(index + 1), start]) {
          assert.equal(findMistake(text) === undefined, isJson(text), text)
        }
      }
    }
  }
})

test('long strings cost little', () => {
  const long = 'x'.repeat(5e6)
  assert.equal(findMistake(`"${long}"`), undefined)
  assert.deepEqual(findMistake(`"${long}`)?.position, long.length + 1)
  const escapes = '\\n'.repeat(1e6)
  assert.deepEqual(findMistake(`["${escapes}" "`)?.expected, 'a comma or "]"')
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
