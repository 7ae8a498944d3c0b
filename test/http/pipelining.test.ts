// A client that sends many requests before it reads a response: each is answered, in order, and the
// others get their turns in between.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Socket } from 'node:net'
import test, { type TestContext } from 'node:test'
import { App } from '../../src/http/app.ts'
import { readText } from '../../src/http/body.ts'
import type { Context } from '../../src/http/context.ts'
import { text, type Reply } from '../../src/http/reply.ts'
import { ask, connect, head, type RawClient } from './rawClient.ts'
import { startServer } from './wireServer.ts'

const host = 'Host: localhost'
const mostAtOnce = 16

function get(path: string, ...lines: string[]): string {
  return head(`GET ${path} HTTP/1.1`, host, ...lines)
}

// An app that echoes, and says how many requests it handled, in all and in one turn at most.
function countingApp(t: TestContext) {
  const seen = { requests: 0, inTurn: 0, mostInTurn: 0 }
  let isOver = false
  const nextTurn = () => {
    seen.inTurn = 0
    if (!isOver) setImmediate(nextTurn)
  }
  nextTurn()
  t.after(() => (isOver = true))
  const count = () => {
    seen.requests += 1
    seen.inTurn += 1
    seen.mostInTurn = Math.max(seen.mostInTurn, seen.inTurn)
  }
  const app = new App()
  app.get('/:number', ({ params }) => {
    count()
    return text(params.number)
  })
  app.post('/', async (context) => {
    count()
    return text(await readText(context))
  })
  return { app, seen }
}

test('many requests in one piece take several turns', async (t) => {
  const { app, seen } = countingApp(t)
  const { port } = await startServer(t, app)
  const client = await connect(port)
  t.after(() => client.cut())
  for (const round of [0, 1]) {
    const numbers = Array.from({ length: 500 }, (_, index) => String(500 * round + index))
    client.send(numbers.map((number) => get(`/${number}`)).join(''))
    for (const number of numbers) assert.equal((await client.answer()).body, number)
  }
  // What comes in is read between two turns of what waits.
  assert.ok(seen.mostInTurn <= 2 * mostAtOnce, `${seen.mostInTurn} in one turn`)
})

test('bodies keep their requests when many come at once', async (t) => {
  const { app } = countingApp(t)
  const { port } = await startServer(t, app)
  const client = await connect(port)
  t.after(() => client.cut())
  const words = Array.from({ length: 100 }, (_, index) => `body ${index}`.padEnd(8))
  const bytes = words.map((word) =>
    head('POST / HTTP/1.1', host, 'Content-Length: 8') + word).join('')
  // The last body is not whole yet when the others are handled.
  client.send(bytes.slice(0, -3))
  for (const word of words.slice(0, -1)) assert.equal((await client.answer()).body, word)
  client.send(bytes.slice(-3))
  assert.equal((await client.answer()).body, words.at(-1))
})

test('nothing after the last request is done, and nothing before a mistake is lost', async (t) => {
  const { app, seen } = countingApp(t)
  const { port } = await startServer(t, app)
  const forty = Array.from({ length: 40 }, (_, index) => get(`/${index}`)).join('')
  const rows: [rule: string, bytes: string, requests: number, statuses: string[]][] = [
    ['a last one among the waiting', forty + get('/last', 'Connection: close') + forty, 41, []],
    ['a last one among the first', get('/last', 'Connection: close') + forty, 1, []],
    ['a byte that begins no request', `${forty}\0`, 40, ['400']],
  ]
  for (const [rule, bytes, requests, statuses] of rows) {
    seen.requests = 0
    const client = await connect(port)
    client.send(bytes)
    const received = await client.ended()
    const found = Array.from(received.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status)
    assert.deepEqual(found, [...Array<string>(requests).fill('200'), ...statuses], rule)
    assert.equal(seen.requests, requests, rule)
  }
})

