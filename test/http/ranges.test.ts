import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatContentRange, layOutParts, lengthOf, lengthOfPieces, parseRange,
} from '../../src/http/ranges.ts'

type Row = [
  rule: string, header: string | undefined, size: number,
  expected: [first: number, last: number][] | 'whole' | 'unsatisfiable',
]

const seventeen = `bytes=${Array.from({ length: 17 }, (_, index) => `${index}-${index}`).join(',')}`

const rows: Row[] = [
  ['no header', undefined, 10, 'whole'],
  ['an empty header', '', 10, 'whole'],
  ['a range from the start', 'bytes=0-4', 10, [[0, 4]]],
  ['a range in the middle', 'bytes=2-8', 10, [[2, 8]]],
  ['a single byte', 'bytes=9-9', 10, [[9, 9]]],
  ['an open end', 'bytes=7-', 10, [[7, 9]]],
  ['everything', 'bytes=0-', 10, [[0, 9]]],
  ['the last three', 'bytes=-3', 10, [[7, 9]]],
  ['more than the last', 'bytes=-15', 10, [[0, 9]]],
  ['the last none', 'bytes=-0', 10, 'unsatisfiable'],
  ['an end beyond the end', 'bytes=5-99', 10, [[5, 9]]],
  ['a start at the end', 'bytes=10-', 10, 'unsatisfiable'],
  ['a start beyond the end', 'bytes=20-30', 10, 'unsatisfiable'],
  ['a number too large for a number', `bytes=${'9'.repeat(400)}-`, 10, 'unsatisfiable'],
  ['an end too large for a number', `bytes=0-${'9'.repeat(400)}`, 10, [[0, 9]]],
  ['a unit in capitals', 'Bytes=0-4', 10, [[0, 4]]],
  ['spaces and tabs around', 'bytes= 0-1 ,\t3-4 ', 10, [[0, 1], [3, 4]]],
  ['empty members', 'bytes=,,1-2,,', 10, [[1, 2]]],
  ['several in their order', 'bytes=5-6,0-1', 10, [[5, 6], [0, 1]]],
  ['several that together are everything', 'bytes=0-4,5-9', 10, [[0, 4], [5, 9]]],
  ['several, some of them behind the end', 'bytes=20-,1-2,30-40', 10, [[1, 2]]],
  ['several, all behind the end', 'bytes=20-,-0', 10, 'unsatisfiable'],
  ['overlapping, together less than all', 'bytes=0-3,2-4', 10, [[0, 3], [2, 4]]],
  ['overlapping, together more than all', 'bytes=0-6,4-9', 10, 'whole'],
  ['the whole several times', 'bytes=0-,0-,0-', 10, 'whole'],
  ['sixteen ranges', seventeen.slice(0, -',16-16'.length), 100,
    Array.from({ length: 16 }, (_, index) => [index, index])],
  ['too many ranges', seventeen, 100, 'whole'],
  ['anything of an empty file', 'bytes=0-', 0, 'whole'],
  ['the end of an empty file', 'bytes=-5', 0, 'whole'],
  ['an end before the start', 'bytes=5-4', 10, 'whole'],
  ['an end before a start behind the end', 'bytes=20-15', 10, 'whole'],
  ['one malformed among good ones', 'bytes=0-1,x', 10, 'whole'],
  ['no range', 'bytes=', 10, 'whole'],
  ['only commas', 'bytes=,,', 10, 'whole'],
  ['only a dash', 'bytes=-', 10, 'whole'],
  ['no dash', 'bytes=5', 10, 'whole'],
  ['two dashes', 'bytes=--5', 10, 'whole'],
  ['a sign', 'bytes=+1-2', 10, 'whole'],
  ['a fraction', 'bytes=1.5-2', 10, 'whole'],
  ['hexadecimal', 'bytes=0x1-2', 10, 'whole'],
  ['spaces inside', 'bytes=1 - 2', 10, 'whole'],
  ['a space before the sign', 'bytes =0-1', 10, 'whole'],
  ['no unit', '0-4', 10, 'whole'],
  ['an unknown unit', 'lines=0-4', 10, 'whole'],
  ['a unit that ends in bytes', 'kilobytes=0-4', 10, 'whole'],
]

for (const [rule, header, size, expected] of rows) {
  test(`Range of ${size} bytes: ${rule}`, () => {
    const list = Array.isArray(expected)
      ? expected.map(([first, last]) => ({ first, last }))
      : expected
    assert.deepEqual(parseRange(header, size), list)
  })
}

test('a range counts its last byte', () => {
  assert.equal(lengthOf([{ first: 0, last: 0 }, { first: 5, last: 9 }]), 6)
  assert.equal(lengthOf([{ first: 0, last: -1 }]), 0)
  assert.equal(formatContentRange({ first: 0, last: 4 }, 10), 'bytes 0-4/10')
})

test('several ranges become parts with a head each, between boundaries', () => {
  const ranges = [{ first: 0, last: 1 }, { first: 5, last: 9 }]
  const pieces = layOutParts(ranges, { size: 10, contentType: 'text/plain', boundary: 'x7' })
  const [first, second] = ranges
  assert.deepEqual(pieces, [
    '--x7\r\ncontent-type: text/plain\r\ncontent-range: bytes 0-1/10\r\n\r\n',
    first,
    '\r\n--x7\r\ncontent-type: text/plain\r\ncontent-range: bytes 5-9/10\r\n\r\n',
    second,
    '\r\n--x7--\r\n',
  ])
  const text = pieces.filter((piece) => typeof piece === 'string').join('')
  assert.equal(lengthOfPieces(pieces), text.length + 2 + 5)
})
