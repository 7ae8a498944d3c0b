import assert from 'node:assert/strict'
import test from 'node:test'
import { createFresh } from '../../../src/course/check/fresh.ts'
import { labelWire, showByteText } from '../../../src/course/check/wire.ts'
import { outline } from '../../../src/course/lessons/outline.ts'

const samples = [
  'GET /a?b=c HTTP/1.1\r\nHost: localhost:3000\r\nAccept:  text/html \r\nX-Empty:\r\n\r\n',
  'POST /notes HTTP/1.1\r\nContent-Length: 5\r\nCookie: a=1\r\n\r\nhello',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nhi',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nETag: "1"\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 90\r\n\r\nHTTP/1.1 404\r\nAllow: GET\r\n\r\nno',
  'HTTP/1.1 200 OK\nContent-Length: 3\n\nhi\r',
  'HTTP/1.1 200 OK\r\nno colon\r\n: no name\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ndeadlines are no size\r\n-5\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\nno field\r\n\r\n',
  '<h1>hello</h1>\n\0\xff',
  '\r\n\r\n',
  '',
]

/** Writes the parts as `kind text`, one in each row, so that a table can be read. */
function rowsOf(bytes: string): string[] {
  return labelWire(bytes).map(({ kind, start, end }) => `${kind} ${bytes.slice(start, end)}`)
}

function assertCovered(bytes: string): void {
  let at = 0
  for (const { start, end } of labelWire(bytes)) {
    assert.equal(start, at, JSON.stringify(bytes))
    assert.ok(end > start, JSON.stringify(bytes))
    at = end
  }
  assert.equal(at, bytes.length, JSON.stringify(bytes))
}

test('each part of a message says what it is', () => {
  assert.deepEqual(rowsOf(samples[0] ?? '').slice(0, 11), [
    'method GET', 'space  ', 'target /a?b=c', 'space  ', 'version HTTP/1.1', 'line-end \r\n',
    'header-name Host:', 'space  ', 'header-value localhost:3000', 'line-end \r\n',
    'header-name Accept:',
  ])
  assert.deepEqual(rowsOf(samples[1] ?? '').slice(-2), ['blank-line \r\n', 'body hello'])
  assert.deepEqual(rowsOf('HTTP/1.1 404 Not Found\r\n\r\n'), [
    'version HTTP/1.1', 'space  ', 'status 404', 'space  ', 'reason Not Found', 'line-end \r\n',
    'blank-line \r\n',
  ])
  assert.deepEqual(rowsOf('<h1>hello</h1>\n'), ['other <h1>hello</h1>\n'])
})

test('chunks and the fields after them are told apart', () => {
  const rows = rowsOf(samples[3] ?? '')
  assert.deepEqual(rows.slice(rows.indexOf('blank-line \r\n') + 1), [
    'chunk-size 5;a=b', 'line-end \r\n', 'body hello', 'line-end \r\n', 'chunk-size 0',
    'line-end \r\n', 'header-name ETag:', 'space  ', 'header-value "1"', 'line-end \r\n',
    'blank-line \r\n',
  ])
})

test('a second message begins where the first one ends', () => {
  const starts = (bytes: string) => rowsOf(bytes).filter((row) => row.startsWith('status '))
  assert.deepEqual(starts(samples[2] ?? ''), ['status 100', 'status 201'])
  // A 304 has no body, although it tells the length of one.
  assert.deepEqual(starts(samples[4] ?? ''), ['status 304', 'status 404'])
})

test('the parts cover every byte once, wherever the bytes are cut', () => {
  for (const sample of samples) {
    for (let length = 0; length <= sample.length; length += 1) {
      assertCovered(sample.slice(0, length))
      assertCovered(sample.slice(length))
    }
  }
})

test('the parts cover every byte of random messages once', () => {
  const fresh = createFresh(5)
  const pieces = [
    'GET / HTTP/1.1', 'HTTP/1.1 200 OK', '\r\n', '\n', '\r', ':', ' ', 'Content-Length: 3', 'abc',
    'Transfer-Encoding: chunked', '3', '0', '\0', '\xff', 'a: b', ';', '\t',
  ]
  for (let round = 0; round < 3_000; round += 1) {
    const count = fresh.integer(0, 14)
    assertCovered(Array.from({ length: count }, () => fresh.pick(pieces)).join(''))
  }
})

test('every lesson that a part leads to is in the outline', () => {
  const names = [
    'Accept', 'Vary', 'Content-Type', 'Content-Language', 'Allow', 'Location', 'Cookie', 'Range',
    'ETag', 'If-None-Match', 'Cache-Control', 'X-Content-Type-Options', 'Connection', 'Host',
  ]
  const heads = names.map((name) => `HTTP/1.1 200 OK\r\n${name}: x\r\n\r\n`)
  const ids = new Set(outline.map(({ id }) => id))
  for (const [index, bytes] of [...heads, ...samples].entries()) {
    const parts = labelWire(bytes)
    for (const { lesson } of parts) assert.ok(lesson === undefined || ids.has(lesson), `${lesson}`)
    const value = parts.find(({ kind }) => kind === 'header-value')
    const isNamed = value?.lesson !== 'anatomy-of-http'
    assert.ok(isNamed || index >= heads.length, `${names[index]} leads to no lesson of its own`)
  }
})

test('bytes are shown so that nothing stays invisible', () => {
  const rows: [bytes: string, shown: string][] = [
    ['a\r\nb', 'a␍␊\nb'],
    ['a\nb\rc', 'a␊\nb␍c'],
    ['\0\t\x1b[31m', '\\x00\\x09\\x1b[31m'],
    ['gr\xc3\xbcn', 'grün'],
    ['\xff', '\ufffd'],
  ]
  for (const [bytes, shown] of rows) assert.equal(showByteText(bytes), shown)
})
