import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import test from 'node:test'
import { readText } from '../../src/http/body.ts'
import { Context, type Handler } from '../../src/http/context.ts'
import { HttpError } from '../../src/http/errors.ts'
import { compose } from '../../src/http/middleware.ts'
import { empty, text, type Reply } from '../../src/http/reply.ts'
import { incomingRequest, type RequestInit } from '../../src/http/request.ts'
import { parseTarget } from '../../src/http/target.ts'
import { timeLimit } from '../../src/http/timeLimit.ts'

function contextOf(init: RequestInit = {}): Context {
  const request = incomingRequest('GET', '/', init)
  return new Context(request, parseTarget('/'), { id: 'id-1', params: {} })
}

test('a handler that takes too long gets a response made for it', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const late = Promise.withResolvers<Reply>()
  const outcome = Promise.resolve(compose([timeLimit(2_000)], () => late.promise)(contextOf()))
  const rejected = assert.rejects(outcome, (error) => {
    assert.ok(error instanceof HttpError)
    assert.deepEqual([error.status, error.code, error.headers], [
      503, 'time-limit', { 'retry-after': '10' },
    ])
    assert.match(error.message, /within 2 seconds/)
    return true
  })
  t.mock.timers.tick(2_000)
  await rejected
  // What it answers later has no reader: a stream would stay open for ever.
  const body = new PassThrough()
  const closed = new Promise((resolve) => body.once('close', resolve))
  late.resolve({ ...empty(200), body })
  await closed
})

test('what comes after the time limit harms nobody', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const endings: ((late: PromiseWithResolvers<Reply>) => void)[] = [
    ({ resolve }) => resolve(text('a')),
    ({ resolve }) => resolve(empty()),
    ({ resolve }) => resolve({ ...empty(200), body: new Uint8Array(1) }),
    ({ reject }) => reject(new Error('Too late to matter')),
  ]
  for (const end of endings) {
    const late = Promise.withResolvers<Reply>()
    const rejected = assert.rejects(Promise.resolve(
      compose([timeLimit(10)], () => late.promise)(contextOf())), HttpError)
    t.mock.timers.tick(10)
    await rejected
    end(late)
    await new Promise(setImmediate)
  }
})

test('within the time limit nothing changes, and no timer is left', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const limited = (handler: Handler) => Promise.resolve(
    compose([timeLimit(1_000)], handler)(contextOf()))
  const late = Promise.withResolvers<Reply>()
  const reply = limited(() => late.promise)
  t.mock.timers.tick(999)
  late.resolve(text('in time'))
  assert.deepEqual(await reply, text('in time'))
  await assert.rejects(limited(() => Promise.reject(new Error('A bug'))), /A bug/)
  t.mock.timers.tick(10_000)
})

test('a body that takes too long to arrive is the fault of the client', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const body = new PassThrough()
  body.write('half of ')
  const handler: Handler = async (context) => text(await readText(context))
  const outcome = Promise.resolve(compose([timeLimit(2_000)], handler)(contextOf({ body })))
  const rejected = assert.rejects(outcome, (error) => {
    assert.ok(error instanceof HttpError)
    assert.deepEqual([error.status, error.code, error.headers], [
      408, 'slow-body', { connection: 'close' },
    ])
    return true
  })
  t.mock.timers.tick(2_000)
  await rejected
  body.end()
})

test('a handler that is slow after its body has arrived is the fault of the server', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const hasRead = Promise.withResolvers<void>()
  const handler: Handler = async (context) => {
    await readText(context)
    hasRead.resolve()
    return new Promise(() => undefined)
  }
  const outcome = Promise.resolve(compose([timeLimit(2_000)], handler)(contextOf({ body: 'all' })))
  const rejected = assert.rejects(outcome, { status: 503 })
  await hasRead.promise
  t.mock.timers.tick(2_000)
  await rejected
})

test('each of many requests has its own time', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const over: number[] = []
  const forever = compose([timeLimit(1_000)], () => new Promise(() => undefined))
  for (let start = 0; start < 3_000; start += 10) {
    Promise.resolve(forever(contextOf())).catch(() => over.push(start))
    t.mock.timers.tick(10)
    await Promise.resolve()
    const now = start + 10
    // Nobody has less than the limit; nobody has a tenth more, and one turn of the test.
    assert.ok(over.every((begun) => now - begun >= 1_000), `at ${now}`)
    assert.ok(over.length >= (now - 1_110) / 10 - 1, `${over.length} at ${now}`)
  }
})
