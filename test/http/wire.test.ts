// What a client may write on the wire, and what comes back: the whole way through node's parser,
// the server and the usual middlewares. Most of it cannot be sent by a client that behaves.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { standardMiddlewares } from '../../src/app.ts'
import { createLog } from '../../src/basics/log.ts'
import { App } from '../../src/http/app.ts'
import { readText } from '../../src/http/body.ts'
import { empty, text } from '../../src/http/reply.ts'
import { ask, connect, head, type Answer } from './rawClient.ts'
import { startServer } from './wireServer.ts'

type Wire = {
  port: number
  /** The requests that reached a handler, as method and path. */
  reached: string[]
}

async function start(t: TestContext, limits = {}): Promise<Wire> {
  const reached: string[] = []
  const log = createLog({ format: 'off', write: () => undefined })
  const app = new App().use(
    ...standardMiddlewares({ log, publicOrigin: 'http://localhost:3000' }),
    (context, next) => {
      reached.push(`${context.method} ${context.target.path}`)
      return next()
    },
  )
  app.get('/', () => text('root'))
  app.get('/a/:name', ({ params }) => text(params.name))
  app.get('/query', ({ query }) => text([...query].join()))
  app.get('/empty', () => empty())
  app.get('/same', () => empty(304, { etag: '"1"' }))
  app.post('/echo', async (context) => text(await readText(context)))
  app.post('/unread', () => text('unread'))
  return { port: (await startServer(t, app, limits)).port, reached }
}

const host = 'Host: localhost'
const chunked = 'Transfer-Encoding: chunked'
const noBody = '0\r\n\r\n'

function get(...lines: string[]): string {
  return head('GET / HTTP/1.1', ...lines)
}

function post(path: string, ...lines: string[]): string {
  return head(`POST ${path} HTTP/1.1`, host, ...lines)
}

function lines(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `X-${index}: a`)
}

function codeOf({ body }: Answer): string | undefined {
  return /"code":"([^"]*)"/.exec(body)?.[1]
}

