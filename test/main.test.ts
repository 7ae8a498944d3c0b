// The server as a process: how it starts, what it says when it cannot, and how it stops.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { readVersion } from '../src/basics/version.ts'
import { backupDatabase } from '../src/database/backup.ts'
import { openSqlite } from '../src/database/sqlite.ts'
import { checkSecret } from '../src/services/secretFingerprint.ts'
import { startServer } from './program.ts'
import { ask, isStopping, limitMs, slowHello, startedIn } from './serverProcess.ts'
import { temporaryFolder } from './temporaryFolder.ts'

test('the banner names the address, the database and how to stop', async (t) => {
  const folder = temporaryFolder(t)
  const server = startServer(t, { DATA: folder })
  const port = await server.port()
  assert.match(server.errors, new RegExp(`http://localhost:${port}\n`))
  assert.ok(server.errors.includes(`Groundwork ${readVersion()} is ready`), server.errors)
  assert.ok(server.errors.includes(join(folder, 'groundwork.db')), server.errors)
  assert.match(server.errors, /Ctrl\+C/)
  assert.ok(server.errors.includes(`emails    ${join(folder, 'outbox')}`), server.errors)
  const hello = await ask(port, '/hello')
  assert.equal(await hello.text(), 'Hello, World!')
})

test('behind a proxy the banner tells its address, and where the server listens', async (t) => {
  const PUBLIC_ORIGIN = 'https://go.example'
  const server = startServer(t, { DATA: temporaryFolder(t), PUBLIC_ORIGIN })
  const port = await server.port()
  assert.match(server.errors, /ready at https:\/\/go\.example\n/)
  assert.match(server.errors, new RegExp(`listening on 127\\.0\\.0\\.1, port ${port}\n`))
})

test('with workers the banner names the folder of mails too', async (t) => {
  const DATA = temporaryFolder(t)
  const server = startServer(t, { DATA }, ['--workers', '2'])
  await server.until(() => server.errors.includes('Ctrl+C'))
  assert.ok(server.errors.includes(`emails    ${join(DATA, 'outbox')}`), server.errors)
})

test('with a mail server the banner names no folder of mails', async (t) => {
  const settings = { SMTP_URL: 'smtp://localhost:2525', MAIL_FROM: 'a@b.example' }
  const server = startServer(t, { DATA: temporaryFolder(t), ...settings })
  await server.port()
  assert.doesNotMatch(server.errors, /emails/)
})

test('mails of a server at a bare address have a sender that mail understands', async (t) => {
  const server = startServer(t, {
    DATA: temporaryFolder(t), PUBLIC_ORIGIN: 'http://192.0.2.7:3000',
  })
  assert.ok(await server.port())
})

test('--help says what the options are, whatever the settings are', () => {
  const path = join(import.meta.dirname, '../src/main.ts')
  const env = { ...process.env, PORT: 'none' }
  for (const option of ['--help', '-h']) {
    const { status, stdout } = spawnSync(process.execPath, [path, option], {
      encoding: 'utf8', env,
    })
    assert.equal(status, 0, option)
    assert.match(stdout, /^Usage: npm run serve -- \[OPTIONS\]\n/)
  }
})

type Obstacle = [rule: string, settings: Record<string, string>, options: string[], says: RegExp]

