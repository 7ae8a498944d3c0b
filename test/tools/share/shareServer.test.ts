// `npm run share` as a process of its own, with our server and with stand-ins for the tunnels.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { parseJson, pick } from '../../pick.ts'
import { Program, startServer, type Settings } from '../../program.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import {
  agentResponse, installProgram, ngrokLines, openTunnel, printing, send,
} from './standIns.ts'

const skip = process.platform === 'win32'
const host = 'demo.ngrok-free.app'
const origin = `https://${host}`
const json = { 'content-type': 'application/json' }

/** Runs the command. Without a PATH of its own, it finds no program that opens tunnels. */
function share(t: TestContext, settings: Settings, ...words: string[]): Program {
  return new Program(t, ['src/tools/share.ts', ...words], {
    LOG: 'json', PATH: temporaryFolder(t), ...settings,
  })
}

async function listen(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

type Agent = { api: string; url: string | undefined; address: string }

async function openAgent(t: TestContext, port: number): Promise<Agent> {
  const agent: Agent = { api: '', url: origin, address: `http://localhost:${port}` }
  const own = await listen(t, (_request, response) => {
    const tunnels = agent.url === undefined ? [] : [{ url: agent.url, address: agent.address }]
    response.end(agentResponse(tunnels))
  })
  agent.api = `http://127.0.0.1:${own}`
  return agent
}

async function makeLink(port: number, headers: Record<string, string>) {
  const reply = await send(port, '/api/links', {
    method: 'POST', headers: { ...json, ...headers }, body: '{"target":"https://example.com/"}',
  })
  return { ...reply, shortUrl: String(pick(parseJson(reply.text), 'shortUrl')) }
}

test('a running server is shared without a restart', { skip }, async (t) => {
  const DATA = join(temporaryFolder(t), 'data')
  const server = startServer(t, { DATA }, ['--workers', '2'])
  const port = await server.port()
  const agent = await openAgent(t, port)
  const tunnel = await openTunnel(t, port)
  // This tunnel is one proxy, whatever the settings say: strangers could forge a second entry.
  const settings = { DATA, PORT: String(port), TRUSTED_HOPS: '2' }
  const sharing = share(t, settings, '--ngrok-api', agent.api)
  await sharing.until(() => sharing.errors.includes('To stop, press Ctrl+C'))
  for (let count = 0; count < 4; count += 1) {
    const { headers } = await send(tunnel.port, '/hello', { headers: { host } })
    assert.ok('strict-transport-security' in headers, 'each worker knows the address')
  }
  assert.match(sharing.errors, /Using the server that runs on port \d+/)
  assert.match(sharing.errors, /Shared at https:\/\/demo\.ngrok-free\.app\n/)
  assert.match(sharing.errors, /█{30}/)
  assert.match(sharing.errors, /create 10 an hour without an account/)
  assert.match(sharing.errors, /ngrok-skip-browser-warning/)
  await server.until(() => server.output.split('"event":"shared"').length === 3)

  assert.match((await makeLink(tunnel.port, { host })).shortUrl, /^https:\/\/demo\.ngrok-free\.app/)
  assert.match((await makeLink(port, { host: 'localhost' })).shortUrl, /^http:\/\/localhost:\d+/)
  for (let count = 1; count < 10; count += 1) {
    const { status } = await makeLink(tunnel.port, { host, 'x-forwarded-for': `192.0.2.${count}` })
    assert.equal(status, 201)
  }
  assert.equal((await makeLink(tunnel.port, { host })).status, 429)
  tunnel.client = '198.51.100.1'
  assert.equal((await makeLink(tunnel.port, { host })).status, 201)

  agent.url = 'https://new.ngrok-free.app'
  await sharing.until(() => sharing.errors.includes('Shared at https://new.ngrok-free.app'))
  assert.match(sharing.errors, /The address has changed from https:\/\/demo\.ngrok-free\.app to/)
  agent.url = undefined
  await sharing.until(() => sharing.errors.includes('The tunnel has ended'))
  await server.until(() => server.output.split('"event":"no longer shared"').length === 3)
  assert.equal((await send(tunnel.port, '/', { headers: { host } })).status, 503)
  agent.url = origin
  await sharing.until(() => sharing.errors.split('Shared at https://demo').length === 3)
  // Each worker, the first time and now.
  await server.until(() => server.output.split('"shared","origin":"https://demo').length === 5)
  sharing.child.kill('SIGINT')
  assert.equal(await sharing.ended(), 0)
  assert.match(sharing.errors, /Close the ngrok agent that is running too: it's still open/)
  assert.ok(!existsSync(join(DATA, 'share.json')))
  await server.until(() => server.output.split('"event":"no longer shared"').length === 5)
  assert.equal((await send(tunnel.port, '/', { headers: { host: 'localhost' } })).status, 503)
  assert.equal((await send(port, '/hello', { headers: { host: 'localhost' } })).status, 200)
  server.child.kill('SIGTERM')
  await server.ended()
})

test('without a server, one is started, and all that was started ends', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  const note = `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'ngrok.pid'))},
    process.pid + ' ' + process.argv.slice(2).join(' '))`
  installProgram(folder, 'ngrok', `${note}\n${printing(ngrokLines(origin))}`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const DATA = join(folder, signal)
    const sharing = share(t, { DATA, PORT: '0', PATH: folder })
    await sharing.until(() => sharing.errors.includes('To stop, press Ctrl+C'))
    const port = await sharing.port()
    const [pid = '', ...words] = readFileSync(join(folder, 'ngrok.pid'), 'utf8').split(' ')
    assert.deepEqual(words.slice(0, 2), ['http', `http://127.0.0.1:${port}`])
    assert.equal((await send(port, '/hello', { headers: { host } })).status, 200)
    sharing.child.kill(signal)
    assert.equal(await sharing.ended(), 0, signal)
    assert.match(sharing.output, /"event":"stopped"/)
    assert.throws(() => process.kill(Number(pid), 0), /ESRCH/)
    assert.ok(!existsSync(join(DATA, 'share.json')))
  }
})

test('the course is never reachable through the tunnel, with any Host', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  const DATA = join(folder, 'data')
  const options = ['--course', '--my', join(folder, 'my')]
  const server = startServer(t, { DATA, COURSE_PORT: '0' }, options)
  const port = await server.port()
  const [, course = ''] = await server.until(() => /course at http\S+?:(\d+)/.exec(server.errors))
  const agent = await openAgent(t, port)
  const sharing = share(t, { DATA, PORT: String(port) }, '--ngrok-api', agent.api)
  await sharing.until(() => sharing.errors.includes('To stop, press Ctrl+C'))
  const local = await send(port, '/', { headers: { host: 'localhost', accept: 'text/html' } })
  assert.match(local.text, /continue the course/)
  const tunnel = await openTunnel(t, port)
  const hosts = [
    host, `localhost:${port}`, `localhost:${course}`, `127.0.0.1:${course}`, `[::1]:${course}`,
    'localhost:4000', '127.0.0.1:4000', 'localhost', '0.0.0.0:4000', 'course.localhost:4000',
  ]
  for (const name of hosts) {
    for (const path of ['/', '/lessons/00-start-here', '/workshop', '/source/src/app.ts', '/map']) {
      const headers = { host: name, accept: 'text/html', 'x-forwarded-host': `localhost:${course}` }
      const { status, text } = await send(tunnel.port, path, { headers })
      assert.equal(status, path === '/' ? 200 : 404, `${name} ${path}`)
      assert.ok(!text.includes(`:${course}`) && !text.includes('continue the course'), name)
    }
  }
  sharing.child.kill('SIGTERM')
  await sharing.ended()
})

