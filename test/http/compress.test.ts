import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { brotliDecompressSync, createGunzip, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { App } from '../../src/http/app.ts'
import { compress, type CompressOptions } from '../../src/http/compress.ts'
import { Context } from '../../src/http/context.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { parseTarget } from '../../src/http/target.ts'
import { text, type Reply, type ReplyHeaders } from '../../src/http/reply.ts'

const page = 'A line of a page that repeats itself.\n'.repeat(100)

type Asked = { method?: string; headers?: Record<string, string>; options?: CompressOptions }

function pass(reply: Reply | Promise<Reply>, asked: Asked = {}): Reply | Promise<Reply> {
  const { method = 'GET', headers = { 'accept-encoding': 'gzip' }, options } = asked
  const request = incomingRequest(method, '/', { headers })
  const context = new Context(request, parseTarget('/'), { id: 'test', params: {} })
  return compress(options)(context, () => reply)
}

function bytesOf({ body }: Reply): Promise<Buffer> | Buffer {
  if (body instanceof Readable) return buffer(body)
  return Buffer.from(body ?? '')
}

const unpack = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  identity: (bytes: Uint8Array) => Buffer.from(bytes),
}

const codings = ['gzip', 'br', 'zstd'] as const

for (const coding of codings) {
  const headers = { 'accept-encoding': coding }
  const bodies: [kind: string, body: () => string | Uint8Array | Readable][] = [
    ['string', () => page],
    ['buffer', () => Buffer.from(page)],
    ['stream', () => Readable.from([page.slice(0, 500), Buffer.from(page.slice(500))])],
  ]
  for (const [kind, body] of bodies) {
    test(`a ${kind} is sent as ${coding}`, async () => {
      const reply = await pass({ ...text(''), body: body() }, { headers })
      assert.equal(reply.headers['content-encoding'], coding)
      assert.equal(reply.headers['vary'], 'Accept-Encoding')
      const bytes = await bytesOf(reply)
      assert.ok(bytes.length < page.length / 4, `${bytes.length} bytes`)
      assert.equal(unpack[coding](bytes).toString(), page)
    })
  }
}

type ChoiceRow = [accepted: string | undefined, expected: keyof typeof unpack]

const choices: ChoiceRow[] = [
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate, br', 'br'],
  ['gzip, br;q=0.9', 'gzip'],
  ['zstd;q=0, br;q=0, gzip;q=0', 'identity'],
  ['deflate', 'identity'],
  ['*;q=0', 'identity'],
  [undefined, 'identity'],
]

for (const [accepted, expected] of choices) {
  test(`Accept-Encoding ${accepted ?? 'missing'}: ${expected}, and Vary in any case`, async () => {
    const headers: Record<string, string> = {}
    if (accepted !== undefined) headers['accept-encoding'] = accepted
    const reply = await pass(text(page), { headers })
    assert.equal(reply.headers['content-encoding'] ?? 'identity', expected)
    assert.equal(reply.headers['vary'], 'Accept-Encoding')
    assert.equal(unpack[expected](await bytesOf(reply)).toString(), page)
  })
}

const untouched: [rule: string, reply: () => Reply][] = [
  ['a short text', () => text('x'.repeat(1023))],
  ['a short stream with a length', () => ({
    ...text('', 200, { 'content-length': '2' }), body: Readable.from(['hi']),
  })],
  ['a short buffer', () => ({ ...text(''), body: Buffer.alloc(1023) })],
  ['a picture', () => text(page, 200, { 'content-type': 'image/png' })],
  ['a reply without a type', () => ({ status: 200, headers: {}, body: page })],
  ['what is compressed already', () => text(page, 200, { 'content-encoding': 'br' })],
  ['what says identity itself', () => text(page, 200, { 'content-encoding': 'identity' })],
  ['no-transform', () => text(page, 200, { 'cache-control': 'no-transform' })],
  ['no-transform among others', () =>
    text(page, 200, { 'cache-control': 'private, No-Transform' })],
  ['a part', () => text(page, 206)],
  ['a range', () => text(page, 200, { 'content-range': 'bytes 0-3799/3800' })],
  ['status 204', () => ({ ...text('', 204), body: page })],
  ['a reply without a body', () => ({ ...text(''), body: null })],
]

