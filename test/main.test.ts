// The server as a process: how it starts, what it says when it cannot, and how it stops.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { Program, startServer } from './program.ts'
import { temporaryFolder } from './temporaryFolder.ts'

test('the banner tells the address, the database and how to stop', async (t) => {
  const folder = temporaryFolder(t)
  const server = startServer(t, { DATA: folder })
  const port = await server.port()
  assert.match(server.errors, new RegExp(`http://localhost:${port}\n`))
  assert.ok(server.errors.includes(join(folder, 'groundwork.db')), server.errors)
  assert.match(server.errors, /Ctrl\+C/)
  const hello = await fetch(`http://127.0.0.1:${port}/hello`)
  assert.equal(await hello.text(), 'Hello, World!')
})

test('what is in the way of a start is said in one sentence', async (t) => {
  const folder = temporaryFolder(t)
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const rows: [rule: string, settings: Record<string, string>, options: string[], says: RegExp][] = [
    ['a taken port', { PORT: port }, [], /^Port \d+ is taken: .*PORT=\d+ npm start\n$/],
    ['with workers', { PORT: port }, ['--workers', '2'], /Port \d+ is taken/],
    ['a folder in a file', { DATA: fileIn(folder, 'file') }, [], /^Cannot write to .*DATA/],
    ['no database', { DATA: withDatabase(folder, 'text') }, [], /no intact SQLite database/],
    ['a newer database', { DATA: newerDatabase(folder) }, [], /step 99.*Update Groundwork/],
    ['an unknown address', { HOST: '192.0.2.1' }, [], /^HOST=192\.0\.2\.1: this machine has no such/],
    ['an unknown option', {}, ['--worker', '2'], /--worker.*--workers 2/],
    ['no number of workers', {}, ['--workers', 'x'], /--workers x: write a whole number/],
  ]
  if (process.platform === 'linux') {
    rows.push(['no folder', { DATA: '/proc/x' }, [], /^Cannot write to the folder \/proc\/x: .*\n$/])
  }
  for (const [rule, settings, options, says] of rows) {
    const server = startServer(t, { DATA: folder, ...settings }, options)
    assert.equal(await server.ended(), 1, `${rule}: ${server.errors}`)
    assert.match(server.errors, says, rule)
    assert.doesNotMatch(server.errors, /^ +at /m, rule)
  }
})

test('all wrong settings are named at once', async (t) => {
  const wrong = { PORT: 'x', TRUSTED_HOPS: '-1', PUBLIC_ORIGIN: 'go', LOG: 'loud', ANONYMOUS_LINKS: '?' }
  const server = startServer(t, { DATA: temporaryFolder(t), ...wrong })
  assert.equal(await server.ended(), 1)
  for (const name of Object.keys(wrong)) assert.match(server.errors, new RegExp(`^${name}="`, 'm'))
})

