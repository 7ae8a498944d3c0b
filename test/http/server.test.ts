// What the server does with connections over time: replies of all kinds, bugs, clients that are
// slow or leave, and the stop.

import assert from 'node:assert/strict'
import { getEventListeners, once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import test from 'node:test'
import { App } from '../../src/http/app.ts'
import { readBytes, readText } from '../../src/http/body.ts'
import { errorReplies } from '../../src/http/errorReplies.ts'
import { empty, text, type Reply } from '../../src/http/reply.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { ask, connect, head } from './rawClient.ts'
import { startServer } from './wireServer.ts'

const host = 'Host: localhost'

function get(path: string, ...lines: string[]): string {
  return head(`GET ${path} HTTP/1.1`, host, ...lines)
}

function post(path: string, ...lines: string[]): string {
  return head(`POST ${path} HTTP/1.1`, host, ...lines)
}

function failed(error: unknown): void {
  assert.fail(String(error))
}

function streamOf(...pieces: string[]): Reply {
  return { status: 200, headers: {}, body: Readable.from(pieces) }
}

test('every kind of body has its length', async (t) => {
  const app = new App()
  const rows: [rule: string, make: () => Reply, length: string | undefined, body: string][] = [
    ['a string, counted in bytes', () => text('\u00e9\u{1f40c}'), '6', '\u00e9\u{1f40c}'],
    ['bytes', () => ({ ...empty(200), body: new Uint8Array([97, 98]) }), '2', 'ab'],
    ['an empty string', () => text(''), '0', ''],
    ['nothing', () => empty(200), '0', ''],
    ['nothing in a redirect', () => empty(302), '0', ''],
    ['a length that is wrong', () => text('abc', 200, { 'content-length': '2' }), '3', 'abc'],
    ['a stream', () => streamOf('a', 'b'), undefined, 'ab'],
    ['a stream of nothing', () => streamOf(), undefined, ''],
    ['a stream of known length', () =>
      ({ ...streamOf('a', 'b'), headers: { 'content-length': '2' } }), '2', 'ab'],
  ]
  for (const [index, [, make]] of rows.entries()) {
    app.get(`/${index}`, make)
    app.get(`/late/${index}`, async () => make())
  }
  const { port, errors } = await startServer(t, app)
  const client = await connect(port)
  t.after(() => client.cut())
  for (const [index, [rule, , length, body]] of rows.entries()) {
    for (const path of [`/${index}`, `/late/${index}`]) {
      client.send(get(path) + head(`HEAD ${path} HTTP/1.1`, host))
      const answer = await client.answer()
      assert.equal(answer.headers['content-length'], length, rule)
      assert.equal(answer.headers['transfer-encoding'], length ? undefined : 'chunked', rule)
      assert.equal(answer.body, body, rule)
      assert.equal((await client.answer('HEAD')).headers['content-length'], length, rule)
    }
  }
  assert.deepEqual(errors, [])
})

test('a stream that nobody reads is destroyed', async (t) => {
  const body = new PassThrough()
  const app = new App().get('/', () => ({ ...empty(200), body }))
  const { port } = await startServer(t, app)
  const closed = once(body, 'close')
  assert.equal((await ask(port, head('HEAD / HTTP/1.1', host))).status, 200)
  await closed
})

test('a body that breaks off cuts the connection', async (t) => {
  const app = new App()
  const broken = (length?: string): Reply => {
    const body = new PassThrough()
    body.write('ab', () => setImmediate(() => body.destroy(new Error('The disk is gone'))))
    return { status: 200, headers: length === undefined ? {} : { 'content-length': length }, body }
  }
  const tooShort = (): Reply => ({ ...streamOf('ab'), headers: { 'content-length': '3' } })
  const tooLong = (): Reply => ({ ...streamOf('ab', 'cd'), headers: { 'content-length': '3' } })
  const rows: [rule: string, make: () => Reply, error: RegExp][] = [
    ['in chunks', () => broken(), /The disk is gone/],
    ['with a length', () => broken('4'), /The disk is gone/],
    ['with too few bytes', tooShort, /the 3 bytes/],
    ['with too many bytes', tooLong, /the 3 bytes/],
  ]
  for (const [index, [, make]] of rows.entries()) app.get(`/${index}`, make)
  const { port, errors } = await startServer(t, app)
  for (const [index, [rule, , error]] of rows.entries()) {
    const client = await connect(port)
    client.send(get(`/${index}`))
    const received = await client.ended()
    const isWhole = received.endsWith('0\r\n\r\n') || received.endsWith('\r\n\r\nabc')
    assert.ok(!isWhole, `${rule}: ${received}`)
    assert.match(String(errors.shift()), error, rule)
    assert.deepEqual(errors, [], rule)
  }
})

test('a client that leaves destroys the stream of its reply, without an error', async (t) => {
  const body = new PassThrough()
  const app = new App().get('/', () => ({ ...empty(200), body }))
  const { port, errors } = await startServer(t, app)
  const client = await connect(port)
  body.write('first')
  client.send(get('/'))
  await client.received(50)
  const closed = new Promise((resolve) => body.once('close', resolve))
  client.cut()
  await closed
  assert.deepEqual(errors, [])
})

test('a bug leaves as an empty 500, and the server goes on', async (t) => {
  const bug = new Error('A bug')
  const badHeader = { 'x-name': 'line\nbreak' }
  const app = new App()
  app.get('/good', () => text('good'))
  app.get('/throws', () => { throw bug })
  app.get('/rejects', () => Promise.reject(bug))
  app.get('/header', () => text('a', 200, badHeader))
  app.get('/late-header', async () => text('a', 200, badHeader))
  app.get('/stream-header', () => ({ ...streamOf('a'), headers: badHeader }))
  app.get('/status', () => text('a', 42))
  const { port, errors } = await startServer(t, app)
  const client = await connect(port)
  t.after(() => client.cut())
  const paths = ['throws', 'rejects', 'header', 'late-header', 'stream-header', 'status']
  for (const [index, path] of paths.entries()) {
    client.send(get(`/${path}`))
    const { status, headers, body } = await client.answer()
    assert.deepEqual([status, headers['content-length'], body], [500, '0', ''], path)
    assert.equal(errors.length, index + 1, path)
    client.send(get('/good'))
    assert.equal((await client.answer()).body, 'good', path)
  }
})

test('requests sent at once get responses in order, even when the first is slow', async (t) => {
  const first = Promise.withResolvers<void>()
  const app = new App()
  app.get('/1', async () => { await first.promise; return text('first') })
  app.get('/2', () => text('second'))
  app.get('/3', async () => text('third'))
  app.get('/4', () => { first.resolve(); return streamOf('fourth') })
  app.post('/5', async (context) => text(await readText(context)))
  const { port } = await startServer(t, app)
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(['/1', '/2', '/3', '/4'].map((path) => get(path)).join(''))
  client.send(post('/5', 'Content-Length: 5') + 'fifth')
  for (const body of ['first', 'second', 'third', 'fourth', 'fifth']) {
    assert.equal((await client.answer()).body, body)
  }
})

test("a request after the last response isn't carried out", async (t) => {
  const paths: string[] = []
  const app = new App()
  app.post('/close', (context) => { paths.push('/close'); return text(context.method) })
  app.post('/after', () => { paths.push('/after'); return text('after') })
  const { port } = await startServer(t, app)
  const client = await connect(port)
  client.send(post('/close', 'Content-Length: 3') + 'abc' + post('/after', 'Content-Length: 0'))
  assert.equal((await client.answer()).headers['connection'], 'close')
  assert.equal(await client.ended(), '')
  assert.deepEqual(paths, ['/close'])
})

test("a mistake after a whole request doesn't take the place of its response", async (t) => {
  const app = new App()
  app.post('/', async (context) => {
    await new Promise(setImmediate)
    return text(await readText(context))
  })
  app.use(errorReplies({ onBug: failed }))
  const { port } = await startServer(t, app)
  const chunked = 'Transfer-Encoding: chunked'
  const whole = post('/', 'Content-Length: 2') + 'ab'
  const last = post('/', 'Content-Length: 2', 'Connection: close') + 'ab'
  const rows: [rule: string, bytes: string, statuses: string[]][] = [
    ['a byte too many', `${whole}c`, ['200', '400']],
    ['a byte too many after two requests', `${whole}${whole}c`, ['200', '200', '400']],
    ['a head that is too long', whole + get('/', `X: ${'a'.repeat(20_000)}`), ['200', '431']],
    ['a chunk of no size', `${whole}${post('/', chunked)}x\r\n`, ['200', '400']],
    ['a body for a route that is missing', `${whole}${post('/no', chunked)}x\r\n`, ['200', '404']],
    ['a byte after the last request', `${last}c`, ['200']],
    ['a request after the last one', last + get('/'), ['200']],
  ]
  for (const [rule, bytes, statuses] of rows) {
    const client = await connect(port)
    client.send(bytes)
    const received = await client.ended()
    const found = Array.from(received.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status)
    assert.deepEqual(found, statuses, rule)
  }
})

test('a client that goes on sending after its mistake is cut off while it waits', async (t) => {
  const slow = Promise.withResolvers<void>()
  const app = new App()
  app.get('/', async () => { await slow.promise; return text('at last') })
  const { port } = await startServer(t, app)
  t.after(() => slow.resolve())
  const patient = await connect(port)
  patient.send(get('/') + 'x'.repeat(1_000))
  const flooding = await connect(port)
  flooding.send(get('/') + 'x'.repeat(4 * 1024 * 1024))
  assert.equal(await flooding.ended(), '')
  slow.resolve()
  assert.match(await patient.ended(), /at lastHTTP\/1\.1 400 /)
})

// Node takes its own listeners off the socket of a CONNECT: also the one for errors, and the one
// that cuts off a client that doesn't read.
test('a client that asks for a tunnel can neither stay nor do harm', async (t) => {
  const app = new App()
  app.get('/', () => text('x'.repeat(20_000_000)))
  const { port, errors } = await startServer(t, app)
  const tunnel = head('CONNECT a:1 HTTP/1.1', host)
  for (let round = 0; round < 50; round += 1) {
    const client = await connect(port)
    client.socket.write(tunnel, () => client.socket.resetAndDestroy())
    await client.ended()
  }
  const reader = await connect(port)
  reader.socket.pause()
  reader.send(get('/') + tunnel)
  const after = await connect(port)
  after.send(tunnel)
  assert.match(await after.ended(), /^HTTP\/1\.1 501 /)
  reader.socket.resume()
  assert.ok((await reader.ended()).length < 20_000_000)
  assert.deepEqual(errors, [])
})

const shortLimits = { headTimeoutMs: 300, requestTimeoutMs: 600, checkIntervalMs: 20 }

test('a client that is too slow is cut off', async (t) => {
  const app = new App().use(errorReplies({ onBug: failed }))
  const refusals: unknown[] = []
  app.post('/', async (context) => {
    try {
      return text(await readText(context))
    } catch (error) {
      refusals.push(error)
      throw error
    }
  })
  const { port, stop, errors } = await startServer(t, app, shortLimits)
  const rows: [rule: string, bytes: string][] = [
    ['it says nothing', ''],
    ['half a request line', 'GE'],
    ['half a head', `GET / HTTP/1.1\r\n${host}\r\nX-A:`],
    ['half a body', post('/', 'Content-Length: 4') + 'ab'],
    ['half a chunk', post('/', 'Transfer-Encoding: chunked') + '4\r\nab'],
    ['no last chunk', post('/', 'Transfer-Encoding: chunked') + '2\r\nab\r\n'],
    ['half a second request', post('/', 'Content-Length: 2') + 'ab' + 'GET / HT'],
  ]
  await Promise.all(rows.map(async ([rule, bytes]) => {
    const client = await connect(port)
    client.send(bytes)
    if (rule === 'half a second request') assert.equal((await client.answer()).status, 200)
    assert.match(await client.ended(), /^HTTP\/1\.1 408 .*\r\nConnection: close\r\n\r\n$/, rule)
  }))
  assert.equal(refusals.length, 3)
  for (const refusal of refusals) assert.match(String(refusal), /broke off/)
  assert.deepEqual(errors, [])
  await stop()
})

test('a client that sends one byte now and then is cut off as well', async (t) => {
  const app = new App()
  app.post('/', async (context) => text(await readText(context)))
  const { port } = await startServer(t, app, shortLimits)
  for (const start of [`GET / HTTP/1.1\r\n${host}\r\nX-A: `, post('/', 'Content-Length: 999')]) {
    const client = await connect(port)
    client.send(start)
    const drip = setInterval(() => client.send('a'), 10)
    assert.match(await client.ended(), /^HTTP\/1\.1 408 /)
    clearInterval(drip)
  }
})

test('a handler may take longer than a client', async (t) => {
  const slow = Promise.withResolvers<void>()
  const app = new App().get('/', async () => { await slow.promise; return text('at last') })
  const { port } = await startServer(t, app, shortLimits)
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(get('/'))
  // One after the other, two silent clients take longer than any limit.
  for (let count = 0; count < 2; count += 1) {
    const silent = await connect(port)
    silent.send('P')
    await silent.ended()
  }
  slow.resolve()
  assert.equal((await client.answer()).body, 'at last')
})

test('a connection without a request stays open longer than a slow request', async (t) => {
  const app = new App().get('/', () => text('a'))
  const { port } = await startServer(t, app, shortLimits)
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(get('/'))
  assert.equal((await client.answer()).headers['keep-alive'], 'timeout=65')
  const silent = await connect(port)
  await silent.ended()
  client.send(get('/'))
  assert.equal((await client.answer()).body, 'a')
})

test('a client that leaves in the middle of its body leaves nothing behind', async (t) => {
  const app = new App().use(errorReplies({ onBug: failed }))
  const readings: Promise<Uint8Array>[] = []
  const allBegun = Promise.withResolvers<void>()
  app.post('/', async (context) => {
    readings.push(readBytes(context))
    if (readings.length === 20) allBegun.resolve()
    await readings.at(-1)
    return empty()
  })
  app.get('/', () => text('still here'))
  const { port, stop, errors } = await startServer(t, app)
  const clients = await Promise.all(Array.from({ length: 20 }, () => connect(port)))
  for (const client of clients) client.send(post('/', 'Content-Length: 100000') + 'abc')
  await allBegun.promise
  for (const client of clients) client.cut()
  for (const reading of readings) await assert.rejects(reading, /broke off/)
  assert.equal((await ask(port, get('/'))).body, 'still here')
  assert.deepEqual(errors, [])
  await stop()
})

test('the signal aborts when the client leaves', async (t) => {
  const app = new App()
  const asked = Promise.withResolvers<AbortSignal>()
  app.get('/', async ({ signal }) => {
    asked.resolve(signal)
    await once(signal, 'abort')
    return text('too late')
  })
  const { port, stop, errors } = await startServer(t, app)
  const client = await connect(port)
  client.send(get('/'))
  const signal = await asked.promise
  assert.equal(signal.aborted, false)
  client.cut()
  await once(signal, 'abort')
  await stop()
  assert.deepEqual(errors, [])
})

test('a stream that begins after the client has left is destroyed', async (t) => {
  const stream = new PassThrough()
  const app = new App()
  const arrived = Promise.withResolvers<void>()
  app.get('/', async ({ signal }) => {
    arrived.resolve()
    await once(signal, 'abort')
    return { ...empty(200), body: stream }
  })
  const { port, errors } = await startServer(t, app)
  const client = await connect(port)
  client.send(get('/'))
  await arrived.promise
  client.cut()
  await once(stream, 'close', { signal: AbortSignal.timeout(5_000) })
  assert.deepEqual(errors, [])
})

test('a signal that is asked for after the client has left is aborted already', async (t) => {
  const app = new App()
  const arrived = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  const seen = Promise.withResolvers<boolean>()
  app.get('/', async (context) => {
    context.request.body.once('close', gone.resolve)
    arrived.resolve()
    await gone.promise
    await new Promise(setImmediate)
    seen.resolve(context.signal.aborted)
    return text('too late')
  })
  const { port } = await startServer(t, app)
  const client = await connect(port)
  // The head of a request with a body, so that the end of the connection is the end of its body.
  client.send(get('/', 'Content-Length: 3'))
  await arrived.promise
  client.cut()
  assert.equal(await seen.promise, true)
})

test('the signal does not abort after a whole reply', async (t) => {
  const app = new App()
  const signals: AbortSignal[] = []
  app.get('/', ({ signal }) => { signals.push(signal); return text('whole') })
  app.get('/twice', (context) => {
    assert.equal(context.signal, context.signal)
    return text('twice')
  })
  const { port, stop } = await startServer(t, app)
  const client = await connect(port)
  for (const request of [get('/'), get('/twice'), get('/', 'Connection: close')]) {
    client.send(request)
    assert.equal((await client.answer()).status, 200)
  }
  await client.ended()
  await stop()
  assert.deepEqual(signals.map(({ aborted }) => aborted), [false, false])
  for (const signal of signals) assert.deepEqual(getEventListeners(signal, 'abort'), [])
})

test('a client that keeps sending after its refusal is cut off', async (t) => {
  const app = new App().post('/', () => text('no', 403))
  const { port } = await startServer(t, app, { lingerMs: 60_000, lingerBytes: 100_000 })
  const client = await connect(port)
  client.send(post('/', 'Content-Length: 1000000'))
  const answer = await client.answer()
  assert.deepEqual([answer.status, answer.body, answer.isWhole], [403, 'no', true])
  client.send('x'.repeat(200_000))
  assert.equal(await client.ended(), '')
})

test('a client that falls silent after its refusal is cut off', async (t) => {
  const app = new App().post('/', () => empty(403))
  const { port } = await startServer(t, app, { lingerMs: 20 })
  const client = await connect(port)
  client.send(post('/', 'Content-Length: 1000000') + 'abc')
  const answer = await client.answer()
  assert.deepEqual([answer.status, answer.headers['content-length']], [403, '0'])
  assert.equal(await client.ended(), '')
})

test('a reader of a body hears that it broke off, even after the response', async (t) => {
  const rows: [rule: string, reply: () => Reply][] = [
    ['a text', () => text('too slow', 408)],
    ['nothing', () => empty(408)],
    ['a stream', () => ({ ...streamOf('too ', 'slow'), status: 408 })],
  ]
  for (const [rule, reply] of rows) {
    const read = Promise.withResolvers<Uint8Array>()
    const isTold = assert.rejects(read.promise, { status: 400, code: 'aborted' }, rule)
    const app = new App().post('/', (context) => {
      read.resolve(readBytes(context))
      return reply()
    })
    const { port } = await startServer(t, app, { lingerMs: 20 })
    const client = await connect(port)
    client.send(post('/', 'Content-Length: 1000000') + 'abc')
    assert.equal((await client.answer()).status, 408, rule)
    assert.equal(await client.ended(), '', rule)
    await isTold
  }
})

test('a port that is taken is told', async (t) => {
  const { port } = await startServer(t, new App())
  const server = createHttpServer({ handle: () => empty(), onError: failed })
  await assert.rejects(server.listen(port, '127.0.0.1'), { code: 'EADDRINUSE', port })
})

test('a stop closes connections that have nothing to do', async (t) => {
  const app = new App().get('/', () => text('a'))
  const { port, stop } = await startServer(t, app)
  const clients = await Promise.all(Array.from({ length: 4 }, () => connect(port)))
  const [, used, half, both] = clients
  for (const client of [used, both]) {
    client?.send(get('/'))
    assert.equal((await client?.answer())?.body, 'a')
  }
  for (const client of [half, both]) client?.send('GET / HT')
  await stop()
  for (const client of clients) assert.equal(await client.ended(), '')
})

test('a stop lets everything finish that is under way', async (t) => {
  const started = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const stream = new PassThrough()
  const app = new App()
  let waiting = 4
  const arrive = () => { if ((waiting -= 1) === 0) started.resolve() }
  app.get('/late', async () => { arrive(); await go.promise; return text('late') })
  app.post('/body', async (context) => { arrive(); return text(await readText(context)) })
  app.get('/stream', () => { arrive(); return { ...empty(200), body: stream } })
  const { port, stop } = await startServer(t, app)
  const clients = await Promise.all(Array.from({ length: 3 }, () => connect(port)))
  const [late, body, streaming] = clients
  late?.send(get('/late') + get('/late'))
  body?.send(post('/body', 'Content-Length: 6') + 'abc')
  streaming?.send(get('/stream'))
  stream.write('abc')
  await started.promise
  await streaming?.received(100)

  const stopped = stop()
  await assert.rejects(connect(port), { code: 'ECONNREFUSED' })
  go.resolve()
  body?.send('def')
  stream.end('def')

  // The first of two is not the last of its connection.
  const first = await late?.answer()
  const second = await late?.answer()
  assert.deepEqual([first?.body, first?.headers['connection']], ['late', 'keep-alive'])
  assert.deepEqual([second?.body, second?.headers['connection']], ['late', 'close'])
  const echo = await body?.answer()
  assert.deepEqual([echo?.body, echo?.headers['connection']], ['abcdef', 'close'])
  const streamed = await streaming?.answer()
  assert.deepEqual([streamed?.body, streamed?.isWhole], ['abcdef', true])
  for (const client of clients) assert.equal(await client.ended(), '')
  await stopped
})

test('a stop waits for a slow reader', async (t) => {
  const size = 20_000_000
  const answered = Promise.withResolvers<void>()
  const app = new App().get('/', () => {
    setImmediate(answered.resolve)
    return text('x'.repeat(size))
  })
  const { port, stop } = await startServer(t, app)
  const idle = await connect(port)
  const reader = await connect(port)
  reader.socket.pause()
  reader.send(get('/'))
  await answered.promise
  const stopped = stop()
  // When the idle one is closed, the stop has looked at the reader as well.
  await idle.ended()
  reader.socket.resume()
  const received = await reader.ended()
  assert.equal(received.length - received.indexOf('\r\n\r\n') - 4, size)
  await stopped
})

test('a stop cuts what takes longer than its limit', async (t) => {
  const app = new App()
  const begun = Promise.withResolvers<AbortSignal>()
  app.get('/', async ({ signal }) => {
    begun.resolve(signal)
    await once(signal, 'abort')
    return text('too late')
  })
  const { port, server, errors } = await startServer(t, app)
  const client = await connect(port)
  client.send(get('/'))
  const signal = await begun.promise
  await server.stop(30)
  assert.equal(await client.ended(), '')
  if (!signal.aborted) await once(signal, 'abort')
  assert.deepEqual(errors, [])
})

test('a stop under load responds to every request that was accepted', async (t) => {
  let taken = 0
  const busy = Promise.withResolvers<void>()
  const app = new App()
  app.get('/', async () => {
    taken += 1
    if (taken === 500) busy.resolve()
    await new Promise(setImmediate)
    return text('answer')
  })
  const { port, stop } = await startServer(t, app)
  let answered = 0
  let closed = 0
  async function click(): Promise<void> {
    const client = await connect(port)
    while (true) {
      client.send(get('/'))
      const answer = await client.answer().catch(() => undefined)
      if (answer === undefined) return
      assert.deepEqual([answer.status, answer.body, answer.isWhole], [200, 'answer', true])
      answered += 1
      if (answer.headers['connection'] !== 'close') continue
      closed += 1
      return
    }
  }
  const clients = Array.from({ length: 16 }, click)
  await busy.promise
  await stop()
  await Promise.all(clients)
  assert.equal(answered, taken)
  assert.ok(closed > 0)
  await assert.rejects(connect(port), { code: 'ECONNREFUSED' })
})