test('what waits is answered before a stop, and dropped when its client leaves', async (t) => {
  const { app, seen } = countingApp(t)
  const { port, stop, errors } = await startServer(t, app)
  const thousand = Array.from({ length: 1_000 }, (_, index) => get(`/${index}`)).join('')
  const leaving = await connect(port)
  leaving.send(thousand)
  await leaving.answer()
  leaving.socket.resetAndDestroy()
  const client = await connect(port)
  client.send(get('/first'))
  assert.equal((await client.answer()).body, 'first')
  client.send(thousand)
  assert.equal((await client.answer()).body, '0')
  await stop()
  const received = await client.ended()
  assert.equal(received.match(/HTTP\/1\.1 200 /g)?.length, 999)
  // All 1,001 of the second client, and few of the first.
  assert.ok(seen.requests < 1_500, `${seen.requests} requests were handled`)
  assert.deepEqual(errors, [])
})

test('only so many requests of a connection are handled at once', async (t) => {
  const go = Promise.withResolvers<void>()
  let begun = 0
  const app = new App().get('/now', () => text('now'))
  app.get('/', async () => {
    begun += 1
    await go.promise
    return text('late')
  })
  const { port } = await startServer(t, app)
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(get('/').repeat(40))
  for (let round = 0; round < 3; round += 1) {
    assert.equal((await ask(port, get('/now'))).body, 'now')
  }
  // The first came alone.
  assert.equal(begun, 1 + mostAtOnce)
  go.resolve()
  for (let number = 0; number < 40; number += 1) assert.equal((await client.answer()).body, 'late')
})

test('nothing is read while requests wait', async (t) => {
  const most = { unhandled: 0 }
  const request = get('/')
  const posted = head('POST / HTTP/1.1', host, 'Content-Length: 1') + 'a'
  for (const bytes of [request, posted]) {
    let handled = 0
    const app = new App()
    const note = ({ request: { peer } }: Context): Reply => {
      assert.ok(peer instanceof Socket)
      const unhandled = peer.bytesRead - (handled += 1) * bytes.length
      most.unhandled = Math.max(most.unhandled, unhandled)
      // More than Node lets wait for a client before it stops reading.
      return text('x'.repeat(8 * 1024))
    }
    app.get('/', note)
    app.post('/', async (context) => {
      await readText(context)
      return note(context)
    })
    const { port } = await startServer(t, app)
    const client = await connect(port)
    t.after(() => client.cut())
    const count = 10_000
    client.send(bytes.repeat(count))
    for (let number = 0; number < count; number += 1) await client.answer()
    assert.equal(handled, count)
  }
  // A piece that waits, and one that was read before the last of it had begun.
  assert.ok(most.unhandled <= 2 * 64 * 1024, `${most.unhandled} bytes`)
})

test('too many unanswered requests close only connections that have many of them', async (t) => {
  let go = Promise.withResolvers<void>()
  const app = new App().get('/', async () => { await go.promise; return text('a') })
  const { port, errors } = await startServer(t, app, { maxUnanswered: 100 })
  const open = async (count: number): Promise<RawClient> => {
    const client = await connect(port)
    t.after(() => client.cut())
    client.send(get('/').repeat(count))
    return client
  }
  const answers = async (client: RawClient, count: number): Promise<void> => {
    for (let number = 0; number < count; number += 1) {
      assert.equal((await client.answer()).status, 200)
    }
  }
  const leave = async ({ socket }: RawClient): Promise<void> => {
    socket.destroy()
    await once(socket, 'close')
  }
  // The first doesn't count, so one more would be cut. What it holds comes back when it leaves, and
  // when it is answered.
  for (const end of [leave, leave, (client: RawClient) => answers(client, 101)]) {
    const many = await open(101)
    const greedy = await open(40)
    assert.equal(await greedy.ended(), '')
    const few = await open(17)
    const alone = await open(1)
    if (end !== leave) go.resolve()
    await end(many)
    go.resolve()
    await Promise.all([answers(few, 17), answers(alone, 1)])
    go = Promise.withResolvers()
  }
  const one = await open(102)
  assert.equal(await one.ended(), '')
  const last = await open(101)
  go.resolve()
  await answers(last, 101)
  assert.deepEqual(errors, [])
})
