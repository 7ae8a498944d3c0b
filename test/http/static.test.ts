import assert from 'node:assert/strict'
import { once } from 'node:events'
import {
  mkdir, mkdtemp, readFile, readdir, readlink, rm, symlink, utimes, writeFile,
} from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { App } from '../../src/http/app.ts'
import { compress } from '../../src/http/compress.ts'
import { Context } from '../../src/http/context.ts'
import { errorReplies } from '../../src/http/errorReplies.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { staticFiles } from '../../src/http/static.ts'
import { parseTarget } from '../../src/http/target.ts'
import type { Reply } from '../../src/http/reply.ts'
import { makeEtag } from './makeEtag.ts'

const folder = await mkdtemp(join(tmpdir(), 'static-'))
after(() => rm(folder, { recursive: true }))

const root = join(folder, 'public')
const css = 'body { color: black }\n'.repeat(200)
const large = Buffer.alloc(1_000_000, 'large ')
const files: Record<string, string | Uint8Array> = {
  'secret.txt': 'secret',
  'public/.env': 'secret',
  'public/index.html': '<p>home',
  'public/a.txt': 'hello',
  'public/style.css': css,
  'public/style.css.br': brotliCompressSync(css),
  'public/style.css.zst': zstdCompressSync(css),
  'public/style.css.gz': gzipSync(css),
  'public/only.css': css,
  'public/only.css.gz': gzipSync(css),
  'public/plain.css': css,
  'public/link.css': css,
  'public/picture.png': 'png',
  'public/picture.png.gz': gzipSync('png'),
  'public/large.bin': large,
  'public/docs/index.html': '<p>docs',
  'public/docs/a b.html': '<p>a b',
  'public/50% & more/index.html': '<p>more',
  'public/empty/a.txt': 'hello',
  'public/odd/index.html/index.html': '<p>odd',
}
for (const [name, content] of Object.entries(files)) {
  await mkdir(join(folder, name, '..'), { recursive: true })
  await writeFile(join(folder, name), content)
}
await symlink('../secret.txt', join(root, 'outside.txt'))
await symlink('../../secret.txt', join(root, 'empty', 'index.html'))
await symlink(folder, join(root, 'up'))
await symlink('../secret.txt', join(root, 'link.css.gz'))

const app = new App()
app.get('/*file', staticFiles({ root }))
app.get('/assets/*file', staticFiles({ root, maxAgeSeconds: 60 }))
app.get('/short/*file', staticFiles({ root, maxAgeSeconds: 5, immutable: true }))
app.get('/:tenant/hashed/*file', staticFiles({ root, immutable: true }))

function get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
  return app.request('GET', path, { headers })
}

async function bytesOf({ body }: Reply): Promise<Buffer> {
  return body instanceof Readable ? buffer(body) : Buffer.from(body ?? '')
}

const served: [path: string, contentType: string, content: string][] = [
  ['/a.txt', 'text/plain; charset=utf-8', 'hello'],
  ['/a.txt?v=2', 'text/plain; charset=utf-8', 'hello'],
  ['/%61.txt', 'text/plain; charset=utf-8', 'hello'],
  ['/assets/a.txt', 'text/plain; charset=utf-8', 'hello'],
  ['/x/hashed/a.txt', 'text/plain; charset=utf-8', 'hello'],
  ['/picture.png', 'image/png', 'png'],
  ['/', 'text/html; charset=utf-8', '<p>home'],
  ['/index.html', 'text/html; charset=utf-8', '<p>home'],
  ['/assets/', 'text/html; charset=utf-8', '<p>home'],
  ['/docs/', 'text/html; charset=utf-8', '<p>docs'],
  ['/docs/a%20b.html', 'text/html; charset=utf-8', '<p>a b'],
  ['/50%25%20%26%20more/', 'text/html; charset=utf-8', '<p>more'],
  ['/style.css.gz', 'application/gzip', gzipSync(css).toString('latin1')],
]