for (const [rule, make] of untouched) {
  test(`${rule} stays as it is, at once and without Vary`, () => {
    const reply = make()
    const { status, body, headers } = reply
    const before = { status, body, headers: { ...headers } }
    assert.equal(pass(reply), reply)
    assert.deepEqual(reply.headers, before.headers)
    assert.equal(reply.body, before.body)
  })
}

test('the threshold counts bytes, not characters', async () => {
  const reply = await pass(text('ä'.repeat(512)))
  assert.equal(reply.headers['content-encoding'], 'gzip')
})

test('the threshold can be set', async () => {
  const reply = await pass(text('0123456789'), { options: { thresholdBytes: 10 } })
  assert.equal(reply.headers['content-encoding'], 'gzip')
})

test('a reply that nobody wants compressed comes back at once', () => {
  const reply = text(page)
  assert.equal(pass(reply, { headers: {} }), reply)
})

test('a reply that comes later is compressed too', async () => {
  const reply = await pass(Promise.resolve(text(page)))
  assert.equal(reply.headers['content-encoding'], 'gzip')
})

test('a refusal goes through', async () => {
  await assert.rejects(async () => pass(Promise.reject(new Error('No'))), /No/)
})

type HeaderRow = [rule: string, before: ReplyHeaders, name: string, after: string | undefined]

const headerRows: HeaderRow[] = [
  ['Vary keeps what it names', { vary: 'Origin' }, 'vary', 'Origin, Accept-Encoding'],
  ['Vary names nothing twice', { vary: 'accept-encoding' }, 'vary', 'accept-encoding'],
  ['Vary: * says it all', { vary: '*' }, 'vary', '*'],
  ['a strong ETag becomes weak', { etag: '"v1"' }, 'etag', 'W/"v1"'],
  ['a weak ETag stays weak', { etag: 'W/"v1"' }, 'etag', 'W/"v1"'],
  ['no ETag is made up', {}, 'etag', undefined],
  ['the old length goes', { 'content-length': '3800' }, 'content-length', undefined],
  ['parts are of other bytes', { 'accept-ranges': 'bytes' }, 'accept-ranges', undefined],
]

for (const [rule, before, name, after] of headerRows) {
  test(`${rule} when a reply is compressed`, async () => {
    const reply = await pass(text(page, 200, before))
    assert.equal(reply.headers['content-encoding'], 'gzip')
    assert.equal(reply.headers[name], after)
  })
}

test('a strong ETag stays strong when nothing is compressed', async () => {
  const reply = await pass(text(page, 200, { etag: '"v1"' }), { headers: {} })
  assert.equal(reply.headers['etag'], '"v1"')
})

type NotModifiedRow = [rule: string, asked: string | undefined, etag: string, expected: string]

const notModifiedRows: NotModifiedRow[] = [
  ['the weak tag of a compressed copy', 'W/"v1"', '"v1"', 'W/"v1"'],
  ['the strong tag of a plain copy', '"v1"', '"v1"', '"v1"'],
  ['the weak tag that it has anyway', 'W/"v1"', 'W/"v1"', 'W/"v1"'],
  ['the tag for a client that named none', undefined, '"v1"', '"v1"'],
]

for (const [rule, asked, etag, expected] of notModifiedRows) {
  test(`a 304 names ${rule}`, async () => {
    const headers: Record<string, string> = { 'accept-encoding': 'gzip' }
    if (asked !== undefined) headers['if-none-match'] = asked
    const reply = await pass({ status: 304, headers: { etag }, body: null }, { headers })
    assert.equal(reply.headers['etag'], expected)
    assert.equal(reply.headers['vary'], etag === expected ? undefined : 'Accept-Encoding')
    assert.equal(reply.headers['content-encoding'], undefined)
  })
}

