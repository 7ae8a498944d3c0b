// Which bytes are underlined: a mark of a body in chunks leaves out what frames the chunks.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markedPlaces } from '../../../src/course/check/markedPlaces.ts'

const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
const plain = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n'

// The bytes, what is marked, and which texts are marked then.
const rows: [bytes: string, marked: string, texts: readonly string[]][] = [
  [`${head}2\r\nab\r\n0\r\n\r\n`, '2\r\nab\r\n0\r\n\r\n', ['ab']],
  [`${head}2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n`, '2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n', ['ab', 'cde']],
  // Cut off in a chunk, and shortened in a report.
  [`${head}9\r\nabcd`, '9\r\nabcd', ['abcd']],
  [`${head}9\r\nabcd`, '9\r\nab', ['ab']],
  // What is wrong is the size itself, or one chunk, or the head.
  [`${head}x2\r\nab\r\n`, 'x2\r\n', ['x2\r\n']],
  [`${head}2\r\nab\r\n0\r\n\r\n`, '2', ['2']],
  [`${head}2\r\nab\r\n0\r\n\r\n`, 'ab', ['ab']],
  [`${head}2\r\nab\r\n0\r\n\r\n`, '200', ['200']],
  [`${head}0\r\n\r\n`, '0\r\n\r\n', ['0\r\n\r\n']],
  [`${plain}ab`, 'ab', ['ab']],
]

test('a chunked body is marked without the sizes of its chunks', () => {
  for (const [bytes, marked, texts] of rows) {
    const start = bytes.indexOf(marked, marked === '200' ? 0 : bytes.indexOf('\r\n\r\n') + 4)
    const mark = { start, end: start + marked.length }
    const places = markedPlaces({ direction: 'received', bytes, mark })
    assert.deepEqual(places.map((place) => bytes.slice(place.start, place.end)), texts)
  }
  assert.deepEqual(markedPlaces({ direction: 'received', bytes: plain }), [])
})
