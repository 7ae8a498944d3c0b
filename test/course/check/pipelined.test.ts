import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import test, { type TestContext } from 'node:test'
import { sendPipelined } from '../../../src/course/check/pipelined.ts'
import { openConnection } from '../../../src/course/check/rawConnection.ts'

async function serve(t: TestContext, listener: RequestListener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const { port } = address
  return {
    port,
    connect: () => openConnection({ host: '127.0.0.1', port }),
    fail: (id: string): never => assert.fail(id),
  }
}

const plans = ['a', 'b', 'c'].map((body) => ({ method: 'POST', target: `/${body}`, body }))

test('all requests are read in one turn of the event loop', async (t) => {
  const log: string[] = []
  const tools = await serve(t, async (request, response) => {
    log.push(`begin ${request.url}`)
    await new Promise((resolve) => setImmediate(resolve))
    log.push(`end ${request.url}`)
    response.end(request.url)
  })
  const exchanges = await sendPipelined(tools, plans)
  assert.deepEqual(exchanges.map(({ answer }) => answer.text), ['/a', '/b', '/c'])
  assert.deepEqual(log, ['begin /a', 'begin /b', 'begin /c', 'end /a', 'end /b', 'end /c'])
  assert.match(exchanges[0]?.request ?? '', /^POST \/a HTTP\/1\.1\r\n[^]*Connection: keep-alive/)
  assert.match(exchanges[2]?.request ?? '', /Connection: close\r\n/)
})

test('a server that closes after the first response gives only that one', async (t) => {
  const tools = await serve(t, (request, response) => {
    response.setHeader('connection', 'close').end(request.url)
  })
  const exchanges = await sendPipelined(tools, plans)
  assert.deepEqual(exchanges.map(({ answer }) => answer.text), ['/a'])
})