// The parser of node refuses without a body; what the app refuses has a code.
const refusals: [rule: string, bytes: string, status: number, code?: string][] = [
  ['two Host lines', get(host, host), 400, 'bad-head'],
  ['two different Host lines', get(host, 'Host: evil.example'), 400, 'bad-head'],
  ['two Host lines in other letters', get(host, 'hOST: evil.example'), 400, 'bad-head'],
  ['no Host', get(), 400, 'bad-head'],
  ['a Host with a space', get('Host: a b'), 400, 'bad-head'],
  ['a Host with a user', get('Host: me@localhost'), 400, 'bad-head'],
  ['a Host with a path', get('Host: localhost/x'), 400, 'bad-head'],
  ['two Hosts in a line', get('Host: localhost, evil.example'), 400, 'bad-head'],
  ['a Host with two ports', get('Host: localhost:1:2'), 400, 'bad-head'],
  ['two Authorization lines', get(host, 'Authorization: a', 'Authorization: b'), 400, 'bad-head'],
  ['two Content-Type lines', get(host, 'Content-Type: a/b', 'Content-Type: a/b'), 400, 'bad-head'],
  ['a length and chunks', post('/echo', 'Content-Length: 5', chunked) + noBody, 400],
  ['chunks and a length', post('/echo', chunked, 'Content-Length: 5') + noBody, 400],
  ['two lengths', post('/echo', 'Content-Length: 3', 'Content-Length: 4') + 'abcd', 400],
  ['two equal lengths', post('/echo', 'Content-Length: 3', 'Content-Length: 3') + 'abc', 400],
  ['a list of lengths', post('/echo', 'Content-Length: 3, 3') + 'abc', 400],
  ['a length with a sign', post('/echo', 'Content-Length: +3') + 'abc', 400],
  ['a negative length', post('/echo', 'Content-Length: -3') + 'abc', 400],
  ['a length that is no number', post('/echo', 'Content-Length: 0x3') + 'abc', 400],
  ['a length above 2^64', post('/echo', 'Content-Length: 18446744073709551617') + 'a', 400],
  ['chunks in HTTP/1.0', head('POST /echo HTTP/1.0', host, chunked) + noBody, 400, 'bad-head'],
  ['chunks twice', post('/echo', chunked, chunked) + noBody, 400],
  ['a folded line', get(host, 'X-A: b', ' c'), 400],
  ['a folded Host', get('Host: local', '\thost'), 400],
  ['a space before the colon', get('Host : localhost'), 400],
  ['a space before the first line', head('GET / HTTP/1.1', ` ${host}`), 400],
  ['no name', get(host, ': b'), 400],
  ['no colon', get(host, 'X-A'), 400],
  ['a name with a space', get(host, 'X A: b'), 400],
  ['lines that end in LF', `GET / HTTP/1.1\n${host}\n\n`, 400],
  ['one line that ends in LF', `GET / HTTP/1.1\r\n${host}\nX-A: b\r\n\r\n`, 400],
  ['one line that ends in CR', `GET / HTTP/1.1\r\n${host}\rX-A: b\r\n\r\n`, 400],
  ['a NUL in a value', get(host, 'X-A: b\0c'), 400],
  ['a NUL in a name', get(host, 'X\0A: b'), 400],
  ['a NUL in the target', head('GET /a/\0 HTTP/1.1', host), 400],
  ['a lower-case method', head('get / HTTP/1.1', host), 400],
  ['a method that nobody knows', head('BREW / HTTP/1.1', host), 400],
  ['a method with a space before it', head(' GET / HTTP/1.1', host), 400],
  ['HTTP/0.9', head('GET / HTTP/0.9', host), 505, 'unsupported-version'],
  ['no version, as in HTTP/0.9', 'GET /\r\n\r\n', 505, 'unsupported-version'],
  ['HTTP/2.0', head('GET / HTTP/2.0', host), 505, 'unsupported-version'],
  ['a version that does not exist', head('GET / HTTP/1.2', host), 505],
  ['HTTP/3.0', head('GET / HTTP/3.0', host), 505],
  ['a version that is no version', head('GET / HTTP/a.b', host), 400],
  ['a version without a minor one', head('GET / HTTP/1', host), 400],
  ['a version in lower case', head('GET / http/1.1', host), 400],
  ['the start of HTTP/2', head('PRI * HTTP/2.0', '', 'SM') + '\r\n', 505],
  ['half the start of HTTP/2', head('PRI * HTTP/2.0', '', 'S'), 505],
  ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n\r\n', 400],
  ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
  ['101 lines', get(host, ...lines(100)), 431, 'too-many-headers'],
  ['102 lines', get(host, ...lines(101)), 431],
  ['1000 lines', get(host, ...lines(999)), 431],
  ['a head above 16 KiB', get(host, `X-A: ${'b'.repeat(16 * 1024)}`), 431],
  ['a target above 16 KiB', head(`GET /${'a'.repeat(16 * 1024)} HTTP/1.1`, host), 431],
  ['a malformed escape', head('GET /a/%zz HTTP/1.1', host), 400, 'bad-target'],
  ['an escape that is not UTF-8', head('GET /a/%ff HTTP/1.1', host), 400, 'bad-target'],
  ['a path of another host', head('GET //evil.example/x HTTP/1.1', host), 400, 'bad-target'],
  ['an empty segment', head('GET /a//b HTTP/1.1', host), 400, 'bad-target'],
  ['a step up', head('GET /a/../b HTTP/1.1', host), 400, 'bad-target'],
  ['a hidden step up', head('GET /a/%2e%2E HTTP/1.1', host), 400, 'bad-target'],
  ['a star for GET', head('GET * HTTP/1.1', host), 400, 'bad-target'],
  ['a full address of FTP', head('GET ftp://localhost/ HTTP/1.1', host), 400, 'bad-target'],
  ['a full address with a user', head('GET http://me@a/ HTTP/1.1', host), 400, 'bad-target'],
  ['a full address without a host', head('GET http:///a HTTP/1.1', host), 400, 'bad-target'],
  ['a space in the target', head('GET /a b HTTP/1.1', host), 400],
  ['bytes above ASCII in the target', head('GET /a/\u00e9 HTTP/1.1', host), 400],
  ['no target', head('GET HTTP/1.1', host), 400],
  ['a target without a slash', head('GET a HTTP/1.1', host), 400],
  ['PROPFIND', head('PROPFIND / HTTP/1.1', host), 501, 'unknown-method'],
  ['TRACE', head('TRACE / HTTP/1.1', host), 501, 'unknown-method'],
  ['QUERY', head('QUERY / HTTP/1.1', host), 501, 'unknown-method'],
  ['PURGE of nothing', head('PURGE /nothing HTTP/1.1', host), 501, 'unknown-method'],
  ['DELETE of a page', head('DELETE / HTTP/1.1', host), 405, 'method-not-allowed'],
  ['a missing page', head('GET /nothing HTTP/1.1', host), 404, 'not-found'],
  ['a fragment', head('GET /#a HTTP/1.1', host), 404, 'not-found'],
]

