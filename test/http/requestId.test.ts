import assert from 'node:assert/strict'
import test from 'node:test'
import { App } from '../../src/http/app.ts'
import { Context } from '../../src/http/context.ts'
import { compose } from '../../src/http/middleware.ts'
import { empty } from '../../src/http/reply.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { readRequestId, requestId, requestIds } from '../../src/http/requestId.ts'
import { parseTarget } from '../../src/http/target.ts'

test('the id of a request is sent along', async () => {
  const request = incomingRequest('GET', '/')
  const context = new Context(request, parseTarget('/'), { id: 'id-1', params: {} })
  for (const handler of [() => empty(), async () => empty()]) {
    const reply = await compose([requestId()], handler)(context)
    assert.equal(reply.headers['x-request-id'], 'id-1')
  }
})

const uuid = '0b5d1f4e-7c3b-4a51-9d0a-2f1d9a3c8e7b'
const digits = '7f3c1b0a9d8e4c5f6a7b8c9d0e1f2a3b'
const longest = 'a'.repeat(128)

const heads: [rule: string, lines: string[], id: string | undefined][] = [
  ['none', ['Host', 'a'], undefined],
  ['a UUID', ['x-request-id', uuid], uuid],
  ['32 digits, as nginx makes them', ['X-Request-ID', digits], digits],
  ['one character', ['X-Request-Id', 'a'], 'a'],
  ['as long as it can be', ['X-Request-Id', longest], longest],
  ['too long', ['X-Request-Id', `${longest}a`], undefined],
  ['empty', ['X-Request-Id', ''], undefined],
  ['with a space', ['X-Request-Id', 'a b'], undefined],
  ['with a line end', ['X-Request-Id', 'a\n'], undefined],
  ['with markup', ['X-Request-Id', '<b>'], undefined],
  ['with letters that are not ASCII', ['X-Request-Id', 'é'], undefined],
  ['two', ['X-Request-Id', 'a', 'X-Request-Id', 'a'], undefined],
  ['among others', ['Content-Type', 'a', 'X-Request-Id', 'b', 'Host', 'c'], 'b'],
  ['another name of the same length', ['Content-Type', 'a'], undefined],
]

test('a well-formed id that came with the request is kept', () => {
  for (const [rule, lines, id] of heads) assert.equal(readRequestId(lines), id, rule)
})

test('the app uses it for its own', async () => {
  const app = new App().use(requestId()).get('/', () => empty())
  const headers = { 'x-request-id': 'proxy-7' }
  assert.equal((await app.request('GET', '/', { headers })).headers['x-request-id'], 'proxy-7')
  const own = (await app.request('GET', '/')).headers['x-request-id']
  assert.match(String(own), /^[\w-]{8}-0|1$/)
})

test('ids are unique, within one process and across several', () => {
  const [one, other] = [requestIds(), requestIds()]
  const ids = Array.from({ length: 5_000 }, () => [one(), other()]).flat()
  assert.equal(new Set(ids).size, 10_000)
  for (const id of ids) assert.match(id, /^[\w-]{8}-[0-9a-z]{3}$/)
})
