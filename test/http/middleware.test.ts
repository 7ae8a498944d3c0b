import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog } from '../../src/basics/log.ts'
import { accessLog } from '../../src/http/accessLog.ts'
import { Context, type Handler, type Middleware } from '../../src/http/context.ts'
import { errorReplies } from '../../src/http/errorReplies.ts'
import { HttpError } from '../../src/http/errors.ts'
import { after, before, compose, whenReplied } from '../../src/http/middleware.ts'
import { requestId } from '../../src/http/requestId.ts'
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

test('a middleware may respond by itself', () => {
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
  const silent = createLog({ format: 'off', write: () => undefined })
  const middlewares = [accessLog(silent), requestId(), timeLimit(1_000),
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

test('a middleware may change what the handler replied', async () => {
  const stamp: Middleware = (_context, next) => whenReplied(next(), (reply) =>
    ({ ...reply, headers: { ...reply.headers, 'x-a': 'b' } }))
  const reply = await compose([stamp], async () => json({}))(contextOf())
  assert.equal(reply.headers['x-a'], 'b')
})
