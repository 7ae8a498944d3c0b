import assert from 'node:assert/strict'
import test from 'node:test'
import { Context, type Handler, type Middleware } from '../../src/http/context.ts'
import { HttpError } from '../../src/http/errors.ts'
import {
  accessLog, after, before, compose, errorReplies, prefersHtml, requestId, whenReplied,
  type AccessEntry,
} from '../../src/http/middleware.ts'
import { empty, json, text, type Reply } from '../../src/http/reply.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { parseTarget } from '../../src/http/target.ts'
import { timeLimit } from '../../src/http/timeLimit.ts'

function contextOf(headers: Record<string, string> = {}, path = '/'): Context {
  const request = incomingRequest('GET', path, { headers })
  return new Context(request, parseTarget(path), { id: 'id-1', params: {} })
}

/** A middleware that writes down when it runs. */
function note(steps: string[], name: string): Middleware {
  return (_context, next) => {
    steps.push(`${name} in`)
    return whenReplied(next(), (reply) => {
      steps.push(`${name} out`)
      return reply
    })
  }
}

test('the first middleware is the outermost', async () => {
  const handlers: Handler[] = [() => text('a'), async () => text('a')]
  for (const handler of handlers) {
    const steps: string[] = []
    const noted: Handler = (context) => { steps.push('handler'); return handler(context) }
    const around = compose([note(steps, 'one'), note(steps, 'two'), note(steps, 'three')], noted)
    await around(contextOf())
    assert.deepEqual(steps, [
      'one in', 'two in', 'three in', 'handler', 'three out', 'two out', 'one out',
    ])
  }
})

test('without middlewares the handler is alone', () => {
  const reply = empty()
  assert.equal(compose([], () => reply)(contextOf()), reply)
})

test('all of them see the same context', () => {
  const seen: Context[] = []
  const look: Middleware = (context, next) => { seen.push(context); return next() }
  const context = contextOf()
  compose([look, look], (own) => { seen.push(own); return empty() })(context)
  assert.deepEqual(seen.map((own) => own === context), [true, true, true])
})

test('a middleware may answer by itself', () => {
  const around = compose([() => text('no')], () => assert.fail('The handler ran'))
  assert.deepEqual(around(contextOf()), text('no'))
})

test('those that only check or only change take their turns like all others', async () => {
  const handlers: Handler[] = [() => text('a'), async () => text('a')]
  for (const handler of handlers) {
    const steps: string[] = []
    const changed = (name: string) => after((reply, { id }) => {
      steps.push(`${name} out ${id}`)
      return reply
    })
    const waited = (name: string) => after(async (reply) => {
      await Promise.resolve()
      steps.push(`${name} out late`)
      return { ...reply, headers: { name } }
    })
    const checked = (name: string) => before(({ id }) => { steps.push(`${name} in ${id}`) })
    const middlewares = [
      changed('one'), waited('two'), changed('three'), note(steps, 'four'), checked('five'),
      changed('six'), checked('seven'), waited('eight'), changed('nine'),
    ]
    const reply = await compose(middlewares, handler)(contextOf())
    assert.deepEqual(reply.headers, { name: 'two' })
    assert.deepEqual(steps, [
      'four in', 'five in id-1', 'seven in id-1', 'nine out id-1', 'eight out late',
      'six out id-1', 'four out', 'three out id-1', 'two out late', 'one out id-1',
    ])
    // Each of them also works where somebody calls it without compose.
    steps.length = 0
    await changed('alone')(contextOf(), () => handler(contextOf()))
    await checked('alone')(contextOf(), () => handler(contextOf()))
    assert.deepEqual(steps, ['alone out id-1', 'alone in id-1'])
  }
})

test('what a check or a change throws keeps the next one from running', async () => {
  const refused = new HttpError(403, 'no', 'No')
  const refuse = (): never => { throw refused }
  const noCheck = before(() => assert.fail('It ran'))
  const noChange = after(() => assert.fail('It ran'))
  assert.throws(() => compose([before(refuse), noCheck], () => empty())(contextOf()), refused)
  assert.throws(() => compose([noChange, after(refuse)], () => empty())(contextOf()), refused)
  await assert.rejects(async () =>
    compose([noChange, after(refuse)], async () => empty())(contextOf()), refused)
})