for (const [path, contentType, content] of served) {
  test(`${path} is served as ${contentType}`, async () => {
    const reply = await get(path)
    assert.equal(reply.status, 200)
    assert.equal(reply.headers['content-type'], contentType)
    assert.equal(reply.headers['content-encoding'], undefined)
    assert.equal((await bytesOf(reply)).toString('latin1'), content)
  })
}

const redirected: [path: string, location: string][] = [
  ['/docs', '/docs/'],
  ['/docs?page=2&next=//evil.example', '/docs/?page=2&next=//evil.example'],
  ['/assets/docs', '/assets/docs/'],
  ['/x/hashed/docs', '/x/hashed/docs/'],
  ['/50%25%20%26%20more', '/50%25%20%26%20more/'],
  ['/%64ocs', '/docs/'],
  ['http://evil.example/docs', '/docs/'],
]

for (const [path, location] of redirected) {
  test(`${path} leads to ${location}`, async () => {
    const { status, headers } = await get(path)
    assert.deepEqual([status, headers['location']], [308, location])
  })
}

const refused: [rule: string, path: string, status: number][] = [
  ['what is not there', '/b.txt', 404],
  ['a slash after a file', '/a.txt/', 404],
  ['a file as a folder', '/a.txt/b.txt', 404],
  ['a folder without an index', '/empty', 404],
  ['a folder whose index leads outside', '/empty/', 404],
  ['an index that is a folder', '/odd/', 404],
  ['a folder that is named like an index', '/odd/index.html/', 200],
  ['a hidden file', '/.env', 404],
  ['a hidden file, escaped', '/%2eenv', 404],
  ['two dots', '/../secret.txt', 400],
  ['two dots, escaped', '/%2e%2e/secret.txt', 400],
  ['two dots and a slash, escaped', '/%2e%2e%2fsecret.txt', 404],
  ['dots and slashes behind a folder', '/docs%2f..%2f..%2fsecret.txt', 404],
  ['two dots and a backslash', '/docs/..%5c..%5csecret.txt', 404],
  ['dots and backslashes, not escaped', '/docs\\..\\..\\secret.txt', 404],
  ['two dots, escaped twice', '/%252e%252e/secret.txt', 404],
  ['an escaped slash is no separator', '/docs%2findex.html', 404],
  ['an escaped backslash is no separator', '/docs%5cindex.html', 404],
  ['an absolute path', '/%2fetc%2fpasswd', 404],
  ['a NUL', '/a.txt%00.png', 404],
  ['a drive', '/C:%5csecret.txt', 404],
  ['a stream inside a file', '/a.txt::$DATA', 404],
  ['another host behind a backslash', '/%5cevil.example', 404],
  ['another host behind a raw backslash', '/\\evil.example', 404],
  ['another host', '//evil.example', 400],
  ['another host behind an escaped slash', '/%2fevil.example', 404],
  ['a link to a file outside', '/outside.txt', 404],
  ['a link to a folder outside', '/up/secret.txt', 404],
  ['a name that is too long', `/${'x'.repeat(300)}`, 404],
]

for (const [rule, path, status] of refused) {
  test(`${rule}: ${path.slice(0, 40)} is ${status}`, async () => {
    const found = get(path).then((reply) => reply.status, ({ status }) => status)
    assert.equal(await found, status)
  })
}

test('a miss has a code', async () => {
  await assert.rejects(get('/b.txt'), { name: 'HttpError', status: 404, code: 'not-found' })
})

test('a folder that does not exist stops the start', () => {
  assert.throws(() => staticFiles({ root: join(folder, 'nowhere') }), { code: 'ENOENT' })
})

test('the root may be a link, and its path relative', async () => {
  await symlink('public', join(folder, 'current'))
  const linked = new App().get('/*file', staticFiles({ root: join(folder, 'x', '..', 'current') }))
  assert.equal((await linked.request('GET', '/a.txt')).status, 200)
})

