// A server that may open few files, and more idle connections than that: new visitors still get in,
// and when the connections are gone, everything is as before.

import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { ask, connect as connectClient, head } from './http/rawClient.ts'
import { limitMs } from './serverProcess.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const main = join(import.meta.dirname, '..', 'src', 'main.ts')
const script = 'ulimit -n 128 && exec "$0" "$@"'

async function start(t: TestContext): Promise<{ port: number; server: ChildProcess }> {
  const settings = { PORT: '0', LOG: 'json', DATA: temporaryFolder(t) }
  const server = spawn('/bin/sh', ['-c', script, process.execPath, main], {
    env: { ...process.env, npm_lifecycle_event: undefined, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => server.kill('SIGKILL'))
  let output = ''
  for await (const data of server.stdout.iterator({ destroyOnReturn: false })) {
    output += String(data)
    const port = /"event":"started","port":(\d+)/.exec(output)?.[1]
    if (port === undefined) continue
    server.stdout.resume()
    return { port: Number(port), server }
  }
  throw new Error(`The server did not start: ${output}`)
}

async function openSilent(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  // Without it, this end wouldn't notice that the other one is closed.
  return socket.resume()
}

// On a connection of its own, as a new visitor has.
async function statusOf(port: number, path: string): Promise<number> {
  return (await ask(port, head(`GET ${path} HTTP/1.1`, 'Host: localhost'))).status
}

async function closed(socket: Socket): Promise<void> {
  if (socket.destroyed) return
  await once(socket, 'close', { signal: AbortSignal.timeout(limitMs) })
}

const skip = process.platform === 'win32' && 'Windows has no such limit'

test('a server that may open 128 files outlives 500 idle connections', { skip }, async (t) => {
  const { port, server } = await start(t)
  const sockets: Socket[] = []
  t.after(() => sockets.forEach((socket) => socket.destroy()))
  for (let count = 0; count < 500; count += 1) {
    sockets.push(await openSilent(port))
    if (count % 50 !== 0) continue
    for (const path of ['/hello', '/']) {
      assert.equal(await statusOf(port, path), 200, `${path} after ${count} connections`)
    }
  }
  // At most 64 may stay open, and the oldest ones are closed first.
  await Promise.all(sockets.slice(0, -64).map(closed))
  for (const socket of sockets) socket.destroy()
  for (let count = 0; count < 100; count += 1) {
    assert.equal(await statusOf(port, '/hello'), 200)
  }
  assert.equal(server.exitCode, null)
  server.kill('SIGTERM')
  assert.deepEqual(await once(server, 'exit'), [0, null])
})

test('a server that may open 128 files sends 500 that are pipelined', { skip }, async (t) => {
  const { port } = await start(t)
  const client = await connectClient(port)
  t.after(() => client.cut())
  client.send(head('GET /assets/icon.svg HTTP/1.1', 'Host: localhost').repeat(500))
  for (let count = 0; count < 500; count += 1) {
    assert.equal((await client.answer()).status, 200, `response ${count + 1}`)
  }
})
