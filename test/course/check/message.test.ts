import assert from 'node:assert/strict'
import test from 'node:test'
import { placeOf, readAnswer, toAnswer, type Mark } from '../../../src/course/check/exchange.ts'

const ok = 'HTTP/1.1 200 OK\r\n'

test('a complete response is read to its end and no further', () => {
  const rows: [bytes: string, method: string, body: string, extra: string][] = [
    [`${ok}Content-Length: 5\r\n\r\nhello`, 'GET', 'hello', ''],
    [`${ok}content-LENGTH:5\r\n\r\nhello`, 'GET', 'hello', ''],
    [`${ok}Content-Length: 5\r\n\r\nhello world`, 'GET', 'hello', ' world'],
    [`${ok}Content-Length: 5\r\n\r\n`, 'HEAD', '', ''],
    [`${ok}Content-Length: 5\r\n\r\nhello`, 'HEAD', '', 'hello'],
    ['HTTP/1.1 204 No Content\r\n\r\nhello', 'GET', '', 'hello'],
    ['HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', 'GET', '', ''],
    [`${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`, 'GET', 'hello', ''],
    [
      `${ok}Transfer-Encoding: chunked\r\n\r\nA;x=1\r\n0123456789\r\n1\r\n!\r\n0\r\n\r\n`, 'GET',
      '0123456789!', '',
    ],
    ['HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', 'GET', '', ''],
  ]
  for (const [bytes, method, body, extra] of rows) {
    const reading = readAnswer(bytes, method, false)
    assert.equal(reading.state, 'whole', bytes)
    if (reading.state !== 'whole') return
    assert.deepEqual([reading.message.body, reading.message.extra], [body, extra], bytes)
    // Every shorter part of it is not whole yet, and never broken.
    for (let length = 0; length < reading.message.end; length += 1) {
      assert.equal(readAnswer(bytes.slice(0, length), method, false).state, 'more', bytes)
    }
  }
})

test('without a length the end of the connection ends the body', () => {
  const bytes = `${ok}\r\nhello`
  assert.equal(readAnswer(bytes, 'GET', false).state, 'more')
  const reading = readAnswer(bytes, 'GET', true)
  assert.equal(reading.state === 'whole' && reading.message.body, 'hello')
})

test('what is wrong is named, and the bytes that are wrong', () => {
  const rows: [bytes: string, id: string, wrong: string][] = [
    ['', 'empty', ''],
    ['<h1>Hello</h1>', 'bad-start-line', '<h1>Hello</h1>'],
    ['HTTP/1.1 OK 200\r\n\r\n', 'bad-start-line', 'HTTP/1.1 OK 200'],
    ['HTTP/1.1 20 OK\r\n\r\n', 'bad-start-line', 'HTTP/1.1 20 OK'],
    ['http/1.1 200 OK\r\n\r\n', 'bad-start-line', 'http/1.1 200 OK'],
    ['HTTP/2 200 OK\r\n\r\n', 'bad-start-line', 'HTTP/2 200 OK'],
    ['HTTP/1.1 200 OK\n\n', 'bare-lf', '\n'],
    [`${ok}Content-Length: 5\n\r\nhello`, 'bare-lf', '\n'],
    [`${ok}A: b\rc\r\n\r\n`, 'bare-cr', '\r'],
    [`${ok}Content-Length: 5\r\nhello\r\n`, 'no-blank-line', 'hello'],
    [`${ok}Content-Length: 5\r\nhello`, 'no-blank-line', 'hello'],
    [`${ok}Content-Length : 5\r\n\r\nhello`, 'bad-field', 'Content-Length :'],
    [`${ok}Content-Length: five\r\n\r\n`, 'bad-length', 'Content-Length: five'],
    [`${ok}Content-Length: -1\r\n\r\n`, 'bad-length', 'Content-Length: -1'],
    [`${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, 'two-lengths', 'Content-Length: 2'],
    [
      `${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, 'two-lengths',
      'Content-Length: 1',
    ],
    [`${ok}Transfer-Encoding: chunked\r\n\r\nhello\r\n`, 'bad-chunk', 'hello'],
    [`${ok}Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n`, 'bad-chunk', '3\r\nhel'],
    [`${ok}Content-Length: 9\r\n\r\nhello`, 'half-body', 'hello'],
    [`${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`, 'half-body', ''],
  ]
  for (const [bytes, id, wrong] of rows) {
    const reading = readAnswer(bytes, 'GET', true)
    assert.equal(reading.state, 'broken', bytes)
    if (reading.state !== 'broken') continue
    const { start, end, detail } = reading.problem
    assert.equal(reading.problem.id, id, bytes)
    assert.equal(bytes.slice(start, end), wrong, bytes)
    assert.ok(detail.length > 10)
  }
})

test('a response is read as a client reads it', () => {
  const bytes = `${ok}Set-Cookie: a=1\r\nX-Name: gr\xc3\xbcn\r\nset-cookie: b=2\r\n`
    + 'Content-Length: 9\r\n\r\n{"a":"\xc3\xbc"'
  const reading = readAnswer(`${bytes}}`.replace('9', '10'), 'GET', false)
  assert.equal(reading.state, 'whole')
  if (reading.state !== 'whole') return
  const answer = toAnswer(reading.message)
  assert.equal(answer.status, 200)
  assert.equal(answer.reason, 'OK')
  assert.deepEqual(answer.headers('Set-Cookie'), ['a=1', 'b=2'])
  assert.equal(answer.header('SET-COOKIE'), 'a=1, b=2')
  assert.equal(answer.header('x-name'), 'grün')
  assert.equal(answer.header('x-other'), undefined)
  assert.equal(answer.text, '{"a":"ü"}')
  assert.deepEqual(answer.json(), { a: 'ü' })
})

test('a mark points at its part', () => {
  const bytes = 'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nAllow: GET\r\n\r\nnothing'
  const rows: [mark: Mark, part: string][] = [
    ['status', '404'],
    ['reason', 'Not Found'],
    ['status-line', 'HTTP/1.1 404 Not Found'],
    ['head', 'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nAllow: GET'],
    ['body', 'nothing'],
    ['header allow', 'Allow: GET'],
    ['header location', 'Allow: GET'],
    [{ start: 9, end: 12 }, '404'],
  ]
  for (const [mark, part] of rows) {
    const place = placeOf(mark, bytes)
    assert.equal(bytes.slice(place?.start, place?.end), part, String(mark))
  }
})