test('a route without a * is a mistake', async () => {
  const mistaken = new App().get('/a.txt', staticFiles({ root }))
  await assert.rejects(mistaken.request('GET', '/a.txt'), /the route must end in \*/)
  const context = new Context(incomingRequest('GET', '/'), parseTarget('/'), { id: '', params: {} })
  await assert.rejects(staticFiles({ root })(context), /the route must end in \*/)
})

test('files are served below a prefix', async () => {
  const whole = new App().get('/a/b/files/*rest', staticFiles({ root }))
  assert.equal((await whole.request('GET', '/a/b/files/docs/')).status, 200)
  const { headers } = await whole.request('GET', '/a/b/files/docs')
  assert.equal(headers['location'], '/a/b/files/docs/')
})

const cacheControls: [path: string, expected: string][] = [
  ['/a.txt', 'no-cache'],
  ['/assets/a.txt', 'max-age=60'],
  ['/x/hashed/a.txt', 'max-age=31536000, immutable'],
  ['/short/a.txt', 'max-age=5, immutable'],
]

for (const [path, expected] of cacheControls) {
  test(`${path} is cached by ${expected}`, async () => {
    assert.equal((await get(path)).headers['cache-control'], expected)
  })
}

test('the tag is that of the content, and leads to a 304', async () => {
  const { headers } = await get('/a.txt')
  assert.equal(headers['etag'], makeEtag('hello'))
  const again = await get('/a.txt', { 'if-none-match': makeEtag('hello') })
  assert.deepEqual([again.status, again.body], [304, null])
})

test('the tag follows the content, not the date', async () => {
  const path = join(root, 'changing.txt')
  const date = new Date('2024-01-01')
  const tags: unknown[] = []
  for (const content of ['one', 'two', 'two']) {
    await writeFile(path, content)
    await utimes(path, date, date)
    tags.push((await get('/changing.txt')).headers['etag'])
  }
  assert.deepEqual(tags, [makeEtag('one'), makeEtag('two'), makeEtag('two')])
})

type VariantRow = [
  path: string, accepted: string | undefined, coding: string | undefined, vary: boolean,
]

const variants: VariantRow[] = [
  ['/style.css', undefined, undefined, true],
  ['/style.css', 'gzip', 'gzip', true],
  ['/style.css', 'gzip, br, zstd', 'br', true],
  ['/style.css', 'gzip, zstd', 'zstd', true],
  ['/style.css', 'gzip, br;q=0.5', 'gzip', true],
  ['/style.css', 'deflate', undefined, true],
  ['/style.css', '*;q=0', undefined, true],
  ['/only.css', 'br', undefined, true],
  ['/only.css', 'gzip, br', 'gzip', true],
  ['/plain.css', 'gzip', undefined, true],
  ['/link.css', 'gzip', undefined, true],
  ['/picture.png', 'gzip', undefined, false],
]
const fileEndings: Record<string, string> = { gzip: '.gz', br: '.br', zstd: '.zst' }

for (const [path, accepted, coding, vary] of variants) {
  test(`${path} for ${accepted ?? 'anybody'} is ${coding ?? 'as it is'}`, async () => {
    const headers: Record<string, string> = {}
    if (accepted !== undefined) headers['accept-encoding'] = accepted
    const reply = await get(path, headers)
    assert.equal(reply.status, 200)
    assert.equal(reply.headers['content-encoding'], coding)
    assert.equal(reply.headers['vary'], vary ? 'Accept-Encoding' : undefined)
    const content = await readFile(join(root, path + (coding ? fileEndings[coding] : '')))
    assert.ok((await bytesOf(reply)).equals(content))
    assert.equal(reply.headers['etag'], makeEtag(content))
    assert.match(String(reply.headers['content-type']), /^(?:text\/css; charset=utf-8|image\/png)$/)
  })
}

