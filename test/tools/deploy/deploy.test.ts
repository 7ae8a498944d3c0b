// The files for putting the server into service, as far as one machine can try them: what the
// container runs, with nothing but the files that it has; the unit, by systemd's own check; and the
// nginx site, in a real nginx.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { connect } from 'node:tls'
import { setTimeout } from 'node:timers/promises'
import { Program, startServer } from '../../program.ts'
import { ask, limitMs } from '../../serverProcess.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const root = join(import.meta.dirname, '../../..')
const folder = join(root, 'src/tools/deploy')
const readFile = (name: string): string => readFileSync(join(folder, name), 'utf8')

type Instruction = { name: string; words: string }

function readContainerfile(): Instruction[] {
  const lines = readFile('Containerfile').replace(/^#.*\n/gm, '').replaceAll('\\\n', ' ')
  return lines.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const [, name = '', words = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? assert.fail(line)
    return { name, words }
  })
}

function instruction(name: string): string {
  const found = readContainerfile().filter((line) => line.name === name)
  assert.equal(found.length, 1, name)
  return found[0]?.words ?? ''
}

function parseWords(text: string): string[] {
  const parsed: unknown = JSON.parse(text.slice(text.indexOf('[')))
  assert.ok(Array.isArray(parsed))
  return parsed.map(String)
}

test('what the container has is enough to serve, and its health check tells', async (t) => {
  const image = temporaryFolder(t)
  for (const { name, words } of readContainerfile()) {
    if (name !== 'COPY') continue
    const [to = '', ...from] = words.split(' ').toReversed()
    for (const path of from) {
      const target = from.length > 1 ? join(image, to, path) : join(image, to)
      mkdirSync(dirname(target), { recursive: true })
      cpSync(join(root, path), target, { recursive: true })
    }
  }
  const settings = Object.fromEntries(instruction('ENV').split(' ').map((pair) => pair.split('=')))
  const [command, ...words] = parseWords(instruction('CMD'))
  assert.equal(command, 'node')
  const server = new Program(t, words, {
    ...settings, HOST: '127.0.0.1', PORT: '0', DATA: join(image, 'data'),
    SECRET: Buffer.alloc(32, 7).toString('base64'),
  }, image)
  const port = await server.port()
  assert.equal(await (await ask(port, '/hello')).text(), 'Hello, World!')

  const [, ...check] = parseWords(instruction('HEALTHCHECK'))
  const health = (number: number) => spawnSync(process.execPath, check, {
    env: { ...process.env, PORT: String(number) },
  }).status
  assert.equal(health(port), 0)
  server.child.kill('SIGTERM')
  assert.equal(await server.ended(), 0)
  assert.equal(health(port), 1)
})

test('the container runs as a user who is not root, on the Node that the project is for', () => {
  assert.equal(instruction('USER'), 'node')
  const pinned = readFileSync(join(root, '.node-version'), 'utf8').trim().split('.')[0]
  assert.match(instruction('FROM'), new RegExp(`^docker\\.io/library/node:${pinned}-`))
})

test('systemd finds nothing wrong with the unit', (t) => {
  const unit = join(folder, 'groundwork.service')
  const found = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' })
  if (found.error !== undefined) return t.skip('This machine has no systemd-analyze')
  assert.equal(found.status, 0, found.stderr)
  assert.equal(found.stderr, '')
  const rated = spawnSync(
    'systemd-analyze', ['security', '--offline=true', '--threshold=20', unit],
    { encoding: 'utf8' },
  )
  assert.equal(rated.status, 0, rated.stdout.split('\n').slice(-3).join('\n'))
})

test('what the unit starts exists', () => {
  const [, words = ''] = /^ExecStart=\/usr\/bin\/env node (.*)$/m.exec(
    readFile('groundwork.service')) ?? []
  const paths = words.split(' ')
  assert.ok(paths.length === 2 && paths.every((path) => existsSync(join(root, path))), words)
})