test('what is in the way of a start is said in one sentence', async (t) => {
  const folder = temporaryFolder(t)
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const rows: Obstacle[] = [
    ['a taken port', { PORT: port }, [], /^Port \d+ is in use: .*PORT to .* \d+\n$/],
    ['with workers', { PORT: port }, ['--workers', '2'], /^Port \d+ is in use: /],
    ['a file for a folder', { DATA: fileIn(folder, 'file') }, [], /^Can't write .*a file\. .*DATA/],
    ['a folder in a file', { DATA: join(folder, 'file', 'x') }, [], /path is a file: .*DATA/],
    ['no database', { DATA: withDatabase(folder, 'text') }, [], /isn't an intact .*restore FILE/],
    ['a newer database', { DATA: newerDatabase(folder) }, [], /step 99.*Update Groundwork/],
    ['an edited step', { DATA: editedDatabase(folder) }, [], /step 1 \(links\).*DATA/],
    ['a foreign log', { DATA: await foreignLog(folder) }, [], /-wal is the log.* restore FILE/],
    ['a foreign log for workers', { DATA: join(folder, 'foreign') }, ['--workers', '2'], /-wal is/],
    ['no address of a cluster',
      { DATABASE_URL: 'http://x', SECRET: 'A'.repeat(43), PUBLIC_ORIGIN: 'http://localhost' }, [],
      /^DATABASE_URL: write it like rqlite:\/\//],
    ['an unknown address', { HOST: '192.0.2.1' }, [], /^HOST=192\.0\.2\.1: this machine/],
    ['an unknown name', { HOST: 'no..name' }, [], /^HOST=no\.\.name: /],
    ['a damaged secret', { DATA: withSecret(folder, 'short') }, [], /secret\.key .*delete it/],
    ['another secret', { DATA: await otherSecret(folder) }, [], /^This database is used with a /],
    ['another secret for workers', { DATA: join(folder, 'otherSecret') }, ['--workers', '2'],
      /^This database is used with a different secret .*\n$/],
    ['an unknown option', {}, ['--worker', '2'], /--worker.*--workers NUMBER/],
    ['no number of workers', {}, ['--workers', 'x'], /--workers x: use a whole number/],
    ['no workers at all', {}, ['--workers', '0'], /--workers 0: use a whole number/],
    ['too many workers', {}, ['--workers', '65'], /--workers 65: use a whole number/],
    ['the course with workers', {}, ['--course', '--workers', '2'], /^The course runs in one pro/],
    ['no mail server', { SMTP_URL: 'http://:hunter2@x' }, [], /^SMTP_URL: write (?!.*hunter)/],
    ['no mail server for workers', { SMTP_URL: 'x' }, ['--workers', '2'], /^SMTP_URL: write /],
    ['no sender for workers', { MAIL_FROM: 'x' }, ['--workers', '2'], /^MAIL_FROM: write /],
    ['no sender', { MAIL_FROM: 'Groundwork' }, [], /^MAIL_FROM: write it like Groundwork </],
    [
      'no secret in production', { NODE_ENV: 'production', DATA: join(folder, 'new') }, [],
      /^SECRET is missing, .*base64/,
    ],
  ]
  if (process.platform === 'linux') {
    const dangling = join(folder, 'dangling')
    symlinkSync(join(folder, 'nowhere'), dangling)
    rows.push(
      ['no folder', { DATA: '/proc/x' }, [], /^Can't write to the folder \/proc\/x: /],
      ['a link to nothing', { DATA: dangling }, [], /dangling: a symbolic link here leads to not/],
    )
  }
  for (const row of rows) await refusesToStart(t, folder, row)
})

test('missing permissions are named in one sentence', { skip: cannotMissRights() }, async (t) => {
  const folder = temporaryFolder(t)
  const readOnly = join(folder, 'readOnly')
  mkdirSync(readOnly, { mode: 0o500 })
  const secret = withSecret(folder, 'locked')
  chmodSync(join(secret, 'secret.key'), 0)
  const rows: Obstacle[] = [
    ['a low port', { PORT: '80' }, [], /^Port 80 needs administrator rights: .*1023\n$/],
    ['a low port for workers', { PORT: '80' }, ['--workers', '2'], /^Port 80 needs admin/],
    ['a read-only folder', { DATA: readOnly }, [], /^Can't write to the folder .*readOnly: /],
    ['a folder to make there', { DATA: join(readOnly, 'new') }, [], /^Can't write to .*new: /],
    ['a read-only database', { DATA: await lockedDatabase(folder) }, [], /^Can't write to .*db: /],
    ['a secret of somebody else', { DATA: secret }, [], /secret\.key/],
  ]
  for (const row of rows) await refusesToStart(t, folder, row)
})

test('all wrong settings are named at once', async (t) => {
  const numbers = { PORT: 'x', TRUSTED_HOPS: '-1' }
  const wrong = { ...numbers, PUBLIC_ORIGIN: 'go', LOG: 'loud', ANONYMOUS_LINKS: '?' }
  const server = startServer(t, { DATA: temporaryFolder(t), ...wrong })
  assert.equal(await server.ended(), 1)
  for (const name of Object.keys(wrong)) assert.match(server.errors, new RegExp(`^${name}="`, 'm'))
  assert.doesNotMatch(server.errors, /^ +at /m)
})

test('what the servers of a cluster must share is named at once', async (t) => {
  const settings = { DATA: temporaryFolder(t), DATABASE_URL: 'rqlite://127.0.0.1:9' }
  const server = startServer(t, settings)
  assert.equal(await server.ended(), 1)
  assert.match(server.errors,
    /^SECRET is missing: with DATABASE_URL, .*\nPUBLIC_ORIGIN is missing: with DATABASE_URL/m)
  assert.doesNotMatch(server.errors, /^ +at /m)
})

test('each line of the log is JSON, and a request has its facts', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) })
  await ask(await server.port(), '/hello?secret=1')
  await server.until(() => server.output.includes('"request"'))
  const lines: Record<string, unknown>[] = server.output.trim().split('\n')
    .map((line) => JSON.parse(line))
  for (const line of lines) {
    for (const name of ['time', 'level', 'event']) assert.equal(typeof line[name], 'string', name)
  }
  const entry = lines.find(({ event }) => event === 'request')
  assert.equal(entry?.['method'], 'GET')
  assert.equal(entry?.['path'], '/hello')
  assert.equal(entry?.['status'], 200)
  assert.equal(typeof entry?.['durationMs'], 'number')
  assert.equal(typeof entry?.['requestId'], 'string')
})

const requestLine = /^\d\d:\d\d:\d\d 200 GET \/hello [\d.]+ ms$/m
const logRows: [format: string, rule: string, says: RegExp][] = [
  ['short', 'is for people', requestLine],
  ['auto', 'is JSON where nobody looks at a terminal', /^\{.*"event":"request".*\}$/m],
  ['off', 'says nothing', /^$/],
]
for (const [format, rule, says] of logRows) {
  test(`LOG=${format} ${rule}`, async (t) => {
    const server = startServer(t, { DATA: temporaryFolder(t), LOG: format })
    const banner = await server.until(() => /http:\/\/localhost:(\d+)\n/.exec(server.errors))
    assert.equal((await ask(Number(banner[1]), '/hello')).status, 200)
    server.child.kill('SIGTERM')
    assert.equal(await server.ended(), 0)
    assert.match(server.output, says)
  })
}

test('a server that runs is alive and ready', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) })
  const port = await server.port()
  const alive: unknown = await (await ask(port, '/healthz')).json()
  assert.deepEqual(alive, { status: 'alive', version: readVersion() })
  assert.deepEqual(await (await ask(port, '/readyz')).json(), { status: 'ready', writes: true })
})

