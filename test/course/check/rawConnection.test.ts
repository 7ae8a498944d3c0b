import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import test, { type TestContext } from 'node:test'
import { openConnection } from '../../../src/course/check/rawConnection.ts'

async function connectTo(t: TestContext, onSocket: (socket: Socket) => void) {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    t.after(() => socket.destroy())
    onSocket(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const connection = await openConnection({ host: '127.0.0.1', port: address.port })
  t.after(() => connection.destroy())
  return { connection, server, port: address.port }
}

test('everything that goes over a connection is recorded in its order', async (t) => {
  const { connection } = await connectTo(t, (socket) => {
    socket.once('data', () => socket.write(Buffer.from([0xff])))
    socket.on('end', () => socket.end('bye'))
  })
  connection.write('gr\u00fcn')
  assert.equal(await connection.waitFor((received) => received === '\xff'), 'came')
  connection.write(Buffer.from([0, 1]))
  connection.write('.')
  connection.end()
  assert.equal(await connection.waitForEnd(), 'closed')
  assert.equal(connection.received, '\xffbye')
  assert.deepEqual(connection.turns, [
    { direction: 'sent', bytes: 'gr\xc3\xbcn' },
    { direction: 'received', bytes: '\xff' },
    { direction: 'sent', bytes: '\0\x01.', pieces: [2, 3] },
    { direction: 'received', bytes: 'bye', ending: 'closed' },
  ])
})

test('bytes can be written in pieces, each in a packet of its own', async (t) => {
  const pieces: string[] = []
  const { connection } = await connectTo(t, (socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => {
      pieces.push(text)
      socket.write('.')
    })
  })
  await connection.writeInPieces('abcde', 2, 20)
  await connection.waitFor((received) => received === '...')
  assert.deepEqual(pieces, ['ab', 'cd', 'e'])
})

test('writing in pieces stops when the connection ends', async (t) => {
  const { connection } = await connectTo(t, (socket) => socket.once('data', () => socket.destroy()))
  await connection.writeInPieces('a'.repeat(1_000), 1, 1)
  assert.notEqual(connection.ending, undefined)
  assert.ok((connection.turns[0]?.bytes.length ?? 0) < 1_000)
})

test('waiting ends when the time is over, and says so until more comes', async (t) => {
  const { connection } = await connectTo(t, (socket) => socket.on('data', () => socket.write('b')))
  assert.equal(await connection.waitFor(() => false, 10), 'timeout')
  assert.deepEqual(connection.turns, [{ direction: 'received', bytes: '', ending: 'timeout' }])
  connection.write('a')
  await connection.waitFor((received) => received === 'b')
  assert.equal(await connection.waitForEnd(10), 'timeout')
  assert.equal(connection.turns.at(-1)?.ending, 'timeout')
})

test('who waits again takes the note away that the time was over', async (t) => {
  const sockets: Socket[] = []
  const { connection } = await connectTo(t, (socket) => {
    sockets.push(socket)
    socket.write('a')
  })
  await connection.waitFor((received) => received === 'a')
  await connection.waitFor(() => false, 10)
  sockets[0]?.write('b')
  await connection.waitFor((received) => received === 'ab')
  assert.deepEqual(connection.turns, [{ direction: 'received', bytes: 'ab' }])
})

test('a reset is told from a proper end, on both sides', async (t) => {
  const { connection } = await connectTo(t, (socket) => socket.resetAndDestroy())
  assert.equal(await connection.waitForEnd(), 'reset')
  const codes: unknown[] = []
  const other = await connectTo(t, (socket) => {
    socket.write('.')
    socket.on('error', (error) => codes.push(Reflect.get(error, 'code')))
    socket.on('close', () => other.server.emit('gone'))
  })
  await other.connection.waitFor((received) => received === '.')
  const gone = once(other.server, 'gone')
  other.connection.reset()
  await gone
  assert.deepEqual(codes, ['ECONNRESET'])
})

test('a refused connection has ended with its error', async (t) => {
  const { server, port, connection } = await connectTo(t, () => {})
  server.close()
  connection.destroy()
  const refused = await openConnection({ host: '127.0.0.1', port })
  assert.equal(refused.ending, 'reset')
  assert.equal(refused.error && Reflect.get(refused.error, 'code'), 'ECONNREFUSED')
  refused.write('into the void')
  assert.equal(await refused.waitFor(() => false), 'reset')
})

test('a paused connection receives nothing until it goes on', async (t) => {
  let onWritten = () => {}
  const written = new Promise<void>((resolve) => (onWritten = resolve))
  const { connection } = await connectTo(t, (socket) => {
    socket.once('data', () => socket.write('later', () => onWritten()))
  })
  assert.equal(connection.remoteAddress, '127.0.0.1')
  connection.pause()
  connection.write('.')
  await written
  assert.equal(connection.received, '')
  connection.resume()
  assert.equal(await connection.waitFor((received) => received === 'later'), 'came')
})
