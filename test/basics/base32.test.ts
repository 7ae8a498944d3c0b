import assert from 'node:assert/strict'
import test from 'node:test'
import { decodeBase32, encodeBase32 } from '../../src/basics/base32.ts'

test('the vectors of RFC 4648, section 10, without their padding', () => {
  const rows: [text: string, encoded: string][] = [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ]
  for (const [text, encoded] of rows) {
    assert.equal(encodeBase32(Buffer.from(text)), encoded)
    assert.deepEqual(decodeBase32(encoded), Uint8Array.from(Buffer.from(text)))
  }
})

test('any bytes come back as they were', () => {
  for (let length = 0; length < 40; length += 1) {
    for (const first of [0, 1, 127, 128, 255]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (first + index * 83) % 256)
      assert.deepEqual(decodeBase32(encodeBase32(bytes)), bytes)
    }
  }
})

test('it is read as people type it', () => {
  const foobar = Uint8Array.from(Buffer.from('foobar'))
  for (const typed of ['mzxw6ytboi', 'MZXW 6YTB OI', ' mzxw6 Ytboi ', 'M Z X W 6 Y T B O I']) {
    assert.deepEqual(decodeBase32(typed), foobar, typed)
  }
})

test('what no encoder writes is refused', () => {
  const rows: [rule: string, text: string][] = [
    ['zero, one, eight and nine are not there', 'MZXW0'],
    ['one', 'MZXW1'],
    ['eight', 'MZXW8'],
    ['nine', 'MZXW9'],
    ['padding', 'MY======'],
    ['a hyphen', 'MZXW-6'],
    ['a line break', 'MZXW6\n'],
    ['a tab', 'MZXW\t6'],
    ['a non-breaking space', 'MZXW\u00a06'],
    ['a long s, whose capital is S', 'MZX\u017f6'],
    ['a dotless i, whose capital is I', 'MZXW6YTBO\u0131'],
    ['a wide letter', '\uff2d\uff39'],
    ['a letter of two code units', '\u{1d40c}Y'],
    ['one letter alone', 'M'],
    ['one letter alone, of zeros', 'A'],
    ['three letters, the last of zeros', 'MYA'],
    ['three letters', 'MZX'],
    ['six letters', 'MZXW6Y'],
    ['a bit that is left over', 'MZ'],
    ['another one', 'MZXR'],
    ['and in the last letter', 'MZXW6YTBOJ'],
  ]
  for (const [rule, text] of rows) assert.equal(decodeBase32(text), undefined, rule)
})