const stopRows: [signal: 'SIGTERM' | 'SIGINT', options: string[]][] = [
  ['SIGTERM', []], ['SIGINT', []], ['SIGTERM', ['--workers', '2']],
]
for (const [signal, options] of stopRows) {
  test(`${[signal, ...options].join(' ')} lets what is under way finish`, async (t) => {
    const folder = temporaryFolder(t)
    const server = startServer(t, { DATA: folder }, options)
    await server.until(() => startedIn(server).length === (options.length === 0 ? 1 : 2))
    const slow = await slowHello(await server.port())
    server.child.kill(signal)
    await server.until(() => isStopping(server))
    slow.finish()
    assert.equal(await slow.answer, '{"message":"Hello, Alice!"}')
    assert.equal(await server.ended(), 0)
    assert.deepEqual(readdirSync(folder).sort(), ['groundwork.db', 'secret.key'])
  })
}

test('a server that gets a signal when it first prints something stops cleanly', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) })
  server.child.stdout?.once('data', () => server.child.kill('SIGTERM'))
  assert.equal(await server.ended(), 0)
  assert.match(server.output, /"event":"stopped"/)
})

test('Ctrl+C reaches workers too, and they still finish what is under way', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) }, ['--workers', '2'])
  await server.until(() => startedIn(server).length === 2)
  const slow = await slowHello(await server.port())
  for (const id of startedIn(server)) process.kill(id, 'SIGINT')
  server.child.kill('SIGINT')
  await server.until(() => server.output.match(/"event":"stopping"/g)?.length === 2)
  slow.finish()
  assert.equal(await slow.answer, '{"message":"Hello, Alice!"}')
  assert.equal(await server.ended(), 0)
})