test('a handler that does not wait is never awaited', () => {
  const middlewares = [accessLog(() => undefined), requestId(), timeLimit(1_000),
    errorReplies({ onBug: () => undefined })]
  const reply = compose(middlewares, () => text('a'))(contextOf())
  assert.ok(!(reply instanceof Promise))
  const late = compose(middlewares, async () => text('a'))(contextOf())
  assert.ok(late instanceof Promise)
})

test('next can be called once', async () => {
  let runs = 0
  const handler = () => { runs += 1; return empty() }
  const twice: Middleware = (_context, next) => { void next(); return next() }
  const twiceLater: Middleware = async (_context, next) => { await next(); return next() }
  assert.throws(() => compose([twice], handler)(contextOf()), /called next\(\) twice/)
  const late = compose([twiceLater], async () => handler())
  await assert.rejects(Promise.resolve(late(contextOf())), /called next\(\) twice/)
  assert.equal(runs, 2)
})

test('another request may pass the same middlewares', () => {
  const around = compose([(_context, next) => next()], () => text('a'))
  assert.deepEqual(around(contextOf()), text('a'))
  assert.deepEqual(around(contextOf()), text('a'))
})

test('a reply is changed now, or when it arrives', async () => {
  const change = (reply: Reply) => ({ ...reply, status: 418 })
  const now = whenReplied(empty(), change)
  assert.ok(!(now instanceof Promise))
  assert.equal(now.status, 418)
  assert.equal((await whenReplied(Promise.resolve(empty()), change)).status, 418)
  await assert.rejects(Promise.resolve(whenReplied(Promise.reject(new Error('a')), change)), /a/)
})

test('the id of a request is sent along', async () => {
  for (const handler of [() => empty(), async () => empty()]) {
    const reply = await compose([requestId()], handler)(contextOf())
    assert.equal(reply.headers['x-request-id'], 'id-1')
  }
})

test('every request is reported once, with its status', async () => {
  const entries: AccessEntry[] = []
  const contexts: Context[] = []
  const log = accessLog((entry, context) => {
    entries.push(entry)
    contexts.push(context)
  })
  const context = contextOf({}, '/books/1?token=secret')
  context.route = '/books/:isbn'
  await compose([log], async () => text('a', 404))(context)
  const [entry = assert.fail('No entry')] = entries
  const { durationMs, ...fields } = entry
  assert.deepEqual(fields, {
    requestId: 'id-1', method: 'GET', path: '/books/1', route: '/books/:isbn', status: 404,
  })
  assert.ok(durationMs >= 0 && durationMs < 10_000)
  assert.equal(Math.round(durationMs * 1000), Number((durationMs * 1000).toFixed(6)))
  assert.equal(contexts[0], context)
  compose([log], () => empty())(contextOf())
  assert.deepEqual(entries.map(({ status, route }) => [status, route]), [
    [404, '/books/:isbn'], [204, undefined],
  ])
})

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

test('a reply that is no error passes untouched', async () => {
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

test('a refusal may say how long it can be kept', async () => {
  const error = new HttpError(404, 'a', 'b', { headers: { 'cache-control': 'max-age=60' } })
  const replies = errorReplies({ onBug: () => undefined })
  const reply = await compose([replies], () => { throw error })(contextOf())
  assert.equal(reply.headers['cache-control'], 'max-age=60')
})

test('who likes HTML better than JSON is a browser', () => {
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

test('a middleware may change what the handler replied', async () => {
  const stamp: Middleware = (_context, next) => whenReplied(next(), (reply) =>
    ({ ...reply, headers: { ...reply.headers, 'x-a': 'b' } }))
  const reply = await compose([stamp], async () => json({}))(contextOf())
  assert.equal(reply.headers['x-a'], 'b')
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
