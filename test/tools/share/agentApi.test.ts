// The ngrok agent's local API, with responses as its documentation and the agents give them.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import test, { type TestContext } from 'node:test'
import { agentTunnel, askAgent, leadsTo } from '../../../src/tools/share/agentApi.ts'
import { agentResponse } from './standIns.ts'

const origin = 'https://d95211d2.ngrok-free.app'

async function openAgent(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

function* endlessly(text: string) {
  for (;;) yield text
}

const agentOf = (t: TestContext, body: string, status = 200) =>
  openAgent(t, (request, response) => {
    assert.equal(request.url, '/api/tunnels')
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })

test('the tunnel that leads to our port is found, and only its https address', async (t) => {
  const http = { url: 'http://d95211d2.ngrok-free.app', address: 'http://localhost:3000' }
  const https = { url: origin, address: 'http://localhost:3000' }
  const other = { url: 'https://other.ngrok-free.app', address: 'http://localhost:8080' }
  const course = { url: 'https://course.ngrok-free.app', address: 'http://localhost:4000' }
  const rows: [tunnels: { url: string; address: string }[], found: string | undefined][] = [
    [[https], origin],
    [[http, https], origin],
    [[other, course, https], origin],
    [[http], undefined],
    [[other, course], undefined],
    [[], undefined],
    [[{ url: 'tcp://0.tcp.ngrok.io:53476', address: 'localhost:3000' }], undefined],
    [[{ url: 'https://localhost', address: 'localhost:3000' }], undefined],
    [[{ url: 'https://a@evil.example/', address: 'localhost:3000' }], undefined],
    [[{ url: 'https://evil.example/path', address: 'localhost:3000' }], undefined],
    [[{ url: 'javascript:alert(1)', address: 'localhost:3000' }], undefined],
  ]
  for (const [tunnels, found] of rows) {
    const api = await agentOf(t, agentResponse(tunnels))
    assert.equal((await askAgent(api, 3000))?.origin, found, JSON.stringify(tunnels))
  }
  const api = await agentOf(t, agentResponse([other, course]))
  assert.deepEqual((await askAgent(api, 3000))?.others, [other.address, course.address])
})

test('the address of a tunnel is our port on this machine, or it is not ours', () => {
  const rows: [address: string, isOurs: boolean][] = [
    ['http://localhost:3000', true], ['localhost:3000', true], ['3000', true],
    ['http://127.0.0.1:3000', true], ['127.0.0.1:3000', true], ['http://[::1]:3000', true],
    ['http://localhost:3000/', true],
    ['http://localhost:30000', false], ['http://localhost:300', false], ['localhost', false],
    ['https://localhost:3000', false], ['http://api:3000', false],
    ['http://192.0.2.1:3000', false], ['http://localhost.evil.example:3000', false],
    ['', false], ['003000', false], ['file:///3000', false], [`${'x'.repeat(10_000)}:3000`, false],
  ]
  for (const [address, isOurs] of rows) assert.equal(leadsTo(address, 3000), isOurs, address)
  assert.equal(leadsTo('http://localhost', 80), true)
})

test('what is not an agent, or does not respond as one, is none', async (t) => {
  const tunnel = agentResponse([{ url: origin, address: 'localhost:3000' }])
  const rows: [what: string, listener: RequestListener][] = [
    ['another status', (_, response) => response.writeHead(404).end(tunnel)],
    ['HTML', (_, response) => response.end('<html>')],
    ['an empty body', (_, response) => response.end()],
    ['another kind of list', (_, response) => response.end('{"tunnels":{"0":1}}')],
    ['null', (_, response) => response.end('null')],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/other' }).end()],
    ['a connection that breaks', (_, response) => response.destroy()],
    ['too much', (_, response) => response.end(`${tunnel}${' '.repeat(300_000)}`)],
    ['entries of another kind', (_, response) =>
      response.end('[]'.replace('[]', '{"tunnels":null}'))],
  ]
  for (const [what, listener] of rows) {
    const api = await openAgent(t, listener)
    assert.equal(await askAgent(api, 3000), undefined, what)
  }
  assert.equal(await askAgent('http://127.0.0.1:1', 3000), undefined)
})

test('of two tunnels to our port, one is kept, in whichever order they are listed', async (t) => {
  const [a, b] = [origin, 'https://second.ngrok-free.app']
    .map((url) => ({ url, address: 'localhost:3000' }))
  assert.ok(a !== undefined && b !== undefined)
  const lists = [[b, a], [a, b], [b, a], [a], [a, b]]
  const api = await openAgent(t, (_, response) => {
    response.end(agentResponse(lists.shift() ?? []))
  })
  const tunnel = agentTunnel(api, 3000)
  const seen: (string | undefined)[] = []
  for (let count = 0; count < 5; count += 1) seen.push(await tunnel.look())
  assert.deepEqual(seen, [b.url, b.url, b.url, a.url, a.url])
})

test('malformed tunnels beside a good one are passed over', async (t) => {
  const good = JSON.parse(agentResponse([{ url: origin, address: 'localhost:3000' }]))
  const tunnels = [
    null, 1, 'x', [], {}, { config: null }, { public_url: origin, config: { addr: 3000 } },
    { public_url: null, config: { addr: 'localhost:3000' } }, ...good.tunnels,
  ]
  const api = await agentOf(t, JSON.stringify({ tunnels }))
  assert.equal((await askAgent(api, 3000))?.origin, origin)
})

test('an endless response is cut off, and a silent agent is given up', async (t) => {
  const closed = Promise.withResolvers<void>()
  const endless = await openAgent(t, (_, response) => {
    response.on('close', () => closed.resolve())
    Readable.from(endlessly('x'.repeat(65_536))).pipe(response)
  })
  assert.equal(await askAgent(endless, 3000), undefined)
  await closed.promise
  const silent = await openAgent(t, () => undefined)
  assert.equal(await askAgent(silent, 3000), undefined)
})

test('an agent that is busy once has not ended, and a new address is noticed', async (t) => {
  const answers: (string | undefined)[] = [
    origin, undefined, origin, undefined, undefined, 'https://new.ngrok-free.app',
  ]
  const api = await openAgent(t, (_, response) => {
    const url = answers.shift()
    if (url === undefined) response.destroy()
    else response.end(agentResponse([{ url, address: 'localhost:3000' }]))
  })
  const tunnel = agentTunnel(api, 3000)
  const seen: (string | undefined)[] = []
  for (let count = 0; count < 6; count += 1) seen.push(await tunnel.look())
  assert.deepEqual(seen, [
    origin, origin, origin, origin, undefined, 'https://new.ngrok-free.app',
  ])
})