for (const options of [[], ['--workers', '2']]) {
  test(`a second signal ends ${options.join(' ') || 'a server'} at once`, async (t) => {
    const server = startServer(t, { DATA: temporaryFolder(t) }, options)
    await server.until(() => startedIn(server).length === (options.length === 0 ? 1 : 2))
    const slow = await slowHello(await server.port())
    slow.answer.catch(() => undefined)
    server.child.kill('SIGINT')
    await server.until(() => isStopping(server))
    server.child.kill('SIGTERM')
    assert.equal(await server.ended(), 1)
  })
}

test('a stopping server takes no new connections', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) })
  const port = await server.port()
  const slow = await slowHello(port)
  server.child.kill('SIGTERM')
  await server.until(() => isStopping(server))
  const socket = connect(port, '127.0.0.1')
  t.after(() => socket.destroy())
  const [error] = await once(socket, 'error', { signal: AbortSignal.timeout(limitMs) })
  assert.equal(error.code, 'ECONNREFUSED')
  slow.finish()
  await slow.answer
  assert.equal(await server.ended(), 0)
})

test('workers share the port, and one that dies is replaced', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) }, ['--workers', '2'])
  const port = await server.port()
  await server.until(() => startedIn(server).length === 2)
  const [first] = startedIn(server)
  assert.ok(first)
  process.kill(first, 'SIGKILL')
  await server.until(() => startedIn(server).length === 3)
  assert.match(server.output, new RegExp(`"event":"worker ended","process":${first},`))
  assert.deepEqual(await (await ask(port, '/readyz')).json(), { status: 'ready', writes: true })
  server.child.kill('SIGTERM')
  assert.equal(await server.ended(), 0)
  for (const id of startedIn(server)) assert.throws(() => process.kill(id, 0), { code: 'ESRCH' })
})

test('a worker that ends soon is replaced after a pause, and a signal ends it', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) }, ['--workers', '2'])
  await server.until(() => startedIn(server).length === 2)
  const started = startedIn(server)
  for (const id of started) process.kill(id, 'SIGKILL')
  await server.until(() => server.output.match(/"event":"worker ended"/g)?.length === 2)
  server.child.kill('SIGTERM')
  assert.equal(await server.ended(), 0)
  assert.deepEqual(startedIn(server), started)
})

test('workers end with the process that started them', async (t) => {
  const server = startServer(t, { DATA: temporaryFolder(t) }, ['--workers', '2'])
  await server.until(() => startedIn(server).length === 2)
  server.child.kill('SIGKILL')
  // The end of the output comes when the last process that could write to it is gone.
  assert.equal(await server.ended(), 'SIGKILL')
})

test('after a restart everything is still there', async (t) => {
  const DATA = temporaryFolder(t)
  const first = startServer(t, { DATA })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ target: 'https://example.com/a', slug: 'kept' })
  await ask(await first.port(), '/api/links', { method: 'POST', headers, body })
  first.child.kill('SIGTERM')
  await first.ended()
  const second = startServer(t, { DATA })
  const reply = await ask(await second.port(), '/kept', { redirect: 'manual' })
  assert.equal(reply.headers.get('location'), 'https://example.com/a')
})

test('npm start opens the course beside the server, on a port of its own', async (t) => {
  const my = join(temporaryFolder(t), 'my')
  const words = ['--course', '--my', my]
  const server = startServer(t, { DATA: temporaryFolder(t), COURSE_PORT: '0' }, words)
  const port = await server.port()
  const banner = /Begin the course at http:\S+:(\d+)\n[^]*ready at http:\/\/localhost:\d+\n/
  const [, course] = await server.until(() => banner.exec(server.errors))
  assert.ok(server.errors.includes(`exercises ${my}\n`), server.errors)
  assert.deepEqual(readdirSync(join(my, '00-start-here')), ['exercise.ts'])
  const map = await (await ask(Number(course), '/')).text()
  assert.match(map, /Build a server/)
  assert.ok(map.includes(`href="http://localhost:${port}"`), 'the course links to the server')
  assert.equal((await ask(port, '/hello')).status, 200)
  const link = `href="http://localhost:${course}"`
  assert.ok((await (await ask(port, '/')).text()).includes(link), 'the server links to the course')
  const throughTunnel = await rawGet(port, 'abc.ngrok-free.app')
  assert.match(throughTunnel, /Short links that last/)
  assert.ok(!throughTunnel.includes(link), 'a visitor from elsewhere sees no link to the course')
  server.child.kill('SIGTERM')
  assert.equal(await server.ended(), 0)
})

