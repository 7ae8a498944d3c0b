import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { App } from '../../src/http/app.ts'
import { readBytes } from '../../src/http/body.ts'
import { BodyMemory } from '../../src/http/bodyMemory.ts'
import { text } from '../../src/http/reply.ts'
import { pick } from '../pick.ts'
import { openTestApp } from '../testApp.ts'
import { connect, head } from './rawClient.ts'
import { startServer } from './wireServer.ts'

const kib = 1024
const mib = 1024 * kib

test('long bodies share a limit, and short ones always get in', () => {
  const memory = new BodyMemory(3 * mib - 32 * kib)
  const [first, second, third] = [memory.begin(), memory.begin(), memory.begin()]
  assert.ok(first.grow(50 * mib), 'beyond 1 MiB, its reader limits it')
  assert.ok(first.grow(50 * mib), 'it is not counted twice')
  assert.ok(second.grow(mib))
  assert.ok(!third.grow(mib + 1))
  assert.ok(third.grow(mib), 'what was refused uses nothing')
  assert.ok(memory.begin().grow(16 * kib))
  assert.ok(!memory.begin().grow(17 * kib))
  first.end()
  first.end()
  assert.ok(memory.begin().grow(mib))
  assert.ok(!memory.begin().grow(33 * kib), 'it was given back once')
})

test('while many long bodies arrive, another gets 503, and a short one is read', async (t) => {
  const site = openTestApp(t)
  const headers = { 'content-type': 'application/json' }
  const long = `{"target":"${' '.repeat(mib - 100)}`
  const bodies = Array.from({ length: 66 }, () => new PassThrough({ highWaterMark: 2 * mib }))
  const replies = bodies.map((body) => {
    body.write(long)
    return site.request('POST', '/api/links', { headers, body })
  })
  const refused = await Promise.race(replies)
  assert.deepEqual([refused.status, pick(refused.json(), 'code')], [503, 'busy'])
  assert.equal(refused.headers['retry-after'], '5')
  const short = await site.request('POST', '/api/links', {
    headers, body: '{"target":"https://example.com/"}',
  })
  assert.equal(short.status, 201)
  for (const body of bodies) body.end('"}')
  await Promise.all(replies)
  const later = await site.request('POST', '/api/links', { headers, body: `${long}"}` })
  assert.equal(later.status, 422)
})

test('an idle connection keeps no body', async (t) => {
  setFlagsFromString('--expose-gc')
  const collectGarbage: unknown = runInNewContext('gc')
  assert.ok(typeof collectGarbage === 'function')
  let kept: WeakRef<ArrayBufferLike> | undefined
  const app = new App().post('/', async (context) => {
    kept = new WeakRef((await readBytes(context)).buffer)
    return text('read')
  })
  const { port } = await startServer(t, app)
  const client = await connect(port)
  t.after(() => client.cut())
  client.send(head('POST / HTTP/1.1', 'Host: a', `Content-Length: ${mib}`) + 'a'.repeat(mib))
  assert.equal((await client.answer()).body, 'read')
  for (let round = 0; round < 10 && kept?.deref() !== undefined; round += 1) {
    await setImmediate()
    collectGarbage()
  }
  assert.equal(kept?.deref(), undefined)
  assert.ok(!client.socket.readableEnded && !client.socket.destroyed)
})