test('a tunnel to another port is not taken for ours', { skip }, async (t) => {
  const DATA = join(temporaryFolder(t), 'data')
  const server = startServer(t, { DATA })
  const port = await server.port()
  const agent = await openAgent(t, port)
  for (const address of ['http://localhost:4000', `http://192.0.2.1:${port}`]) {
    agent.address = address
    const sharing = share(t, { DATA, PORT: String(port) }, '--ngrok-api', agent.api)
    assert.equal(await sharing.ended(), 1)
    assert.ok(sharing.errors.includes(`leads to ${address}, and not to port ${port}`))
    assert.match(sharing.errors, /Install one of\n {2}ngrok +https/)
    assert.ok(!existsSync(join(DATA, 'share.json')))
  }
  agent.url = undefined
  const sharing = share(t, { DATA, PORT: String(port) }, '--ngrok-api', agent.api)
  assert.equal(await sharing.ended(), 1)
  assert.match(sharing.errors, /agent that is running has no tunnel to port \d+ over https\.\n/)
})

test('what stands in the way is named, and nothing is left behind', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  const DATA = join(folder, 'data')
  const server = startServer(t, { DATA })
  const PORT = String(await server.port())
  const other = String(await listen(t, (_request, response) => response.end('other')))
  const agent = await openAgent(t, Number(PORT))
  const api = ['--ngrok-api', agent.api]
  const content = { origin, trustedHops: 1, process: process.pid }
  const elsewhere = join(folder, 'elsewhere')
  const rows: [settings: Settings, words: string[], message: RegExp][] = [
    [{ DATA, PORT: other }, api, /Port \d+ is used by a program that isn't this server/],
    [{ DATA, PORT, PUBLIC_ORIGIN: 'https://go.example' }, api, /PUBLIC_ORIGIN is https:\/\/go/],
    [{ DATA: elsewhere, PORT }, api, /doesn't take its address from .*elsewhere.share\.json/],
    [{ DATA, PORT }, [], /no program that opens one. Install one of/],
    [{ DATA, PORT }, ['--with', 'tailscale'], /tailscale isn't installed.* https:\/\/tailscale/],
    [{ DATA, PORT }, ['--origin', 'http://go.example'], /use an address like https:/],
    [{ DATA, PORT: 'x' }, [], /PORT="x"/],
    [{ DATA, PORT, HOST: '192.0.2.1' }, api, /HOST is 192\.0\.2\.1, so .*unset it/],
    [{ DATA, PORT }, [join(folder, 'nothing')], /There's no folder .*nothing: name the folder/],
    [{ DATA, PORT }, ['README.md', '--command', 'true'], /There's no folder .*README\.md/],
    [{ DATA, PORT }, [folder], /There's no main\.ts and no exercise\.ts in/],
  ]
  for (const [settings, words, message] of rows) {
    const sharing = share(t, settings, ...words)
    assert.equal(await sharing.ended(), 1, String(message))
    assert.match(sharing.errors, message)
    assert.doesNotMatch(sharing.errors, /\n {4}at /)
  }
  assert.ok(!existsSync(join(DATA, 'share.json')))
  writeFileSync(join(DATA, 'share.json'), JSON.stringify(content), { mode: 0o600 })
  const second = share(t, { DATA, PORT }, ...api)
  assert.equal(await second.ended(), 1)
  assert.match(second.errors, /shared already, at https:\/\/demo\.ngrok-free\.app, by the process/)
})

test('after a crash of the command, it can be run again at once', { skip }, async (t) => {
  const DATA = join(temporaryFolder(t), 'data')
  const server = startServer(t, { DATA })
  const settings = { DATA, PORT: String(await server.port()) }
  const first = share(t, settings, '--origin', 'https://first.example')
  await first.until(() => first.errors.includes('To stop, press Ctrl+C'))
  first.child.kill('SIGKILL')
  await first.ended()
  assert.ok(existsSync(join(DATA, 'share.json')))
  const second = share(t, settings, '--origin', 'https://second.example')
  await second.until(() => second.errors.includes('Shared at https://second.example'))
  second.child.kill('SIGINT')
  assert.equal(await second.ended(), 0)
})

test('a server with a public address of its own is left alone', { skip }, async (t) => {
  const DATA = join(temporaryFolder(t), 'data')
  const server = startServer(t, { DATA, PUBLIC_ORIGIN: 'https://go.example', TRUSTED_HOPS: '1' })
  const port = await server.port()
  const sharing = share(t, { DATA, PORT: String(port) }, '--origin', origin)
  assert.equal(await sharing.ended(), 1)
  assert.match(sharing.errors, /has a public address already/)
})

test('a tunnel of your own is used as it is', { skip }, async (t) => {
  const DATA = join(temporaryFolder(t), 'data')
  const sharing = share(t, { DATA, PORT: '0' }, '--origin', 'https://go.example/')
  await sharing.until(() => sharing.errors.includes('Shared at https://go.example\n'))
  assert.doesNotMatch(sharing.errors, /ngrok/)
  sharing.child.kill('SIGINT')
  assert.equal(await sharing.ended(), 0)
})

test('Ctrl+C works while the tunnel is opening', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  installProgram(folder, 'cloudflared', printing(['INF Requesting new quick Tunnel'], 'stderr'))
  const DATA = join(folder, 'data')
  const sharing = share(t, { DATA, PORT: '0', PATH: folder })
  await sharing.until(() => sharing.errors.includes('Opening a tunnel with cloudflared'))
  sharing.child.kill('SIGINT')
  assert.equal(await sharing.ended(), 0)
  assert.match(sharing.errors, /No longer shared\.\n$/)
})