test('a taken port of the course does not keep the server from running', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await once(taken, 'listening')
  const address = taken.address()
  const COURSE_PORT = typeof address === 'object' && address !== null ? String(address.port) : ''
  const words = ['--course', '--my', join(temporaryFolder(t), 'my')]
  const server = startServer(t, { DATA: temporaryFolder(t), COURSE_PORT }, words)
  assert.equal((await ask(await server.port(), '/hello')).status, 200)
  await server.until(() =>
    /The course isn't running\. Port \d+ is in use: .*COURSE_PORT /.test(server.errors))
})

test('a file in place of the folder of the course is told in one sentence', async (t) => {
  const my = join(temporaryFolder(t), 'my')
  writeFileSync(my, '')
  const settings = { DATA: temporaryFolder(t), COURSE_PORT: '0' }
  const server = startServer(t, settings, ['--course', '--my', my])
  assert.equal((await ask(await server.port(), '/hello')).status, 200)
  const [line = ''] = await server.until(() =>
    /^.*The course isn't running.*\n(?=.*ready at)/m.exec(server.errors))
  assert.ok(line.includes(`Can't use ${my}: ENOTDIR`), line)
})

/** Asks for the start page under another name, which fetch can't do. */
async function rawGet(port: number, host: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  return (await socket.toArray()).join('')
}

async function refusesToStart(t: TestContext, DATA: string, row: Obstacle): Promise<void> {
  const [rule, settings, options, says] = row
  await t.test(rule, async (t) => {
    const server = startServer(t, { DATA, ...settings }, options)
    assert.equal(await server.ended(), 1, server.errors)
    assert.match(server.errors, says)
    assert.match(server.errors, /^[^\n]+\n$/, 'one sentence')
  })
}

// Root may do everything; and where low ports are free for all, or unknown, that row means nothing.
function cannotMissRights(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return true
  return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8')) <= 80
}

function fileIn(folder: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, 'a file')
  return path
}

function withDatabase(folder: string, name: string): string {
  const data = join(folder, name)
  mkdirSync(data)
  const text = 'This is some text, and no database at all. '.repeat(50)
  writeFileSync(join(data, 'groundwork.db'), text)
  return data
}

function withSecret(folder: string, name: string): string {
  const data = join(folder, name)
  mkdirSync(data)
  writeFileSync(join(data, 'secret.key'), 'too short')
  return data
}

async function otherSecret(folder: string): Promise<string> {
  const data = join(folder, 'otherSecret')
  mkdirSync(data)
  const database = openSqlite({ path: join(data, 'groundwork.db'), schema: schemaText() })
  await checkSecret(database, new Uint8Array(32))
  await database.close()
  return data
}

function schemaText(): string {
  return readFileSync(new URL('../schema.sql', import.meta.url), 'utf8')
}

async function lockedDatabase(folder: string): Promise<string> {
  const data = join(folder, 'lockedDatabase')
  mkdirSync(data)
  const path = join(data, 'groundwork.db')
  const secret = new Uint8Array(32).fill(1)
  writeFileSync(join(data, 'secret.key'), secret, { mode: 0o600 })
  const database = openSqlite({ path, schema: schemaText() })
  // After this, a start has nothing left to write.
  await checkSecret(database, secret)
  await database.close()
  chmodSync(path, 0o444)
  return data
}

function editedDatabase(folder: string): string {
  const data = join(folder, 'edited')
  mkdirSync(data)
  const database = new DatabaseSync(join(data, 'groundwork.db'))
  const steps = `create table schema_steps (number integer primary key, name text not null,
    applied_at text not null default '', hash text) strict;
    insert into schema_steps (number, name, hash) values (1, 'links', 'of another text')`
  database.exec(steps)
  database.close()
  return data
}

/** A backup that was copied over a database, next to the log that a killed server left. */
async function foreignLog(folder: string): Promise<string> {
  const data = join(folder, 'foreign')
  mkdirSync(data)
  const path = join(data, 'groundwork.db')
  await openSqlite({ path, schema: schemaText() }).close()
  backupDatabase(path, join(folder, 'copy.db'))
  copyFileSync(join(folder, 'copy.db'), path)
  writeFileSync(`${path}-wal`, 'commits of another database')
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