test('behind the nginx site, links and limits are those of the public address', async (t) => {
  if (spawnSync('nginx', ['-v']).error || spawnSync('openssl', ['version']).error) {
    return t.skip('This machine has no nginx or no openssl')
  }
  const data = temporaryFolder(t)
  const publicOrigin = 'https://go.example'
  const server = startServer(t, { DATA: data, PUBLIC_ORIGIN: publicOrigin, TRUSTED_HOPS: '1' })
  const [plainPort, securePort] = [await freePort(), await freePort()]
  const site = { serverPort: await server.port(), plainPort, securePort }
  await startNginx(t, site)

  const plain = await ask(plainPort, '/a?b=c', {
    redirect: 'manual', headers: { host: 'go.example' },
  })
  assert.equal(plain.status, 308)
  assert.equal(plain.headers.get('location'), 'https://go.example/a?b=c')
  const strange = await ask(plainPort, '/a', {
    redirect: 'manual', headers: { host: 'evil.example' },
  })
  assert.equal(strange.headers.get('location'), 'https://go.example/a')
  for (const path of ['/api/tokens', '/api/links?x=1', '/oauth/token', '/oauth/userinfo']) {
    const refused = await ask(plainPort, path, { redirect: 'manual' })
    assert.equal(refused.status, 403, `${path} without TLS`)
    assert.equal(refused.headers.get('server'), 'nginx')
  }
  for (const [cipher, error] of [
    ['ECDHE-ECDSA-AES128-GCM-SHA256', undefined], ['ECDHE-ECDSA-CHACHA20-POLY1305', undefined],
    ['ECDHE-ECDSA-AES256-SHA', /handshake failure/], ['ECDHE-ECDSA-AES128-SHA256', /handshake/],
  ] as const) {
    const failure = await shakeHands(securePort, cipher)
    if (error === undefined) assert.equal(failure, undefined, cipher)
    else assert.match(String(failure), error, cipher)
  }

  const made = await sendSecurely(securePort, {
    method: 'POST', path: '/api/links', body: '{"target":"https://example.org/"}',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.99' },
  })
  assert.equal(made.status, 201, made.text)
  assert.match(made.text, /"shortUrl":"https:\/\/go\.example\//)
  assert.match(String(made.headers['x-request-id']), /^[0-9a-f]{32}$/)
  assert.match(String(made.headers['strict-transport-security']), /max-age/)
  assert.doesNotMatch(String(made.headers['server']), /\d/)

  const large = JSON.stringify({ links: [], filler: 'a'.repeat(2_000_000) })
  const imported = await sendSecurely(securePort, {
    method: 'POST', path: '/api/links/import', body: large,
    headers: { 'content-type': 'application/json' },
  })
  assert.doesNotMatch(imported.text, /nginx/)
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

type Site = { serverPort: number; plainPort: number; securePort: number }

async function startNginx(t: TestContext, site: Site): Promise<void> {
  const place = temporaryFolder(t)
  const [key, certificate] = [join(place, 'key.pem'), join(place, 'certificate.pem')]
  const made = spawnSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-keyout', key, '-out', certificate, '-subj', '/CN=go.example',
  ])
  assert.equal(made.status, 0, String(made.stderr))
  const text = readFile('nginx.conf')
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${site.serverPort}`)
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${site.plainPort};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${site.securePort} ssl;`)
    .replace(/\/etc\/letsencrypt\S*fullchain\.pem/, certificate)
    .replace(/\/etc\/letsencrypt\S*privkey\.pem/, key)
  writeFileSync(join(place, 'site.conf'), text)
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${place}/${name};`)
  writeFileSync(join(place, 'nginx.conf'), [
    'daemon off;', 'master_process off;', `pid ${place}/pid;`, 'error_log stderr;', 'events {}',
    'http {', 'access_log off;', ...paths, `include ${place}/site.conf;`, '}', '',
  ].join('\n'))
  const nginx = spawn('nginx', ['-p', place, '-c', join(place, 'nginx.conf')])
  let errors = ''
  nginx.stderr.on('data', (data) => (errors += String(data)))
  t.after(() => nginx.kill('SIGKILL'))
  const end = Date.now() + limitMs
  while (nginx.exitCode === null && Date.now() < end) {
    if (await isListening(site.plainPort)) return
    await setTimeout(20)
  }
  assert.fail(errors)
}

async function isListening(port: number): Promise<boolean> {
  try {
    await (await ask(port, '/', { redirect: 'manual' })).text()
    return true
  } catch {
    return false
  }
}

// With TLS 1.2, where a client and a server agree on a cipher suite by its name.
async function shakeHands(port: number, ciphers: string): Promise<unknown> {
  const socket = connect({
    port, host: '127.0.0.1', servername: 'go.example', rejectUnauthorized: false,
    maxVersion: 'TLSv1.2', ciphers,
  })
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(limitMs) })
    return undefined
  } catch (error) {
    return error
  } finally {
    socket.destroy()
  }
}

type Sent = { method: string; path: string; body: string; headers: Record<string, string> }
type Received = { status: number; headers: NodeJS.Dict<string | string[]>; text: string }

async function sendSecurely(port: number, { body, headers, ...sent }: Sent): Promise<Received> {
  const outgoing = request({
    ...sent, port, host: '127.0.0.1', rejectUnauthorized: false, servername: 'go.example',
    headers: { ...headers, 'host': 'go.example', 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(limitMs),
  })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response')
  const text = (await response.setEncoding('utf8').toArray()).join('')
  return { status: response.statusCode, headers: response.headers, text }
}
