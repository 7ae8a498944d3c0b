// Compares the heads of responses with those that node:http writes itself.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, STATUS_CODES, type RequestListener } from 'node:http'
import test, { suite, type TestContext } from 'node:test'
import { App } from '../../src/http/app.ts'
import { HeadFormat } from '../../src/http/head.ts'
import { text, type Reply, type ReplyHeaders } from '../../src/http/reply.ts'
import { ask, connect, head } from './rawClient.ts'
import { startServer } from './wireServer.ts'

const request = head('GET / HTTP/1.1', 'Host: localhost')
const lastRequest = head('GET / HTTP/1.1', 'Host: localhost', 'Connection: close')
const oldRequest = head('GET / HTTP/1.0', 'Connection: keep-alive')

type Case = [name: string, status: number, headers: ReplyHeaders, body: string | null]

const cases: Case[] = [
  ['a text', 200, { 'content-type': 'text/plain; charset=utf-8' }, 'Hello'],
  ['a text beyond ASCII', 200, { 'content-type': 'text/plain; charset=utf-8' }, 'Grüße, 世界'],
  ['an empty body', 201, { location: '/a' }, ''],
  ['no body', 302, { location: 'https://example.com/?a=1&b=%C3%BC' }, null],
  ['several cookies', 200, { 'set-cookie': ['a=1; Path=/', 'b=2', 'a=1; Path=/'] }, 'a'],
  ['an empty list', 200, { 'set-cookie': [] }, 'a'],
  ['an empty value', 200, { 'x-empty': '' }, 'a'],
  ['a tab', 200, { 'x-note': 'a\tb' }, 'a'],
  ['a status without a name', 299, {}, 'a'],
  ['an error', 404, { 'content-type': 'application/problem+json' }, '{}'],
  ['a date of its own', 200, { date: 'Sun, 06 Nov 1994 08:49:37 GMT' }, 'a'],
  ['a length of its own', 200, { 'content-length': '1' }, 'a'],
  ['the end of the connection', 200, { connection: 'close' }, 'a'],
  ['a name in capitals', 200, { 'Content-Type': 'text/plain' }, 'a'],
  ['a list of one that says how the body is sent', 200, { 'content-length': ['1'] }, 'a'],
  ['such a list with a name in capitals', 200, { 'Connection': ['close'] }, 'a'],
]

suite('a head is the one that node:http writes', () => {
  for (const [name, status, headers, body] of cases) {
    test(name, async (t) => {
      const app = new App().get('/', () => ({ status, headers: structuredClone(headers), body }))
      const ours = (await startServer(t, app)).port
      const theirs = await startPlain(t, (_message, response) => {
        if (response.shouldKeepAlive && headers['connection'] === undefined) {
          response.setHeader('keep-alive', 'timeout=65')
        }
        response.setHeader('content-length', Buffer.byteLength(body ?? ''))
        for (const key in headers) response.setHeader(key, headers[key] ?? '')
        response.writeHead(status).end(body)
      })
      for (const bytes of [request + request + lastRequest, oldRequest + lastRequest]) {
        assert.deepEqual(await exchange(ours, bytes), await exchange(theirs, bytes))
      }
    })
  }
})

test('a name, value or status that HTTP does not allow gets a 500, even later on', async (t) => {
  const made: Reply[] = [
    { status: 200, headers: { 'x-split': 'a\r\nx-more: b' }, body: 'a' },
    { status: 200, headers: { 'x-split': 'fine' }, body: 'a' },
    { status: 200, headers: { 'x-split': 'a\nb' }, body: 'a' },
    { status: 200, headers: { 'x-split': ['fine', 'a\r\n'] }, body: 'a' },
    { status: 200, headers: { 'x-split': '世界' }, body: 'a' },
    { status: 200, headers: { 'x split': 'a' }, body: 'a' },
    { status: 200, headers: { 'x-split\r\nx-more': 'a' }, body: 'a' },
    { status: 200, headers: { '': 'a' }, body: 'a' },
    { status: 1_000, headers: {}, body: 'a' },
    { status: NaN, headers: {}, body: 'a' },
    { status: 99, headers: {}, body: 'a' },
    { status: 200, headers: { 'x-split': 'fine' }, body: 'a' },
  ]
  const replies = [...made, ...structuredClone(made)].values()
  const app = new App().get('/', () => replies.next().value ?? text('none'))
  const { port, errors } = await startServer(t, app)
  const expected = [500, 200, 500, 500, 500, 500, 500, 500, 500, 500, 500, 200]
  const statuses = []
  for (const _ of made) statuses.push((await ask(port, request)).status)
  assert.deepEqual(statuses, expected)
  // Where the connection ends, Node writes the head.
  for (const status of expected) {
    const lines = await exchange(port, lastRequest)
    const line = `http/1.1 ${status} ${STATUS_CODES[status]?.toLowerCase()}`
    assert.ok(lines.includes(line), `${line} is among ${lines.join(', ')}`)
  }
  assert.equal(errors.length, 20)
})

test('lines that differ from response to response are written as they are now', () => {
  const format = new HeadFormat('timeout=65')
  for (const value of ['a', 'b', 'b', 'a']) {
    const made = format.format(200, { 'x-a': value, 'x-b': [value, 'c'] }, 1)
    const lines = `HTTP/1.1 200 OK\r\nx-a: ${value}\r\nx-b: ${value}\r\nx-b: c\r\n`
    assert.ok(made?.startsWith(lines))
  }
  for (let index = 0; index < 1_000; index += 1) {
    const made = format.format(200, { [`x-${index}`]: 'a' }, 1)
    assert.ok(made?.startsWith(`HTTP/1.1 200 OK\r\nx-${index}: a\r\ncontent-length: 1\r\n`))
  }
})

async function startPlain(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer({ keepAliveTimeout: 0, requireHostHeader: false }, listener)
  server.listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return address.port
}

// The lines of all responses on one connection. The order of the lines of a head doesn't matter.
async function exchange(port: number, bytes: string): Promise<string[]> {
  const client = await connect(port)
  client.send(bytes)
  const received = await client.ended()
  const lines = received.toLowerCase().replace(/^date: .{29}$/gm, 'date').split('\r\n')
  return lines.sort()
}
