import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import test from 'node:test'
import { Context } from '../../src/http/context.ts'
import { empty, json, text, type Reply, type ReplyHeaders } from '../../src/http/reply.ts'
import { securityHeaders } from '../../src/http/securityHeaders.ts'
import { parseTarget } from '../../src/http/target.ts'

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

test('a nonce that the page asked for is in its policy', () => {
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