test('what leaves a doubt is refused', async (t) => {
  const { port } = await start(t)
  for (const [rule, bytes, status, code] of refusals) {
    const answer = await ask(port, bytes)
    assert.deepEqual([answer.status, codeOf(answer)], [status, code], rule)
    assert.ok(answer.isWhole, rule)
  }
})

test('a head that is refused reaches no handler', async (t) => {
  const { port, reached } = await start(t)
  for (const [rule, bytes, , code] of refusals) {
    if (code !== undefined && code !== 'bad-head' && code !== 'too-many-headers') continue
    await ask(port, bytes)
    assert.deepEqual(reached, [], rule)
  }
})

// RFC 9112, section 6.1: what it does not understand, it could not take off.
test('a body that is coded in another way than in chunks is refused', async (t) => {
  const { port, reached } = await start(t)
  for (const coding of ['gzip, chunked', 'chunked, gzip', 'gzip', 'xchunked', 'identity', '']) {
    const answer = await ask(port, post('/echo', `Transfer-Encoding: ${coding}`) + noBody)
    assert.ok([400, 501].includes(answer.status), `${coding}: ${answer.status}`)
    assert.deepEqual(reached, [], coding)
  }
})

test('after a head that the parser refuses, nothing more is read', async (t) => {
  const { port, reached } = await start(t)
  const smuggled = head('GET /a/smuggled HTTP/1.1', host)
  for (const [rule, bytes, status, code] of refusals) {
    if (code !== undefined || status === 404) continue
    const client = await connect(port)
    client.send(bytes + smuggled)
    const received = await client.ended()
    assert.ok(received.startsWith(`HTTP/1.1 ${status} `), rule)
    assert.equal(received.match(/HTTP\/1\.1 \d/g)?.length, 1, rule)
    assert.match(received, /\r\nConnection: close\r\n/, rule)
    assert.deepEqual(reached, [], rule)
  }
})

