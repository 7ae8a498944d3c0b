import assert from 'node:assert/strict'
import test from 'node:test'
import { empty, isPromise, json, redirect, text, type Reply } from '../../src/http/reply.ts'

const plain = 'text/plain; charset=utf-8'

test('a reply is plain data', () => {
  const rows: [reply: Reply, expected: Reply][] = [
    [text('a'), { status: 200, headers: { 'content-type': plain }, body: 'a' }],
    [text('', 404), { status: 404, headers: { 'content-type': plain }, body: '' }],
    [text('a', 200, { 'x-a': 'b' }), {
      status: 200, headers: { 'content-type': plain, 'x-a': 'b' }, body: 'a',
    }],
    [text('a', 201, { 'content-type': 'text/csv' }), {
      status: 201, headers: { 'content-type': 'text/csv' }, body: 'a',
    }],
    [json({ a: [1, null, '"'] }), {
      status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":[1,null,"\\""]}',
    }],
    [json(null, 202), {
      status: 202, headers: { 'content-type': 'application/json' }, body: 'null',
    }],
    [json('a', 200, { etag: '"1"' }), {
      status: 200, headers: { 'content-type': 'application/json', etag: '"1"' }, body: '"a"',
    }],
    [json([], 200, { 'content-type': 'application/geo+json' }), {
      status: 200, headers: { 'content-type': 'application/geo+json' }, body: '[]',
    }],
    [empty(), { status: 204, headers: {}, body: null }],
    [empty(304, { etag: '"1"' }), { status: 304, headers: { etag: '"1"' }, body: null }],
    [redirect('/a'), { status: 303, headers: { location: '/a' }, body: null }],
    [redirect('/a', 308), { status: 308, headers: { location: '/a' }, body: null }],
    [redirect('/a', 302, { 'cache-control': 'no-store' }), {
      status: 302, headers: { location: '/a', 'cache-control': 'no-store' }, body: null,
    }],
    [redirect('/a', 303, { 'set-cookie': ['a=1', 'b=2'] }), {
      status: 303, headers: { location: '/a', 'set-cookie': ['a=1', 'b=2'] }, body: null,
    }],
  ]
  for (const [reply, expected] of rows) assert.deepEqual(reply, expected)
})

test('no two replies share their headers', () => {
  const makers = [() => text('a'), () => json('a'), () => empty(), () => redirect('/')]
  for (const make of makers) {
    const first = make()
    first.headers['x-request-id'] = '1'
    assert.equal(make().headers['x-request-id'], undefined)
  }
})

test('the headers that were given stay as they were', () => {
  const headers = { etag: '"1"' }
  text('a', 200, headers).headers['x-a'] = 'b'
  json('a', 200, headers).headers['x-a'] = 'b'
  redirect('/', 303, headers).headers['x-a'] = 'b'
  empty(204, headers).headers['x-a'] = 'b'
  assert.deepEqual(headers, { etag: '"1"' })
})

test('only a promise is still on its way', async () => {
  assert.equal(isPromise(Promise.resolve(1)), true)
  assert.equal(isPromise((async () => 1)()), true)
  for (const value of [empty(), undefined, null, 0, '', () => 1, { then: 1 }]) {
    assert.equal(isPromise(value), false)
  }
})
