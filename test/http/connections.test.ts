// What happens when more clients come than a server has connections for, and when a client doesn't
// read its response.

import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import test from 'node:test'
import { App } from '../../src/http/app.ts'
import { readText } from '../../src/http/body.ts'
import { connectionLimit } from '../../src/http/descriptors.ts'
import { empty, text } from '../../src/http/reply.ts'
import { ask, connect, head, type RawClient } from './rawClient.ts'
import { startServer } from './wireServer.ts'

const get = head('GET / HTTP/1.1', 'Host: localhost')

test('some descriptors are spared for files and the database', () => {
  const rows: [descriptors: number, connections: number][] = [
    [0, 1], [2, 1], [64, 32], [128, 64], [256, 192], [1_024, 768], [65_536, 10_000],
    [Infinity, 10_000],
  ]
  for (const [descriptors, connections] of rows) {
    assert.equal(connectionLimit(descriptors), connections, String(descriptors))
  }
})

test('the limit of this process is known', { skip: process.platform === 'win32' }, () => {
  assert.ok(connectionLimit() > 16)
})

async function isClosed({ socket }: RawClient): Promise<boolean> {
  if (!socket.destroyed) await once(socket, 'close', { signal: AbortSignal.timeout(5_000) })
  return socket.destroyed
}

test('the connections that were idle for the longest time make room', async (t) => {
  const app = new App().get('/', () => text('a')).post('/', async (context) =>
    text(await readText(context)))
  const { port } = await startServer(t, app, { maxConnections: 32 })
  const clients: RawClient[] = []
  t.after(() => clients.forEach((client) => client.cut()))
  const open = async (bytes = ''): Promise<RawClient> => {
    const client = await connect(port)
    clients.push(client)
    client.send(bytes)
    return client
  }
  const post = ['POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 2']
  const busy = await open(head(...post, 'Expect: 100-continue'))
  assert.equal((await busy.interim()).status, 100)
  const silent = await open()
  const halfHead = await open('GET / HT')
  const kept = await open(get)
  assert.equal((await kept.answer()).status, 200)
  const used = await open(get)
  assert.equal((await used.answer()).status, 200)
  for (let count = 0; count < 23; count += 1) await open()
  used.send(get)
  assert.equal((await used.answer()).status, 200)
  // The 29th is one too many.
  await open()
  assert.ok(await isClosed(silent))
  assert.ok(await isClosed(halfHead))
  for (let count = 0; count < 3; count += 1) await open()
  assert.ok(await isClosed(kept))
  used.send(get)
  assert.equal((await used.answer()).status, 200)
  busy.send('ab')
  assert.equal((await busy.answer()).body, 'ab')
})

test('a new visitor gets in, however many connections say nothing', async (t) => {
  const app = new App().get('/', () => text('a'))
  const { port } = await startServer(t, app, { maxConnections: 32 })
  const clients: RawClient[] = []
  t.after(() => clients.forEach((client) => client.cut()))
  for (let count = 0; count < 100; count += 1) {
    clients.push(await connect(port))
    assert.equal((await ask(port, get)).status, 200, String(count))
  }
  assert.ok(clients.filter(({ socket }) => !socket.destroyed).length <= 32)
})

test('while all connections are busy nobody else gets in, and none is closed', async (t) => {
  const arrivals = new EventEmitter()
  const isFree = Promise.withResolvers<void>()
  const app = new App().get('/', async () => {
    arrivals.emit('request')
    await isFree.promise
    return text('a')
  })
  const { port } = await startServer(t, app, { maxConnections: 8 })
  const clients: RawClient[] = []
  t.after(() => clients.forEach((client) => client.cut()))
  for (let count = 0; count < 8; count += 1) {
    const client = await connect(port)
    clients.push(client)
    const arrival = once(arrivals, 'request')
    client.send(get)
    await arrival
  }
  assert.equal(await (await connect(port)).ended(), '')
  isFree.resolve()
  for (const client of clients) assert.equal((await client.answer()).body, 'a')
  assert.equal((await ask(port, get)).body, 'a')
})

test('a client that does not read its response is cut off', async (t) => {
  const piece = 'a'.repeat(1024 * 1024)
  const endless = function* () { while (true) yield piece }
  const signals = new EventEmitter()
  const app = new App()
  app.get('/whole', () => text(piece.repeat(32)))
  app.get('/stream', () => ({ ...empty(200), body: Readable.from(endless()) }))
  app.use((context, next) => {
    context.signal.addEventListener('abort', () => signals.emit('cut'))
    return next()
  })
  const { port } = await startServer(t, app, { stallMs: 200, checkIntervalMs: 20 })
  for (const path of ['/whole', '/stream']) {
    const client = await connect(port)
    client.socket.pause()
    const cut = once(signals, 'cut', { signal: AbortSignal.timeout(5_000) })
    client.send(get.replace('/', path))
    await cut
    client.socket.resume()
    assert.ok((await client.ended()).length < 32 * piece.length, path)
  }
})

test('a response that has nothing to send for a while is not cut off', async (t) => {
  const source = new PassThrough()
  const app = new App().get('/', () => ({ ...empty(200), body: source }))
  const { port } = await startServer(t, app, { stallMs: 40, checkIntervalMs: 10 })
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(get)
  // More than fits into the buffers between the two, so that it waits for a moment.
  const piece = 'a'.repeat(8 * 1024 * 1024)
  source.write(piece)
  await client.received(piece.length)
  const closed = once(client.socket, 'close', { signal: AbortSignal.timeout(400) })
  await assert.rejects(closed, { name: 'AbortError' })
  source.end('end')
  assert.ok((await client.answer()).body.endsWith('aend'))
})

test('a connection is closed when nobody has used it for a while, and not before', async (t) => {
  const slow = Promise.withResolvers<void>()
  const app = new App().get('/', () => text('a'))
  app.get('/slow', async () => { await slow.promise; return text('at last') })
  const { port } = await startServer(t, app, { keepAliveMs: 60, checkIntervalMs: 10 })
  const busy = await connect(port)
  busy.send(get.replace('/', '/slow'))
  const used = await connect(port)
  const idle = await connect(port)
  for (const client of [used, idle]) {
    client.send(get)
    const { headers } = await client.answer()
    assert.equal(headers['keep-alive'], 'timeout=0')
  }
  let isOver = false
  const end = idle.ended().then(() => { isOver = true })
  while (!isOver) {
    used.send(get)
    assert.equal((await used.answer()).body, 'a')
    await new Promise(setImmediate)
  }
  await end
  slow.resolve()
  assert.equal((await busy.answer()).body, 'at last')
  assert.equal(await used.ended(), '')
})

test('what a client\'s buffers take at once doesn\'t count as reading', async (t) => {
  const ends: string[] = []
  const app = new App().get('/', ({ signal }) => {
    signal.addEventListener('abort', () => ends.push('stalled'))
    return text('a'.repeat(32 * 1024 * 1024))
  })
  app.get('/idle', () => text('a'))
  // The idle one is closed after 1.7 s. If the first bytes counted, the cut would take 2 s.
  const limits = { stallMs: 1_000, keepAliveMs: 1_700, checkIntervalMs: 50 }
  const { port } = await startServer(t, app, limits)
  const idle = await connect(port)
  idle.send(get.replace('/', '/idle'))
  assert.equal((await idle.answer()).body, 'a')
  const stalled = await connect(port)
  t.after(() => stalled.cut())
  stalled.socket.pause()
  stalled.send(get)
  await idle.ended()
  assert.deepEqual(ends, ['stalled'])
})