test('what is unusual but clear gets a response', async (t) => {
  const { port } = await start(t)
  const rows: [rule: string, bytes: string, body: string][] = [
    ['a plain request', get(host), 'root'],
    ['an empty Host', get('Host:'), 'root'],
    ['a Host with a port', get('Host: localhost:3000'), 'root'],
    ['an IPv6 Host', get('Host: [::1]:3000'), 'root'],
    ['a Host of somebody else', get('Host: other.example'), 'root'],
    ['names in other letters', get('hOsT: localhost'), 'root'],
    ['no space after the colon', get('Host:localhost'), 'root'],
    ['spaces around a value', get('Host: \t localhost \t '), 'root'],
    ['an empty value', get(host, 'X-A:'), 'root'],
    ['an empty line before', `\r\n${get(host)}`, 'root'],
    ['100 lines', get(host, ...lines(99)), 'root'],
    ['a head of almost 16 KiB', get(host, `X-A: ${'b'.repeat(16 * 1024 - 200)}`), 'root'],
    ['two lines of a list', get(host, 'Accept: text/html', 'Accept: text/plain'), 'root'],
    ['a full address', head('GET http://localhost/a/b HTTP/1.1', host), 'b'],
    ['a full address in capitals', head('GET HTTP://LOCALHOST/a/b HTTP/1.1', host), 'b'],
    ['a full address of another host', head('GET http://other.example/a/b HTTP/1.1', host), 'b'],
    ['a full address without a path', head('GET http://localhost HTTP/1.1', host), 'root'],
    ['a full address with a query', head('GET http://localhost/query?a=1 HTTP/1.1', host), 'a,1'],
    ['an escaped slash is data', head('GET /a/b%2Fc HTTP/1.1', host), 'b/c'],
    ['an escaped dot inside', head('GET /a/b%2Ec HTTP/1.1', host), 'b.c'],
    ['an escaped percent sign', head('GET /a/%252e HTTP/1.1', host), '%2e'],
    ['letters above ASCII, escaped', head('GET /a/%C3%A9 HTTP/1.1', host), '\u00e9'],
    ['a second question mark', head('GET /query?a=?b HTTP/1.1', host), 'a,?b'],
    ['slashes in the query', head('GET /query?a=//../b HTTP/1.1', host), 'a,//../b'],
    ['a bad escape in the query', head('GET /query?a=%ff HTTP/1.1', host), 'a,\ufffd'],
    ['an Upgrade to nothing', get(host, 'Connection: Upgrade', 'Upgrade: websocket'), 'root'],
    ['an upgrade to HTTP/2', get(host, 'Connection: Upgrade', 'Upgrade: h2c'), 'root'],
    ['a body with a length', post('/echo', 'Content-Length: 3') + 'abc', 'abc'],
    ['a body in chunks', post('/echo', chunked) + '1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n', 'abc'],
    ['chunks with a trailer', post('/echo', chunked) + '3\r\nabc\r\n0\r\nX-A: b\r\n\r\n', 'abc'],
    [
      'chunks in capitals',
      post('/echo', 'Transfer-Encoding: CHUNKED') + `3\r\nabc\r\n${noBody}`,
      'abc',
    ],
    ['an empty body', post('/echo', 'Content-Length: 0'), ''],
    ['a POST without a body', post('/echo'), ''],
    ['no chunks', post('/echo', chunked) + noBody, ''],
    ['bytes above ASCII in a header', get(host, 'X-A: \u00e9'), 'root'],
  ]
  for (const [rule, bytes, body] of rows) {
    const answer = await ask(port, bytes)
    assert.deepEqual([answer.status, answer.body], [200, body], rule)
    assert.equal(answer.headers['connection'], 'keep-alive', rule)
  }
})

test('chunks that are malformed are refused, and nothing after them is read', async (t) => {
  const { port, reached } = await start(t)
  const bodies: [rule: string, body: string][] = [
    ['a size that is no number', 'zz\r\nabc\r\n0\r\n\r\n'],
    ['a size with a sign', '+3\r\nabc\r\n0\r\n\r\n'],
    ['a size with 0x', '0x3\r\nabc\r\n0\r\n\r\n'],
    ['a size that is too small', '2\r\nabc\r\n0\r\n\r\n'],
    ['a size that is too large', '4\r\nabc\r\n0\r\n\r\n'],
    ['a size above 2^64', '10000000000000003\r\nabc\r\n0\r\n\r\n'],
    ['a size that ends in LF', '3\nabc\r\n0\r\n\r\n'],
    ['a chunk that ends in LF', '3\r\nabc\n0\r\n\r\n'],
    ['no size', '\r\nabc\r\n0\r\n\r\n'],
    ['a folded trailer', '3\r\nabc\r\n0\r\nX-A: b\r\n c\r\n\r\n'],
  ]
  for (const [rule, body] of bodies) {
    const client = await connect(port)
    client.send(post('/echo', chunked) + body + head('GET /a/smuggled HTTP/1.1', host))
    const received = await client.ended()
    assert.ok(received.startsWith('HTTP/1.1 400 '), `${rule}: ${received}`)
    assert.equal(received.match(/HTTP\/1\.1 \d/g)?.length, 1, rule)
  }
  assert.ok(!reached.includes('GET /a/smuggled'))
})

