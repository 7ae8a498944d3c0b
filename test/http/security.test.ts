import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import test from 'node:test'
import { Context } from '../../src/http/context.ts'
import { HttpError } from '../../src/http/errors.ts'
import { empty, json, text, type Reply, type ReplyHeaders } from '../../src/http/reply.ts'
import { checkHead, securityHeaders } from '../../src/http/security.ts'
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

test('a field of one value stands once', () => {
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

function contextOf(): Context {
  const request = {
    method: 'GET',
    url: '/',
    headers: {},
    headerLines: [],
    body: Readable.from([]),
    peer: {},
    signal: () => new AbortController().signal,
    sendContinue: () => undefined,
  }
  return new Context(request, parseTarget('/'), { id: 'test', params: {} })
}

const overTls = securityHeaders({ publicOrigin: 'https://a.example' })
const plain = securityHeaders({ publicOrigin: 'http://localhost:3000' })

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}
const pagePolicy =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'none'"

test('every reply gets the headers of its kind', () => {
  const other = {
    ...always,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  }
  const page = {
    ...always,
    'content-security-policy': pagePolicy,
    'cross-origin-opener-policy': 'same-origin',
  }
  const rows: [type: ReplyHeaders, added: ReplyHeaders][] = [
    [{}, other],
    [{ 'content-type': 'application/json' }, other],
    [{ 'content-type': 'text/plain' }, other],
    [{ 'content-type': 'image/svg+xml' }, other],
    [{ 'content-type': 'x-text/html' }, other],
    [{ 'content-type': 'text/html' }, page],
    [{ 'content-type': 'text/html; charset=utf-8' }, page],
  ]
  for (const [type, added] of rows) {
    const reply = { status: 200, headers: { ...type }, body: 'x' }
    assert.equal(plain(contextOf(), () => reply), reply)
    assert.deepEqual(reply, { status: 200, headers: { ...type, ...added }, body: 'x' })
  }
})

test('a nonce that the page asked for stands in its policy', () => {
  const context = contextOf()
  const reply = plain(context, () => text(context.nonce, 200, { 'content-type': 'text/html' }))
  assert.ok('headers' in reply)
  assert.equal(
    reply.headers['content-security-policy'],
    `${pagePolicy}; script-src 'self' 'nonce-${context.nonce}'; ` +
      `style-src 'self' 'nonce-${context.nonce}'`,
  )
  assert.match(context.nonce, /^[\w+/]{22}==$/)
})

test('TLS is made to stay where the public origin has it', () => {
  const name = 'strict-transport-security'
  for (const make of [() => json({}), () => empty(), () => text('x', 500)]) {
    const secure = overTls(contextOf(), make)
    const local = plain(contextOf(), make)
    assert.ok('headers' in secure && 'headers' in local)
    assert.equal(secure.headers[name], 'max-age=31536000')
    assert.equal(local.headers[name], undefined)
  }
  assert.throws(() => securityHeaders({ publicOrigin: 'a.example' }), TypeError)
})

test('what the handler set stays', () => {
  const own = {
    'content-type': 'text/html',
    'x-content-type-options': 'a',
    'referrer-policy': 'b',
    'content-security-policy': 'c',
    'cross-origin-opener-policy': 'd',
    'strict-transport-security': 'e',
  }
  const reply: Reply = { status: 200, headers: { ...own }, body: null }
  overTls(contextOf(), () => reply)
  assert.deepEqual(reply.headers, own)
})

test('a reply that comes later is protected when it comes', async () => {
  const late = plain(contextOf(), async () => json({}))
  assert.ok(late instanceof Promise)
  const { headers } = await late
  assert.equal(headers['x-content-type-options'], 'nosniff')
  const failing = plain(contextOf(), () => Promise.reject(new RangeError('x')))
  await assert.rejects(Promise.resolve(failing), RangeError)
})