test('a 304 without a tag stays as it is', async () => {
  const headers = { 'accept-encoding': 'gzip', 'if-none-match': 'W/undefined' }
  const reply = await pass({ status: 304, headers: {}, body: null }, { headers })
  assert.deepEqual(reply.headers, {})
})

async function start(t: TestContext, app: App): Promise<number> {
  const onError = (error: unknown) => assert.fail(String(error))
  const server = createHttpServer({ handle: (request) => app.handle(request), onError })
  const port = await server.listen(0, '127.0.0.1')
  t.after(() => server.stop(0))
  return port
}

async function send(port: number, method: string, path: string): Promise<IncomingMessage> {
  const headers = { 'accept-encoding': 'gzip' }
  const client = ask({ port, host: '127.0.0.1', method, path, headers, agent: false })
  client.end()
  const [response]: IncomingMessage[] = await once(client, 'response')
  return response ?? assert.fail('No response')
}

test('HEAD has the headers of GET', async (t) => {
  const app = new App().use(compress())
  app.get('/text', () => text(page, 200, { etag: '"v1"' }))
  app.get('/stream', () => ({ ...text(''), body: Readable.from([page]) }))
  const length = { 'content-length': '3800' }
  app.get('/file', ({ method }) => ({
    ...text('', 200, length), body: method === 'HEAD' ? null : Readable.from([page]),
  }))
  const port = await start(t, app)
  for (const path of ['/text', '/stream', '/file']) {
    const get = await send(port, 'GET', path)
    const head = await send(port, 'HEAD', path)
    assert.equal(gunzipSync(await buffer(get)).toString(), page, path)
    assert.equal((await buffer(head)).length, 0, path)
    const { 'transfer-encoding': framing, date, ...headers } = get.headers
    const { 'transfer-encoding': _framing, date: _date, ...others } = head.headers
    assert.deepEqual(others, headers, path)
    assert.equal(get.headers['content-length'] === undefined, framing === 'chunked', path)
  }
})

for (const coding of codings) {
  test(`an event arrives when it happens, as ${coding}`, async () => {
    const events = new PassThrough()
    const stream = text('', 200, { 'content-type': 'text/event-stream' })
    const headers = { 'accept-encoding': coding }
    const reply = await pass({ ...stream, body: events }, { headers })
    assert.ok(reply.body instanceof Readable)
    events.write('data: first\n\n')
    const [first]: Buffer[] = await once(reply.body, 'data')
    assert.ok(first !== undefined && first.length > 0)
    const rest = buffer(reply.body)
    events.end('data: second\n\n')
    const bytes = Buffer.concat([first, await rest])
    assert.equal(unpack[coding](bytes).toString(), 'data: first\n\ndata: second\n\n')
  })
}

test('a client that leaves ends the source', { timeout: 5_000 }, async (t) => {
  const events = new PassThrough()
  const app = new App().use(compress())
  app.get('/', () => ({ ...text(''), body: events }))
  events.write('first')
  const response = await send(await start(t, app), 'GET', '/')
  const unpacked = response.pipe(createGunzip())
  const [chunk] = await once(unpacked, 'data')
  assert.equal(String(chunk), 'first')
  const closed = new Promise((resolve) => events.once('close', resolve))
  response.destroy()
  await closed
})

test('a source that breaks off breaks the compressed stream off', async () => {
  const events = new PassThrough()
  const reply = await pass({ ...text(''), body: events })
  assert.ok(reply.body instanceof Readable)
  events.destroy(new Error('The disk is gone'))
  await assert.rejects(buffer(reply.body), /The disk is gone/)
})

test('a stream that nobody reads is destroyed with its source', async () => {
  const events = new PassThrough()
  const reply = await pass({ ...text(''), body: events })
  assert.ok(reply.body instanceof Readable)
  const closed = new Promise((resolve) => events.once('close', resolve))
  reply.body.destroy()
  await closed
  assert.ok(events.destroyed)
})