test('OPTIONS asks what there is', async (t) => {
  const { port } = await start(t)
  const rows: [target: string, status: number, allow: string | undefined][] = [
    ['*', 204, 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'],
    ['/', 204, 'GET, HEAD, OPTIONS'],
    ['/echo', 204, 'OPTIONS, POST'],
    ['http://localhost/echo', 204, 'OPTIONS, POST'],
    ['/nothing', 404, undefined],
  ]
  for (const [target, status, allow] of rows) {
    const answer = await ask(port, head(`OPTIONS ${target} HTTP/1.1`, host))
    assert.deepEqual([answer.status, answer.headers['allow']], [status, allow], target)
  }
})

test('every response of the app has the headers that keep a browser careful', async (t) => {
  const { port } = await start(t)
  const requests = [get(host), get(host, host), head('BREW / HTTP/1.1', host),
    head('PROPFIND / HTTP/1.1', host), head('GET //x HTTP/1.1', host)]
  for (const request of requests) {
    const { status, headers, body } = await ask(port, request)
    if (status === 400 && body === '') continue
    assert.equal(headers['x-content-type-options'], 'nosniff', request)
    assert.match(headers['content-security-policy'] ?? '', /^default-src 'none'/, request)
    assert.match(headers['x-request-id'] ?? '', /^[\w-]{8}-[0-9a-z]+$/, request)
    assert.equal(headers['server'], undefined, request)
    assert.equal(headers['x-powered-by'], undefined, request)
  }
})

test('HEAD has the length of GET and no body', async (t) => {
  const { port } = await start(t)
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(head('HEAD / HTTP/1.1', host) + get(host) + head('HEAD /nothing HTTP/1.1', host))
  const answer = await client.answer('HEAD')
  assert.deepEqual([answer.status, answer.headers['content-length']], [200, '4'])
  // A body of the first answer would stand in front of this one.
  assert.deepEqual([(await client.answer()).status], [200])
  assert.equal((await client.answer('HEAD')).status, 404)
})

test('204 and 304 have no body and no length', async (t) => {
  const { port } = await start(t)
  const client = await connect(port)
  t.after(() => client.cut())
  for (const [path, status] of [['/empty', 204], ['/same', 304]] as const) {
    for (const method of ['GET', 'HEAD']) {
      client.send(head(`${method} ${path} HTTP/1.1`, host))
      const answer = await client.answer(method)
      assert.equal(answer.status, status)
      assert.equal(answer.headers['content-length'], undefined)
      assert.equal(answer.headers['transfer-encoding'], undefined)
    }
  }
  client.send(get(host))
  assert.equal((await client.answer()).body, 'root')
})

test('a client that expects 100 gets it when its body is read', async (t) => {
  const { port } = await start(t)
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(post('/echo', 'Expect: 100-continue', 'Content-Length: 3'))
  assert.equal((await client.interim()).status, 100)
  client.send('abc')
  assert.deepEqual((await client.interim()).body, 'abc')
  client.send(post('/echo', 'Expect: 100-Continue', chunked))
  assert.equal((await client.interim()).status, 100)
  client.send('3\r\ndef\r\n0\r\n\r\n')
  assert.deepEqual((await client.interim()).body, 'def')
})

// Node closes the connection when it hasn't sent a 100, even without a body to wait for.
test('a client that expects 100 for nothing hears that its connection closes', async (t) => {
  const { port } = await start(t)
  const client = await connect(port)
  client.send(get(host, 'Expect: 100-continue'))
  const { status, headers } = await client.interim()
  assert.deepEqual([status, headers['connection'], headers['keep-alive']],
    [200, 'close', undefined])
  assert.equal(await client.ended(), '')
})

test('a client whose body nobody wants gets the refusal at once, and no 100', async (t) => {
  const { port } = await start(t, { lingerMs: 20 })
  const expect = 'Expect: 100-continue'
  const rows: [rule: string, bytes: string, status: number][] = [
    ['a body that is too large', post('/echo', expect, 'Content-Length: 1048577'), 413],
    ['a packed body', post('/echo', expect, 'Content-Length: 3', 'Content-Encoding: br'), 415],
    ['a page that is missing', post('/nothing', expect, 'Content-Length: 3'), 404],
    ['a page that takes no POST', post('/', expect, 'Content-Length: 3'), 405],
    ['a page of another site', post('/echo', expect, 'Content-Length: 3', 'Origin: http://a'), 403],
    ['a second Host', post('/echo', expect, 'Content-Length: 3', host), 400],
    ['a handler that does not read', post('/unread', expect, 'Content-Length: 3'), 200],
    ['another expectation', post('/echo', 'Expect: tea', 'Content-Length: 3'), 417],
    ['a second expectation', post('/echo', `${expect}, tea`, 'Content-Length: 3'), 417],
    ['a word before it', post('/echo', 'Expect: y 100-continue', 'Content-Length: 3'), 417],
    ['two lines of it', post('/echo', expect, expect, 'Content-Length: 3'), 417],
    ['another expectation and no body', get(host, 'Expect: tea'), 417],
  ]
  for (const [rule, bytes, status] of rows) {
    const client = await connect(port)
    client.send(bytes)
    const answer = await client.interim()
    assert.equal(answer.status, status, rule)
    assert.ok(answer.isWhole, rule)
    if (!bytes.includes('Content-Length')) continue
    assert.equal(answer.headers['connection'], 'close', rule)
    assert.equal(await client.ended(), '', rule)
  }
})

test('a body above the limit is refused, and who goes on sending still reads why', async (t) => {
  const { port } = await start(t)
  const size = 8 * 1024 * 1024
  const piece = 'x'.repeat(64 * 1024)
  const rows: [rule: string, start: string, piece: string, end: string][] = [
    ['with a length', post('/echo', `Content-Length: ${size}`), piece, ''],
    ['in chunks', post('/echo', chunked), `10000\r\n${piece}\r\n`, '0\r\n\r\n'],
  ]
  for (const [rule, start, piece, end] of rows) {
    const client = await connect(port)
    client.send(start)
    for (let sent = 0; sent < size; sent += 64 * 1024) client.send(piece)
    client.send(end)
    const answer = await client.answer()
    assert.deepEqual([answer.status, codeOf(answer)], [413, 'body-too-large'], rule)
    assert.equal(answer.headers['connection'], 'close', rule)
    assert.ok(answer.isWhole, rule)
    assert.equal(await client.ended(), '', rule)
  }
})

test('a body at the limit is read, one byte more is not', async (t) => {
  const { port } = await start(t)
  const limit = 1024 * 1024
  for (const [size, status] of [[limit, 200], [limit + 1, 413]] as const) {
    const body = 'x'.repeat(size)
    const whole = post('/echo', `Content-Length: ${size}`) + body
    assert.equal((await ask(port, whole)).status, status)
    const pieces = `${size.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    assert.equal((await ask(port, post('/echo', chunked) + pieces)).status, status)
  }
})

test('a body that nobody reads closes the connection', async (t) => {
  const { port, reached } = await start(t)
  const rows: [rule: string, bytes: string][] = [
    ['all of it is there', post('/unread', 'Content-Length: 3') + 'abc'],
    ['it comes in chunks', post('/unread', chunked) + '3\r\nabc\r\n0\r\n\r\n'],
    ['the page is missing', post('/nothing', 'Content-Length: 3') + 'abc'],
    ['a GET has one', get(host, 'Content-Length: 3') + 'abc'],
    ['the head is refused', get(host, host, 'Content-Length: 3') + 'abc'],
  ]
  for (const [rule, bytes] of rows) {
    reached.length = 0
    const client = await connect(port)
    // What follows is not even looked at: it could be the rest of a body that was guessed wrong.
    client.send(bytes + head('GET /a/after HTTP/1.1', host))
    assert.equal((await client.answer()).headers['connection'], 'close', rule)
    assert.equal(await client.ended(), '', rule)
    assert.ok(!reached.includes('GET /a/after'), rule)
  }
})

test('a connection serves one request after another', async (t) => {
  const { port } = await start(t)
  const client = await connect(port)
  t.after(() => client.cut())
  const rows: [bytes: string, status: number][] = [
    [get(host), 200],
    [post('/echo', 'Content-Length: 3') + 'abc', 200],
    [post('/echo', chunked) + '3\r\nabc\r\n0\r\n\r\n', 200],
    [post('/unread', 'Content-Length: 0'), 200],
    [post('/unread'), 200],
    [head('GET /nothing HTTP/1.1', host), 404],
    [head('DELETE / HTTP/1.1', host), 405],
    [get(host, host), 400],
    [head('GET //x HTTP/1.1', host), 400],
    [head('PROPFIND / HTTP/1.1', host), 501],
    [head('OPTIONS * HTTP/1.1', host), 204],
    [get(host), 200],
  ]
  for (const [bytes, status] of rows) {
    client.send(bytes)
    const answer = await client.answer()
    assert.equal(answer.status, status, bytes)
    assert.equal(answer.headers['connection'], 'keep-alive', bytes)
  }
})

test('a client that says close gets its response, and then the connection closes', async (t) => {
  const { port } = await start(t)
  const client = await connect(port)
  client.send(get(host, 'Connection: close'))
  const answer = await client.answer()
  assert.deepEqual([answer.body, answer.headers['connection']], ['root', 'close'])
  assert.equal(await client.ended(), '')
})

test('HTTP/1.0 is served', async (t) => {
  const { port } = await start(t)
  const rows: [rule: string, bytes: string, status: number, connection: string][] = [
    ['with a Host', head('GET / HTTP/1.0', host), 200, 'close'],
    ['without a Host', head('GET / HTTP/1.0'), 200, 'close'],
    ['with two Hosts', head('GET / HTTP/1.0', host, host), 400, 'close'],
    ['kept alive', head('GET / HTTP/1.0', host, 'Connection: keep-alive'), 200, 'keep-alive'],
    ['it cannot wait for a 100', head('POST /echo HTTP/1.0', 'Expect: 100-continue',
      'Content-Length: 3') + 'abc', 200, 'close'],
  ]
  for (const [rule, bytes, status, connection] of rows) {
    const client = await connect(port)
    client.send(bytes)
    const answer = await client.interim()
    assert.deepEqual([answer.status, answer.headers['connection']], [status, connection], rule)
    assert.equal(answer.headers['transfer-encoding'], undefined, rule)
    if (connection === 'close') assert.equal(await client.ended(), '', rule)
    else client.cut()
  }
})

test('CONNECT opens no tunnel', async (t) => {
  const { port, reached } = await start(t)
  const client = await connect(port)
  client.send(head(`CONNECT 127.0.0.1:${port} HTTP/1.1`, host) + get(host))
  assert.equal(await client.ended(), head('HTTP/1.1 501 Not Implemented', 'Connection: close'))
  assert.deepEqual(reached, [])
  assert.equal((await ask(port, get(host))).body, 'root')
})
