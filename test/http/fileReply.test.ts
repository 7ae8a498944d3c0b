import assert from 'node:assert/strict'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text as readText } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { Context } from '../../src/http/context.ts'
import { closeUnlessStreamed, fileReply } from '../../src/http/fileReply.ts'
import { chunkBytes, openFile } from '../../src/http/files.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { parseTarget } from '../../src/http/target.ts'
import type { Reply } from '../../src/http/reply.ts'

const folder = await mkdtemp(join(tmpdir(), 'reply-'))
after(() => rm(folder, { recursive: true }))

const digits = join(folder, 'digits.txt')
const large = join(folder, 'large.txt')
const largeContent = '0123456789'.repeat(chunkBytes / 8)
await writeFile(digits, '0123456789')
await writeFile(large, largeContent)
const modified = new Date('2024-05-01T12:00:00.345Z')
const lastModified = 'Wed, 01 May 2024 12:00:00 GMT'
await utimes(digits, modified, modified)
await utimes(large, modified, modified)

const description = { 'content-type': 'text/plain', etag: '"v1"', 'cache-control': 'no-cache' }
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const request = incomingRequest(method, '/', { headers })
  const context = new Context(request, parseTarget('/'), { id: 'test', params: {} })
  const file = await openFile(path)
  const isClosed = () => file.handle.fd === -1
  const reply = await closeUnlessStreamed(file, () => fileReply(context, file, description))
    .catch((error: unknown) => {
      assert.ok(isClosed(), 'The file is still open after a refusal')
      throw error
    })
  assert.equal(isClosed(), !(reply.body instanceof Readable))
  return reply
}

async function contentOf({ body }: Reply): Promise<string | null> {
  if (body instanceof Readable) return readText(body)
  return body === null ? null : Buffer.from(body).toString()
}

test('a whole file has its headers', async () => {
  const reply = await get(digits)
  assert.equal(reply.status, 200)
  assert.deepEqual(reply.headers, {
    'content-type': 'text/plain',
    'cache-control': 'no-cache',
    'content-length': '10',
    'accept-ranges': 'bytes',
    'last-modified': lastModified,
    etag: '"v1"',
  })
  assert.equal(await contentOf(reply), '0123456789')
})

test('a date in the future is sent as now', async () => {
  const path = join(folder, 'future.txt')
  const future = new Date(Date.now() + 86_400_000)
  await writeFile(path, '')
  await utimes(path, future, future)
  const { headers } = await get(path)
  assert.ok(Date.parse(String(headers['last-modified'])) <= Date.now())
})

type Row = [
  rule: string, headers: Record<string, string>, status: number, contentRange: string | undefined,
  content: string | null,
]

const rows: Row[] = [
  ['the first bytes', { range: 'bytes=0-3' }, 206, 'bytes 0-3/10', '0123'],
  ['the last bytes', { range: 'bytes=-3' }, 206, 'bytes 7-9/10', '789'],
  ['an open end', { range: 'bytes=8-' }, 206, 'bytes 8-9/10', '89'],
  ['one range that fits of two', { range: 'bytes=50-,0-0' }, 206, 'bytes 0-0/10', '0'],
  ['a malformed range', { range: 'bytes=3-1' }, 200, undefined, '0123456789'],
  ['an unknown unit', { range: 'lines=0-1' }, 200, undefined, '0123456789'],
  [
    'If-Range with the tag',
    { range: 'bytes=0-3', 'if-range': '"v1"' }, 206, 'bytes 0-3/10', '0123',
  ],
  [
    'If-Range with an old tag',
    { range: 'bytes=0-3', 'if-range': '"v0"' }, 200, undefined, '0123456789',
  ],
  [
    'If-Range with the date',
    { range: 'bytes=0-3', 'if-range': lastModified }, 206, 'bytes 0-3/10', '0123',
  ],
  [
    'an old If-Range before a range that is not there',
    { range: 'bytes=50-', 'if-range': '"v0"' }, 200, undefined, '0123456789',
  ],
  ['a known tag', { 'if-none-match': '"v1"' }, 304, undefined, null],
  [
    'a known tag and a range',
    { 'if-none-match': '"v1"', range: 'bytes=0-3' }, 304, undefined, null,
  ],
  [
    'a known tag and a range that is not there',
    { 'if-none-match': '"v1"', range: 'bytes=50-' }, 304, undefined, null,
  ],
  ['an old tag', { 'if-none-match': '"v0"' }, 200, undefined, '0123456789'],
  ['a known date', { 'if-modified-since': lastModified }, 304, undefined, null],
  ['the right tag', { 'if-match': '"v1"' }, 200, undefined, '0123456789'],
]