test('each line of the log is JSON, and a request has its facts', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) })
  await fetch(`http://127.0.0.1:${await server.port()}/hello?secret=1`)
  await server.until(() => server.output.includes('"request"'))
  const lines: Record<string, unknown>[] = server.output.trim().split('\n').map((line) => JSON.parse(line))
  for (const line of lines) {
    for (const name of ['time', 'level', 'event']) assert.equal(typeof line[name], 'string', name)
  }
  const entry = lines.find(({ event }) => event === 'request')
  assert.equal(entry?.['path'], '/hello')
  assert.equal(entry?.['status'], 200)
  assert.equal(typeof entry?.['durationMs'], 'number')
  assert.equal(typeof entry?.['requestId'], 'string')
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} lets what is under way finish`, async (t) => {
    const folder = temporaryFolder(t)
    const server = startServer(t, { DATA: folder })
    const slow = await slowHello(await server.port())
    server.child.kill(signal)
    await server.until(() => isStopping(server))
    slow.finish()
    assert.equal(await slow.answer, '{"message":"Hello, Alice!"}')
    assert.equal(await server.ended(), 0)
    assert.deepEqual(readdirSync(folder).sort(), ['groundwork.db', 'secret.key'])
  })
}

test('a second signal ends at once', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) })
  const slow = await slowHello(await server.port())
  slow.answer.catch(() => undefined)
  server.child.kill('SIGTERM')
  await server.until(() => isStopping(server))
  server.child.kill('SIGTERM')
  assert.equal(await server.ended(), 1)
})

test('workers share the port, and one that dies is replaced', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) }, ['--workers', '2'])
  const port = await server.port()
  const workers = () => [...server.output.matchAll(/"started","port":\d+,"process":(\d+)/g)]
    .map(([, id]) => Number(id))
  await server.until(() => workers().length === 2)
  process.kill(workers()[0] ?? 0, 'SIGKILL')
  await server.until(() => workers().length === 3)
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
  assert.deepEqual(await ready.json(), { status: 'ready' })
  server.child.kill('SIGTERM')
  assert.equal(await server.ended(), 0)
  for (const id of workers()) assert.throws(() => process.kill(id, 0), { code: 'ESRCH' })
})

test('a server whose starter is gone ends too', { skip: process.platform !== 'linux' }, async (t) => {
  const main = join(import.meta.dirname, '../src/main.ts')
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${main}" & wait`], {
    env: { ...process.env, DATA: temporaryFolder(t), PORT: '0', LOG: 'json', npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  shell.stdout.on('data', (data) => (output += String(data)))
  while (!output.includes('started')) await once(shell.stdout, 'data', { signal: AbortSignal.timeout(15_000) })
  const id = Number(/"process":(\d+)/.exec(output)?.[1])
  t.after(() => isRunning(id) && process.kill(id, 'SIGKILL'))
  shell.kill('SIGKILL')
  await once(shell.stdout, 'close', { signal: AbortSignal.timeout(15_000) })
  assert.match(output, /"event":"stopped"/)
})

test('after a restart everything is still there', async (t) => {
  const DATA = temporaryFolder(t)
  const first = startServer(t, { DATA })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ target: 'https://example.com/a', slug: 'kept' })
  await fetch(`http://127.0.0.1:${await first.port()}/api/links`, { method: 'POST', headers, body })
  first.child.kill('SIGTERM')
  await first.ended()
  const second = startServer(t, { DATA })
  const options = { redirect: 'manual' } as const
  const reply = await fetch(`http://127.0.0.1:${await second.port()}/kept`, options)
  assert.equal(reply.headers.get('location'), 'https://example.com/a')
})

// A request whose body is still on its way.
async function slowHello(port: number) {
  const headers = { 'content-type': 'application/json', 'content-length': '16', expect: '100-continue' }
  const outgoing = request({ port, host: '127.0.0.1', path: '/hello', method: 'POST', headers })
  const answer = new Promise<string>((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', async (response) => resolve((await response.toArray()).join('')))
  })
  outgoing.flushHeaders()
  // The server says "go on" when the handler reads the body: now the request is under way.
  await once(outgoing, 'continue', { signal: AbortSignal.timeout(15_000) })
  return { answer, finish: () => outgoing.end('{"name":"Alice"}') }
}

function isStopping(server: Program): boolean {
  return server.output.includes('"event":"stopping"')
}

function isRunning(id: number): boolean {
  return existsSync(`/proc/${id}`)
}

function fileIn(folder: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, 'a file')
  return path
}

function withDatabase(folder: string, name: string): string {
  const data = join(folder, name)
  mkdirSync(data)
  writeFileSync(join(data, 'groundwork.db'), 'This is some text, and no database at all. '.repeat(50))
  return data
}

function newerDatabase(folder: string): string {
  const data = join(folder, 'newer')
  mkdirSync(data)
  const database = new DatabaseSync(join(data, 'groundwork.db'))
  database.exec(`create table schema_steps (number integer primary key, name text not null,
    applied_at text not null default '') strict;
    insert into schema_steps (number, name) values (99, 'the future')`)
  database.close()
  return data
}
