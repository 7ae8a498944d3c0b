import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import test, { type TestContext } from 'node:test'
import { listeningPorts } from '../../../src/course/check/listeningPorts.ts'

const isLinux = process.platform === 'linux'
const skip = isLinux ? false : 'Other systems are asked by lsof and netstat'

// Starts Node with a program that prints a port for each server, and gives the ports.
async function start(t: TestContext, program: string): Promise<{ pid: number; ports: number[] }> {
  const child: ChildProcess = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'], detached: true,
  })
  const pid = child.pid ?? 0
  t.after(() => process.kill(-pid, 'SIGKILL'))
  assert.ok(child.stdout !== null)
  let text = ''
  for await (const [piece] of on(child)) {
    text += piece
    if (text.includes('done')) break
  }
  return { pid, ports: text.split('\n').map(Number).filter((port) => port > 0) }
}

async function* on(child: ChildProcess): AsyncGenerator<unknown[]> {
  while (child.stdout !== null) yield await once(child.stdout, 'data')
}

const listen = (host: string) => `
  const server = require('node:net').createServer().listen(0, '${host}', () => {
    console.log(server.address().port)
    console.log('done')
  })`

test('the port and the address of a process are found', { skip }, async (t) => {
  for (const host of ['127.0.0.1', '0.0.0.0', '127.0.0.2', '::', '::1']) {
    const { pid, ports } = await start(t, listen(host))
    assert.deepEqual(await listeningPorts(pid), ports.map((port) => ({ port, address: host })))
  }
})

test('the ports of a child and of its child are found', { skip }, async (t) => {
  const child = (program: string) =>
    `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(program)}],`
    + `{ stdio: 'inherit' })`
  const { pid, ports } = await start(t, child(child(listen('127.0.0.1'))))
  assert.deepEqual(await listeningPorts(pid), ports.map((port) => ({ port, address: '127.0.0.1' })))
})

test("a connection isn't a listening port", { skip }, async (t) => {
  const { pid, ports } = await start(t, `
    const { connect, createServer } = require('node:net')
    const server = createServer((socket) => socket.write('done')).listen(0, '127.0.0.1', () => {
      console.log(server.address().port)
      connect(server.address().port, '127.0.0.1').pipe(process.stdout)
    })`)
  assert.equal((await listeningPorts(pid)).length, ports.length)
})

test('a process that is not there has no ports', async () => {
  assert.deepEqual(await listeningPorts(2 ** 30), [])
})
