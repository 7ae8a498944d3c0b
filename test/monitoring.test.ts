// The metrics of a server that runs as a process of its own: who can read them, what they count.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { ask as sendBytes, head } from './http/rawClient.ts'
import { startServer, type Program, type Settings } from './program.ts'
import { ask, startedIn } from './serverProcess.ts'
import { parseExposition, type Exposed, type Line } from './services/metrics/exposition.ts'
import { temporaryFolder } from './temporaryFolder.ts'

type Served = { server: Program; port: number; metricsPort: number; read(): Promise<Exposed> }

async function serve(
  t: TestContext, settings: Settings = {}, options: string[] = [],
): Promise<Served> {
  const server = startServer(
    t, { DATA: temporaryFolder(t), METRICS_PORT: '0', ...settings }, options)
  const port = await server.port()
  const [, found] = await server.until(() => /"event":"metrics","port":(\d+)/.exec(server.output))
  const metricsPort = Number(found)
  return { server, port, metricsPort, read: () => readMetrics(metricsPort) }
}

async function readMetrics(port: number): Promise<Exposed> {
  const response = await ask(port, '/metrics')
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  return parseExposition(await response.text())
}

function sum(lines: readonly Line[], name: string, labels: Line['labels'] = {}): number {
  const wanted = Object.entries(labels)
  return lines
    .filter((line) => line.name === name && wanted.every(([key, value]) =>
      line.labels[key] === value))
    .reduce((total, { value }) => total + value, 0)
}

const requestCount = 'http_server_request_duration_seconds_count'

test('requests are counted by route, method and status, not by what was sent', async (t) => {
  const { port, read } = await serve(t)
  for (const path of ['/hello', '/hello', '/nothing-here', '/%zz']) await ask(port, path)
  await ask(port, '/hello', { method: 'HEAD' })
  await sendBytes(port, head('MKCOL /hello HTTP/1.1', 'Host: localhost', 'Connection: close'))
  const { lines, types } = await read()
  const rows = [
    ['GET', '/hello', '200', 2], ['HEAD', '/hello', '200', 1], ['_OTHER', '', '501', 1],
    ['GET', '/:slug', '404', 1], ['GET', '', '400', 1],
  ] as const
  for (const [method, route, status, count] of rows) {
    const labels = {
      http_request_method: method, http_route: route, http_response_status_code: status,
    }
    assert.equal(sum(lines, requestCount, labels), count, JSON.stringify(labels))
  }
  assert.equal(types.get('http_server_request_duration_seconds'), 'histogram')
})

test('commits, clicks and sign-ins are counted', async (t) => {
  const { port, read } = await serve(t)
  const before = (await read()).lines
  const made = await ask(port, '/api/links', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"target":"https://example.org/","slug":"counted"}',
  })
  assert.equal(made.status, 201)
  const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  for (const agent of [browser, 'curl/8']) {
    const headers = { 'user-agent': agent }
    assert.equal((await ask(port, '/counted', { redirect: 'manual', headers })).status, 302)
  }
  const refused = await ask(port, '/api/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":"nobody@example.org","password":"a wrong password"}',
  })
  assert.equal(refused.status, 401)
  const { lines } = await read()
  assert.equal(sum(lines, 'groundwork_clicks_total', { visitor: 'person' }), 1)
  assert.equal(sum(lines, 'groundwork_clicks_total', { visitor: 'bot' }), 1)
  assert.equal(sum(lines, 'groundwork_sign_ins_total', { result: 'refused' }), 1)
  for (const name of ['batches', 'duration_seconds'].map((kind) => `groundwork_commit_${kind}`)) {
    assert.ok(sum(lines, `${name}_count`) >= sum(before, `${name}_count`) + 4, name)
  }
  assert.ok(sum(lines, 'groundwork_wal_bytes') > 0)
})

test('the log of a database behind a symbolic link is measured', async (t) => {
  const file = join(temporaryFolder(t), 'elsewhere.db')
  writeFileSync(file, '')
  const folder = temporaryFolder(t)
  symlinkSync(file, join(folder, 'groundwork.db'))
  const { read } = await serve(t, { DATA: folder })
  assert.ok(sum((await read()).lines, 'groundwork_wal_bytes') > 0)
})

test('each worker counts for itself, under its own label', async (t) => {
  const { server, port, read } = await serve(t, {}, ['--workers', '2'])
  await server.until(() => startedIn(server).length === 2)
  for (let count = 0; count < 6; count += 1) {
    await ask(port, '/hello', { headers: { connection: 'close' } })
  }
  const { lines } = await read()
  assert.equal(sum(lines, requestCount, { http_route: '/hello' }), 6)
  const workers = new Set(lines.map(({ labels }) => labels['worker']))
  assert.deepEqual([...workers].sort(), ['1', '2'])
})

test('without METRICS_PORT, nothing serves them', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) })
  const port = await server.port()
  assert.equal((await ask(port, '/metrics')).status, 404)
  assert.doesNotMatch(server.output, /"event":"metrics"/)
})

const foreign: [rule: string, lines: string[], status: number][] = [
  ['this machine\'s name', ['Host: localhost'], 200],
  ['this machine\'s address', ['Host: 127.0.0.1:9464'], 200],
  ['another name that leads here', ['Host: evil.example'], 421],
  ['a request that a proxy passed on', ['Host: localhost', 'X-Forwarded-For: 192.0.2.1'], 421],
  ['no Host', [], 400],
]

test('only this machine can read them unless METRICS_HOST says otherwise', async (t) => {
  const { metricsPort } = await serve(t)
  for (const [rule, lines, status] of foreign) {
    const bytes = head('GET /metrics HTTP/1.1', ...lines, 'Connection: close')
    assert.equal((await sendBytes(metricsPort, bytes)).status, status, rule)
  }
  assert.equal((await ask(metricsPort, '/metrics', { method: 'POST' })).status, 405)
  const elsewhere = Object.values(networkInterfaces()).flat()
    .find((found) => found?.internal === false && found.family === 'IPv4')
  if (elsewhere === undefined) return t.diagnostic('This machine has no other address')
  await assert.rejects(fetch(`http://${elsewhere.address}:${metricsPort}/metrics`))
})

test('elsewhere, they can be asked for by any name', async (t) => {
  const { metricsPort } = await serve(t, { METRICS_HOST: '0.0.0.0' })
  const bytes = head('GET /metrics HTTP/1.1', 'Host: metrics.internal', 'Connection: close')
  assert.equal((await sendBytes(metricsPort, bytes)).status, 200)
})

test('a METRICS_PORT that is in use ends the start with a sentence that names it', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await once(taken, 'listening')
  const address = taken.address()
  const METRICS_PORT = typeof address === 'object' && address !== null ? String(address.port) : ''
  for (const options of [[], ['--workers', '2']]) {
    const server = startServer(t, { DATA: temporaryFolder(t), METRICS_PORT }, options)
    assert.equal(await server.ended(), 1)
    assert.match(server.errors, new RegExp(`Port ${METRICS_PORT} is in use: .* set METRICS_PORT`))
  }
})