for (const [rule, headers, status, contentRange, content] of rows) {
  test(`${rule}: ${status}`, async () => {
    const reply = await get(digits, headers)
    assert.equal(reply.status, status)
    assert.equal(reply.headers['content-range'], contentRange)
    assert.equal(await contentOf(reply), content)
    const length = content === null ? undefined : String(content.length)
    assert.equal(reply.headers['content-length'], length)
    assert.equal(reply.headers['etag'], '"v1"')
    assert.equal(reply.headers['cache-control'], 'no-cache')
  })
}

test('a 304 says nothing about the content', async () => {
  const reply = await get(digits, { 'if-none-match': '"v1"' })
  assert.deepEqual(Object.keys(reply.headers).sort(), ['cache-control', 'etag'])
})

const refusals: [rule: string, headers: Record<string, string>, status: number][] = [
  ['a range that is not there', { range: 'bytes=10-' }, 416],
  ['another tag in If-Match', { 'if-match': '"v0"' }, 412],
  [
    'an earlier If-Unmodified-Since',
    { 'if-unmodified-since': 'Tue, 30 Apr 2024 12:00:00 GMT' }, 412,
  ],
  [
    'a failed precondition before a range that is not there',
    { 'if-match': '"v0"', range: 'bytes=10-' }, 412,
  ],
]

for (const [rule, headers, status] of refusals) {
  test(`${rule}: ${status}`, async () => {
    const contentRange = status === 416 ? { 'content-range': 'bytes */10' } : {}
    await assert.rejects(get(digits, headers), { name: 'HttpError', status, headers: contentRange })
  })
}

test('several ranges come as parts, with the length of all', async () => {
  const reply = await get(digits, { range: 'bytes=0-1,-2' })
  const boundary = /^multipart\/byteranges; boundary=([\w-]+)$/
    .exec(String(reply.headers['content-type']))?.[1]
  assert.ok(boundary !== undefined)
  const body = await contentOf(reply)
  assert.equal(reply.status, 206)
  assert.equal(reply.headers['content-range'], undefined)
  assert.equal(reply.headers['content-length'], String(body?.length))
  assert.deepEqual(body?.split(`--${boundary}`), [
    '',
    '\r\ncontent-type: text/plain\r\ncontent-range: bytes 0-1/10\r\n\r\n01\r\n',
    '\r\ncontent-type: text/plain\r\ncontent-range: bytes 8-9/10\r\n\r\n89\r\n',
    '--\r\n',
  ])
})

test('each reply has a boundary of its own', async () => {
  const [one, two] = [
    await get(digits, { range: 'bytes=0-1,3-4' }),
    await get(digits, { range: 'bytes=0-1,3-4' }),
  ]
  assert.notEqual(one.headers['content-type'], two.headers['content-type'])
})

test('ranges that overlap too much get the whole', async () => {
  const reply = await get(digits, { range: 'bytes=0-8,1-9' })
  assert.equal(reply.status, 200)
  assert.equal(reply.headers['content-type'], 'text/plain')
})

test('an empty file is sent whole, whatever the range', async () => {
  const path = join(folder, 'empty.txt')
  await writeFile(path, '')
  const reply = await get(path, { range: 'bytes=0-' })
  assert.deepEqual([reply.status, reply.headers['content-length']], [200, '0'])
  assert.equal(await contentOf(reply), '')
})

test('a large file is streamed, whole and in part', async () => {
  const whole = await get(large)
  assert.ok(whole.body instanceof Readable)
  assert.equal(whole.headers['content-length'], String(largeContent.length))
  assert.equal(await contentOf(whole), largeContent)
  const part = await get(large, { range: `bytes=3-${chunkBytes + 7}` })
  assert.ok(part.body instanceof Readable)
  assert.equal(await contentOf(part), largeContent.slice(3, chunkBytes + 8))
  const parts = await get(large, { range: `bytes=3-${chunkBytes + 7},0-1` })
  assert.ok(parts.body instanceof Readable)
  assert.equal(parts.headers['content-length'], String((await contentOf(parts))?.length))
})

test('HEAD has the headers of GET and opens no stream', async () => {
  for (const path of [digits, large]) {
    const reply = await get(path, {}, 'HEAD')
    assert.ok(!(reply.body instanceof Readable))
    const whole = await get(path)
    await contentOf(whole)
    assert.deepEqual(reply.headers, whole.headers)
  }
})

test('HEAD asks about the whole: it has no ranges', async () => {
  const reply = await get(digits, { range: 'bytes=0-3' }, 'HEAD')
  assert.deepEqual([reply.status, reply.headers['content-length']], [200, '10'])
  assert.equal((await get(digits, { range: 'bytes=50-' }, 'HEAD')).status, 200)
})

test('HEAD has preconditions', async () => {
  assert.equal((await get(digits, { 'if-none-match': '"v1"' }, 'HEAD')).status, 304)
})
