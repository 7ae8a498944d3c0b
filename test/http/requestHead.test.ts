import assert from 'node:assert/strict'
import test from 'node:test'
import { Context } from '../../src/http/context.ts'
import { HttpError } from '../../src/http/errors.ts'
import { compose } from '../../src/http/middleware.ts'
import { empty } from '../../src/http/reply.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { checkHead, headCheck } from '../../src/http/requestHead.ts'
import { parseTarget } from '../../src/http/target.ts'

function isBadHead(error: unknown): boolean {
  return error instanceof HttpError && error.status === 400 && error.code === 'bad-head'
}

test('a well-formed head passes', () => {
  const heads = [
    ['Host', 'a'],
    ['host', 'a', 'Accept', 'text/html', 'Accept', 'text/plain', 'Cookie', 'a=1'],
    ['HOST', 'a', 'Content-Type', 'a/b', 'Content-Length', '1', 'Authorization', 'Basic x'],
    ['Transfer-Encoding', 'chunked', 'Host', 'a'],
    // As long as a name that may stand once, but others.
    ['Host', 'a', 'Date', 'x', 'Date', 'y', 'Link', 'x', 'Link', 'y'],
    ['Host', 'a', 'Accept-Range', '1', 'Accept-Range', '2'],
    ['Host', 'a', 'Cache-Control', '1', 'Cache-Control', '2'],
    ['Host', 'a', 'Accept-Charset', '1', 'Accept-Charset', '2'],
    ['Host', 'a', 'If-Modified-Since', '1', 'If-Modified-Since', '2'],
  ]
  for (const head of heads) assert.doesNotThrow(() => checkHead(head), head.join())
})

test('a field of one value appears once', () => {
  const names = ['Host', 'Content-Type', 'Authorization', 'Content-Length', 'Transfer-Encoding']
  for (const name of names) {
    const host = name === 'Host' ? [] : ['Host', 'a']
    assert.doesNotThrow(() => checkHead([...host, name, 'chunked']))
    for (const again of [name, name.toLowerCase(), name.toUpperCase()]) {
      const head = [...host, name, 'chunked', 'Accept', '*/*', again, 'chunked']
      assert.throws(() => checkHead(head), isBadHead, again)
      assert.throws(() => checkHead(head, '1.0'), isBadHead, again)
    }
  }
  assert.throws(() => checkHead(['Host', 'a', 'host', 'b']), /more than one host line/)
})

test('a body is coded in chunks or not at all', () => {
  const codings = ['chunked', 'Chunked', 'gzip', 'gzip, chunked', 'chunked, gzip', 'identity', '']
  for (const [index, coding] of codings.entries()) {
    const checkIt = () => checkHead(['Host', 'a', 'Transfer-Encoding', coding])
    if (index < 2) assert.doesNotThrow(checkIt, coding)
    else assert.throws(checkIt, { status: 501 }, coding)
  }
})

// RFC 9112, section 6.1: a server of HTTP/1.0 in between wouldn't have seen where the body ends.
test('HTTP/1.0 has no chunks, and the connection closes', () => {
  const chunked = () => checkHead(['Host', 'a', 'Transfer-Encoding', 'chunked'], '1.0')
  assert.throws(chunked, { status: 400, code: 'bad-head', headers: { connection: 'close' } })
})

test('HTTP/1.1 needs a Host', () => {
  assert.throws(() => checkHead([]), isBadHead)
  assert.throws(() => checkHead(['Accept', '*/*', 'Content-Type', 'host']), isBadHead)
  assert.doesNotThrow(() => checkHead([], '1.0'))
})

test('a Host is a name or an address, and perhaps a port', () => {
  const good = [
    '',
    'a',
    'localhost:3000',
    'example.org',
    'example.org.',
    'EXAMPLE.org:443',
    'a_b-c~d',
    "!$&'()*+,;=",
    'b%C3%BCcher.example',
    '127.0.0.1',
    '127.0.0.1:80',
    'a:',
    '[::1]',
    '[::1]:3000',
    '[2001:DB8::1]:',
    '[::ffff:1.2.3.4]',
  ]
  for (const host of good) assert.doesNotThrow(() => checkHead(['Host', host]), host)
  const bad = [
    ' ',
    ':80',
    'a b',
    'a, b',
    'a/',
    'a/b',
    'me@a',
    'me:pw@a',
    'a:b',
    'a:80:80',
    'a:-1',
    'a?b',
    'a#b',
    'a\\b',
    'a"b',
    'a<b',
    'a%',
    'a%zz',
    'a%c',
    'ü',
    'http://a',
    '::1',
    '[]',
    '[::1',
    '::1]',
    '[::1]x',
    '[127.0.0.1]',
    '[a]',
    '[:::1]',
    '[1:2:3]',
    '[fe80::1%eth0]',
    '[[::1]]',
    'a\n',
  ]
  for (const host of bad) {
    assert.throws(() => checkHead(['Host', host]), isBadHead, host)
    assert.throws(() => checkHead(['Host', host], '1.0'), isBadHead, host)
  }
})

test('100 header lines are enough', () => {
  const lines = (count: number): string[] =>
    Array.from({ length: count }, () => ['Accept', '*/*']).flat()
  assert.doesNotThrow(() => checkHead(['Host', 'a', ...lines(99)]))
  assert.throws(() => checkHead(['Host', 'a', ...lines(100)]), (error: unknown) => {
    return error instanceof HttpError && error.status === 431 && error.code === 'too-many-headers'
  })
})

test('the middleware checks the head as it was sent, in its version', () => {
  const rows: [headerLines: string[], httpVersion: string, status: number | undefined][] = [
    [['Host', 'a'], '1.1', undefined],
    [[], '1.0', undefined],
    [[], '1.1', 400],
    [['Host', 'a', 'Host', 'a'], '1.1', 400],
    [['Host', 'a'], '2.0', 505],
  ]
  const checked = compose([headCheck()], () => empty())
  for (const [headerLines, httpVersion, status] of rows) {
    const request = { ...incomingRequest('GET', '/'), headerLines, httpVersion }
    const context = new Context(request, parseTarget('/'), { id: 'id-1', params: {} })
    const row = JSON.stringify([headerLines, httpVersion])
    if (status === undefined) assert.doesNotThrow(() => checked(context), row)
    else assert.throws(() => checked(context), { status }, row)
  }
})