// Whether `compress` comes after it or not: RFC 9110, sections 15.3.7 and 15.4.5.
test('a part and a 304 name the same Vary as the whole', async () => {
  for (const [path, vary] of [['/plain.css', 'Accept-Encoding'], ['/picture.png', undefined]]) {
    const whole = await get(String(path))
    const tag = String(whole.headers['etag'])
    const replies = [whole, await get(String(path), { range: 'bytes=0-0' }),
      await get(String(path), { 'if-none-match': tag })]
    assert.deepEqual(replies.map(({ status }) => status), [200, 206, 304], String(path))
    for (const { headers } of replies) assert.equal(headers['vary'], vary, String(path))
  }
})

test('a variant has parts and freshness of its own', async () => {
  const gzip = { 'accept-encoding': 'gzip' }
  const etag = makeEtag(gzipSync(css))
  const fresh = await get('/style.css', { ...gzip, 'if-none-match': etag })
  assert.deepEqual([fresh.status, fresh.headers['vary']], [304, 'Accept-Encoding'])
  const plain = await get('/style.css', { 'if-none-match': etag })
  assert.equal(plain.status, 200)
  const part = await get('/style.css', { ...gzip, range: 'bytes=0-1', 'if-range': etag })
  assert.deepEqual([part.status, part.headers['content-encoding']], [206, 'gzip'])
  assert.ok((await bytesOf(part)).equals(gzipSync(css).subarray(0, 2)))
})

test('compression takes files that have no variant, and leaves the others', async () => {
  const squeezed = new App().use(compress()).get('/*file', staticFiles({ root }))
  const ask = (path: string, headers: Record<string, string> = {}) =>
    squeezed.request('GET', path, { headers: { 'accept-encoding': 'br', ...headers } })
  const plain = await ask('/plain.css')
  assert.equal(plain.headers['content-encoding'], 'br')
  assert.equal(plain.headers['etag'], `W/${makeEtag(css)}`)
  assert.equal(brotliDecompressSync(await bytesOf(plain)).toString(), css)
  const again = await ask('/plain.css', { 'if-none-match': String(plain.headers['etag']) })
  assert.deepEqual([again.status, again.headers['etag']], [304, plain.headers['etag']])
  const made = await ask('/style.css')
  assert.equal(made.headers['etag'], makeEtag(brotliCompressSync(css)))
})

// The descriptors of this process that are open files below the folder.
async function openFiles(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd'))
    .map((name) => readlink(join('/proc/self/fd', name)).catch(() => ''))
  return (await Promise.all(links)).filter((path) => path.includes(folder))
}

const isLinux = process.platform === 'linux'

test('no file stays open', { skip: !isLinux, timeout: 10_000 }, async (t) => {
  const site = new App().use(errorReplies({ onBug: () => undefined }))
  for (const { method, pattern, value } of app.routes()) site.route(method, pattern, value)
  const handle = site.handle.bind(site)
  const server = createHttpServer({ handle, onError: () => undefined })
  const port = await server.listen(0, '127.0.0.1')
  t.after(() => server.stop(0))
  const ask = async (start: string, headers = '') => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`${start} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`)
    await once(socket, 'data')
    return socket
  }
  const requests = [
    'GET /a.txt', 'GET /large.bin', 'HEAD /large.bin', 'GET /docs', 'GET /b.txt', 'GET /empty',
  ]
  for (const start of requests) await buffer(await ask(start))
  for (const range of ['0-1,9-99999', '0-99999', '9999999-']) {
    await buffer(await ask('GET /large.bin', `range: bytes=${range}\r\n`))
  }
  await buffer(await ask('GET /large.bin', `if-none-match: ${makeEtag(large)}\r\n`))
  await buffer(await ask('GET /large.bin', 'if-match: "x"\r\n'))
  assert.deepEqual(await openFiles(), [])

  const leaving = await ask('GET /large.bin')
  leaving.destroy()
  while ((await openFiles()).length > 0) await new Promise((resolve) => setImmediate(resolve))
})
