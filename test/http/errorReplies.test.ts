import assert from 'node:assert/strict'
import test from 'node:test'
import { Context, type Handler } from '../../src/http/context.ts'
import { errorReplies, prefersHtml } from '../../src/http/errorReplies.ts'
import { HttpError } from '../../src/http/errors.ts'
import { compose } from '../../src/http/middleware.ts'
import { text } from '../../src/http/reply.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { parseTarget } from '../../src/http/target.ts'

function contextOf(headers: Record<string, string> = {}): Context {
  const request = incomingRequest('GET', '/', { headers })
  return new Context(request, parseTarget('/'), { id: 'id-1', params: {} })
}

const refusal = new HttpError(409, 'taken', 'The name is taken', {
  headers: { 'retry-after': '1' }, members: { field: 'name' },
})

const throwers: [how: string, make: (error: unknown) => Handler][] = [
  ['thrown', (error) => () => { throw error }],
  ['rejected', (error) => async () => { throw error }],
]

for (const [how, make] of throwers) {
  test(`a refusal that is ${how} becomes a problem`, async () => {
    const onBug = () => assert.fail('A refusal is no bug')
    const reply = await compose([errorReplies({ onBug })], make(refusal))(contextOf())
    assert.equal(reply.status, 409)
    assert.deepEqual(reply.headers, {
      'cache-control': 'no-store', 'content-type': 'application/problem+json', 'retry-after': '1',
    })
    assert.deepEqual(JSON.parse(String(reply.body)), {
      type: 'about:blank', title: 'Conflict', status: 409, detail: 'The name is taken',
      code: 'taken', field: 'name', requestId: 'id-1',
    })
  })

  test(`a bug that is ${how} is reported and becomes a bare 500`, async () => {
    for (const bug of [new Error('secret'), 'secret', undefined, { status: 404, headers: {} }]) {
      const bugs: unknown[] = []
      const onBug = (error: unknown, { id }: Context) => bugs.push([error, id])
      const reply = await compose([errorReplies({ onBug })], make(bug))(contextOf())
      assert.equal(reply.status, 500)
      assert.deepEqual(reply.headers, {
        'cache-control': 'no-store', 'content-type': 'application/problem+json',
      })
      assert.ok(!String(reply.body).includes('secret'))
      assert.match(String(reply.body), /"requestId":"id-1"/)
      assert.deepEqual(bugs, [[bug, 'id-1']])
    }
  })
}

test("a reply that isn't an error passes untouched", async () => {
  const replies = errorReplies({ onBug: () => assert.fail('There is no bug') })
  const reply = text('a', 404)
  assert.equal(compose([replies], () => reply)(contextOf()), reply)
  assert.equal(await compose([replies], async () => reply)(contextOf()), reply)
  assert.deepEqual(reply, text('a', 404))
})

test('a browser gets a page of the problem', async () => {
  const page = errorReplies({
    onBug: () => undefined,
    page: ({ code, status }, { id }) =>
      text(`${code} ${id}`, status, { 'cache-control': 'max-age=1', 'content-type': 'text/html' }),
  })
  const browser = contextOf({ accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
  const reply = await compose([page], () => { throw refusal })(browser)
  assert.deepEqual([reply.status, reply.body], [409, 'taken id-1'])
  assert.deepEqual(reply.headers, {
    'cache-control': 'max-age=1', 'content-type': 'text/html', 'retry-after': '1',
  })
  const program = await compose([page], () => { throw refusal })(contextOf())
  assert.equal(program.headers['content-type'], 'application/problem+json')
})

test('a refusal may say how long caches may keep it', async () => {
  const error = new HttpError(404, 'a', 'b', { headers: { 'cache-control': 'max-age=60' } })
  const replies = errorReplies({ onBug: () => undefined })
  const reply = await compose([replies], () => { throw error })(contextOf())
  assert.equal(reply.headers['cache-control'], 'max-age=60')
})

test('an error of another layer can be made a refusal, and is then no bug', async () => {
  const bugs: unknown[] = []
  const busy = new Error('busy')
  const translate = (error: unknown) =>
    error === busy ? new HttpError(503, 'busy', 'Try again') : undefined
  const options = { translate, onBug: (error: unknown) => bugs.push(error) }
  const bug = new TypeError('bug')
  const rows: [thrown: unknown, status: number][] = [
    [busy, 503], [bug, 500], [new HttpError(404, 'none', 'None'), 404],
  ]
  for (const [thrown, status] of rows) {
    const handler: Handler = async () => { throw thrown }
    assert.equal((await compose([errorReplies(options)], handler)(contextOf())).status, status)
  }
  assert.deepEqual(bugs, [bug])
})

test('a client that prefers HTML to JSON is a browser', () => {
  const rows: [accept: string | undefined, isBrowser: boolean][] = [
    [undefined, false],
    ['*/*', false],
    ['application/json', false],
    ['application/problem+json', false],
    ['text/html', true],
    ['text/*', true],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', true],
    ['text/html;q=0.5,application/json', false],
    ['application/json;q=0.5,text/html', true],
    ['text/html;q=0', false],
    ['image/png', false],
  ]
  for (const [accept, isBrowser] of rows) {
    const context = contextOf(accept === undefined ? {} : { accept })
    assert.equal(prefersHtml(context), isBrowser, `${accept}`)
  }
})
